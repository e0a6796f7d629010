import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createGit } from '../../../src/sources/git/git.ts';
import { parseDiff } from '../../../src/sources/git/parse-diff.ts';
import { composeMessage } from '../../../src/workers/commit/message.ts';
import { createCommitWorker } from '../../../src/workers/commit/worker.ts';
import { Sandbox, type Repository } from '../git/repository.ts';

// What code makes of a model's words, with real git on both sides: it gives the rules, and it takes the message.
const sandbox = new Sandbox();
const worker = createCommitWorker({ git: createGit(), parseDiff });
let repository: Repository;

beforeAll(() => {
  vi.stubEnv('GIT_CONFIG_GLOBAL', join(sandbox.root, 'no such config'));
  vi.stubEnv('GIT_CONFIG_NOSYSTEM', '1');
  repository = sandbox.repository('häuser mit regeln');
  repository.commit('feat(core): KEY-1 add a queue', { 'core/queue.ts': 'export const size = 0;\n' });
  repository.commit('fix(core): KEY-2 count from zero', { 'core/queue.ts': 'export const size = 1;\n' });
  repository.commit('chore: KEY-3 tidy', {
    '.gitmessage': '# <type>: <subject>\n\n# Why?\nTested-with: node\n',
    'commitlint.config.mjs': "export default { extends: ['@commitlint/config-conventional'], rules: { 'header-max-length': [2, 'always', 50], 'type-enum': [2, 'always', ['feat', 'fix']] } };\n",
  });
  for (const [key, value] of [['format.signOff', 'true'], ['user.name', 'Zoë'], ['user.email', 'zoe@example.com'], ['commit.template', '.gitmessage']] as const) repository.git('config', key, value);
  repository.git('switch', '--quiet', '-c', 'feature/key-17-drain');
  repository.write('core/drain.ts', 'export function drain(queue) {\n  while (queue.length > 0) queue.pop();\n}\n\nexport function drained(queue) {\n  return queue.length === 0;\n}\n');
  repository.write('core/drain.test.ts', "it('drains the queue', () => {\n  expect(drained([])).toBe(true);\n});\n");
  repository.git('add', '.');
});
afterAll(() => {
  vi.unstubAllEnvs();
  sandbox.remove();
});

describe('the house style', () => {
  it('comes from the rules, the history, the branch, the template and the configuration', async () => {
    const facts = await worker.gather({ cwd: repository.path }, new AbortController().signal);
    expect(facts.heads).toEqual(['feat(core)']);
    const output = worker.parse(' Added a function that drains the whole queue at once (#12).\n\nSigned-off-by: nobody', facts);
    expect(output.subject).toMatch(/^feat\(core\): KEY-17 add a function that drains/);
    expect(output.subject.length).toBeLessThanOrEqual(50);
    expect(output.body).toBe('Tested-with: node\nSigned-off-by: Zoë <zoe@example.com>');
    expect(worker.check(output, facts).find(({ name }) => name === 'length')).toMatchObject({ passed: true });
  });

  it('is taken by git as it is: nothing is lost to comments, and trailers are trailers', async () => {
    const { style } = await worker.gather({ cwd: repository.path }, new AbortController().signal);
    const { message } = composeMessage('feat(core): KEY-17 drain the queue', `It is read by ${'every single '.repeat(6)}#include of the core.\n\n- one\n- two\n\nReviewed-by: nobody <n@example.com>`, style);
    repository.write('message.txt', message);
    repository.git('-c', 'commit.template=', 'commit', '--quiet', '--cleanup=strip', '-F', 'message.txt');
    expect(repository.git('log', '-1', '--format=%B').trim()).toBe(message);
    expect(repository.git('log', '-1', '--format=%(trailers)').trim()).toBe('Tested-with: node\nSigned-off-by: Zoë <zoe@example.com>');
    expect(Math.max(...message.split('\n').map((line) => line.length))).toBeLessThanOrEqual(100);
  });
});
