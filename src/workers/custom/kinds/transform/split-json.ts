import type { Range } from './pieces.ts';

const DEEPEST = 200;

/** Elements of arrays, members of objects and texts, each as large as fits; numbers and the like are in no piece. The text must be JSON. */
export function splitJson(text: string, most: number): Range[] {
  const ranges: Range[] = [];
  const scanner = new Scanner(text);
  visit(scanner, scanner.skipSpace(0), 0, most, undefined, ranges);
  return ranges;
}

/** All of a document, as runs of the members or elements of its outermost value: each run as long as fits, an element that is an object or array alone. The text must be JSON. */
export function splitTop(text: string, most: number): Range[] {
  const scanner = new Scanner(text);
  const start = scanner.skipSpace(0);
  const end = scanner.endOf(start);
  if (!'{['.includes(text[start]!)) return [{ start, end }];
  const ranges: Range[] = [];
  let open = false;
  for (let at = scanner.skipSpace(start + 1); at < end - 1; ) {
    const value = text[start] === '{' ? scanner.skipSpace(scanner.skipSpace(scanner.endOf(at)) + 1) : at;
    const stop = scanner.endOf(value);
    const alone = text[start] === '[' && '{['.includes(text[value]!);
    const last = ranges.at(-1);
    if (last && open && !alone && stop - last.start <= most) last.end = stop;
    else ranges.push({ start: at, end: stop });
    open = !alone;
    at = scanner.skipSpace(stop);
    if (text[at] === ',') at = scanner.skipSpace(at + 1);
  }
  return ranges;
}

function visit(scanner: Scanner, start: number, depth: number, most: number, key: string | undefined, ranges: Range[]): void {
  const { text } = scanner;
  const end = scanner.endOf(start);
  const opening = text[start];
  const inner = opening === '{' || opening === '[';
  if (!inner && opening !== '"') return;
  // An array's elements are asked for one by one, whatever its length.
  if (depth >= DEEPEST || opening === '"' || (opening === '{' && end - start <= most)) {
    ranges.push({ start, end, ...(key !== undefined && { frame: { kind: 'member', key } }) });
    return;
  }
  let at = scanner.skipSpace(start + 1);
  while (at < end - 1) {
    let name: string | undefined;
    if (opening === '{') {
      const stop = scanner.endOf(at);
      name = JSON.parse(text.slice(at, stop)) as string;
      at = scanner.skipSpace(scanner.skipSpace(stop) + 1);
    }
    visit(scanner, at, depth + 1, most, name, ranges);
    at = scanner.skipSpace(scanner.endOf(at));
    if (text[at] === ',') at = scanner.skipSpace(at + 1);
  }
}

/** Finds where values of valid JSON end. */
class Scanner {
  readonly text: string;
  /** The end of each array and object by its beginning, so that a value is walked through once. */
  private readonly ends = new Map<number, number>();

  constructor(text: string) {
    this.text = text;
    const open: number[] = [];
    for (let at = 0; at < text.length; at++) {
      const letter = text[at];
      if (letter === '"') at = this.stringEnd(at) - 1;
      else if (letter === '{' || letter === '[') open.push(at);
      else if (letter === '}' || letter === ']') this.ends.set(open.pop()!, at + 1);
    }
  }

  skipSpace(at: number): number {
    while (at < this.text.length && ' \t\r\n'.includes(this.text[at]!)) at++;
    return at;
  }

  endOf(start: number): number {
    const letter = this.text[start];
    if (letter === '{' || letter === '[') return this.ends.get(start)!;
    if (letter === '"') return this.stringEnd(start);
    let at = start;
    while (at < this.text.length && !',]} \t\r\n'.includes(this.text[at]!)) at++;
    return at;
  }

  private stringEnd(start: number): number {
    let at = start + 1;
    while (this.text[at] !== '"') at += this.text[at] === '\\' ? 2 : 1;
    return at + 1;
  }
}
