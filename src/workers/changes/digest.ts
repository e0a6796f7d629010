import type { FileChange } from '../../core/changes.ts';
import { changedLines, type ChangedLines } from './changed-lines.ts';
import { entriesOf, type Entry } from './file-line.ts';
import { OPAQUE_ROLES, roleOf, type FileRole } from './role.ts';
import { waterFill } from './water-fill.ts';

export interface DigestOptions {
  /** Tokens that the digest may take. */
  budgetTokens: number;
  countTokens(texts: string[]): Promise<number[]>;
}

export interface Digest {
  text: string;
  /** Share of the changed lines that are shown, 0 to 1. Lines that say nothing new (brackets, white space, repetitions) count as shown with their hunk. */
  seen: number;
}

/** What tells most of a change's purpose comes first: a small model heeds the beginning. */
const ORDER: FileRole[] = ['source', 'dependency', 'config', 'ci', 'test', 'docs', 'lock', 'generated', 'asset'];
/** Share of the budget that the names of files may take before folders stand for them. */
const NAMES = 0.5;
/** A hunk that would get fewer tokens than this is left out, so that others say something. */
const LEAST_HUNK = 16;
const MORE = '…';

interface Line {
  text: string;
  tokens: number;
}

interface SizedHunk {
  section: Line | null;
  lines: Line[];
  dropped: number;
}

/** True where the file's content is not worth a model's time: its line says enough. */
function isOpaque(file: FileChange): boolean {
  return file.kind === 'deleted' || file.binary || file.submodule || OPAQUE_ROLES.has(roleOf(file.path));
}

function hunkTokens(hunk: SizedHunk): number {
  return (hunk.section?.tokens ?? 0) + hunk.lines.reduce((sum, line) => sum + line.tokens, 0);
}

function tokensOf(hunks: SizedHunk[]): number {
  return hunks.reduce((sum, hunk) => sum + hunkTokens(hunk), 0);
}

/** The first lines that fit, removed and added ones sharing the budget. */
function trimHunk(hunk: SizedHunk, budget: number): SizedHunk | undefined {
  if (hunkTokens(hunk) <= budget) return hunk;
  const rest = budget - (hunk.section?.tokens ?? 0);
  const bySign = ['-', '+'].map((sign) => hunk.lines.filter((line) => line.text[0] === sign));
  const shares = waterFill(bySign.map((lines) => lines.reduce((sum, line) => sum + line.tokens, 0)), rest);
  const kept = new Set<Line>();
  bySign.forEach((lines, sign) => {
    let left = shares[sign]!;
    for (const line of lines) {
      left -= line.tokens;
      if (left < 0) break;
      kept.add(line);
    }
  });
  return kept.size === 0 ? undefined : { section: hunk.section, lines: hunk.lines.filter((line) => kept.has(line)), dropped: 0 };
}

/** The hunks that fit: the largest ones where not all can be shown, each cut to an even share. */
function trimHunks(hunks: SizedHunk[], budget: number): SizedHunk[] {
  if (tokensOf(hunks) <= budget) return hunks;
  const room = Math.max(1, Math.floor(budget / LEAST_HUNK));
  const chosen = new Set([...hunks].sort((a, b) => hunkTokens(b) - hunkTokens(a)).slice(0, room));
  const kept = hunks.filter((hunk) => chosen.has(hunk));
  const shares = waterFill(kept.map(hunkTokens), budget);
  return kept.map((hunk, index) => trimHunk(hunk, shares[index]!)).filter((hunk) => hunk !== undefined);
}

function size(hunks: ChangedLines[], tokens: (text: string) => number): SizedHunk[] {
  const line = (text: string): Line => ({ text, tokens: tokens(text) });
  return hunks.map((hunk) => ({ section: hunk.section && hunk.lines.length ? line(`@ ${hunk.section}`) : null, lines: hunk.lines.map(line), dropped: hunk.dropped }));
}

/** Trims the hunks of several entries to a common budget: small entries whole, the rest share evenly. */
function share(entries: SizedHunk[][], budget: number): SizedHunk[][] {
  const shares = waterFill(entries.map(tokensOf), budget);
  return entries.map((hunks, index) => trimHunks(hunks, shares[index]!));
}

/**
 * The largest shares that stay within `room` in all. What lines that do not fit leave over goes back to the others,
 * so the shares are taken from a budget that may be larger than the room.
 */
function fit(entries: SizedHunk[][], room: number): SizedHunk[][] {
  let [fits, exceeds] = [Math.max(0, room), Math.max(0, room) * 4];
  let best = share(entries, fits);
  for (let step = 0; step < 8 && exceeds - fits > LEAST_HUNK; step++) {
    const middle = Math.floor((fits + exceeds) / 2);
    const tried = share(entries, middle);
    if (tokensOf(tried.flat()) <= room) [best, fits] = [tried, middle];
    else exceeds = middle;
  }
  return best;
}

/** A guess that is rather too low than too high, so that nothing is thrown away that would have fitted. */
function guessTokens(text: string): number {
  return Math.ceil(text.length / 6) + 1;
}

async function fittingEntries(files: FileChange[], { budgetTokens, countTokens }: DigestOptions): Promise<{ entries: Entry[]; tokens: number[] }> {
  const deepest = Math.max(...files.map((file) => file.path.split('/').length - 1));
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

/**
 * A diff as a small model should see it: each file's line with its counts, then its changed lines under their function's name.
 * Every file is named, or counted with its folder where even the names do not fit. Files over their share of the budget are trimmed evenly;
 * lock files, generated, binary and deleted ones are a line each.
 */
export async function digestChanges(files: FileChange[], options: DigestOptions): Promise<Digest> {
  if (files.length === 0) return { text: '', seen: 1 };
  const ordered = [...files].sort((a, b) => ORDER.indexOf(roleOf(a.path)) - ORDER.indexOf(roleOf(b.path)));
  const { entries, tokens } = await fittingEntries(ordered, options);
  const changed = entries.map((entry) => entry.files.filter((file) => !isOpaque(file)).flatMap(changedLines));
  const total = changed.flat().reduce((sum, hunk) => sum + hunk.lines.length + hunk.dropped, 0);

  // Counting is a call to the model's process: a rough cut first leaves little more to count than what will be shown.
  const rough = fit(changed.map((hunks) => size(hunks, guessTokens)), 2 * options.budgetTokens);
  const texts = [...new Set(rough.flat().flatMap((hunk) => [hunk.section, ...hunk.lines]).map((line) => line?.text).filter((text) => text !== undefined))];
  const counted = await options.countTokens(texts.map((text) => `${text}\n`));
  const exact = new Map(texts.map((text, index) => [text, counted[index]!]));
  const sized = rough.map((hunks) => size(hunks.map((hunk) => ({ section: hunk.section?.text.slice(2) ?? '', lines: hunk.lines.map((line) => line.text), dropped: hunk.dropped })), (text) => exact.get(text) ?? 0));

  let room = options.budgetTokens - tokens.reduce((sum, count) => sum + count, 0) - entries.length * 2;
  for (;;) {
    const kept = fit(sized, room);
    const shown = kept.flat().reduce((sum, hunk) => sum + hunk.lines.length + hunk.dropped, 0);
    const lines = entries.flatMap((entry, index) => {
      const hunks = kept[index]!;
      const whole = changed[index]!.reduce((sum, hunk) => sum + hunk.lines.length, 0);
      const cut = hunks.length > 0 && hunks.reduce((sum, hunk) => sum + hunk.lines.length, 0) < whole;
      return [entry.line, ...hunks.flatMap((hunk) => [hunk.section?.text, ...hunk.lines.map((line) => line.text)]), cut ? MORE : undefined];
    });
    const text = lines.filter((line) => line !== undefined).join('\n');
    const [tokensInAll] = await options.countTokens([text]);
    // Joined lines rarely take more tokens than the sum of theirs; where they do, a little less is shown.
    if (tokensInAll! <= options.budgetTokens || room <= 0) return { text, seen: total === 0 ? 1 : Math.min(1, shown / total) };
    room -= Math.max(8, tokensInAll! - options.budgetTokens);
  }
}
