import type { Message } from '../workers/pull-request/facts.ts';

/** What the extension “GitHub Pull Requests” passes on of a pull request that is to be described, as far as it is used here. */
export interface GitHubContext {
  /** Whole messages. Oldest first where they come from GitHub; newest first, and 32 at most, where they come from the local git. */
  commitMessages: string[];
  /** From GitHub the hunks of each file alone, from the local git its whole diff. Up to March 2024 they were texts, without the file's name. */
  patches: string[] | GitHubPatch[];
  /** The text of the repository's template; since October 2025. */
  template?: string;
  /** Since April 2026. Which branch it is to be merged into is not passed on. */
  compareBranch?: string;
}

export interface GitHubPatch {
  patch: string;
  fileUri: string;
  /** Only from GitHub, and only of a file that was renamed or copied. */
  previousFileUri?: string;
}

/** A pull request as the worker reads it. */
export interface GivenChanges {
  /** Oldest first, merges left out. */
  commits: Message[];
  /** With the headers that git writes. */
  diff: string;
  /** True where it is the local git that was asked, not GitHub. */
  local: boolean;
  /** Patches that belong to no file that is known. */
  nameless: number;
}

const MERGE = /^Merge (?:branch|branches|remote-tracking branch|pull request|tag|commit) /;

/** Reads what GitHub's extension gave. `root` is the address of the repository that it is about; without it, paths begin below the files' common folder. */
export function readContext(context: GitHubContext, root?: string): GivenChanges {
  const patches: (Pick<GitHubPatch, 'patch'> & Partial<GitHubPatch>)[] = context.patches.map((patch) => (typeof patch === 'string' ? { patch } : patch));
  const local = patches.some(({ patch }) => isWhole(patch));
  const pathOf = pathsBelow(root === undefined ? commonFolder(fileUris(context)) : `${plain(root)}/`);
  const diffs = patches.map(({ patch, fileUri, previousFileUri }) => {
    if (isWhole(patch)) return patch;
    const path = fileUri === undefined ? '' : pathOf(fileUri);
    return path === '' ? '' : withHeader(patch, path, previousFileUri === undefined ? path : pathOf(previousFileUri) || path);
  });
  const messages = context.commitMessages.filter((message) => message.trim() !== '' && !MERGE.test(message));
  return {
    commits: (local ? messages.reverse() : messages).map(messageOf),
    diff: diffs.filter(Boolean).map((diff) => (diff.endsWith('\n') ? diff : `${diff}\n`)).join(''),
    local,
    nameless: diffs.filter((diff) => diff === '').length,
  };
}

/** The address of every changed file, and of those that were renamed before. */
export function fileUris({ patches }: Pick<GitHubContext, 'patches'>): string[] {
  return patches.flatMap((patch) => (typeof patch === 'string' ? [] : [patch.fileUri, ...(patch.previousFileUri === undefined ? [] : [patch.previousFileUri])]));
}

/** The innermost of these folders that all the files are in. */
export function folderOf<Folder extends { uri: string }>(uris: string[], folders: readonly Folder[]): Folder | undefined {
  const files = uris.map(plain);
  const holding = folders.filter(({ uri }) => files.every((file) => file.startsWith(`${plain(uri)}/`)));
  return holding.sort((one, other) => other.uri.length - one.uri.length)[0];
}

function isWhole(patch: string): boolean {
  return patch.startsWith('diff --git ');
}

function messageOf(message: string): Message {
  const [subject = '', ...body] = message.trim().split(/\r?\n/);
  return { subject: subject.trim(), body: body.join('\n').trim() };
}

/** An address that can be compared: nothing encoded, the letter of a Windows drive small, no slash at its end. */
function plain(uri: string): string {
  return decoded(uri)
    .replace(/^file:\/\/\/[A-Za-z]:/, (drive) => drive.toLowerCase())
    .replace(/\/+$/, '');
}

function decoded(uri: string): string {
  try {
    return decodeURIComponent(uri);
  } catch {
    return uri;
  }
}

/** Gives the path of a file below a folder; of one that is elsewhere its name alone, for nobody's folders belong in a description. */
function pathsBelow(folder: string): (uri: string) => string {
  return (uri) => {
    const file = plain(uri);
    const path = file.startsWith(folder) ? file.slice(folder.length) : file.slice(file.lastIndexOf('/') + 1);
    return path.split('/').filter((part) => part !== '' && part !== '.' && part !== '..').join('/');
  };
}

function commonFolder(uris: string[]): string {
  const folders = uris.map((uri) => plain(uri).split('/').slice(0, -1));
  const [first = []] = folders;
  const end = first.findIndex((part, index) => folders.some((folder) => folder[index] !== part));
  return `${(end < 0 ? first : first.slice(0, end)).join('/')}/`;
}

/** GitHub gives the hunks alone. What they cannot tell, such as a file's mode, is written as it usually is. */
function withHeader(hunks: string, path: string, oldPath: string): string {
  const [, before, after] = /^@@ -(0,0|\d+(?:,\d+)?) \+(0,0|\d+(?:,\d+)?) @@/.exec(hunks) ?? [];
  const [isNew, isGone, isRenamed] = [before === '0,0', after === '0,0', oldPath !== path];
  const lines = [`diff --git ${quoted(`a/${oldPath}`)} ${quoted(`b/${path}`)}`];
  if (isRenamed) lines.push(`rename from ${quoted(oldPath)}`, `rename to ${quoted(path)}`);
  else if (isNew) lines.push('new file mode 100644');
  else if (isGone) lines.push('deleted file mode 100644');
  if (before !== undefined) lines.push(`--- ${isNew ? '/dev/null' : quoted(`a/${oldPath}`)}`, `+++ ${isGone ? '/dev/null' : quoted(`b/${path}`)}`, hunks);
  return lines.join('\n');
}

/** A name as git quotes it, so that none can end its line. */
function quoted(name: string): string {
  return `"${name.replace(/["\\\p{Cc}]/gu, (character) => [...Buffer.from(character)].map((byte) => `\\${byte.toString(8).padStart(3, '0')}`).join(''))}"`;
}
