import type { CustomInput } from '../input.ts';
import type { ItemReaderName } from '../definition.ts';
import type { Item, ItemReader } from './item.ts';
import { lines, paragraphs, whole } from './plain.ts';

const READERS: Partial<Record<ItemReaderName, ItemReader>> = { whole, lines, paragraphs };

/** The pieces of an input, their lines counted from where the text begins in its file. */
export function readItems(reader: ItemReaderName, { text, language, firstLine = 1 }: CustomInput): Item[] {
  const read = READERS[reader] ?? whole;
  return read(text.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n'), language).map((item) => ({ ...item, firstLine: item.firstLine + firstLine - 1, lastLine: item.lastLine + firstLine - 1 }));
}
