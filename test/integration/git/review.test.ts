import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createGit } from '../../../src/sources/git/git.ts';
import { parseDiff } from '../../../src/sources/git/parse-diff.ts';
import { createReviewWorker } from '../../../src/workers/review/worker.ts';
import { Sandbox } from './repository.ts';

const sandbox = new Sandbox();
const worker = createReviewWorker({ git: createGit(), parseDiff });
const signal = new AbortController().signal;
afterAll(() => sandbox.remove());

describe('the review of a real branch', () => {
  it('points at the lines of the files that are checked out', async () => {
    const repository = sandbox.repository('bränch');
    const filler = Array.from({ length: 40 }, (_, line) => `const value${line} = ${line};\n`).join('');
    repository.commit('Start', { 'src/run.js': filler, 'src/keep.js': 'keep();\n', 'test/run.test.js': "it('runs', () => {\n  expect(run()).toBe(1);\n});\n" });
    repository.git('switch', '--quiet', '-c', 'shell');
    repository.commit('Run through a shell', {
      'src/run.js': `${filler.replace('const value3 = 3;\n', '')}export function run(folder) {\n  return execSync(\`ls \${folder}\`);\n}\n`,
      'test/run.test.js': '',
      'notes é.md': '# Notes\n\nText.\n',
    });
    const facts = await worker.gather({ cwd: repository.path, base: 'main' }, signal);
    const review = worker.parse('', facts);
    expect(review).toMatchObject({ base: 'main', head: 'shell' });
    expect(review.files.map(({ path }) => path)).toEqual(['src/run.js', 'test/run.test.js', 'notes é.md']);
    const [run, test] = review.files;
    const [risk] = run!.risks;
    expect(risk).toMatchObject({ kind: 'security' });
    expect(readFileSync(join(repository.path, 'src/run.js'), 'utf8').split('\n')[risk!.line! - 1]).toContain('execSync');
    expect(test!.risks).toMatchObject([{ kind: 'deleted-tests', line: null }]);
    expect(facts.subjects).toEqual(['Run through a shell']);
    expect(worker.check(review, facts).filter(({ name, passed }) => !passed && name !== 'summary')).toEqual([]);
  });

  it('needs no model for a branch that only moves files', async () => {
    const repository = sandbox.repository('moves');
    repository.commit('Start', { 'a.js': 'one();\ntwo();\nthree();\n' });
    repository.git('switch', '--quiet', '-c', 'moves');
    repository.git('mv', 'a.js', 'b.js');
    repository.commit('Move');
    const facts = await worker.gather({ cwd: repository.path, base: 'main' }, signal);
    const known = worker.known!(facts);
    expect(known?.files).toMatchObject([{ path: 'b.js', oldPath: 'a.js', by: 'code' }]);
    expect(worker.check(known!, facts).every(({ passed }) => passed)).toBe(true);
  });
});
