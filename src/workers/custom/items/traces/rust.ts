import { type Frame, MOST_FRAMES, type TraceReader } from './trace.ts';

const NEW = /thread '([^']{0,200})' (?:\(\d{1,20}\) )?panicked at ([^\s'][^'\n]{0,500}):(\d{1,7}):\d{1,7}:$/;
const OLD = /thread '([^']{0,200})' panicked at '(.{0,2000})', ([^\n,]{1,500}):(\d{1,7}):\d{1,7}$/;
const FRAME = /^\s{1,8}\d{1,5}: +(?:0x[0-9a-f]+ - )?(\S.{0,500})$/;
const PLACE = /^\s{8,40}at (.{1,500}?):(\d{1,7})(?::\d{1,7})?$/;

/** Panics, with the backtrace where there is one. */
export const readRust: TraceReader = (lines, start) => {
  const { text } = lines[start]!;
  const [now, before] = [NEW.exec(text), OLD.exec(text)];
  if (!now && !before) return undefined;
  let index = start + 1;
  const said: string[] = before ? [before[2]!] : [];
  while (now && index < lines.length && index - start < 12 && !/^(?:stack backtrace:|note: |\s*$|failures:|thread ')/.test(lines[index]!.text)) said.push(lines[index++]!.text);
  const place: Frame = now ? { file: now[2], line: Number(now[3]), name: '' } : { file: before![3], line: Number(before![4]), name: '' };
  const frames: Frame[] = [];
  if (/^stack backtrace:/.test(lines[index]?.text ?? '')) {
    for (index++; index < lines.length; index++) {
      const frame = FRAME.exec(lines[index]!.text);
      const where = PLACE.exec(lines[index]!.text);
      if (frame && frames.length < MOST_FRAMES) frames.push({ name: frame[1]! });
      else if (where && frames.length > 0) Object.assign(frames.at(-1)!, { file: where[1], line: Number(where[2]) });
      else if (!frame && !where) break;
    }
  }
  while (/^note: (?:run with|Some details are omitted)/.test(lines[index]?.text ?? '')) index++;
  const message = said.join('\n').trim();
  const known = frames.filter(({ file, line }) => file !== undefined && !(line === place.line && file.replace(/^\.\//, '') === place.file));
  return { language: 'rust', chain: [{ exception: 'panic', message, frames: [place, ...known] }], start, end: index };
};
