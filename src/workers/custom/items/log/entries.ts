import { type Header, readHeader } from './header.ts';
import { readJsonLine, readLogfmt } from './structured.ts';

/** One message of a log, with the lines that belong to it. */
export interface Entry extends Header {
  /** 1-based. */
  firstLine: number;
  lastLine: number;
  /** What tells most of the lines after the first: the exception at a stack trace's end. Empty where there are none. */
  more: string;
}

/** What is looked at of a line; a longer one says no more. */
const LONGEST_LINE = 4000;
const SAMPLE = 300;
/** Written in colour, or drawn over and over. */
const CONTROL = /\u001b\[[0-9;?]{0,20}[A-Za-z]|[\u0000-\u0008\u000b-\u001f\u007f]/g;
const TRACE_LINE = /^(?:Traceback \(most recent call last\):|Caused by: |During handling of the above|The above exception was|goroutine \d+ \[|stack backtrace:)/;
const EXCEPTION = /^(?:Caused by: )?(?:[\w$]{1,80}\.){0,12}[A-Z][\w$]{0,80}(?:Error|Exception|Exit|Interrupt|Warning)\b/;

/** Reads the lines of a log, each once, without holding more than the message at hand. */
export function* logEntries(text: string): Generator<Entry> {
  const headed = hasHeaders(text);
  let held: Entry | undefined;
  let trace = false;
  let number = 0;
  for (const line of linesOf(text)) {
    number++;
    if (line.trim() === '') {
      // A blank line parts messages only where nothing else does.
      if (!headed && !trace) {
        if (held) yield held;
        held = undefined;
      }
      continue;
    }
    const header = held && /^\s/.test(line) && !/^\s{1,8}\d/.test(line) ? undefined : (readJsonLine(line) ?? readLogfmt(line) ?? readHeader(line));
    const begins = header !== undefined && (header.time !== undefined || header.level !== undefined || !(headed || trace || TRACE_LINE.test(line)));
    if (held && !begins) {
      held.lastLine = number;
      const start = line.trimStart();
      if (TRACE_LINE.test(start)) trace = true;
      if (EXCEPTION.test(start)) {
        held.more = start.slice(0, 300);
        trace &&= start.startsWith('Caused by') || headed;
      } else if (held.more === '' && !/^(?:at |File "|from |#\d)/.test(start)) held.more = start.slice(0, 300);
      continue;
    }
    if (held) yield held;
    trace = TRACE_LINE.test(line);
    const whole = header ?? { message: line.trim() };
    held = { ...whole, firstLine: number, lastLine: number, more: '' };
  }
  if (held) yield held;
}

/** True where most lines of the beginning have a time or level: then one without belongs to the one before. */
function hasHeaders(text: string): boolean {
  let [seen, headed] = [0, 0];
  for (const line of linesOf(text)) {
    if (line.trim() === '' || /^\s/.test(line)) continue;
    const { time, level } = readJsonLine(line) ?? readLogfmt(line) ?? readHeader(line);
    if (time !== undefined || level !== undefined) headed++;
    if (++seen >= SAMPLE) break;
  }
  return headed * 2 > seen;
}

function* linesOf(text: string): Generator<string> {
  for (let start = 0; start < text.length; ) {
    const end = text.indexOf('\n', start);
    const stop = end < 0 ? text.length : end;
    const line = text.slice(start, Math.min(stop, start + LONGEST_LINE));
    yield CONTROL.test(line) ? line.replace(CONTROL, '') : line;
    CONTROL.lastIndex = 0;
    start = stop + 1;
  }
}
