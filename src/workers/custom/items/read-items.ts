import { UserError } from '../../../core/errors.ts';
import type { Example } from '../../../core/examples.ts';
import type { ItemReaderName } from '../definition.ts';
import type { CustomInput } from '../input.ts';
import { comments } from './comments.ts';
import { csv } from './csv.ts';
import type { Item, ItemReader } from './item.ts';
import { json } from './json.ts';
import { log } from './log.ts';
import { lines, paragraphs, whole } from './plain.ts';
import { stackTraces, traceFingerprints } from './stack-traces.ts';
import { testFailures } from './test-failures.ts';

const READERS: Record<ItemReaderName, { read: ItemReader; soughtFor: string }> = {
  whole: { read: whole, soughtFor: 'any text' },
  lines: { read: lines, soughtFor: 'lines that are not blank' },
  paragraphs: { read: paragraphs, soughtFor: 'text between blank lines' },
  log: { read: log, soughtFor: 'messages of a log' },
  'stack-traces': { read: stackTraces, soughtFor: 'stack traces of Python, JavaScript, Java, C#, Go, Rust, Ruby or PHP' },
  'test-failures': { read: testFailures, soughtFor: 'failing tests in the output of vitest, jest, mocha, node, pytest, unittest, go, cargo or dotnet, in TAP or in JUnit XML' },
  comments: { read: comments, soughtFor: 'comments that begin with TODO, FIXME, HACK, XXX, BUG or NOTE' },
  csv: { read: csv, soughtFor: 'rows under the header of a table' },
  json: { read: json, soughtFor: 'elements of a JSON array' },
};

/**
 * The pieces of an input, their lines counted from where the text begins in its file. A UserError where there are none.
 * Of stack traces it says whether they are `known`: like a trace in one of the worker's examples.
 */
export function readItems(reader: ItemReaderName, { text, language, path, firstLine = 1 }: CustomInput, examples: readonly Example[] = []): Item[] {
  // NUL bytes are what is left of UTF-16 that was read as UTF-8.
  const plain = text.replace(/^\uFEFF/, '').replaceAll('\0', '').replaceAll('\r\n', '\n');
  if (plain.trim() === '') throw new UserError('There is nothing to do.', 'The input is empty.', 'Give some text.');
  const { read, soughtFor } = READERS[reader];
  const items = read(plain, language, path);
  if (items.length === 0) throw new UserError('There is nothing to do.', `The input has no ${soughtFor}.`, 'Give another text, or change items in the worker\'s file.');
  const placed = items.map((item) => ({ ...item, firstLine: item.firstLine + firstLine - 1, lastLine: item.lastLine + firstLine - 1 }));
  return reader === 'stack-traces' && examples.length > 0 ? comparedWith(examples, placed) : placed;
}

function comparedWith(examples: readonly Example[], items: readonly Item[]): Item[] {
  const known = new Set(examples.flatMap(({ input }) => traceFingerprints(input)));
  return items.map((item) => ({ ...item, about: { ...item.about, known: known.has(String(item.about.fingerprint)) ? 'known' : 'new' } }));
}
