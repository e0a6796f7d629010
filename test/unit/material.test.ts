import { describe, expect, it } from 'vitest';
import type { Worker } from '../../src/core/worker.ts';
import type { BranchChanges } from '../../src/core/changes.ts';
import { createGit } from '../../src/sources/git/git.ts';
import { parseDiff } from '../../src/sources/git/parse-diff.ts';
import { tooLargeToTell } from '../../src/workers/changes/too-large.ts';
import { createChangelogWorker } from '../../src/workers/changelog/worker.ts';
import { createCommitWorker } from '../../src/workers/commit/worker.ts';
import { createExplainWorker } from '../../src/workers/explain/worker.ts';
import { createPullRequestWorker } from '../../src/workers/pull-request/worker.ts';
import { createReviewWorker } from '../../src/workers/review/worker.ts';

const signal = new AbortController().signal;
const git = createGit();
const diff = 'diff --git a/old.ts b/new.ts\nsimilarity index 90%\nrename from old.ts\nrename to new.ts\n--- a/old.ts\n+++ b/new.ts\n@@ -1,1 +1,1 @@ function f()\n-one();\n+two();\n';

async function materialOf<Input, Facts, Output>(worker: Worker<Input, Facts, Output>, given: unknown) {
  const input = worker.input.parse(given);
  return worker.material!(await worker.gather(input, signal), input);
}

describe('what an input is made of', () => {
  it('is, for a commit message, both names of a renamed file, the changed lines and the history', async () => {
    const { folder, paths, texts } = await materialOf(createCommitWorker({ git, parseDiff }), { diff, recentSubjects: ['Add f'] });
    expect({ folder, paths }).toEqual({ folder: undefined, paths: ['new.ts', 'old.ts'] });
    expect(texts).toEqual(['new.ts\nold.ts\nfunction f()\n-one();\n+two();', 'Add f']);
  });

  it('is, for a pull request, the messages too, and not the template', async () => {
    const { paths, texts } = await materialOf(createPullRequestWorker({ git, parseDiff }), { diff, commits: [{ subject: 'Call two', body: 'It is faster.' }], template: '# What' });
    expect(paths).toEqual(['new.ts', 'old.ts']);
    expect(texts).toContain('Call two\n\nIt is faster.');
    expect(texts.join('\n')).not.toContain('# What');
  });

  it('is, for a branch, also the files that came and went within it: a model has read its commits', async () => {
    const branch: BranchChanges = { base: 'main', baseReason: 'given', head: 'x', branch: 'x', baseId: '', headId: '', commits: [], touched: ['private/merger.ts', 'new.ts'], diff, recentSubjects: [], templates: [] };
    const worker = createPullRequestWorker({ git: { ...git, branchChanges: async () => branch }, parseDiff });
    expect((await materialOf(worker, { cwd: '/shop' })).paths).toEqual(['new.ts', 'old.ts', 'private/merger.ts']);
  });

  it('is, for a review, every changed file', async () => {
    expect((await materialOf(createReviewWorker({ git, parseDiff }), { diff })).paths).toEqual(['new.ts', 'old.ts']);
  });

  it('is, for a changelog, the commits and the files that they change', async () => {
    const worker = createChangelogWorker({ git, parseDiff, releases: { changes: async () => Promise.reject(new Error('not asked')) }, today: () => '2024-05-31' });
    expect(await materialOf(worker, { commits: [{ subject: 'Add f', paths: ['a.ts', 'b.ts'] }] })).toEqual({ folder: undefined, paths: ['a.ts', 'b.ts'], texts: ['Add f'] });
  });

  it.each([
    ['/home/u/p/src/a.ts', '/home/u/p/src', 'a.ts'],
    ['/a.ts', '/', 'a.ts'],
    ['C:\\p\\a.ts', 'C:\\p', 'a.ts'],
    ['a.ts', undefined, 'a.ts'],
    ['src/a.ts', undefined, 'src/a.ts'],
    ['analysis.ipynb', '/home/u/p/private', 'analysis.ipynb', '/home/u/p/private/analysis.ipynb'],
    ['a.ts', undefined, 'vscode-vfs://github/o/r/a.ts', 'vscode-vfs://github/o/r/a.ts'],
  ])('is, for a diagnostic in %s, that file in its folder', async (file, folder, path, origin?: string) => {
    const worker = createExplainWorker({ linters: { lint: async () => [], documentation: async () => ({ text: 'The rule.', url: null, version: null }), canLint: () => false, siblingFixes: async () => [] }, syntax: undefined });
    const made = await materialOf(worker, { file, origin, source: 'let a;', language: 'javascript', diagnostic: { tool: 'eslint', rule: 'r', message: 'Bad.', line: 1 } });
    expect(made).toEqual({ folder, paths: [path], texts: [`${file}\nlet a;`, 'Bad.', 'r', 'The rule.'] });
  });
});

describe('tooLargeToTell', () => {
  const file = (path: string, lines: string[]) => parseDiff(`diff --git a/${path} b/${path}\n--- a/${path}\n+++ b/${path}\n@@ -1,0 +1,${lines.length} @@\n${lines.map((line) => `+${line}`).join('\n')}\n`)[0]!;
  const files = (count: number, folder = 'src') => Array.from({ length: count }, (_, index) => file(`${folder}/m${index}.ts`, [`export const value${index} = compute(${index * 7});`]));

  it('says so of very many source files, and of very many lines', () => {
    expect(tooLargeToTell(files(60))).toBeUndefined();
    expect(tooLargeToTell(files(61))).toBe('The change has 61 changed lines in 61 source files, far more than a small model can take in.');
    expect(tooLargeToTell([file('src/a.ts', Array.from({ length: 6001 }, (_, index) => `line${index}();`))])).toContain('6,001 changed lines in 1 source file,');
  });

  it('does not count what no model reads', () => {
    expect(tooLargeToTell(files(200, 'test'))).toBeUndefined();
    expect(tooLargeToTell(files(61).map((each) => ({ ...each, kind: 'deleted' as const })))).toBeUndefined();
  });

  it('leaves what code can tell of to code', () => {
    const renamed = Array.from({ length: 80 }, (_, index) => parseDiff(`diff --git a/src/m${index}.ts b/lib/m${index}.ts\nsimilarity index 100%\nrename from src/m${index}.ts\nrename to lib/m${index}.ts\n`)[0]!);
    expect(tooLargeToTell(renamed)).toBeUndefined();
  });
});
