import type { FileChange } from '../../core/changes.ts';
import { changedLines } from './changed-lines.ts';
import { summaries } from './describe.ts';
import { entriesOf, type Entry } from './file-line.ts';
import { fit, size, tokensOf, type Line, type SizedHunk } from './hunk-budget.ts';
import { OPAQUE_ROLES, roleOf, type FileRole } from './role.ts';

export interface DigestOptions {
  /** Tokens that the digest may take. */
  budgetTokens: number;
  countTokens(texts: string[]): Promise<number[]>;
  /** Whether source stands at the end, next to the answer, in place of the beginning. */
  sourceLast?: boolean;
  /** What becomes of files that do not fit. */
  overBudget?: 'summaries' | 'lines';
}

export interface Digest {
  text: string;
  /** Share of the changed lines that are shown, 0 to 1. Lines that say nothing new (brackets, white space, repetitions) count as shown with their hunk. */
  seen: number;
  /** How many files are, in whole or in part, told by the names that they touch. */
  summarised: number;
}

/** What tells most of a change's purpose comes first: a small model heeds the beginning. */
const ORDER: FileRole[] = ['source', 'dependency', 'config', 'ci', 'test', 'docs', 'lock', 'generated', 'asset'];
/** Share of the budget that the names of files may take before folders stand for them. */
const NAMES = 0.5;
/** Share of the room beside the names that summaries may take. */
const SUMMARIES = 0.5;
/** Names a verb in a long summary, and in a short one. */
const SUMMARY_NAMES = [4, 2];
const WEIGHTS: Partial<Record<FileRole, number>> = { test: 2, docs: 1 };
const MORE = '…';

/** True where the file's content is not worth a model's time: its line says enough. */
function isOpaque(file: FileChange): boolean {
  return file.kind === 'deleted' || file.binary || file.submodule || OPAQUE_ROLES.has(roleOf(file.path));
}

/** A guess that is rather too low than too high, so that nothing is thrown away that would have fitted. */
function guessTokens(text: string): number {
  return Math.ceil(text.length / 6) + 1;
}

async function fittingEntries(files: FileChange[], { budgetTokens, countTokens }: DigestOptions): Promise<{ entries: Entry[]; tokens: number[] }> {
  const deepest = files.reduce((most, file) => Math.max(most, file.path.split('/').length - 1), 0);
  let entries: Entry[] = [];
  let tokens: number[] = [];
  for (const depth of [Infinity, ...Array.from({ length: deepest + 1 }, (_, index) => deepest - index)]) {
    entries = entriesOf(files, depth);
    if (guessTokens(entries.map(({ line }) => line).join('\n')) > budgetTokens && depth > 0) continue;
    tokens = await countTokens(entries.map(({ line }) => `${line}\n`));
    if (tokens.reduce((sum, count) => sum + count, 0) <= budgetTokens * NAMES) break;
  }
  return { entries, tokens };
}

/** Where not all lines fit: how much an entry's lines count against those of others. */
function weightOf({ files }: Entry): number {
  const weights = files.map((file) => WEIGHTS[roleOf(file.path)] ?? 4);
  return Math.max(...weights);
}

/** Where summaries are written: in the order of the entries, as long as they take no more than their share of the room. */
function chooseSummaries(wanted: (Line | undefined)[], room: number): (Line | undefined)[] {
  let left = room * SUMMARIES;
  return wanted.map((line) => {
    if (!line || line.tokens > left) return undefined;
    left -= line.tokens;
    return line;
  });
}

/** What an entry does by the names that it touches, in long and in short. */
function summariesOf({ files }: Entry): string[] {
  const readable = files.filter((file) => !isOpaque(file));
  return readable.length === 0 ? [] : summaries(readable, SUMMARY_NAMES).filter((text) => text !== '').map((text) => ` ${text}`);
}

/** Changed lines that the diff does not show: it names files that are too large. */
function omittedIn(files: FileChange[]): number {
  return files.filter((file) => !isOpaque(file) && file.hunks.length === 0).reduce((sum, { added, removed }) => sum + added + removed, 0);
}

function linesIn(hunks: { lines: unknown[] }[]): number {
  return hunks.reduce((sum, hunk) => sum + hunk.lines.length, 0);
}

/**
 * A diff as a small model should see it: each file's line with its counts, then its changed lines under their function's name.
 * Every file is named, or counted with its folder where even the names do not fit; lock files, generated, binary and deleted ones are a line each.
 * Where not all lines fit, source goes before tests, tests before docs, additions before deletions, and files over their share say in their line
 * what they add, change and remove (`overBudget: 'summaries'`, the default), or all are trimmed evenly (`'lines'`).
 */
export async function digestChanges(files: FileChange[], options: DigestOptions): Promise<Digest> {
  if (files.length === 0) return { text: '', seen: 1, summarised: 0 };
  const rankOf = (file: FileChange) => ORDER.indexOf(roleOf(file.path)) * (options.sourceLast ? -1 : 1);
  const ordered = files.map((file) => ({ file, rank: rankOf(file) })).sort((a, b) => a.rank - b.rank).map(({ file }) => file);
  const { entries, tokens } = await fittingEntries(ordered, options);
  const changed = entries.map((entry) => entry.files.filter((file) => !isOpaque(file)).flatMap(changedLines));
  const total = changed.flat().reduce((sum, hunk) => sum + hunk.lines.length + hunk.dropped, omittedIn(files));
  const guessed = changed.map((hunks) => size(hunks, guessTokens));
  const summarises = options.overBudget !== 'lines';
  const weights = summarises ? entries.map(weightOf) : undefined;
  // The guess is rather too low: what is over the budget by it is so in fact, and the rest is found out below.
  const written = summarises && tokensOf(guessed.flat()) > options.budgetTokens / 2 ? entries.map(summariesOf) : entries.map((): string[] => []);

  // Counting is a call to the model's process: a rough cut first leaves little more to count than what will be shown.
  const rough = fit(guessed, 2 * options.budgetTokens, weights);
  const texts = [...new Set(rough.flat().flatMap((hunk) => [hunk.section, ...hunk.lines]).map((line) => line?.text).filter((text) => text !== undefined))];
  const counted = await options.countTokens([...texts.map((text) => `${text}\n`), ...written.flat()]);
  const exact = new Map([...texts, ...written.flat()].map((text, index) => [text, counted[index]!]));
  const sized = rough.map((hunks) => size(hunks.map((hunk) => ({ section: hunk.section?.text.slice(2) ?? '', lines: hunk.lines.map((line) => line.text), dropped: hunk.dropped })), (text) => exact.get(text) ?? 0));
  const isCut = (index: number, hunks: SizedHunk[]) => linesIn(hunks) < linesIn(changed[index]!);

  let room = options.budgetTokens - tokens.reduce((sum, count) => sum + count, 0) - entries.length * 2;
  for (;;) {
    // Those that are cut even without any summary get one, and the lines share what is left.
    const first = fit(sized, room, weights);
    const wanted = written.map((lines, index) => (isCut(index, first[index]!) ? lines.map((text) => ({ text, tokens: exact.get(text)! })) : []));
    const long = wanted.reduce((sum, [line]) => sum + (line?.tokens ?? 0), 0) <= room * SUMMARIES;
    const chosen = chooseSummaries(wanted.map((lines) => (long ? lines[0] : lines.at(-1))), room);
    const used = chosen.reduce((sum, line) => sum + (line?.tokens ?? 0), 0);
    const kept = used === 0 ? first : fit(sized, room - used, weights);
    const shown = kept.flat().reduce((sum, hunk) => sum + hunk.lines.length + hunk.dropped, 0);
    const lines = entries.flatMap((entry, index) => {
      const hunks = kept[index]!;
      const cut = hunks.length > 0 && isCut(index, hunks);
      return [entry.line + (chosen[index]?.text ?? ''), ...hunks.flatMap((hunk) => [hunk.section?.text, ...hunk.lines.map((line) => line.text)]), cut ? MORE : undefined];
    });
    const text = lines.filter((line) => line !== undefined).join('\n');
    const [tokensInAll] = await options.countTokens([text]);
    // Joined lines rarely take more tokens than the sum of theirs; where they do, a little less is shown.
    if (tokensInAll! <= options.budgetTokens || room <= 0) {
      const summarised = entries.reduce((sum, entry, index) => sum + (chosen[index] ? entry.files.length : 0), 0);
      return { text, seen: total === 0 ? 1 : Math.min(1, shown / total), summarised };
    }
    room -= Math.max(8, tokensInAll! - options.budgetTokens);
  }
}
