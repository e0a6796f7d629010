import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { printSplit } from '../../../src/cli/commands/split.ts';
import { Output } from '../../../src/cli/output.ts';
import { createJourneyman, type Journeyman } from '../../../src/composition.ts';
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

async function printed(json: boolean, parts: Partial<Journeyman> = {}, instructions?: string): Promise<string> {
  const stream = new PassThrough();
  const all = text(stream);
  await printSplit({ stdout: new Output(stream), signal: new AbortController().signal }, { ...journeyman, ...parts }, { cwd: repository.path, instructions, json });
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

  it('asks no remote model, which may not see all of the files', async () => {
    const untouched = new Proxy({} as NonNullable<Journeyman['escalation']>, {
      get: () => {
        throw new Error('A remote model would be asked.');
      },
    });
    expect(await printed(false, { escalation: untouched })).toMatch(/^1\. /);
  });

  it('keeps to the rules and the template of the repository', async () => {
    repository.write('.commitlintrc.json', '{ "extends": ["@commitlint/config-conventional"] }');
    repository.git('config', 'commit.template', join(sandbox.root, 'template é'));
    writeFileSync(join(sandbox.root, 'template é'), '\n\nRefs: tea-house\n');
    const { groups } = JSON.parse(await printed(true)) as { groups: { message: string }[] };
    expect(groups.map(({ message }) => message)).toEqual([expect.stringMatching(/^build(?:\(deps\))?: .*zod/), expect.stringMatching(/^[a-z]+: .*tokenizer/)]);
    for (const { message } of groups) expect(message).toContain('Refs: tea-house');
  });

  it('hands the wishes for the wording on', async () => {
    await expect(printed(false, {}, 'x'.repeat(2001))).rejects.toThrow('At most 2000 characters');
  });
});
