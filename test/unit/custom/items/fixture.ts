import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { ItemReaderName } from '../../../../src/workers/custom/definition.ts';
import { readItems } from '../../../../src/workers/custom/items/read-items.ts';

export function fixture(path: string): string {
  return readFileSync(fileURLToPath(new URL(`../../../fixtures/${path}`, import.meta.url)), 'utf8');
}

/** What is known of each piece. */
export function about(reader: ItemReaderName, text: string, language?: string) {
  return readItems(reader, { text, language }).map((item) => item.about);
}
