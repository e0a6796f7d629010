import { type Frame, MOST_FRAMES, type TraceReader } from './trace.ts';

const PANIC = /(?:^|\s)(panic|fatal error): (.{1,4000})$/;
const GOROUTINE = /^goroutine \d{1,9} (?:gp=\S{1,40} m=\S{1,20} (?:mp=\S{1,40} )?)?\[([^\]]{1,100})\]:$/;
const CALL = /^(?:created by )?([\w./*()·[\]{}<>~%-]{1,400}?)(?:\([^()]{0,1000}\))?(?: in goroutine \d{1,9})?$/;
const PLACE = /^\t(\S.{0,1000}):(\d{1,7})(?: \+0x[0-9a-f]+)?$/;
const BETWEEN = /^(?:\s{0,8}panic: |\[signal |\[recovered|goroutine running on other thread|runtime stack:|\s*$|exit status \d|\tpanic)/;

/** Panics and fatal errors with the first goroutine's calls; the others are passed over. */
export const readGo: TraceReader = (lines, start) => {
  const panic = PANIC.exec(lines[start]!.text);
  if (!panic) return undefined;
  let index = start + 1;
  while (index < lines.length && index - start < 30 && BETWEEN.test(lines[index]!.text) && !GOROUTINE.test(lines[index]!.text)) index++;
  if (!GOROUTINE.test(lines[index]?.text ?? '')) return undefined;
  const frames: Frame[] = [];
  let first = true;
  let end = ++index;
  for (; index < lines.length; index++) {
    const { text } = lines[index]!;
    if (text.trim() === '') {
      // The calls of another goroutine may follow.
      if (!GOROUTINE.test(lines[index + 1]?.text ?? '')) break;
      first = false;
      continue;
    }
    const place = PLACE.exec(lines[index + 1]?.text ?? '');
    const call = place ? CALL.exec(text) : null;
    if (call) {
      if (first && frames.length < MOST_FRAMES && !text.startsWith('created by ') && call[1] !== 'panic') frames.push({ file: place![1], line: Number(place![2]), name: call[1]! });
      index++;
      end = index + 1;
    } else if (GOROUTINE.test(text) || /^\.\.\.|^exit status|^\t/.test(text)) end = index + 1;
    else break;
  }
  const message = panic[2]!.replace(/ \[recovered.*\]$/, '').trim();
  const kind = /^runtime error: ([^:]{1,100})/.exec(message) ? 'runtime error' : panic[1]!;
  return { language: 'go', chain: [{ exception: kind, message: message.replace(/^runtime error: /, ''), frames }], start, end };
};
