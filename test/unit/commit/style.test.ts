import { describe, expect, it } from 'vitest';
import type { Conventions } from '../../../src/core/changes.ts';
import { partsOf } from '../../../src/workers/commit/parts.ts';
import { inferStyle, scopeShare } from '../../../src/workers/commit/style.ts';
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
    ['[Docs] Show it', 'area', 'Docs', '', 'Show it', { brackets: true }],
    ['✨ feat: add it', 'conventional', 'feat', '', 'add it', { emoji: '✨' }],
    ['feat(x): :sparkles: add it', 'conventional', 'feat', 'x', 'add it', { emoji: ':sparkles:' }],
    ['👩‍💻 Add it', 'sentence', '', '', 'Add it', { emoji: '👩‍💻' }],
    ['ABC-12: add it', 'sentence', '', '', 'add it', { ticket: { place: 'front', key: 'ABC-12', open: '', close: ': ' } }],
    ['abc-12: add it', 'sentence', '', '', 'add it', { ticket: { place: 'front', key: 'abc-12', open: '', close: ': ' } }],
    ['utf-8: add it', 'area', 'utf-8', '', 'add it', {}],
    ['day-3: add it', 'area', 'day-3', '', 'add it', {}],
    ['AB#12 Mend it', 'sentence', '', '', 'Mend it', { ticket: { place: 'front', key: 'AB#12', open: '', close: ' ' } }],
    ['[ABC-12] fix: mend', 'conventional', 'fix', '', 'mend', { ticket: { place: 'front', key: 'ABC-12', open: '[', close: '] ' } }],
    ['#12 Mend it', 'sentence', '', '', 'Mend it', { ticket: { place: 'front', key: '#12', open: '', close: ' ' } }],
    ['fix(ABC-12): mend', 'conventional', 'fix', '', 'mend', { ticket: { place: 'scope', key: 'ABC-12', open: '', close: '' } }],
    ['fix: ABC-12 mend', 'conventional', 'fix', '', 'mend', { ticket: { place: 'description', key: 'ABC-12', open: '', close: ' ' } }],
    ['Mend it (ABC-12)', 'sentence', '', '', 'Mend it', { ticket: { place: 'end', key: 'ABC-12', open: ' (', close: ')' } }],
    ['Mend CVE-2024-1 in UTF-8', 'sentence', '', '', 'Mend CVE-2024-1 in UTF-8'],
    ['Mend it (#12)', 'sentence', '', '', 'Mend it (#12)'],
    ['✨', 'sentence', '', '', '✨'],
  ])('%s', (subject, form, head, scope, description, more?: object) => {
    expect(partsOf(subject)).toEqual({ form, head, scope, description, ...more });
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

  it('takes the form with types where nearly half have one, and areas only where more than half have', () => {
    expect(inferStyle(['Read files', 'feat: sort lines', 'fix: keep the order', 'Write files']).form).toBe('conventional');
    expect(inferStyle(['Read files', 'parser: sort lines', 'lexer: keep the order', 'Write files']).form).toBe('sentence');
    expect(inferStyle(['Read files', 'Sort lines', 'fix: keep the order', 'feat: write files']).form).toBe('sentence');
  });

  it('tells types from areas that look like them', () => {
    expect(inferStyle(['RDB: a', 'Client caching: b', 'RESP3: c'])).toMatchObject({ form: 'area', heads: new Map([['RDB', 1], ['Client caching', 1], ['RESP3', 1]]) });
    expect(inferStyle(['doc: a', 'src: b', 'test: c', 'net/http: d', 'build: e']).form).toBe('area');
    expect(inferStyle(['docs: a', 'chore(deps): b', 'release: c']).form).toBe('conventional');
  });

  it('learns areas in brackets', () => {
    expect(inferStyle(['[Docs] Show a', '[Core] Add b'])).toMatchObject({ form: 'area', brackets: true, capital: true });
    expect(inferStyle(['Docs: Show a', '[Core] Add b', 'Core: c']).brackets).toBe(false);
  });

  it('knows for each type how often it has a scope', () => {
    const style = inferStyle(['fix(a): x', 'fix(b): y', 'docs: z', 'docs: z', 'docs: z', 'docs: z']);
    expect(scopeShare(style, 'fix')).toBeGreaterThan(0.6);
    expect(scopeShare(style, 'docs')).toBeLessThan(0.2);
    expect(scopeShare(style, 'feat')).toBeCloseTo(style.scoped);
  });

  it('learns emoji that half of the subjects have, and what they stand for', () => {
    const style = inferStyle(['✨ Add a', '🐛 Fix b', '🐛 Fix c', 'Plain']);
    expect(style.emoji).toMatchObject({ place: 'front', code: false });
    expect(style.emoji!.byWord.get('fix')).toBe('🐛');
    expect(inferStyle(['feat: :rocket: add a', 'fix: :bug: b']).emoji).toMatchObject({ place: 'description', code: true });
    expect(inferStyle(['✨ Add a', 'Fix b', 'Fix c']).emoji).toBeUndefined();
  });

  it('writes the key of a ticket only where the history does and the branch names one of its projects', () => {
    const keyed = ['ABC-1: add a', 'ABC-2: mend b', 'Tidy'];
    expect(inferStyle(keyed, { branch: 'feature/ABC-123-thing' }).ticket).toMatchObject({ place: 'front', close: ': ', key: 'ABC-123' });
    expect(inferStyle(keyed, { branch: 'abc-7' }).ticket?.key).toBe('ABC-7');
    for (const branch of ['feature/XYZ-123', 'main', 'release-1-2', 'xabc-7', '', null]) expect(inferStyle(keyed, { branch }).ticket?.key).toBeUndefined();
    expect(inferStyle(['Add a', 'Mend b', 'ABC-1: c'], { branch: 'ABC-123' }).ticket).toBeUndefined();
    expect(inferStyle(['#1: add a', '#2: mend b'], { branch: '17-thing' }).ticket?.key).toBe('#17');
    expect(inferStyle(['AB#1 add a', 'AB#2 mend b'], { branch: '17-thing' })).toMatchObject({ ticket: { key: 'AB#17' }, capital: false });
    expect(inferStyle(['AB#1 add a', 'AB#2 mend b'], { branch: 'feature/ab-17' }).ticket?.key).toBe('AB#17');
    expect(inferStyle(['abc-1: add a', 'abc-2: mend b'], { branch: 'ABC-7' }).ticket?.key).toBe('abc-7');
    expect(inferStyle(['disk-2: add a', 'disk-2: mend b'], { branch: 'main' }).ticket).toBeUndefined();
    expect(inferStyle(['Add a (#1)', 'Mend b (#2)'], { branch: '17-thing' }).ticket).toBeUndefined();
  });

  it('learns no area and no scope from keys of tickets', () => {
    expect(inferStyle(['ABC-1: add a', 'ABC-2: mend b'])).toMatchObject({ form: 'sentence', heads: new Map() });
    expect(inferStyle(['fix(ABC-1): a', 'feat(ABC-2): b', 'fix(12): c']).scopedHeads).toEqual([]);
  });

  it('falls back to Conventional Commits where there is no history, or none that a person wrote', () => {
    expect(inferStyle([])).toMatchObject({ form: 'conventional', capital: false });
    expect(inferStyle(['Merge pull request 3 from a/b', 'Revert "x"', '[pre-commit.ci] autoupdate'])).toMatchObject({ form: 'conventional' });
  });

  it('sees that a history is not in English', () => {
    expect(inferStyle(['修复解析器', '添加测试', 'Исправить ошибку']).foreign).toBe(true);
    expect(inferStyle(['Ajoute le parseur', 'Corrige les tests', 'Tidy']).foreign).toBe(true);
    expect(inferStyle(['Füge hinzu', 'Fehler beim Lesen behoben', 'Ordner entfernt']).foreign).toBe(true);
    expect(inferStyle(['Fix DEL for MIT', 'Let it die', 'Add los_angeles.txt']).foreign).toBe(false);
    expect(inferStyle(['👷 Add CI', 'Fix “quotes” — again', 'Add naïve parser', 'Fix a', 'Fix b']).foreign).toBe(false);
  });

  it('takes no scope over that could break out of the grammar', () => {
    expect(inferStyle(['fix("x\\): a', 'fix(ok): b']).scopedHeads).toEqual([{ head: 'fix', scope: 'ok', count: 1 }]);
  });
});

describe('a user\'s own habit', () => {
  const own = (subjects: string[], ownSubjects: string[], more: Partial<Conventions> = {}) => inferStyle(subjects, { conventions: { commentMark: '#', recentBodies: [], ownSubjects, ...more } }).form;
  const mixed = ['Add a', 'fix: b', 'Remove c', 'docs: d', 'Show e', 'Move f'];

  it('decides the form where the people of a house differ', () => {
    expect(inferStyle(mixed).form).toBe('sentence');
    expect(own(mixed, ['fix: b', 'docs: d', 'feat: x'])).toBe('conventional');
    expect(own(['fix: b', 'feat: d', 'Add a', 'fix(x): c', 'docs: e', 'Show f'], ['Add a', 'Show f', 'Remove g'])).toBe('sentence');
  });

  it('does not where there is hardly any, where the house is of one mind, or where a rule says the form', () => {
    expect(own(mixed, ['fix: b', 'docs: d'])).toBe('sentence');
    expect(own(mixed, ['Merge branch x', 'Merge branch y', 'fix: b', 'Revert "z"'])).toBe('sentence');
    expect(own(['Add a', 'Fix b', 'Remove c', 'Show d', 'fix: e'], ['fix: b', 'docs: d', 'feat: x'])).toBe('sentence');
    expect(own(mixed, ['Add a', 'Show e', 'Move f'], { commitlint: { name: '.commitlintrc.json', text: '{"extends":"@commitlint/config-conventional"}' } })).toBe('conventional');
  });
});

describe('rules', () => {
  const ruled = (subjects: string[], more: Partial<Conventions>) => inferStyle(subjects, { conventions: { commentMark: '#', recentBodies: [], ...more } });
  const lint = (rules: object, more: object = {}) => ({ commitlint: { name: '.commitlintrc.json', text: JSON.stringify({ rules, ...more }) } });
  const sentences = ['Add a', 'Fix b', 'Remove c', 'Move d', 'Show e'];

  it('win over the history', () => {
    const style = ruled(['Add a', 'feat(x): B', 'wip(cli): C', 'wip: D'], lint({ 'type-enum': [2, 'always', ['feat', 'fix']], 'scope-enum': [2, 'always', ['cli']], 'subject-case': [2, 'always', 'lower-case'], 'header-max-length': [2, 'always', 60] }));
    expect(style).toMatchObject({ form: 'conventional', types: ['feat', 'fix'], scopes: ['cli'], capital: false, limit: 60, heads: new Map([['feat', 1]]), scopedHeads: [] });
  });

  it('hold where there is no history of their form', () => {
    expect(ruled(sentences, lint({}, { extends: '@commitlint/config-conventional' }))).toMatchObject({ form: 'conventional', heads: new Map(), scoped: 0, capital: false });
    expect(ruled(['feat: a', 'fix: b'], lint({ 'type-empty': [2, 'always'] })).form).not.toBe('conventional');
    expect(ruled([], lint({ 'type-empty': [2, 'always'] })).form).toBe('sentence');
  });

  it('say whether there are scopes', () => {
    expect(scopeShare(ruled(['feat(a): b'], lint({ 'scope-empty': [2, 'always'] })), 'feat')).toBe(0);
    expect(scopeShare(ruled(['feat: b'], lint({ 'scope-empty': [2, 'never'] })), 'feat')).toBe(1);
  });

  it('of a guide hold where the history does not show that nobody follows them', () => {
    const guide = 'We follow Conventional Commits. Limit the subject to 50 characters. Use the imperative mood.';
    expect(ruled([], { guide })).toMatchObject({ form: 'conventional', limit: 50, verbs: 'imperative' });
    expect(ruled(['feat: added a', 'Add b', 'Fix c', 'Add d', 'Fix e'], { guide })).toMatchObject({ form: 'conventional', limit: 50, verbs: 'imperative' });
    expect(ruled(sentences, { guide }).form).toBe('sentence');
    expect(ruled(sentences.map((subject) => subject.padEnd(60, 'x')), { guide }).limit).toBe(72);
  });

  it('stand in the comments of a template, too, and those of commitlint come first', () => {
    expect(ruled([], { template: '# Limit the subject to 60 characters\n', guide: 'The subject has at most 50 characters.' }).limit).toBe(60);
    expect(ruled([], { template: '# Limit the subject to 60 characters\n', ...lint({ 'header-max-length': [2, 'always', 80] }) }).limit).toBe(80);
    expect(ruled([], lint({ 'header-max-length': [2, 'always', 500] })).limit).toBe(100);
  });

  it('say what a body is like, as do the recent ones', () => {
    expect(ruled(sentences, { recentBodies: ['- a', '- b', ''] }).body).toEqual({ share: 2 / 3, bullets: true });
    expect(ruled(sentences, { recentBodies: ['why'], ...lint({ 'body-empty': [2, 'always'], 'body-max-line-length': [2, 'always', 90] }) })).toMatchObject({ body: { share: 0 }, bodyWidth: 90 });
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
    ['Stripped it', 'gerund', 'Stripping it'],
    ['ran it', 'imperative', 'run it'],
    ['Tidy it', 'third', 'Tidies it'],
    ['Rewrote it', 'imperative', 'Rewrite it'],
    ['Links in the docs', 'imperative', 'Links in the docs'],
    ['parser: fix', 'past', 'parser: fix'],
    ['add_user() works', 'past', 'add_user() works'],
    ['', 'past', ''],
  ] as const)('%s in the %s: %s', (text, form, expected) => {
    expect(withVerbForm(text, form)).toBe(expected);
  });
});
