import type { Range } from './pieces.ts';

/** What goes on with the line before, where it stands at the margin: closing brackets, `else`, `catch`. */
const GOES_ON = /^(?:[)\]}]|(?:else|elif|except|finally|catch|done|fi|esac|end|then|do)\b|<\/)/;

/** Definitions and statements at the margin of a source, several short ones together: a piece begins behind a blank line, or, where there is none, at the margin. */
export function splitCode(text: string, most: number): Range[] {
  const starts: { at: number; behindBlank: boolean }[] = [];
  let at = 0;
  let blank = true;
  for (const line of text.split('\n')) {
    if (line.trim() !== '' && !/^\s/.test(line) && !GOES_ON.test(line)) starts.push({ at, behindBlank: blank });
    blank = line.trim() === '';
    at += line.length + 1;
  }
  return grouped(text, starts.map((start) => start.at), most, (index) => starts[index]!.behindBlank);
}

/** Rows of CSV, as many as fit, each group below the header. A row whose field goes on over several lines stays whole. */
export function splitRows(text: string, most: number): Range[] {
  const starts: number[] = [];
  let quoted = false;
  let begins = true;
  for (let at = 0; at < text.length; at++) {
    if (begins && !quoted) starts.push(at);
    begins = false;
    if (text[at] === '"') quoted = !quoted;
    else if (text[at] === '\n') begins = true;
  }
  const [, first] = starts;
  if (first === undefined) return [{ start: 0, end: text.trimEnd().length }];
  const line = text.slice(0, first).trimEnd();
  return grouped(text, starts.slice(1), most, () => true).map((range) => ({ ...range, frame: { kind: 'header', line } }));
}

/** Neighbours together, as long as they are not longer than `most`; a group ends where `mayBegin` says so of the next start, else where it is too long. */
function grouped(text: string, starts: readonly number[], most: number, mayBegin: (index: number) => boolean): Range[] {
  const ranges: Range[] = [];
  let from = 0;
  let lastGood = -1;
  const push = (start: number, stop: number) => {
    const end = start + text.slice(start, stop).trimEnd().length;
    if (end > start) ranges.push({ start, end });
  };
  for (let index = 1; index <= starts.length; index++) {
    const end = starts[index] ?? text.length;
    if (end - starts[from]! > most && index - from > 1) {
      const next = lastGood > from ? lastGood : index - 1;
      push(starts[from]!, starts[next]!);
      from = next;
      index = next;
      lastGood = -1;
    } else if (index < starts.length && mayBegin(index)) lastGood = index;
  }
  if (starts.length > 0) push(starts[from]!, text.length);
  return ranges;
}
