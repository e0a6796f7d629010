import type { Item, ItemReader } from './item.ts';

const item = (text: string, firstLine: number, lastLine: number): Item => ({ text, firstLine, lastLine, count: 1, about: {} });

export const whole: ItemReader = (text) => (text.trim() === '' ? [] : [item(text, 1, text.trimEnd().split('\n').length)]);

/** Each line that is not blank. */
export const lines: ItemReader = (text) => text.split('\n').flatMap((line, index) => (line.trim() === '' ? [] : [item(line.trim(), index + 1, index + 1)]));

/** What stands between blank lines. */
export const paragraphs: ItemReader = (text) => {
  const found: Item[] = [];
  let held: string[] = [];
  const all = [...text.split('\n'), ''];
  for (const [index, line] of all.entries()) {
    if (line.trim() !== '') held.push(line);
    else if (held.length > 0) {
      found.push(item(held.join('\n'), index - held.length + 1, index));
      held = [];
    }
  }
  return found;
};
