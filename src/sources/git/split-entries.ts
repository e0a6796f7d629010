import type { WritingGit } from './split-command.ts';

/** One path that differs between two trees. Its bytes are kept as latin1 text: names need not be UTF-8. */
export interface Entry {
  readonly bytes: string;
  readonly oldMode: string;
  readonly mode: string;
  readonly oldId: string;
  readonly id: string;
}

/** What differs between two trees, renames as a deletion and an addition. */
export async function entriesBetween(git: Pick<WritingGit, 'plumbing'>, base: string, tree: string): Promise<Entry[]> {
  const output = (await git.plumbing(['diff-tree', '-r', '-z', '--raw', '--no-renames', '--full-index', '--ignore-submodules=none', base, tree])).toString('latin1');
  const fields = output.split('\0');
  const entries: Entry[] = [];
  for (let index = 0; index + 1 < fields.length; index += 2) {
    const [, oldMode, mode, oldId, id] = /^:(\d{6}) (\d{6}) ([0-9a-f]+) ([0-9a-f]+) \w/.exec(fields[index]!) ?? [];
    if (oldMode === undefined) throw new Error('git diff-tree printed something unknown.');
    entries.push({ bytes: fields[index + 1]!, oldMode, mode: mode!, oldId: oldId!, id: id! });
  }
  return entries;
}

/** The path as the rest of the program knows it. */
export function pathOf({ bytes }: Pick<Entry, 'bytes'>): string {
  return Buffer.from(bytes, 'latin1').toString('utf8');
}

const NOTHING = '000000';

export function isFile(mode: string): boolean {
  return mode.startsWith('100');
}

/** What `git update-index -z --index-info` reads to set these entries; removals first, so that a folder can take a file's place. */
export function indexInfo(entries: readonly Pick<Entry, 'bytes' | 'mode' | 'id'>[]): Buffer {
  const line = ({ bytes, mode, id }: Pick<Entry, 'bytes' | 'mode' | 'id'>) => `${mode === NOTHING ? '0' : mode} ${id}\t${bytes}\0`;
  const removals = entries.filter(({ mode }) => mode === NOTHING);
  return Buffer.from([...removals, ...entries.filter(({ mode }) => mode !== NOTHING)].map(line).join(''), 'latin1');
}
