import type { Format } from './bare-answer.ts';
import { joined } from './pieces.ts';
import type { TransformFacts } from './facts.ts';

/** The document with the pieces that are done, up to the first that is not. */
export function writtenSoFar({ pieces, inPlace, done }: Pick<TransformFacts, 'pieces' | 'inPlace' | 'done'>, format: Format): string {
  const texts = done.map(({ text }) => text);
  const whole = done.length === pieces.pieces.length;
  if (inPlace) return whole ? joined(pieces, texts) : joined({ pieces: pieces.pieces.slice(0, done.length), tail: '' }, texts);
  return joinResults(texts, format);
}

/** Results of pieces, put together in a format that is not the document's own. */
export function joinResults(results: readonly string[], format: Format): string {
  if (results.length < 2) return results[0] ?? '';
  if (format === 'json') return joinJson(results);
  if (format === 'csv') return joinRows(results);
  return results.map((result) => result.trim()).join(format === 'yaml' ? '\n' : '\n\n');
}

/** Arrays become one array, other values a list of them. */
function joinJson(results: readonly string[]): string {
  try {
    const values = results.map((result) => JSON.parse(result) as unknown);
    return JSON.stringify(values.flatMap((value) => value), null, 2);
  } catch {
    return results.join('\n');
  }
}

/** One header, where all have the same. */
function joinRows(results: readonly string[]): string {
  const header = results[0]!.split('\n', 1)[0]!;
  return results.map((result, index) => (index > 0 && result.startsWith(`${header}\n`) ? result.slice(header.length + 1) : result).trimEnd()).join('\n');
}
