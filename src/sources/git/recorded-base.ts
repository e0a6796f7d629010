import { stat } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import { plainName, refNamed, type Ref } from './base.ts';
import type { GitCommand } from './command.ts';

/**
 * Where tools keep the branch that a branch is meant for, the surest first: the pull request that GitHub's extension opened
 * (`owner#repository#branch`), what `gh` was told, what was picked in GitLens and what it found a pull request to have, and what VS Code and
 * GitLens saw it to be made from. `github-pr-owner-number` names a pull request, not its base.
 */
const KEYS = ['github-pr-base-branch', 'gh-merge-base', 'gk-merge-target-user', 'gk-merge-target', 'vscode-merge-base', 'gk-merge-base'];

export interface RecordedBases {
  /** Of one branch, by the keys' last part. */
  bases: Map<string, string>;
  /** The remotes' addresses by their names. */
  remotes: Map<string, string>;
}

/** What the repository's configuration says of this branch, and of its remotes. */
export async function readRecorded(git: GitCommand, branch: string | null): Promise<RecordedBases> {
  const pattern = `^(branch\\..*\\.(${KEYS.join('|')})|remote\\..*\\.url)$`;
  const [own, gitKraken] = await Promise.all([git(['config', '-z', '--get-regexp', pattern]), gitKrakenConfig(git, pattern)]);
  return parseRecorded(own + gitKraken, branch);
}

/** Newer versions of GitLens keep theirs in a file of their own. */
async function gitKrakenConfig(git: GitCommand, pattern: string): Promise<string> {
  const folder = (await git(['rev-parse', '--path-format=absolute', '--git-common-dir'])).replace(/\r?\n$/, '');
  const file = join(folder, 'gk', 'config');
  // A git before 2.31 says something else.
  const exists = isAbsolute(folder) && await stat(file).then((found) => found.isFile(), () => false);
  return exists ? git(['config', '--file', file, '-z', '--get-regexp', pattern]) : '';
}

/** Reads `git config -z`: a key, a line feed, its value, a NUL. */
export function parseRecorded(output: string, branch: string | null): RecordedBases {
  const found: RecordedBases = { bases: new Map(), remotes: new Map() };
  for (const entry of output.split('\0')) {
    const [, key, value] = /^([^\n]+)\n(.+)$/s.exec(entry) ?? [];
    if (key === undefined || value === undefined) continue;
    const last = key.slice(key.lastIndexOf('.') + 1);
    const middle = key.slice(key.indexOf('.') + 1, key.lastIndexOf('.'));
    if (key.startsWith('remote.')) found.remotes.set(middle, value);
    else if (middle === branch) found.bases.set(last, value);
  }
  return found;
}

/** The branch that is recorded as the base of this one, where it still exists; never one of its own copies. */
export function recordedBase({ bases, remotes }: RecordedBases, refs: Ref[], head: string): string | undefined {
  const isOwn = (ref: string) => plainName(ref) === plainName(head);
  for (const key of KEYS) {
    const value = bases.get(key);
    if (value === undefined) continue;
    const ref = key === 'github-pr-base-branch' ? baseOfPullRequest(value, remotes, refs) : refNamed(value, refs);
    if (ref !== undefined && !isOwn(ref)) return ref;
  }
  return undefined;
}

function baseOfPullRequest(value: string, remotes: Map<string, string>, refs: Ref[]): string | undefined {
  const [, owner, repository, branch] = /^([^#]*)#([^#]*)#(.+)$/.exec(value) ?? [];
  if (branch === undefined) return undefined;
  const address = `${owner}/${repository}`.toLowerCase();
  const remote = [...remotes].find(([, url]) => url.toLowerCase().replace(/(?:\.git)?\/?$/, '').replaceAll(':', '/').endsWith(`/${address}`));
  return refNamed(branch, refs, remote?.[0]);
}
