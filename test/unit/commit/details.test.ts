import { describe, expect, it } from 'vitest';
import { detailsOf } from '../../../src/workers/commit/details.ts';
import { inferStyle } from '../../../src/workers/commit/style.ts';
import { file } from './changes.ts';

const bodies = (...recentBodies: string[]) => inferStyle(['Add one thing', 'Add another thing'], { conventions: { commentMark: '#', recentBodies } });
const changes = [file('src/queue.ts', ['+export function drain() {', '+}', '+export function flush() {', '+}']), file('test/queue.test.ts', ["+it('drains', () => {", '+});'])];

describe('detailsOf', () => {
  it('tells what code knows, where the house writes bodies', () => {
    const details = detailsOf(changes, bodies('It was needed.', 'So was this.'));
    expect(details.split('\n')).toEqual(expect.arrayContaining(['- Add function drain', '- Add function flush']));
    expect(details.split('\n').every((line) => line.startsWith('- '))).toBe(true);
  });

  it('says nothing where the house does not, or where there is one fact', () => {
    expect(detailsOf(changes, bodies('', '', 'Once.'))).toBe('');
    expect(detailsOf([file('src/queue.ts', ['+export function drain() {', '+}'])], bodies('It was needed.'.repeat(2), 'Yes, it was.'))).not.toContain('\n');
  });

  it('has five items at most', () => {
    const many = Array.from({ length: 20 }, (_, index) => `+export function call${index}() {`);
    expect(detailsOf([file('src/a.ts', many)], bodies('Long.', 'Long.')).split('\n').length).toBeLessThanOrEqual(5);
  });

  it('is there where a rule demands it, however little code knows', () => {
    const ruled = inferStyle([], { conventions: { commentMark: '#', recentBodies: [], commitlint: { name: '.commitlintrc.json', text: JSON.stringify({ rules: { 'body-empty': [2, 'never'] } }) } } });
    expect(detailsOf([file('src/a.txt', ['-x', '+y'])], ruled)).toMatch(/^- Change \S+/);
  });
});
