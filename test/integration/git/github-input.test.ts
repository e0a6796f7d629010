import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import type { GitHubContext, GitHubPatch } from '../../../src/editor/github-context.ts';
import { inputFor } from '../../../src/editor/github-input.ts';
import { createGit } from '../../../src/sources/git/git.ts';
import { parseDiff } from '../../../src/sources/git/parse-diff.ts';
import { type Repository, Sandbox } from './repository.ts';

const sandbox = new Sandbox();
const quiet = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

let count = 0;
let repository: Repository;
beforeEach(() => {
  repository = sandbox.repository(`répo ${++count}`);
  repository.commit('Start', { 'src/größe.ts': 'one\ntwo\nthree\nfour\nfive\n', 'gone.ts': 'gone\n', 'kept.ts': 'kept\n' });
  repository.git('switch', '--quiet', '-c', 'feature/été');
  repository.commit('Change all\n\nFixes #12', { 'src/größe.ts': 'one\n2\nthree\nfour\nfive\n', 'new.ts': 'new\n', 'logo.png': Buffer.from([0x89, 0x50, 0, 0, 1]) });
  repository.git('rm', '--quiet', 'gone.ts');
  repository.commit('Remove what is gone');
  repository.git('mv', 'src/größe.ts', 'src/maß.ts');
  repository.commit('Rename it');
});
afterAll(() => sandbox.remove());

const uriOf = (path: string) => pathToFileURL(join(repository.path, path)).href;
const diffOf = (path: string) => repository.git('diff', `main...feature/été`, '--', path);
const messages = (...args: string[]) => repository.git('log', '--no-merges', '--format=%B%x00', ...args, 'main..feature/été').split('\0').map((message) => message.trim()).filter(Boolean);

/** What GitHub's extension asks the local git for, of a branch that was not pushed: newest first, each file by itself. */
function local(): GitHubContext {
  const paths = repository.git('diff', '-z', '--name-only', '--find-renames', 'main...feature/été').split('\0').filter(Boolean);
  return { commitMessages: messages(), patches: paths.map((path) => ({ patch: diffOf(path), fileUri: uriOf(path) })), compareBranch: 'feature/été' };
}

/** What GitHub gives of the same branch: oldest first, hunks alone, nothing of the binary file. */
function pushed(): GitHubContext {
  const files = repository.git('diff', '--find-renames', 'main...feature/été').split(/^(?=diff --git )/m);
  const patches = files.flatMap((diff): GitHubPatch[] => {
    const [file] = parseDiff(diff);
    const start = diff.search(/^@@/m);
    return start < 0 ? [] : [{ patch: diff.slice(start).replace(/\n$/, ''), fileUri: uriOf(file!.path), ...(file!.oldPath && { previousFileUri: uriOf(file!.oldPath) }) }];
  });
  return { commitMessages: messages('--reverse'), patches, compareBranch: 'feature/été' };
}

function input(context: GitHubContext) {
  const repositories = [{ uri: pathToFileURL(repository.path).href, folder: repository.path }];
  return inputFor(context, { git: createGit(), parseDiff, repositories, log: quiet }, new AbortController().signal);
}
const filesOf = (diff: string) => parseDiff(diff).map(({ path, oldPath, kind, added, removed }) => [path, oldPath, kind, added, removed]);

describe("GitHub's extension and git itself", () => {
  it('mean the same branch, whether it was pushed or not', async () => {
    for (const context of [local(), pushed()]) expect(await input(context)).toEqual({ cwd: repository.path, head: 'feature/été' });
  });

  it('mean the branch that is checked out, under whatever name it has there', async () => {
    expect(await input({ ...pushed(), compareBranch: 'patch-1' })).toEqual({ cwd: repository.path, head: undefined });
  });

  it('do not mean the same where another commit has come since, and the patches are read as the diff is', async () => {
    const [contexts, whole] = [[local(), pushed()], repository.git('diff', '--find-renames', 'main...feature/été')];
    repository.commit('Later', { 'kept.ts': 'changed\n' });
    const [own, gitHub] = await Promise.all(contexts.map((context) => input(context)));
    const commits = [{ subject: 'Change all', body: 'Fixes #12' }, { subject: 'Remove what is gone', body: '' }, { subject: 'Rename it', body: '' }];
    expect(own).toMatchObject({ commits, recentSubjects: ['Start'] });
    expect(gitHub).toMatchObject({ commits, recentSubjects: ['Start'] });
    expect(filesOf('diff' in gitHub! ? gitHub.diff : '')).toEqual(filesOf(whole).filter(([path]) => path !== 'logo.png'));
    // Of a file that was renamed the local git is asked by its new name only.
    expect(filesOf('diff' in own! ? own.diff : '').map(([path]) => path)).toEqual(filesOf(whole).map(([path]) => path));
  });

  it('does not take a branch for an option', async () => {
    expect(await input({ ...pushed(), commitMessages: ['Other'], compareBranch: '--output=stolen' })).toHaveProperty('diff');
    expect(repository.git('status', '--porcelain')).toBe('');
  });
});
