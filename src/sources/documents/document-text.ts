import { UserError } from '../../core/errors.ts';
import { decodeText } from './text-encoding.ts';

/** A larger file is not read. */
export const MOST_BYTES = 100 * 1024 * 1024;

const KINDS: [string, string][] = [
  ['PK\u0003\u0004', 'an archive or an Office document'],
  ['\u0089PNG', 'a picture'],
  ['\u00ff\u00d8\u00ff', 'a picture'],
  ['GIF8', 'a picture'],
  ['\u00d0\u00cf\u0011\u00e0', 'an old Office document'],
  ['\u001f\u008b', 'an archive'],
  ['\u007fELF', 'a program'],
  ['MZ', 'a program'],
];

/**
 * The text of a file: of a PDF with the breaks of its lines and pages (a form feed), else in whatever usual encoding it is. `name` is what the user called it by.
 * Rejects with a UserError where it is no text or too large, with an AbortError when cancelled.
 */
export async function documentText(bytes: Uint8Array, name: string, signal: AbortSignal): Promise<string> {
  if (bytes.length > MOST_BYTES) throw tooLarge(name);
  // Some programs put a few bytes before it.
  if (Buffer.from(bytes.subarray(0, 1024)).includes('%PDF-')) {
    const { pdfText } = await import('./pdf-text.ts');
    return pdfText(bytes, name, signal);
  }
  const beginning = Buffer.from(bytes.subarray(0, 8)).toString('latin1');
  const text = decodeText(bytes);
  if (text !== undefined) return text;
  const kind = KINDS.find(([start]) => beginning.startsWith(start))?.[1];
  throw new UserError(`${name} is no text.`, kind ? `It is ${kind}.` : 'It holds bytes that no text has.', 'Give a text file or a PDF; other documents can be saved as one of them.');
}

export function tooLarge(name: string): UserError {
  return new UserError(`${name} is too large.`, `It has more than ${MOST_BYTES / 1024 / 1024} MB.`, 'Give a part of it.');
}
