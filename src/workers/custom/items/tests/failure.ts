import type { NumberedLine } from '../numbered-lines.ts';
import { isOwn } from '../traces/trace.ts';

/** A failing test, as its runner reports it. */
export interface Failure {
  runner: string;
  name: string;
  file?: string | undefined;
  line?: number | undefined;
  message: string;
  expected?: string | undefined;
  actual?: string | undefined;
  /** Lines of the report, 1-based, inclusive. */
  firstLine: number;
  lastLine: number;
}

/** Finds what one runner reports. Linear in the number of lines. */
export type FailureReader = (lines: readonly NumberedLine[]) => Failure[];

const LONGEST = 600;
const MOST_LINES = 200;
const PLACES: RegExp[] = [
  /^\s{0,20}File "([^"]{1,500})", line (\d{1,7})/,
  /^\s{0,20}❯ (?:.{0,200}? )?([^\s:]{1,500}):(\d{1,7}):\d{1,7}$/,
  /^\s{0,40}at (?:.{1,300}? \()?(?:file:\/\/)?((?:[A-Za-z]:[\\/])?[^():\s][^():]{0,500}):(\d{1,7}):\d{1,7}\)?,?(?: \{)?$/,
  /^\s{0,40}at .{1,500} in ((?:[A-Za-z]:)?[^:]{1,500}):line (\d{1,7})$/,
  /^\s{0,40}at [\w.$<>/]{1,300}\(([\w$]{1,100}\.(?:java|kt|scala|groovy)):(\d{1,7})\)$/,
  /panicked at (?:'.{0,1000}', )?([^\s']{1,500}):(\d{1,7}):\d{1,7}:?$/,
  /^([^\s:]{1,500}\.pyx?):(\d{1,7}): [A-Z]\w/,
  /^\s{1,40}([\w./-]{1,200}\.go):(\d{1,7}):/,
  /^\t(\S{1,500}\.go):(\d{1,7})(?: \+0x[0-9a-f]+)?$/,
  /^\s{0,20}(?:Error Trace:)?\s{1,20}([\w./-]{1,300}_test\.go):(\d{1,7})$/,
];

/** Where a test failed: in its own file where that is known, otherwise the first place that is the user's. */
export function placeIn(lines: readonly string[], file?: string): { file?: string | undefined; line?: number | undefined } {
  let first: { file: string; line: number } | undefined;
  for (const line of lines.slice(0, MOST_LINES)) {
    const match = PLACES.map((pattern) => pattern.exec(line)).find((each) => each !== null);
    if (!match || !isOwn({ file: match[1], name: '' })) continue;
    const place = { file: match[1]!, line: Number(match[2]) };
    if (file !== undefined && (place.file === file || place.file.endsWith(`/${file}`) || file.endsWith(`/${place.file}`))) return { file, line: place.line };
    first ??= place;
  }
  return file === undefined ? (first ?? {}) : { file, ...(first?.file === file && { line: first.line }) };
}

const PAIRS: [expected: RegExp, actual: RegExp][] = [
  [/^\s{0,20}Expected:\s{1,10}(\S.{0,600})$/, /^\s{0,20}(?:Received|Actual):\s{1,10}(\S.{0,600})$/],
  [/^\s{0,20}(?:\t\s{0,20})?expected\s?:\s{1,10}(\S.{0,600})$/, /^\s{0,20}(?:\t\s{0,20})?actual\s{0,3}:\s{1,10}(\S.{0,600})$/],
  [/^\s{0,4}right: (.{1,600})$/, /^\s{0,4}left: (.{1,600})$/],
];
const IN_MESSAGE: RegExp[] = [
  /\bgot\s(.{1,200}?)[,;]\s(?:want|expected)(?:ed)?\s(.{1,200})$/m,
  /=\s(.{1,200}?)[,;]\s(?:want|expected)(?:ed)?\s(.{1,200})$/m,
  /^(?:AssertionError: )?(?:\w{1,20} differ: )?(.{1,200}?) (?:!=|!==) (.{1,200})$/m,
  /^(?:AssertionError: )?assert (.{1,200}?) == (.{1,200})$/m,
  /expected:? <(.{1,200}?)> but was:? <(.{1,200}?)>/,
  /^(?:AssertionError: )?expected (.{1,300}?) to (?:be|equal|deeply equal|strictly equal|deep equal|eql) (.{1,300}?)(?: \/\/ .*)?$/m,
];

/** What was expected and what came, in the ways in which runners say it. */
export function comparedIn(body: readonly string[], message: string): { expected?: string; actual?: string } {
  const lines = body.slice(0, MOST_LINES);
  for (const [expected, actual] of PAIRS) {
    const [one, other] = [lines.map((line) => expected.exec(line)).find(Boolean)?.[1], lines.map((line) => actual.exec(line)).find(Boolean)?.[1]];
    if (one !== undefined && other !== undefined) return { expected: one.trim().replace(/,$/, ''), actual: other.trim().replace(/,$/, '') };
  }
  // A difference: `- Expected  + Received` (jest, vitest), `+ expected - actual` (mocha).
  const head = lines.findIndex((line) => /^\s{0,20}(?:- Expected\b|\+ expected - actual)/.test(line));
  if (head >= 0) {
    const reversed = /\+ expected/.test(lines[head]!);
    const signed = (sign: string) => {
      const found: string[] = [];
      for (const line of lines.slice(head + 1)) {
        if (/^\s{0,20}(?:at |❯ )/.test(line) || /^\s{0,20}[+-] (?:Received|Expected)\b/.test(line)) continue;
        const part = /^\s{0,20}([+-])\s{0,40}(\S.{0,300})$/.exec(line);
        if (part?.[1] === sign) found.push(part[2]!);
      }
      return found.slice(0, 10).join('\n');
    };
    const [expected, actual] = reversed ? [signed('+'), signed('-')] : [signed('-'), signed('+')];
    if (expected !== '' || actual !== '') return { expected, actual };
  }
  for (const [index, pattern] of IN_MESSAGE.entries()) {
    const match = pattern.exec(message.slice(0, LONGEST));
    // JUnit alone names what was expected first.
    if (match) return index === 4 ? { expected: match[1]!, actual: match[2]! } : { actual: match[1]!, expected: match[2]! };
  }
  return {};
}

/** The first lines of a report that say something: no code, no frames, no difference. */
export function messageIn(body: readonly string[]): string {
  const said: string[] = [];
  for (const raw of body.slice(0, MOST_LINES)) {
    const line = raw.trim();
    if (line === '') {
      if (said.length > 0) break;
      continue;
    }
    if (/^(?:at |❯ |File "|> ?\d|\d{1,6} ?\||\||\^|- Expected|\+ Received|Traceback|stack backtrace|note: run with|self = <)/.test(line)) {
      if (said.length > 0) break;
      continue;
    }
    said.push(line);
    if (said.length >= 4) break;
  }
  return said.join('\n').slice(0, LONGEST);
}

/** A failure from the lines under its head. */
export function failureOf(runner: string, name: string, lines: readonly NumberedLine[], range: { head: number; from: number; to: number }, known: { file?: string | undefined; message?: string } = {}): Failure {
  const body = lines.slice(range.from, range.to).map(({ text }) => text);
  const message = (known.message ?? messageIn(body)).slice(0, LONGEST);
  let last = range.to - 1;
  while (last > range.head && lines[last]!.text.trim() === '') last--;
  return { runner, name: name.trim().slice(0, 300), message, ...comparedIn(body, message), ...placeIn(body, known.file), firstLine: lines[range.head]!.line, lastLine: lines[Math.max(last, range.head)]!.line };
}

/** Index of the first line from there on that fits; the number of lines where none does. */
export function until(lines: readonly NumberedLine[], from: number, ends: (text: string) => boolean): number {
  let index = from;
  while (index < lines.length && !ends(lines[index]!.text)) index++;
  return index;
}
