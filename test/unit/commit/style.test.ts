import { describe, expect, it } from 'vitest';
import { inferStyle, partsOf } from '../../../src/workers/commit/style.ts';
import { verbFormOf, withVerbForm } from '../../../src/workers/commit/verbs.ts';

describe('partsOf', () => {
  it.each([
    ['feat: add x', 'conventional', 'feat', '', 'add x'],
    ['fix(parser)!: stop: now', 'conventional', 'fix', 'parser', 'stop: now'],
    ['RESP3: hiredis updated', 'conventional', 'RESP3', '', 'hiredis updated'],
    ['net/http: close the body', 'area', 'net/http', '', 'close the body'],
    ['Client side caching: show usage', 'area', 'Client side caching', '', 'show usage'],
    ['Add a test', 'sentence', '', '', 'Add a test'],
    ['see https://example.org', 'sentence', '', '', 'see https://example.org'],
  ])('%s', (subject, form, head, scope, description) => {
    expect(partsOf(subject)).toEqual({ form, head, scope, description });
  });
});

describe('inferStyle', () => {
  it('learns Conventional Commits with types, scopes and their share', () => {
    const style = inferStyle(['feat(api): add a', 'fix: mend b', 'chore(deps): bump c', 'fix(api): mend d', 'Merge branch main']);
    expect(style).toMatchObject({ form: 'conventional', scoped: 0.75, capital: false });
    expect([...style.heads]).toEqual([['fix', 2], ['feat', 1], ['chore', 1]]);
    expect(style.scopedHeads).toContainEqual({ head: 'chore', scope: 'deps', count: 1 });
  });

  it('learns areas and capitals', () => {
    const style = inferStyle(['Client caching: Fix a', 'net/http: Add b', 'Docs site: Show c', 'Plain']);
    expect(style).toMatchObject({ form: 'area', capital: true });
  });

  it('learns sentences, their verbs, and that names stand without backquotes', () => {
    expect(inferStyle(['Fixing a leak', 'Adding tests', 'Updating docs', 'Update utils'])).toMatchObject({ form: 'sentence', capital: true, verbs: 'gerund', quotes: false });
  });

  it('follows a change of habit: the newest count more', () => {
    expect(inferStyle(['fix: a', 'feat: b', 'Add c', 'Add d'])).toMatchObject({ form: 'conventional' });
    expect(inferStyle(['Add c', 'Add d', 'fix: a', 'feat: b'])).toMatchObject({ form: 'sentence' });
  });

  it('falls back to Conventional Commits where there is no history, or none that a person wrote', () => {
    expect(inferStyle([])).toMatchObject({ form: 'conventional', capital: false });
    expect(inferStyle(['Merge pull request 3 from a/b', 'Revert "x"'])).toMatchObject({ form: 'conventional' });
  });

  it('sees that a history is not in English', () => {
    expect(inferStyle(['修复解析器', '添加测试', 'Исправить ошибку']).foreign).toBe(true);
    expect(inferStyle(['👷 Add CI', 'Fix “quotes” — again', 'Add naïve parser', 'Fix a', 'Fix b']).foreign).toBe(false);
  });

  it('takes no scope over that could break out of the grammar', () => {
    expect(inferStyle(['fix("x\\): a', 'fix(ok): b']).scopedHeads).toEqual([{ head: 'fix', scope: 'ok', count: 1 }]);
  });
});

describe('verbs', () => {
  it('finds the form that prevails', () => {
    expect(verbFormOf(['Added a', 'fixed b', 'Remove c'])).toBe('past');
    expect(verbFormOf(['Adds a', 'removes b'])).toBe('third');
    expect(verbFormOf(['the parser', 'x'])).toBe('imperative');
  });

  it.each([
    ['Updated the docs', 'imperative', 'Update the docs'],
    ['adds a flag', 'imperative', 'add a flag'],
    ['drop support', 'gerund', 'dropping support'],
    ['Fix it', 'past', 'Fixed it'],
    ['apply it', 'third', 'applies it'],
    ['make it so', 'past', 'made it so'],
    ['set a value', 'past', 'set a value'],
    ['parser: fix', 'past', 'parser: fix'],
    ['add_user() works', 'past', 'add_user() works'],
    ['', 'past', ''],
  ] as const)('%s in the %s: %s', (text, form, expected) => {
    expect(withVerbForm(text, form)).toBe(expected);
  });
});
