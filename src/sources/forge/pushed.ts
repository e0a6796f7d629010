import { UserError } from '../../core/errors.ts';
import type { PushedBranch } from '../../core/forge.ts';
import { checkRevisionName } from '../git/base.ts';
import { gitIn, type GitCommand } from '../git/command.ts';
import { shortName } from '../git/revision.ts';
import { shellWord } from '../git/hook-scripts.ts';
import { type RemoteAddress, remoteAddress, sshName } from './remote-url.ts';
import { sshHost } from './ssh-host.ts';

/** A branch of this repository that has been pushed. */
export interface Pushed extends PushedBranch {
  /** The server as the remote's URL names it, or as ssh knows it; an alias that it does not know included. */
  server: string;
  /** Whether git's configuration says into which repository it is to be merged; else the target is the one that holds it, which may be a fork. */
  targetIsKnown: boolean;
  /** The same, to be merged into the repository of this path on the same server. */
  mergedInto(path: string): Pushed;
  /** The branch's name here. */
  local: string;
  /** Full id of its last commit here. */
  headId: string;
  /** How many of its commits have not been pushed, as far as is known here. */
  unpushed: number;
  /** The revision that is the server's branch of this name, as last fetched. A UserError where it has not been fetched. */
  revisionOf(base: string): Promise<string>;
  /** The name on the server of a branch here. A UserError for what is no branch. */
  nameOf(base: string): Promise<string>;
}

interface Remote extends RemoteAddress {
  name: string;
  /** Whether the host may be an alias in the configuration of ssh. */
  alias: boolean;
}

/**
 * Where a branch has been pushed to, from git's configuration and what was last fetched; nothing is asked of the network.
 * `head` is a branch, the current one if undefined. Rejects with a UserError that says what is missing.
 */
export async function findPushed(cwd: string, head: string | undefined, signal: AbortSignal): Promise<Pushed> {
  if (head !== undefined) checkRevisionName(head, '--head');
  const git = await gitIn(cwd, signal);
  const local = await localBranch(git, head);
  const headId = (await git(['rev-parse', '--verify', '--quiet', `${local.ref}^{commit}`])).trim();
  const remotes = await readRemotes(git, signal);
  const { source, branch, ref } = await destination(git, local.ref, remotes, signal);
  const known = await targetOf(git, source, remotes);
  const unpushed = ref === undefined ? 0 : Number(await git(['rev-list', '--count', headId, `^${ref}`, '--']));
  const into = (target: Remote, targetIsKnown: boolean): Pushed => ({
    host: source.alias ? undefined : source.host,
    server: source.host,
    source: source.path,
    target: target.path,
    targetIsKnown,
    mergedInto: (path) => into(remotes.find((remote) => remote.host === source.host && remote.path === path) ?? { ...source, name: '', path }, true),
    branch,
    local: local.name,
    headId,
    unpushed,
    async revisionOf(base) {
      // The repository that it is merged into first; a fork's own copy may be old.
      const order = [target, source, ...remotes].flatMap(({ name }) => (name === '' ? [] : [`refs/remotes/${name}/${base}`]));
      for (const candidate of order) if (await exists(git, candidate)) return candidate;
      throw new UserError(`The branch ${base} of ${target.path} is not here.`, `${local.name} is to be merged into it.`, `Fetch it: git fetch ${inShell(target.name || source.name || 'origin')}`);
    },
    async nameOf(base) {
      checkRevisionName(base, '--base');
      const full = (await exists(git, base)) ? (await git(['rev-parse', '--symbolic-full-name', base])).trim() : '';
      const remote = remotes.find(({ name }) => full.startsWith(`refs/remotes/${name}/`));
      if (remote) return full.slice(`refs/remotes/${remote.name}/`.length);
      if (full.startsWith('refs/heads/')) return shortName(full);
      throw new UserError(`${base} is not a branch.`, 'It is to be merged into a branch of the server.', 'Give --base such a branch, for instance origin/main.');
    },
  });
  return into(known ?? source, known !== undefined);
}

async function localBranch(git: GitCommand, head: string | undefined): Promise<{ ref: string; name: string }> {
  const revision = head ?? 'HEAD';
  const found = await exists(git, revision);
  const ref = found ? (await git(['rev-parse', '--symbolic-full-name', revision])).trim() : '';
  if (/^refs\/(?:heads|remotes)\//.test(ref)) return { ref, name: shortName(ref) };
  if (!found) throw head === undefined ? new UserError('This branch has no commit yet.', '', 'Commit something first.') : new UserError(`There is no revision ${head}.`, '', 'Give --head the name of a branch; `git branch --all` lists branches.');
  if (head === undefined) throw new UserError('No branch is checked out.', 'HEAD is a commit without a branch.', 'Switch to the branch, or name it by --head.');
  throw new UserError(`${head} is not a branch.`, 'Only a branch can be merged on the server.', 'Give --head the name of a branch; `git branch --all` lists branches.');
}

async function readRemotes(git: GitCommand, signal: AbortSignal): Promise<Remote[]> {
  const names = (await git(['remote'])).split('\n').filter(Boolean);
  if (names.length === 0) throw new UserError('This repository has no remote.', 'There is nowhere to write a pull request to.', 'Add one with `git remote add origin URL`, or leave out --write.');
  const found: Remote[] = [];
  for (const name of names) found.push(...(await addressed(name, (await git(['remote', 'get-url', '--', name])).trim(), signal)));
  if (found.length > 0) return found;
  throw new UserError('No remote of this repository is on a server that is known.', `There is only: ${names.slice(0, 5).join(', ')}.`, 'Check them with `git remote --verbose`, or leave out --write.');
}

async function addressed(name: string, url: string, signal: AbortSignal): Promise<Remote[]> {
  const written = remoteAddress(url);
  if (!written) return [];
  // `github.com-work` may be one more name for github.com, for another key.
  const alias = sshName(url);
  const host = alias === undefined ? undefined : await sshHost(alias, signal);
  const address = (host === undefined ? undefined : remoteAddress(`ssh://${host}/${written.path}`)) ?? written;
  return [{ ...address, name, alias: !address.host.includes('.') && !/^https?:/i.test(url) }];
}

/** The repository and the name that the branch has been pushed to. */
async function destination(git: GitCommand, local: string, remotes: Remote[], signal: AbortSignal): Promise<{ source: Remote; branch: string; ref?: string }> {
  const tracking = (ref: string) => {
    const remote = remotes.find(({ name }) => ref.startsWith(`refs/remotes/${name}/`));
    return remote && { source: remote, branch: ref.slice(`refs/remotes/${remote.name}/`.length), ref };
  };
  if (!local.startsWith('refs/heads/')) {
    const found = tracking(local);
    if (found) return found;
    throw new UserError(`${shortName(local)} is on no server that is known.`, '', 'Check the remotes with `git remote --verbose`.');
  }
  const name = shortName(local);
  const format = ['%(push)', '%(push:remotename)', '%(upstream:remotename)'].join('%00');
  const [push = '', pushRemote = '', upstreamRemote = ''] = (await git(['for-each-ref', `--format=${format}`, local])).trim().split('\0');
  const order = [pushRemote, upstreamRemote, 'origin', ...remotes.map((remote) => remote.name)].filter((remote) => remotes.some((known) => known.name === remote));
  const [first, ...others] = order.map((remote) => `refs/remotes/${remote}/${name}`);
  for (const ref of [first!, push, ...others]) {
    const found = ref !== '' && (await exists(git, ref)) ? tracking(ref) : undefined;
    if (found && (found.branch === name || !(await isMain(git, found)))) return found;
  }
  // A fork's branch that was checked out without a remote of its own, as `gh pr checkout` does.
  const [from] = await addressed('', (await git(['config', '--get', `branch.${name}.remote`])).trim(), signal);
  const merge = /^refs\/heads\/(.+)$/.exec((await git(['config', '--get', `branch.${name}.merge`])).trim())?.[1];
  if (from && merge !== undefined) return { source: from, branch: merge };
  throw new UserError(`${name} has not been pushed.`, 'The server has to have the branch, and Journeyman pushes nothing.', `Push it: git push -u ${inShell(order[0]!)} ${inShell(name)}`);
}

/** A branch that was made from the main one follows it, and with `push.default=upstream` git would push there; it has not been pushed for that. */
async function isMain(git: GitCommand, { source, branch }: { source: Remote; branch: string }): Promise<boolean> {
  if (/^(?:main|master|develop|trunk)$/.test(branch)) return true;
  return (await git(['symbolic-ref', '--quiet', `refs/remotes/${source.name}/HEAD`])).trim() === `refs/remotes/${source.name}/${branch}`;
}

/** The repository that the branch is to be merged into: the one that the person told gh or glab, else `upstream`; undefined where nothing says it. */
async function targetOf(git: GitCommand, source: Remote, remotes: Remote[]): Promise<Remote | undefined> {
  const told = (await git(['config', '--get-regexp', String.raw`^remote\..*\.(gh|glab)-resolved$`])).split('\n').flatMap((line) => /^remote\.(.+)\.\w+-resolved (.+)$/.exec(line) ?? []);
  const [, name, value] = told;
  const resolved = remotes.find((remote) => remote.name === name);
  if (resolved && value === 'base') return resolved;
  // The remote is a fork of this one, which has no remote of its own.
  const parent = value !== undefined && resolved ? remoteAddress(`https://${resolved.host}/${value}`) : undefined;
  if (resolved && parent) return { ...resolved, name: '', path: parent.path };
  return remotes.find((remote) => remote.name === 'upstream' && remote.host === source.host);
}

async function exists(git: GitCommand, revision: string): Promise<boolean> {
  return (await git(['rev-parse', '--verify', '--quiet', `${revision}^{commit}`])).trim() !== '';
}

/** As a shell takes it: the name of a branch may hold commands, and a hint is there to be copied. */
function inShell(text: string): string {
  return /^[\w./@%+=:,-]+$/.test(text) ? text : shellWord(text);
}
