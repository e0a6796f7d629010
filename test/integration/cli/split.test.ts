import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { printSplit } from '../../../src/cli/commands/split.ts';
import { Output } from '../../../src/cli/output.ts';
import { createJourneyman } from '../../../src/composition.ts';
import { Sandbox, type Repository } from '../git/repository.ts';

const sandbox = new Sandbox();
const log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
/** Without a model: the messages here are such as need none. */
const journeyman = createJourneyman({ model: 'smollm2-135m', modelDirectory: sandbox.folder('no models'), processPath: join(sandbox.root, 'no process'), threads: 1, contextTokens: 1024, idleMinutes: 0, log });
afterAll(async () => {
  await journeyman.dispose();
  sandbox.remove();
});

let count = 0;
let repository: Repository;
beforeEach(() => {
  repository = sandbox.repository(`printed é ${++count}`);
  repository.commit('start', { 'package.json': '{\n  "dependencies": {\n    "zod": "4.0.0"\n  }\n}\n', 'lib/old tokenizer.js': 'export const splitWords = 1;\n'.repeat(8) });
});

async function printed(json: boolean): Promise<string> {
  const stream = new PassThrough();
  const all = text(stream);
  await printSplit({ stdin: new PassThrough(), stdout: new Output(stream), stderr: new Output(new PassThrough()), env: {}, signal: new AbortController().signal }, journeyman, { cwd: repository.path, json });
  stream.end();
  return all;
}

describe('commit --split', () => {
  beforeEach(() => {
    repository.write('package.json', '{\n  "dependencies": {\n    "zod": "4.1.0"\n  }\n}\n');
    rmSync(join(repository.path, 'lib', 'old tokenizer.js'));
    repository.git('add', '--all');
  });

  it('prints the commits with their messages and files, and commits nothing', async () => {
    const before = repository.git('rev-parse', 'HEAD');
    const status = repository.git('status', '--porcelain');
    const output = await printed(false);
    expect(output).toMatch(/^1\. .*zod to 4\.1\.0\n {3}dependencies\n {3}package\.json\n2\. .*old tokenizer\.js\n {3}lib\/old tokenizer\.js\n {3}lib\/old tokenizer\.js\n$/i);
    expect(repository.git('rev-parse', 'HEAD')).toBe(before);
    expect(repository.git('status', '--porcelain')).toBe(status);
  });

  it('prints one line of JSON, and says of one change that it is one', async () => {
    expect(JSON.parse(await printed(true))).toMatchObject({ groups: [{ reason: 'dependencies', message: expect.stringContaining('zod'), parts: [{ path: 'package.json', hunks: 'all' }] }, { parts: [{ path: 'lib/old tokenizer.js', hunks: 'all' }] }] });
    repository.git('reset', '--quiet', '--', 'package.json');
    expect(await printed(true)).toBe('{"groups":[]}\n');
    expect(await printed(false)).toMatch(/one change/);
  });
});
