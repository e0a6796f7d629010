import { describe, expect, it } from 'vitest';
import type { Commit } from '../../../src/core/changes.ts';
import { rangeView, templateText } from '../../../src/editor/pull-request-range.ts';

const commits = (count: number): Commit[] => Array.from({ length: count }, (_, index) => ({ id: `${index}`, subject: 's', body: '' }));

describe('what is compared', () => {
  it.each([
    ['given', 'your choice'],
    ['recorded', 'recorded for this branch'],
    ['nearest', 'this branch left it last'],
    ['default-branch', 'default branch'],
    ['usual-name', 'usual name of a base'],
  ] as const)('says of a base that is %s: %s', (baseReason, words) => {
    expect(rangeView({ head: 'feature', base: 'main', baseReason, commits: commits(3) })).toEqual({ head: 'feature', base: 'main', note: `3 commits · base: ${words}` });
  });

  it('counts a single commit as one', () => {
    expect(rangeView({ head: 'feature', base: 'main', baseReason: 'given', commits: commits(1) }).note).toMatch(/^1 commit ·/);
  });
});

describe('the template that is used', () => {
  const two = [{ path: '.github/PULL_REQUEST_TEMPLATE/feature.md' }, { path: '.github/PULL_REQUEST_TEMPLATE/bug.md' }];

  it('is called by its file', () => {
    expect(templateText(two, undefined)).toBe('feature.md');
    expect(templateText(two, two[1]!.path)).toBe('bug.md');
  });

  it('can be none, and then another can be chosen', () => {
    expect(templateText(two, '')).toBe('None');
    expect(templateText(two.slice(1), '')).toBe('None');
  });

  it('is nothing to speak of where there is no choice', () => {
    expect(templateText([], undefined)).toBeNull();
    expect(templateText(two.slice(1), undefined)).toBeNull();
  });
});
