import { type Frame, headOf, MOST_FRAMES, type Thrown, type TraceReader } from './trace.ts';

const HEAD = /(?:PHP )?(?:Fatal error|Uncaught Error):\s{1,4}Uncaught (.{1,2000}?) in ([^\s:][^:\n]{0,500}):(\d{1,7})$/;
/** Laravel and Monolog: `… exception 'X' with message '…' in file:12`, or `{"exception":"[object] (X(code: 0): … at file:12)`. */
const MONOLOG = /\[object\] \(([\w\\]{1,200})\(code: -?\d{1,10}\): (.{0,2000}) at ([^\s:][^:\n]{0,500}):(\d{1,7})\)$/;
const NEXT = /^Next (.{1,2000}?) in ([^\s:][^:\n]{0,500}):(\d{1,7})$/;
const FRAME = /^#\d{1,5} (?:([^\s(][^(\n]{0,500})\((\d{1,7})\)|\[internal function\]): (.{1,1000})$/;

export const readPhp: TraceReader = (lines, start) => {
  const head = HEAD.exec(lines[start]!.text);
  const logged = head ? null : MONOLOG.exec(lines[start]!.text);
  if (!head && !logged) return undefined;
  const thrown = (head: { exception: string; message: string }, file: string, line: string): Thrown => ({ ...head, frames: [{ file, line: Number(line), name: '' }] });
  const chain: Thrown[] = [head ? thrown(headOf(head[1]!), head[2]!, head[3]!) : thrown({ exception: logged![1]!, message: logged![2]! }, logged![3]!, logged![4]!)];
  let index = start + 1;
  for (; index < lines.length; index++) {
    const { text } = lines[index]!;
    const frame = FRAME.exec(text);
    const next = NEXT.exec(text);
    if (frame) {
      const called: Frame = { ...(frame[1] === undefined ? {} : { file: frame[1], line: Number(frame[2]) }), name: frame[3]!.replace(/\(.*$/, '') };
      if (chain[0]!.frames.length < MOST_FRAMES) chain[0]!.frames.push(called);
    } else if (next) chain.unshift(thrown(headOf(next[1]!), next[2]!, next[3]!));
    else if (!/^(?:(?:PHP )?Stack trace:|\[stacktrace\]|#\d{1,5} \{main\}|\s{0,8}thrown in .*|\s*|"\}\s*)$/.test(text)) break;
    if (/^\s{0,8}thrown in /.test(text)) {
      index++;
      break;
    }
  }
  while (index > start + 1 && lines[index - 1]!.text.trim() === '') index--;
  return { language: 'php', chain, start, end: index };
};
