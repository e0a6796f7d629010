import { OutputTooLarge, type GitCommand } from './command.ts';

/** Bytes of a diff that are read at all; a quarter of them of one part of it when the whole is larger. */
const WHOLE = 16 * 1024 * 1024;
/** A file with more changed lines is named, not read, once the whole diff is too large. */
const MANY_LINES = 20_000;
/** Parts that may turn out too large before the rest is named only: each costs a run of git. */
const MAX_FAILURES = 40;
/** Characters of paths on one command line; Windows takes 32,767 in all. */
const PATHS_PER_RUN = 20_000;

/** Whatever the user's configuration says of diffs, this is the form that is read, and no program of the repository takes part. */
export const FORM = [
  '--no-color',
  '--no-ext-diff',
  '--no-textconv',
  '-M',
  '--src-prefix=a/',
  '--dst-prefix=b/',
  '--submodule=short',
  '--ignore-submodules=dirty',
];

export const PATCH = ['--unified=3', '--inter-hunk-context=0'];

export interface ChangedFile {
  path: string;
  oldPath?: string;
  /** Null for a binary file. */
  added: number | null;
  removed: number | null;
  /** Only of files that came or went as a whole. */
  kind?: 'added' | 'deleted' | undefined;
}

export interface DiffOptions {
  /** Only these files, unless they are very many. */
  paths?: string[] | undefined;
  /** About what may be read at most; 16 MB unless given. */
  maxBytes?: number;
}

/**
 * The diff of a range (`['--cached']`, or two revisions), read at the top of the working tree. Never more than about 16 MB:
 * of a larger one every file is named, and those that are too large have a header with their line counts in place of their text.
 */
export async function readDiff(git: GitCommand, range: string[], { paths = [], maxBytes = WHOLE }: DiffOptions = {}): Promise<string> {
  const only = paths.join(' ').length <= PATHS_PER_RUN ? paths : [];
  const diff = (form: string[], limit?: number) => git(['--literal-pathspecs', 'diff', ...FORM, ...form, ...range, '--', ...only], limit === undefined ? {} : { maxBytes: limit });
  try {
    return await diff(PATCH, maxBytes);
  } catch (error) {
    if (!(error instanceof OutputTooLarge)) throw error;
  }
  const files = parseNumstat(await diff(['--numstat', '-z']));
  const kinds = parseNameStatus(await diff(['--name-status', '-z']));
  return readInParts(git, range, files.map((file) => ({ ...file, kind: kinds.get(file.path) })), maxBytes);
}

async function readInParts(git: GitCommand, range: string[], files: ChangedFile[], maxBytes: number): Promise<string> {
  const pieces: string[] = [];
  const largest = maxBytes / 4;
  let left = maxBytes;
  let failures = 0;

  const read = async (part: ChangedFile[]): Promise<void> => {
    const [first] = part;
    if (!first) return;
    if (left < largest || failures >= MAX_FAILURES || (part.length === 1 && isLong(first))) {
      pieces.push(...part.map(omittedFile));
      return;
    }
    const paths = part.flatMap(({ path, oldPath }) => (oldPath === undefined ? [path] : [oldPath, path]));
    if (part.length === 1 || (!part.some(isLong) && paths.join(' ').length <= PATHS_PER_RUN)) {
      try {
        const text = await git(['--literal-pathspecs', 'diff', ...FORM, ...PATCH, ...range, '--', ...paths], { maxBytes: largest });
        pieces.push(text);
        left -= text.length;
        return;
      } catch (error) {
        if (!(error instanceof OutputTooLarge)) throw error;
        failures++;
      }
    }
    if (part.length === 1) {
      pieces.push(omittedFile(first));
      return;
    }
    const middle = part.length >> 1;
    await read(part.slice(0, middle));
    await read(part.slice(middle));
  };
  await read(files);
  return pieces.join('');
}

function isLong({ added, removed }: ChangedFile): boolean {
  return (added ?? 0) + (removed ?? 0) > MANY_LINES;
}

/** Reads `git diff --numstat -z`: counts, then one path, or an empty field and two paths for a rename. */
export function parseNumstat(output: string): ChangedFile[] {
  const fields = output.split('\0');
  const files: ChangedFile[] = [];
  for (let index = 0; index < fields.length; index++) {
    const match = /^(\d+|-)\t(\d+|-)\t(.*)$/s.exec(fields[index]!);
    if (!match) continue;
    const count = (text: string) => (text === '-' ? null : Number(text));
    const counts = { added: count(match[1]!), removed: count(match[2]!) };
    if (match[3] !== '') files.push({ path: match[3]!, ...counts });
    else files.push({ oldPath: fields[++index] ?? '', path: fields[++index] ?? '', ...counts });
  }
  return files;
}

/** Reads `git diff --name-status -z`: a letter, then one path, or two of a rename or copy. */
function parseNameStatus(output: string): Map<string, 'added' | 'deleted'> {
  const fields = output.split('\0');
  const kinds = new Map<string, 'added' | 'deleted'>();
  for (let index = 0; index + 1 < fields.length; index += /^[RC]/.test(fields[index]!) ? 3 : 2) {
    if (fields[index] === 'A') kinds.set(fields[index + 1]!, 'added');
    if (fields[index] === 'D') kinds.set(fields[index + 1]!, 'deleted');
  }
  return kinds;
}

/** A header that `parseDiff` understands; its `omitted` line is ours, not git's. */
function omittedFile({ path, oldPath, added, removed, kind }: ChangedFile): string {
  const header = [`diff --git ${quote(`a/${oldPath ?? path}`)} ${quote(`b/${path}`)}`];
  if (oldPath !== undefined) header.push(`rename from ${quote(oldPath)}`, `rename to ${quote(path)}`);
  if (kind !== undefined) header.push(kind === 'added' ? 'new file mode 100644' : 'deleted file mode 100644');
  header.push(added === null || removed === null ? 'Binary files differ' : `omitted +${added} -${removed}`);
  return `${header.join('\n')}\n`;
}

function quote(path: string): string {
  const escapes: Record<string, string> = { '"': '\\"', '\\': '\\\\', '\n': '\\n', '\t': '\\t', '\r': '\\r' };
  return /["\\\n\t\r]/.test(path) ? `"${path.replace(/["\\\n\t\r]/g, (character) => escapes[character]!)}"` : path;
}
