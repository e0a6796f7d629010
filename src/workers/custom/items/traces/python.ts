import { type Frame, headOf, LONGEST_MESSAGE, MOST_FRAMES, type Thrown, type TraceReader } from './trace.ts';

const HEAD = 'Traceback (most recent call last):';
const FRAME = /^\s{1,20}File "([^"]{1,1000})", line (\d{1,7})(?:, in (.{1,200}))?$/;
const EXCEPTION = /^(?:[A-Za-z_]\w{0,100}\.){0,10}[A-Za-z_]\w{0,100}(?:: |:?$)/;
const CHAINED = /^(?:During handling of the above exception, another exception occurred:|The above exception was the direct cause of the following exception:)$/;
const LOGGED = /^(?:\d{4}-\d\d|\[?\d\d:\d\d|(?:DEBUG|INFO|WARNING|ERROR|CRITICAL)\b)/;

/** Tracebacks, chained ones as one, with notes and exception groups. */
export const readPython: TraceReader = (lines, start) => {
  const at = lines[start]!.text.indexOf('Traceback (most recent call last):');
  const syntax = at < 0 && FRAME.test(lines[start]!.text) ? syntaxError(lines, start) : undefined;
  if (at < 0 || syntax) return syntax;
  const group = /\+ Exception Group $/.test(lines[start]!.text.slice(0, at));
  // What stands before the first line stands before the others too, or it is a log's own header.
  const before = group ? '' : lines[start]!.text.slice(0, at);
  const textOf = (index: number): string => {
    const text = lines[index]?.text ?? '';
    if (group) return text.replace(/^\s{0,40}(?:[|+]\s?)+/, '');
    return before !== '' && text.startsWith(before) ? text.slice(before.length) : text;
  };
  const chain: Thrown[] = [];
  let index = start;
  for (;;) {
    const frames: Frame[] = [];
    index++;
    for (; index < lines.length; index++) {
      const text = textOf(index);
      const frame = FRAME.exec(text);
      if (frame) {
        if (frames.length < MOST_FRAMES) frames.push({ file: frame[1], line: Number(frame[2]), name: frame[3] ?? '' });
      } else if (!/^\s/.test(text)) break;
    }
    if (index >= lines.length || !EXCEPTION.test(textOf(index))) {
      if (frames.length === 0) return undefined;
      chain.unshift({ exception: 'unknown', message: '', frames: frames.reverse() });
      break;
    }
    let text = textOf(index++);
    // Notes and further lines of the message, where a blank line or the end shows that they belong to it.
    let more = index;
    while (more < lines.length && more - index < 12 && textOf(more).trim() !== '' && !LOGGED.test(textOf(more)) && !textOf(more).includes(HEAD) && !(group && /^\s{0,40}\+-/.test(lines[more]!.text))) more++;
    const ended = more >= lines.length || textOf(more).trim() === '' || group;
    if (ended) for (; index < more; index++) text += `\n${textOf(index)}`;
    chain.unshift({ ...headOf(text), frames: frames.reverse() });
    if (group) {
      const inner = [];
      while (index < lines.length && /^\s{1,40}[|+]/.test(lines[index]!.text)) {
        const text = textOf(index++);
        if (!/^\s/.test(text) && EXCEPTION.test(text)) inner.push({ ...headOf(text), frames: [] });
      }
      chain.push(...inner.slice(0, 5));
      break;
    }
    let next = index;
    while (next < lines.length && textOf(next).trim() === '' && next - index < 3) next++;
    if (!CHAINED.test(textOf(next))) break;
    next++;
    while (next < lines.length && textOf(next).trim() === '' && next - index < 8) next++;
    if (!textOf(next).includes(HEAD)) break;
    index = next;
  }
  return { language: 'python', chain, start, end: index };
};

/** What the parser says has no first line. */
function syntaxError(lines: Parameters<TraceReader>[0], start: number): ReturnType<TraceReader> {
  const frame = FRAME.exec(lines[start]!.text)!;
  for (let index = start + 1; index < Math.min(lines.length, start + 5); index++) {
    if (/^(?:SyntaxError|IndentationError|TabError): /.test(lines[index]!.text)) {
      const { exception, message } = headOf(lines[index]!.text);
      return { language: 'python', chain: [{ exception, message: message.slice(0, LONGEST_MESSAGE), frames: [{ file: frame[1], line: Number(frame[2]), name: frame[3] ?? '' }] }], start, end: index + 1 };
    }
  }
  return undefined;
}
