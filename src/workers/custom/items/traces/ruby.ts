import { type Frame, MOST_FRAMES, type TraceReader } from './trace.ts';

const HEAD = /^(?:\S{1,40}: )?((?:[A-Za-z]:)?[^\s:][^:\n]{0,500}):(\d{1,7}):in [`']([^'\n]{1,200})': (.{0,2000}) \(([A-Z][\w:]{0,200})\)$/;
const FROM = /^\s{1,20}(?:\d{1,5}: )?from ((?:[A-Za-z]:)?[^:\n]{1,500}):(\d{1,7})(?::in [`'](.{1,200})')?$/;
/** Rails: `NoMethodError (undefined method …):`, then places. */
const RAILS = /^\s{0,8}([A-Z]\w{0,100}(?:::[A-Z]\w{0,100}){0,8}) \((.{0,2000})\):$/;
const PLACE = /^\s{0,8}((?:[A-Za-z]:)?[\w./ @+-]{1,500}\.(?:rb|erb|haml|rake)):(\d{1,7}):in [`'](.{1,200})'$/;

export const readRuby: TraceReader = (lines, start) => {
  const head = HEAD.exec(lines[start]!.text);
  const rails = head ? null : RAILS.exec(lines[start]!.text);
  if (!head && !rails) return undefined;
  const frames: Frame[] = head ? [{ file: head[1], line: Number(head[2]), name: head[3]! }] : [];
  let index = start + 1;
  while (rails && index < lines.length && lines[index]!.text.trim() === '' && index - start < 3) index++;
  for (; index < lines.length; index++) {
    const frame = (head ? FROM : PLACE).exec(lines[index]!.text);
    if (frame) {
      if (frames.length < MOST_FRAMES) frames.push({ file: frame[1], line: Number(frame[2]), name: frame[3] ?? '' });
    } else if (!/^\s{1,20}\.\.\. \d+ levels/.test(lines[index]!.text)) break;
  }
  if (rails && frames.length === 0) return undefined;
  return { language: 'ruby', chain: [{ exception: head ? head[5]! : rails![1]!, message: head ? head[4]! : rails![2]!, frames }], start, end: index };
};
