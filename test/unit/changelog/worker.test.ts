import { describe, expect, it } from 'vitest';
import type { ReleaseChanges, Releases } from '../../../src/core/releases.ts';
import type { Preparation } from '../../../src/core/worker.ts';
import { UserError } from '../../../src/core/errors.ts';
import { withDraft } from '../../../src/workers/changelog/draft.ts';
import { readOpening } from '../../../src/workers/changelog/opening.ts';
import { createChangelogWorker } from '../../../src/workers/changelog/worker.ts';
import { rangeLine } from '../../../src/cli/left-out.ts';
import { commit, facts } from './support.ts';

const CHANGES: ReleaseChanges = {
  top: '/repo',
  from: { name: 'v1.0.0', id: 'a'.repeat(40) },
  fromReason: 'release',
  to: { name: 'HEAD', id: 'b'.repeat(40) },
  last: { tag: 'v1.0.0', version: '1.0.0', id: 'a'.repeat(40) },
  next: null,
  commits: [commit('feat: add a dark theme (#12)'), commit('fix!: keep the order', { body: 'BREAKING CHANGE: equal items are not sorted' }), commit('chore: tidy')],
  merged: [],
  habits: { changelog: null, changesets: null, fragments: null },
  page: { kind: 'github', url: 'https://github.com/o/r' },
};
const signal = new AbortController().signal;
const workerOf = (changes: Partial<ReleaseChanges> = {}, asked: unknown[] = []) => {
  const releases: Pick<Releases, 'changes'> = { changes: async (range) => (asked.push(range), { ...CHANGES, ...changes }) };
  return createChangelogWorker({ releases, git: { async *commitDiffs() {} }, parseDiff: () => [], today: () => '2024-05-31' });
};
const worker = workerOf();
const notes = async (changes: Partial<ReleaseChanges> = {}, text = '') => {
  const facts = await workerOf(changes).gather({ cwd: '/repo', kind: 'notes' }, signal);
  return workerOf(changes).parse(text, facts).entry;
};

describe('the changelog worker', () => {
  it('takes a range or commits, and refuses anything else', () => {
    for (const good of [{ cwd: '/x' }, { cwd: '/x', from: 'v1', to: 'main', kind: 'notes', version: 'v1.2.0-rc.1', date: '2024-05-31' }, { commits: [{ subject: 'a' }] }, { commits: [{ id: 'a', subject: 'a', body: '' }], changelog: { path: 'CHANGES.md', text: '' } }]) expect(worker.input.safeParse(good).success).toBe(true);
    for (const bad of [{}, { cwd: '' }, { cwd: '/x', kind: 'poem' }, { cwd: '/x', version: 'next' }, { cwd: '/x', version: '1\n## x' }, { cwd: '/x', date: 'today' }, { commits: 'x' }, null]) expect(worker.input.safeParse(bad).success).toBe(false);
  });

  it('needs no model for an entry whose commits speak for themselves', async () => {
    const facts = await worker.gather({ cwd: '/repo' }, signal);
    const output = worker.known!(facts)!;
    expect(output).toMatchObject({ kind: 'entry', form: 'keep-a-changelog', root: '/repo', path: 'CHANGELOG.md', range: { from: 'v1.0.0', to: 'HEAD' } });
    expect(output.entry).toBe('## [Unreleased]\n\n### Added\n\n- Add a dark theme (#12)\n\n### Fixed\n\n- **Breaking:** Keep the order. Equal items are not sorted.');
    expect(worker.check(output, facts).filter(({ passed }) => !passed)).toEqual([]);
    expect(worker.render(output)).toBe(output.entry);
    expect(worker.known!({ ...facts, kind: 'notes' })).toBeUndefined();
  });

  it('asks for a sum of the commits that say too little, and only of those that users may see', async () => {
    const vague = commit('misc fixes');
    const facts = await workerOf({ commits: [...CHANGES.commits, vague, commit('wip', { paths: ['test/a.test.ts'] })] }).gather({ cwd: '/repo' }, signal);
    expect(worker.known!(facts)).toBeUndefined();
    const preparation: Preparation = { budget: async () => ({ contextTokens: 2048, countTokens: async (texts: string[]) => texts.map(() => 10) }), ask: async () => ({ text: 'Read empty files', tokens: [], stopReason: 'end', promptTokens: 1, cachedTokens: 0, firstTextMs: 0, totalMs: 0 }), rank: async () => ({ probabilities: [1], promptTokens: 1, cachedTokens: 0, totalMs: 0 }), kept: { get: async () => undefined, put: async () => undefined }, progress: () => undefined, show: () => undefined, signal };
    expect([...(await worker.prepare!(facts, preparation)).pieces.keys()]).toEqual([vague.id]);
    const told = withDraft({ ...facts, pieces: new Map([[vague.id, { id: vague.id, text: 'read empty files', type: 'fix', scope: '', breaking: null, by: 'model' as const }]]) });
    expect(worker.parse('', told).entry).toContain('- Read empty files');
    expect(worker.parse('', facts).entry).not.toContain('isc fixes');
    expect(worker.known!(told)).toEqual(told.drafted.output);
  });

  it('takes commits as they are given', async () => {
    const facts = await worker.gather({ commits: [{ subject: 'Add a dark theme' }], changelog: { path: 'CHANGES.md', text: '## Unreleased\n\n- One\n' }, version: '2.0.0' }, signal);
    expect(worker.known!(facts)!.files).toEqual([{ path: 'CHANGES.md', before: '## Unreleased\n\n- One\n', after: '## Unreleased\n\n## 2.0.0 - 2024-05-31\n\n- One\n- Add a dark theme\n' }]);
    await expect(worker.gather({ commits: [] }, signal)).rejects.toThrow(UserError);
  });

  it('passes the range on; a release may end it where notes or an end are asked for', async () => {
    const asked: unknown[] = [];
    for (const input of [{ cwd: '/repo' }, { cwd: '/repo', kind: 'notes' as const, version: '2.0.0' }, { cwd: '/repo', from: 'a', to: 'b' }]) await workerOf({}, asked).gather(input, signal);
    expect(asked).toMatchObject([{ released: false }, { released: true, version: '2.0.0' }, { from: 'a', to: 'b', released: true }]);
  });

  it('says where nothing is for users, and where the changelog speaks another language', async () => {
    const failed = async (changes: Partial<ReleaseChanges>) => {
      const facts = await workerOf(changes).gather({ cwd: '/repo' }, signal);
      return worker.check(worker.known!(facts)!, facts).filter(({ passed }) => !passed).map(({ name }) => name);
    };
    expect(await failed({ commits: [commit('chore: tidy')] })).toEqual(['something-to-tell']);
    const text = '## [Unreleased]\n\n### Behoben\n\n- Fehler beim Öffnen behoben\n- Dateien werden nicht gelöscht\n- Zeilen für alle\n';
    expect(await failed({ habits: { changelog: { path: 'CHANGELOG.md', text }, changesets: null, fragments: null } })).toEqual(['language']);
  });
});

describe('what an entry leaves out', () => {
  it('is named with the reason', () => {
    const changelog = { path: 'CHANGELOG.md', text: '# Changelog\n' };
    const commits = [commit('Add a dark theme'), commit('chore: tidy'), commit('docs: explain it'), commit('Bump x from 1.0 to 1.1'), commit('misc fixes'), commit('Read it twice', { paths: ['src/a.ts', 'CHANGELOG.md'] })];
    const output = withDraft({ ...facts(commits), habits: { changelog, changesets: null, fragments: null } }).drafted.output;
    expect(output).toMatchObject({
      commits: 6,
      leftOut: [
        { subject: 'chore: tidy', reason: 'not seen by users' },
        { subject: 'docs: explain it', reason: 'documentation' },
        { subject: 'Bump x from 1.0 to 1.1', reason: 'dependencies' },
        { subject: 'misc fixes', reason: 'says too little' },
        { subject: 'Read it twice', reason: 'told already' },
      ],
    });
    expect(rangeLine(output)).toBe('since v1.0.0 · 6 commits; 5 left out: Bump x from 1.0 to 1.1, misc fixes, chore: tidy, docs: explain it, 1 told already; --json says why');
    expect(rangeLine({ range: { from: null, to: 'HEAD' }, commits: 1, leftOut: [] })).toBe('since the first commit · 1 commit');
  });
});

describe('release notes', () => {
  it('begin with what matters most and end with the comparison', async () => {
    expect(await notes({ commits: [...CHANGES.commits, commit('fix: read empty files')] })).toBe(
      '## Breaking changes\n\n- Keep the order\n  equal items are not sorted\n\n## New\n\n- Add a dark theme (#12)\n\n## Fixed\n\n- Read empty files\n\n**Full changelog**: https://github.com/o/r/compare/v1.0.0...HEAD',
    );
  });

  it('link only to a page that is configured, with names that cannot break the link', async () => {
    expect(await notes({ page: null })).not.toContain('http');
    expect(await notes({ page: { kind: 'gitlab', url: 'https://gitlab.com/g/s/r' }, next: { tag: 'v1.1.0)](x', version: '1.1.0', id: '' } })).toContain('https://gitlab.com/g/s/r/-/compare/v1.0.0...v1.1.0%29%5D%28x');
  });

  it('name contributors only where the project does', async () => {
    const commits = [commit('Add a', { author: 'Zoë' }), commit('Add b of it', { author: 'Ada' }), commit('Add c of it', { author: 'Ada' }), commit('Add d of it', { author: 'dependabot[bot]' })];
    expect(await notes({ commits })).not.toContain('Ada');
    const habits = { changelog: { path: 'CHANGELOG.md', text: '## 1.0.0\n\n### Contributors\n\n- Ada\n' }, changesets: null, fragments: null };
    expect(await notes({ commits, habits })).toContain('## Contributors\n\nAda, Zoë\n');
  });

  it('open with the model’s sentence where it holds', async () => {
    const good = 'This release adds a dark theme and keeps the order of items.';
    expect(await notes({}, `${good}\n`)).toMatch(new RegExp(`^${good}\n\n## Breaking`));
    expect(await notes({}, 'We are excited to announce a robust dark theme!')).toMatch(/^## Breaking/);
  });

  it('keep no sentence that invents, praises or stops in the middle', () => {
    const lines = ['add a dark theme', 'keep the order', 'read `parseAll` once'];
    const opening = (text: string) => readOpening(text, lines, '1.2.0');
    expect(opening('Version 1.2.0 adds a dark theme and keeps the order.')).toBe('Version 1.2.0 adds a dark theme and keeps the order.');
    expect(opening('It adds a dark theme. It also keeps the ord')).toBe('It adds a dark theme.');
    for (const bad of ['', 'Adds 40 dark themes and keeps the order.', 'Adds `darkTheme()` and keeps the order.', 'Version 1.3.0 adds a dark theme.', 'We keep the order.', '- Adds a dark theme.', 'See https://evil.example for the dark theme.', 'Improves networking, authentication and database performance substantially.', '<b>x</b>']) expect(opening(bad)).toBe('');
  });
});
