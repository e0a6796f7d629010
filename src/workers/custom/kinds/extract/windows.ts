import type { PromptBudget } from '../../../../core/worker.ts';

/** A part of a text that the model sees at once. */
export interface Window {
  text: string;
  /** 1-based in the piece. */
  line: number;
  column: number;
}

export interface WindowSizes {
  tokens: number;
  overlap: number;
}

/** No more letters of a line go into one window: a longer line is cut. */
const LONGEST_LINE = 2_000;

/** Cuts a text into windows that overlap, at ends of lines where that is possible. Lines are counted in tokens. */
export async function windowsOf(text: string, { tokens: most, overlap }: WindowSizes, countTokens: PromptBudget['countTokens']): Promise<Window[]> {
  const pieces = text.split('\n').flatMap((line, index) => chunks(line).map(({ text, column }, part) => ({ text, line: index + 1, column, joined: part > 0 })));
  const counts = (await countTokens(pieces.map((piece) => piece.text))).map((count) => count + 1);
  const windows: Window[] = [];
  for (let start = 0; start < pieces.length; ) {
    let end = start;
    let used = 0;
    while (end < pieces.length && (end === start || used + counts[end]! <= most)) used += counts[end++]!;
    const own = pieces.slice(start, end);
    const whole = own.map((piece, index) => `${index > 0 && !piece.joined ? '\n' : ''}${piece.text}`).join('');
    if (whole.trim() !== '') windows.push({ text: whole, line: own[0]!.line, column: own[0]!.column });
    if (end === pieces.length) break;
    let next = end;
    for (let shared = 0; next > start + 1 && shared + counts[next - 1]! <= overlap; next--) shared += counts[next - 1]!;
    start = next;
  }
  return windows;
}

function chunks(line: string): { text: string; column: number }[] {
  if (line.length <= LONGEST_LINE) return [{ text: line, column: 1 }];
  const found: { text: string; column: number }[] = [];
  for (let at = 0; at < line.length; at += LONGEST_LINE) found.push({ text: line.slice(at, at + LONGEST_LINE), column: at + 1 });
  return found;
}
