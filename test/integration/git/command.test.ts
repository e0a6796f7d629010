import { chmodSync } from 'node:fs';
import { delimiter, dirname, join, relative } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { gitIn } from '../../../src/sources/git/command.ts';
import { createGit } from '../../../src/sources/git/git.ts';
import { gitStream } from '../../../src/sources/git/stream.ts';
import { Repository, Sandbox } from './repository.ts';

const sandbox = new Sandbox();
const never = new AbortController().signal;
let repository: Repository;

beforeAll(() => {
  repository = sandbox.repository('répo');
  repository.commit('First', { 'a.txt': 'one\n' });
});
afterEach(() => vi.unstubAllEnvs());
afterAll(() => sandbox.remove());

async function streamed(folder: string, args: string[]): Promise<string> {
  let text = '';
  for await (const piece of gitStream(folder, args, never)) text += piece;
  return text;
}

describe('where git is run', () => {
  it('is the folder, also by a path from here', async () => {
    const inside = relative(process.cwd(), repository.path);
    expect(await (await gitIn(inside, never))(['log', '--format=%s'])).toBe('First\n');
    expect(await streamed(inside, ['log', '--format=%s'])).toBe('First\n');
  });

  it.skipIf(process.platform === 'win32')('is not where the program is looked for: Windows would take one that lies in the folder', async () => {
    const tools = new Repository(sandbox.folder('tools'));
    tools.write('git', '#!/bin/sh\npwd\n');
    chmodSync(join(tools.path, 'git'), 0o755);
    vi.stubEnv('PATH', tools.path + delimiter + process.env['PATH']);
    expect(await (await gitIn(repository.path, never))(['log'])).toBe(`${dirname(process.execPath)}\n`);
    expect(await streamed(repository.path, ['log'])).toBe(`${dirname(process.execPath)}\n`);
  });
});

describe('git as the environment has it', () => {
  it('is run with settings that the environment makes', async () => {
    const settings = ['credential.helper', 'core.hooksPath', 'core.editor', 'core.pager', 'core.sshCommand', 'core.fsmonitor', 'core.askPass', 'core.gitProxy', 'alias.co', 'protocol.file.allow', 'diff.external', 'diff.x.textconv', 'diff.x.command', 'filter.x.clean', 'gpg.program', 'init.templateDir', 'merge.x.driver', 'mergetool.x.cmd', 'remote.x.uploadpack', 'sequence.editor'];
    vi.stubEnv('GIT_CONFIG_COUNT', String(settings.length));
    for (const [index, key] of settings.entries()) {
      vi.stubEnv(`GIT_CONFIG_KEY_${index}`, key);
      vi.stubEnv(`GIT_CONFIG_VALUE_${index}`, 'never');
    }
    const git = await gitIn(repository.path, never);
    expect(await git(['config', 'alias.co'])).toBe('never\n');
    expect(await git(['log', '--format=%s'])).toBe('First\n');
    await expect(createGit().staged(repository.path, never)).rejects.toThrow('Nothing is staged.');
  });

  it('is taken at its word, not at what others write beside it', async () => {
    vi.stubEnv('GIT_TRACE', '1');
    const git = await gitIn(repository.path, never);
    expect(await git(['config', 'no.such'])).toBe('');
    await expect(git(['rev-parse', '--verify', 'nowhere'])).rejects.toThrow('Git failed.');
    await expect(git(['branch', '-d', 'nowhere'])).rejects.toThrow('Git failed.');
    await expect(createGit().staged(repository.path, never)).rejects.toThrow('Nothing is staged.');
  });
});
