import type { NumberedLine } from '../numbered-lines.ts';
import { type Frame, headOf, MOST_FRAMES, type Thrown, type Trace, type TraceReader } from './trace.ts';

const AT = /^\s{0,60}at (.{1,2000})$/;
const JAVA = /^(?:[\w.@-]{0,80}\/{1,2})?([\w$.<>/-]{1,400})\(([^()]{0,200})\)(?: ~?\[[^\]]{0,200}\])?$/;
const CSHARP = /^(.{1,1000}\)) in ([^:]?:?[^:]{1,500}):line (\d{1,7})$/;
const V8 = /^(?:(?:async )?([^()]{0,300}?) \()?((?:[a-z-]{2,20}:\/{0,3}|[A-Za-z]:[\\/])?[^()\s:][^()]{0,1000}?):(\d{1,7}):(\d{1,7})\)?(?: \{)?$|^(?:async )?(.{1,300}?) \((?:native|<anonymous>|index \d+)\)(?: \{)?$/;
/** Firefox and Safari: `name@http://host/file.js:12:34`. */
const GECKO = /^\s{0,20}([\w$.<>/*[\] -]{0,200})@((?:https?|file|webpack|app|resource|moz-extension|blob):\S{1,1000}):(\d{1,7}):(\d{1,7})$/;
const HEAD = /(?:^|[\s([>])((?:[\w$]{1,80}[.+]){0,12}(?:[A-Z_$][\w$]{0,100})?(?:Error|Exception|Failure|Fault|Throwable|Warning|Interrupt|Interruption|Overflow|Death)\d{0,3}(?:`\d)?(?: \[[\w-]{1,60}\])?(?:: .{0,4000}|:?$))/;
const MORE = /^\s{1,60}\.\.\. \d{1,5} (?:more|common frames omitted|lines matching.*)/;

interface Read {
  language: Trace['language'];
  frame: Frame;
}

function frameOf(text: string): Read | undefined {
  const gecko = GECKO.exec(text);
  if (gecko) return { language: 'javascript', frame: { file: gecko[2], line: Number(gecko[3]), name: gecko[1]! } };
  const at = AT.exec(text)?.[1]?.replace(/,?\s{0,20}$/, '');
  if (at === undefined) return undefined;
  const sharp = CSHARP.exec(at);
  if (sharp) return { language: 'csharp', frame: { file: sharp[2], line: Number(sharp[3]), name: sharp[1]! } };
  const java = JAVA.exec(at);
  if (java && /^[\w$-]{1,100}\.(?:java|kt|scala|groovy|clj)(?::\d+)?$|^(?:Native Method|Unknown Source|<generated>)$/.test(java[2]!)) {
    const [file, line] = java[2]!.split(':');
    return { language: 'java', frame: { ...(line === undefined ? {} : { file, line: Number(line) }), name: java[1]!.replace(/^.*\//, '') } };
  }
  const v8 = V8.exec(at);
  if (v8) return { language: 'javascript', frame: v8[2] === undefined ? { name: v8[5]! } : { file: v8[2].replace(/^file:\/\//, ''), line: Number(v8[3]), name: v8[1] ?? '' } };
  return /^[\w$<>`+[\],]{1,200}(?:\.[\w$<>`+[\],]{1,200}){1,20}\([^:]{0,1000}\)$/.test(at) ? { language: 'csharp', frame: { name: at } } : undefined;
}

/** Where a trace with frames `at …` has its first line: the nearest `Name: message` above the first frame. */
function headAbove(lines: readonly NumberedLine[], first: number): { start: number; text: string } | undefined {
  for (let index = first - 1; index >= Math.max(0, first - 12); index--) {
    const { text } = lines[index]!;
    if (frameOf(text)) return undefined;
    const head = HEAD.exec(text);
    if (head && /^\s{0,20}-{3}>/.test(text)) continue;
    if (head) return { start: index, text: [head[1]!, ...lines.slice(index + 1, first).map((line) => line.text.trim()).filter((line) => line !== '')].join('\n') };
  }
  const above = lines[first - 1]?.text.trim() ?? '';
  // An error of one's own class may be called anything.
  return /^(?:Uncaught )?[A-Z]\w{2,60}: \S/.test(above) ? { start: first - 1, text: above.replace(/^Uncaught /, '') } : undefined;
}

/** Traces of JavaScript (Node and browsers), Java and its relatives, and C#: a line that names the error, then frames. */
export const readAtFrames: TraceReader = (lines, start) => {
  const read = frameOf(lines[start]!.text);
  if (!read) return undefined;
  const head = headAbove(lines, start);
  if (!head) return undefined;
  const { language } = read;
  let text = head.text;
  const chain: Thrown[] = [];
  // C# writes what it was caused by in the head: `System.A: a ---> System.B: b`, one a line or all in one.
  const heads = text.split(/\s{0,40}--->\s/);
  if (heads.length > 1) text = heads.at(-1)!;
  let current: Thrown = { ...headOf(text.replace(/ \{$/, '')), frames: [] };
  chain.push(current);
  const aggregate = aggregateAbove(lines, head.start);
  if (aggregate) chain.unshift({ ...headOf(aggregate.text), frames: [] });
  let index = start;
  let suppressed = false;
  let ended = start;
  for (; index < lines.length; index++) {
    const line = lines[index]!.text;
    const frame = frameOf(line);
    if (frame) {
      if (!suppressed && current.frames.length < MOST_FRAMES) current.frames.push(frame.frame);
      ended = index + 1;
      continue;
    }
    if (MORE.test(line) || /^\s{0,40}--- End of /.test(line)) {
      ended = index + 1;
      continue;
    }
    const cause = /^\s{0,60}(Caused by: |\[cause\]: |Suppressed: |\[errors\]: \[|Wrapped by: )(.{0,4000})$/.exec(line);
    if (cause) {
      suppressed = cause[1] === 'Suppressed: ' || cause[1] === 'Wrapped by: ';
      ended = index + 1;
      if (!suppressed && cause[2] !== '') {
        current = { ...headOf(cause[2]!.replace(/ \{$/, '')), frames: [] };
        chain.push(current);
      }
      continue;
    }
    // Node: further properties of the error, and the errors of an AggregateError; a message may go on before the first frame.
    const nested = /^\s{2,60}/.test(line) ? HEAD.exec(line) : null;
    if (language === 'javascript' && nested && /\S/.test(line) && line.trimStart().startsWith(nested[1]!) && frameSoon(lines, index)) {
      current = { ...headOf(nested[1]!.replace(/ \{$/, '')), frames: [] };
      chain.push(current);
      ended = index + 1;
      continue;
    }
    if (/^\s{0,40}[\]}],?$/.test(line) || (language === 'javascript' && /^\s{2,40}[\w$'[\]]{1,60}: /.test(line)) || (cause === null && chain.length > 1 && frameSoon(lines, index) && !HEAD.test(line) && /\S/.test(line))) {
      ended = index + 1;
      continue;
    }
    break;
  }
  // C#: the innermost comes first with its frames; what wraps it stands in the head.
  if (heads.length > 1) chain.unshift(...heads.slice(0, -1).map((each) => ({ ...headOf(each), frames: [] })));
  return { language, chain, start: aggregate?.start ?? head.start, end: ended };
};

/** Node: what holds several errors, and has no frames of its own. */
function aggregateAbove(lines: readonly NumberedLine[], start: number): { start: number; text: string } | undefined {
  if (!/^\s{0,40}\[errors\]: \[$/.test(lines[start - 1]?.text ?? '')) return undefined;
  const head = /^\s{0,40}\[?(\w{0,60}Error: [^\]\n]{0,1000})\]? \{$/.exec(lines[start - 2]?.text ?? '');
  return head ? { start: start - 2, text: head[1]! } : undefined;
}

function frameSoon(lines: readonly NumberedLine[], index: number): boolean {
  for (let next = index + 1; next < Math.min(lines.length, index + 4); next++) if (frameOf(lines[next]!.text)) return true;
  return false;
}
