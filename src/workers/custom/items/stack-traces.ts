import { fingerprint } from '../../changes/fingerprint.ts';
import type { Item, ItemReader } from './item.ts';
import { createMask } from './log/mask.ts';
import { numberedLines } from './numbered-lines.ts';
import { readAtFrames } from './traces/at-frames.ts';
import { readGo } from './traces/go.ts';
import { readPhp } from './traces/php.ts';
import { readPython } from './traces/python.ts';
import { readRuby } from './traces/ruby.ts';
import { readRust } from './traces/rust.ts';
import { type Frame, isOwn, type Trace, type TraceReader } from './traces/trace.ts';

const READERS: TraceReader[] = [readPython, readGo, readRust, readPhp, readRuby, readAtFrames];
/** Frames of the user's own code that the model is shown. */
const MOST_SHOWN = 4;
const LONGEST_SHOWN = 300;

/** The stack traces in a text, whatever stands between them; equal ones, but for what varies in their messages, are one. */
export const stackTraces: ItemReader = (text) => {
  const lines = numberedLines(text);
  const found = new Map<string, Item & { count: number; lastLine: number }>();
  const mask = createMask();
  let index = 0;
  while (index < lines.length) {
    const trace = READERS.map((read) => read(lines, index)).find((each) => each !== undefined);
    if (!trace) {
      index++;
      continue;
    }
    const print = traceFingerprint(trace, mask);
    const firstLine = lines[trace.start]!.line;
    const same = found.get(print);
    if (same) same.count++;
    else found.set(print, { text: shown(trace), firstLine, lastLine: lines[trace.end - 1]!.line, count: 1, about: aboutTrace(trace, print) });
    index = Math.max(trace.end, index + 1);
  }
  return [...found.values()];
};

/** Fingerprints of all traces in a text: by these a trace is known again. */
export function traceFingerprints(text: string): string[] {
  return stackTraces(text, undefined).map(({ about }) => String(about.fingerprint));
}

/** Line numbers, folders and what varies in a message do not count: the next build has others. */
function traceFingerprint({ language, chain }: Trace, mask: (message: string) => string[]): string {
  const parts = chain.flatMap(({ exception, message, frames }) => [exception, mask(message.slice(0, 500)).join(' '), ...frames.slice(0, 20).map(({ file, name }) => `${name.replace(/\(.*$|0x[0-9a-f]+/g, '')}@${file?.replace(/[?#].*$/, '').split(/[\\/]/).at(-1) ?? ''}`)]);
  return fingerprint([language, ...parts]);
}

/** The innermost call in the user's own code: that of the cause before that of what wraps it. */
function ownFrame({ chain }: Trace): Frame | undefined {
  for (const { frames } of [...chain].reverse()) {
    const own = frames.find((frame) => frame.file !== undefined && isOwn(frame));
    if (own) return own;
  }
  return undefined;
}

const place = ({ file, line, name }: Frame) => `${file ?? ''}${line === undefined ? '' : `:${line}`}${name === '' ? '' : ` in ${name}`}`.slice(0, LONGEST_SHOWN);

function aboutTrace(trace: Trace, print: string): Item['about'] {
  const [outer, root] = [trace.chain[0]!, trace.chain.at(-1)!];
  const own = ownFrame(trace);
  return {
    language: trace.language,
    exception: outer.exception,
    message: outer.message.slice(0, LONGEST_SHOWN),
    ...(root === outer ? {} : { cause: `${root.exception}: ${root.message}`.slice(0, LONGEST_SHOWN) }),
    ...(own?.file === undefined ? {} : { file: own.file, ...(own.line === undefined ? {} : { line: own.line }), function: own.name, component: componentOf(own.file) }),
    fingerprint: print,
  };
}

/** `orders/store` for `/srv/shop/src/orders/store.ts:12`. */
function componentOf(file: string): string {
  const parts = file.replace(/^[a-z-]{1,20}:\/{2,3}[^/]{0,200}\//, '').replace(/[?#].*$/, '').split(/[\\/]/).filter((part) => part !== '' && part !== '.');
  return parts.slice(-2).join('/').replace(/\.[\w]{1,8}$/, '');
}

/** What the model reads of it: what happened, its causes, and where in the user's own code. */
function shown({ language, chain }: Trace): string {
  const heads = chain.slice(0, 4).map(({ exception, message }, index) => `${index === 0 ? '' : 'caused by '}${exception}${message === '' ? '' : `: ${message.slice(0, LONGEST_SHOWN)}`}`);
  const frames = chain.flatMap(({ frames }) => frames);
  const own = frames.filter(isOwn).slice(0, MOST_SHOWN);
  return [`${language}: ${heads[0]!}`, ...heads.slice(1), ...(own.length > 0 ? own : frames.slice(0, 2)).map((frame) => `  at ${place(frame)}`)].join('\n');
}
