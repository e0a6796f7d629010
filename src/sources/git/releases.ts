import { readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { UserError } from '../../core/errors.ts';
import type { MergedRequest, ProjectFile, Release, ReleaseChanges, ReleaseCommit, ReleaseRange, Releases } from '../../core/releases.ts';
import { compareVersions, isPrerelease } from '../../core/versions.ts';
import { gitIn, OutputTooLarge, type GitCommand } from './command.ts';
import { mergedRequests, type MergeCommit } from './merged-requests.ts';
import { nameOf, readHabits } from './release-habits.ts';
import { readPage } from './remote-page.ts';
import { series, versionTags, type VersionTag } from './tags.ts';

/** Commits of a range that are read at most: the newest. */
const MOST_COMMITS = 2000;
const MOST_PATHS = 300;
/** Releases that are listed to choose from. */
const MOST_RELEASES = 30;
/** `--no-show-signature`: the configuration could otherwise have the repository's own `gpg.program` run. */
const LOG = ['log', '--no-show-signature', '--no-color', '--no-notes', '--encoding=UTF-8'];

/** The releases of the user's repositories, read with the user's own git. */
export function createReleases(): Releases {
  return { changes, list };
}

async function list(cwd: string, signal: AbortSignal): Promise<Release[]> {
  const { git, folder, top } = await placeOf(cwd, signal);
  return (await releasesOf(git, 'HEAD', await packageAt(top, folder))).slice(0, MOST_RELEASES).map(({ tag, version, id }) => ({ tag, version, id }));
}

async function changes({ cwd, from, to, version, released }: ReleaseRange, signal: AbortSignal): Promise<ReleaseChanges> {
  const { git, top, folder } = await placeOf(cwd, signal);
  const toName = to ?? 'HEAD';
  const toId = await revision(git, toName, '--to', 'This branch has no commit yet.');
  const packageName = await packageAt(top, folder);
  const tags = await releasesOf(git, toId, packageName);
  const next = released ? (tags.find(({ id, tag }) => id === toId && (to === undefined || to === tag || to === `refs/tags/${tag}`)) ?? tags.find(({ id }) => id === toId)) : undefined;
  const habits = await readHabits(git, top, folder);
  const start = await startOf(git, { from, version: version ?? next?.version, toId, changelog: habits.changelog }, next ? tags.filter(({ id }) => id !== toId) : tags);
  const changelogFolder = habits.changelog === null ? '' : habits.changelog.path.split('/').slice(0, -1).join('/');
  const within = changelogFolder === folder && folder !== '' ? folder : '';
  const range = start.id === null ? [toId] : [`${start.id}..${toId}`];
  const commits = await commitsOf(git, range, within);
  if (commits.length === 0) throw nothingSince(start.name, to ?? 'HEAD', within);
  const merged = await mergesOf(git, range);
  for (const { request, commits: ids } of merged) {
    const inside = new Set(ids);
    for (const commit of commits) if (inside.has(commit.id)) commit.request = request;
  }
  const exact = tags.find(({ id, tag }) => tag === start.name || id === start.id);
  const [highest] = exact || start.id === null ? [exact] : await releasesOf(git, start.id, packageName);
  const releaseOf = (tag: VersionTag | undefined): Release | null => (tag ? { tag: tag.tag, version: tag.version, id: tag.id } : null);
  return {
    top,
    from: start.id === null ? null : { name: exact?.tag ?? start.name, id: start.id },
    fromReason: start.reason,
    to: { name: next?.tag ?? toName, id: toId },
    last: releaseOf(highest),
    next: releaseOf(next),
    commits,
    merged,
    habits,
    page: await readPage(git),
  };
}

async function placeOf(cwd: string, signal: AbortSignal): Promise<{ git: GitCommand; top: string; folder: string }> {
  const git = await gitIn(cwd, signal);
  const [top, prefix] = await Promise.all([git(['rev-parse', '--show-toplevel']), git(['rev-parse', '--show-prefix'])]);
  const path = top.replace(/\r?\n$/, '');
  return { git: await gitIn(path, signal), top: path, folder: prefix.replace(/\/?\r?\n$/, '') };
}

/** The name of the package that somebody stands in, below the top. */
async function packageAt(top: string, folder: string): Promise<string | undefined> {
  if (folder === '' || relative(top, join(top, folder)).startsWith('..')) return undefined;
  return nameOf(await readFile(join(top, folder, 'package.json'), 'utf8').catch(() => undefined)) ?? folder.split('/').at(-1);
}

async function revision(git: GitCommand, name: string, option: '--from' | '--to', none?: string): Promise<string> {
  if (name === '' || name.startsWith('-') || /[\0\n\r]/.test(name)) throw new UserError(`${JSON.stringify(name)} is not a revision.`, '', `Give ${option} the name of a branch, a tag or a commit.`);
  const id = (await git(['rev-parse', '--verify', '--quiet', `${name}^{commit}`])).trim();
  if (/^[0-9a-f]{40,64}$/.test(id)) return id;
  if (name === 'HEAD' && none !== undefined) throw new UserError(none, '', 'Commit something first.');
  throw new UserError(`There is no revision ${name}.`, '', `Give ${option} the name of a branch, a tag or a commit; \`git tag\` lists tags.`);
}

/** The series of releases that a revision contains, highest version first. */
async function releasesOf(git: GitCommand, to: string, packageName: string | undefined): Promise<VersionTag[]> {
  const output = await git(['for-each-ref', `--merged=${to}`, '--format=%(refname:strip=2)%00%(objectname)%00%(*objectname)', 'refs/tags']).catch((error: unknown) => {
    // HEAD of a repository without commits.
    if (to === 'HEAD') return '';
    throw error;
  });
  const tags = output.split('\n').map((line) => {
    const [tag = '', object = '', commit = ''] = line.split('\0');
    return { tag, id: commit || object };
  });
  return series(versionTags(tags), packageName);
}

interface Start {
  name: string;
  id: string | null;
  reason: ReleaseChanges['fromReason'];
}

async function startOf(git: GitCommand, { from, version, toId, changelog }: { from: string | undefined; version: string | undefined; toId: string; changelog: ProjectFile | null }, tags: VersionTag[]): Promise<Start> {
  if (from !== undefined) return { name: from, id: await revision(git, from, '--from'), reason: 'given' };
  const candidates = version !== undefined && !isPrerelease(version) ? tags.filter((tag) => !isPrerelease(tag.version)) : tags;
  const last = await lastOf(git, candidates.filter((tag) => version === undefined || compareVersions(tag.version, version) !== 0), toId);
  if (last) return { name: last.tag, id: last.id, reason: 'release' };
  const shallow = (await git(['rev-parse', '--is-shallow-repository'])).trim() === 'true';
  if (shallow) throw new UserError('The last release is not known.', 'This is a shallow clone: older commits and their tags are missing.', 'Run `git fetch --unshallow --tags`, or name where to start by --from.');
  const id = changelog && (await commitOfNewestVersion(git, changelog, toId));
  return id ? { name: id.slice(0, 10), id, reason: 'changelog' } : { name: '', id: null, reason: 'beginning' };
}

/** The commit that wrote the heading of the newest version into the changelog. */
async function commitOfNewestVersion(git: GitCommand, { path, text }: ProjectFile, toId: string): Promise<string | undefined> {
  const heading = /^(?:#{1,3} )?(?:version )?\[?v?\d+\.\d+[\w.-]*/im.exec(text)?.[0];
  if (heading === undefined) return undefined;
  const ids = (await git(['--literal-pathspecs', ...LOG, '--no-ext-diff', '--no-textconv', '--no-renames', '--format=%H', `-S${heading}`, toId, '--', path])).split('\n').filter(Boolean);
  return ids.at(-1);
}

/**
 * The last release: the highest version; but one that was made on top of it, where a project has begun to count anew.
 * A lower version on another line, as a merged maintenance release, is not.
 */
async function lastOf(git: GitCommand, tags: VersionTag[], toId: string): Promise<VersionTag | undefined> {
  const [highest] = tags;
  if (highest === undefined || tags.length === 1) return highest;
  const byId = new Map([...tags].reverse().map((tag) => [tag.id, tag]));
  const decorated = await git([...LOG, '--simplify-by-decoration', '--decorate-refs=refs/tags/', '--max-count=100', '--format=%H', toId, '--']);
  const nearest = decorated.split('\n').map((id) => byId.get(id)).find((tag) => tag !== undefined);
  if (nearest === undefined || nearest.id === highest.id) return highest;
  const contains = (await git(['rev-list', '--max-count=1', `${nearest.id}..${highest.id}`, '--'])).trim() === '';
  return contains ? nearest : highest;
}

function nothingSince(from: string, to: string, folder: string): UserError {
  const where = folder === '' ? '' : ` in ${folder}`;
  if (from === '') return new UserError(`There is nothing to tell${where}.`, `${to} has no commits${where}.`, 'Commit something first.');
  return new UserError(`There is nothing new since ${from}${where}.`, `${to} has no commits on top of it${where === '' ? '' : ' there'}.`, 'Commit something first, or name another start by --from.');
}

async function commitsOf(git: GitCommand, range: string[], folder: string): Promise<ReleaseCommit[]> {
  // Behind every field comes a NUL, which no message can hold; the paths stand behind the last one.
  const args = [...LOG, '--no-merges', '--topo-order', `--max-count=${MOST_COMMITS}`, '--no-ext-diff', '--no-textconv', '--no-renames', '--format=%x00%H%x00%aN%x00%aE%x00%s%x00%b%x00'];
  const paths = folder === '' ? [] : [folder];
  const read = async (more: string[]) => git(['--literal-pathspecs', ...args, ...more, ...range, '--', ...paths]);
  const output = await read(['--name-only']).catch((error: unknown) => {
    if (error instanceof OutputTooLarge) return read([]);
    throw error;
  });
  const fields = output.split('\0');
  const commits: ReleaseCommit[] = [];
  for (let index = 1; index + 5 < fields.length; index += 6) {
    const [id, name, email, subject, body, names] = fields.slice(index, index + 6) as [string, string, string, string, string, string];
    commits.push({ id, subject: subject.trim(), body: body.trim(), author: { name, email }, paths: names.split('\n').filter(Boolean).slice(0, MOST_PATHS) });
  }
  return commits.reverse();
}

async function mergesOf(git: GitCommand, range: string[]): Promise<MergedRequest[]> {
  const fields = (await git([...LOG, '--merges', '--first-parent', `--max-count=${MOST_COMMITS}`, '--format=%H%x00%s%x00%b%x00', ...range, '--'])).split('\0');
  const merges: MergeCommit[] = [];
  for (let index = 0; index + 2 < fields.length; index += 3) merges.push({ id: fields[index]!.trim(), subject: fields[index + 1]!.trim(), body: fields[index + 2]!.trim() });
  if (merges.length === 0) return [];
  const lines = (await git(['rev-list', '--parents', `--max-count=${MOST_COMMITS * 3}`, ...range, '--'])).split('\n').filter(Boolean);
  const parents = new Map(lines.map((line) => [line.split(' ')[0]!, line.split(' ').slice(1)]));
  return mergedRequests(merges.reverse(), parents);
}
