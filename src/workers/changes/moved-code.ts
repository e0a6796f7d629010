import type { FileChange } from '../../core/changes.ts';
import type { CodeSymbol } from './definitions.ts';
import { isImport } from './hunk-lines.ts';
import { symbolsOf } from './symbols.ts';

/** Lines that left one file and came into another. */
export interface CodeMove {
  from: string;
  to: string;
  lines: number;
  /** What they define. */
  symbols: CodeSymbol[];
}

export interface MovedCode {
  /** The largest first. */
  moves: CodeMove[];
  /** Share of the change that was moved, 0 to 1; imports and lines of brackets are not counted. */
  share: number;
}

/** Fewer lines may be alike by chance. */
const LEAST_LINES = 3;
const LEAST_LETTERS = 4;

function tellingLines(file: FileChange, sign: '+' | '-'): string[] {
  const lines: string[] = [];
  for (const hunk of file.hunks) {
    for (const line of hunk.lines) {
      const text = line[0] === sign ? line.slice(1).trim() : '';
      if (text.length >= LEAST_LETTERS && /[\p{L}\p{N}]/u.test(text) && !isImport(text)) lines.push(text.replace(/^export (?:default )?|^pub(?:\([^)]*\))? /, ''));
    }
  }
  return lines;
}

/** What was cut from some files and pasted into others. Takes linear time. */
export function movedCode(files: FileChange[]): MovedCode {
  const gone = new Map<string, number[]>();
  let total = 0;
  files.forEach((file, index) => {
    for (const text of tellingLines(file, '-')) {
      total++;
      const places = gone.get(text);
      if (places) places.push(index);
      else gone.set(text, [index]);
    }
  });
  const counts = new Map<string, { from: number; to: number; lines: number }>();
  files.forEach((file, to) => {
    for (const text of tellingLines(file, '+')) {
      total++;
      const places = gone.get(text);
      const from = places?.at(-1);
      if (from === undefined || from === to) continue;
      places!.pop();
      const pair = counts.get(`${from} ${to}`) ?? { from, to, lines: 0 };
      pair.lines++;
      counts.set(`${from} ${to}`, pair);
    }
  });
  const pairs = Array.from(counts.values()).filter(({ lines }) => lines >= LEAST_LINES).sort((a, b) => b.lines - a.lines);
  const moves = pairs.map(({ from, to, lines }) => ({ from: files[from]!.path, to: files[to]!.path, lines, symbols: symbolsInBoth(files[from]!, files[to]!) }));
  return { moves, share: total === 0 ? 0 : (2 * pairs.reduce((sum, { lines }) => sum + lines, 0)) / total };
}

function symbolsInBoth(from: FileChange, to: FileChange): CodeSymbol[] {
  const come = new Set(symbolsOf(to).added.map(({ kind, name }) => `${kind} ${name}`));
  return symbolsOf(from).removed.filter(({ kind, name }) => come.has(`${kind} ${name}`));
}
