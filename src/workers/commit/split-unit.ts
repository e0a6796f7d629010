import type { FileChange, Hunk } from '../../core/changes.ts';
import { roleOf, type FileRole } from '../changes/role.ts';
import { isFormatting } from './split-formatting.ts';
import { wordsOf } from './split-words.ts';

/** Lines of one unit that are looked at. */
const MOST_LINES = 600;
/** Different words of one unit that are compared with others'. */
const MOST_WORDS = 800;

/** What is never divided further: a whole file, or some hunks of one. */
export interface Unit {
  readonly file: FileChange;
  /** Indices into the file's hunks; undefined for the whole file. */
  readonly hunks: readonly number[] | undefined;
  readonly role: FileRole;
  readonly folder: string;
  /** The file's name without endings and without what makes it a test: `blocked` for `blocked_test.go` too. */
  readonly stem: string;
  readonly words: UnitWords;
  /** Every change in it is one of white space alone. */
  readonly formatting: boolean;
}

export interface UnitWords {
  /** Words that the change brings or takes away. */
  readonly net: ReadonlySet<string>;
  /** Words of changed lines, those of `net` too. */
  readonly changed: ReadonlySet<string>;
  /** Words of the lines around and of the enclosing function's. */
  readonly around: ReadonlySet<string>;
}

export function unitOf(file: FileChange, hunks?: readonly number[]): Unit {
  const chosen = hunks === undefined ? file.hunks : hunks.map((index) => file.hunks[index]!);
  const slash = file.path.lastIndexOf('/');
  return {
    file,
    hunks,
    role: roleOf(file.path),
    folder: slash < 0 ? '' : file.path.slice(0, slash),
    stem: stemOf(file.path.slice(slash + 1)),
    words: wordsOfHunks(chosen),
    formatting: chosen.length > 0 && chosen.every((hunk) => isFormatting(hunk, file.path)),
  };
}

export function stemOf(name: string): string {
  const bare = name.replace(/^\.+/, '').replace(/\..*$/, '').toLowerCase();
  return bare.replace(/^(?:test|tests|spec)[-_]|[-_](?:test|tests|spec|bench)$/g, '') || bare;
}

function wordsOfHunks(hunks: readonly Hunk[]): UnitWords {
  const counts = new Map<string, number>();
  const changed = new Set<string>();
  const around = new Set<string>();
  let left = MOST_LINES;
  for (const hunk of hunks) {
    for (const word of wordsOf(hunk.section)) around.add(word);
    for (const line of hunk.lines) {
      if (left-- <= 0 || counts.size > MOST_WORDS || around.size > MOST_WORDS) break;
      const sign = line[0] === '+' ? 1 : line[0] === '-' ? -1 : 0;
      for (const word of wordsOf(line.slice(1))) {
        if (sign === 0) around.add(word);
        else {
          changed.add(word);
          counts.set(word, (counts.get(word) ?? 0) + sign);
        }
      }
    }
  }
  const net = new Set(Array.from(counts).filter(([, count]) => count !== 0).map(([word]) => word));
  return { net, changed, around };
}
