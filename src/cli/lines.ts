import type { Readable } from 'node:stream';

/**
 * The lines of a stream, without their ends. Not readline, which also ends lines at U+2028, and that may stand inside a JSON string.
 */
export async function* linesOf(stream: Readable): AsyncGenerator<string> {
  stream.setEncoding('utf8');
  let rest: string[] = [];
  let first = true;
  const complete = (line: string) => {
    const text = line.replace(/\r$/, '');
    if (!first) return text;
    first = false;
    return text.replace(/^\uFEFF/, '');
  };
  for await (const chunk of stream as AsyncIterable<string>) {
    const parts = chunk.split('\n');
    for (const part of parts.slice(0, -1)) {
      yield complete(rest.join('') + part);
      rest = [];
    }
    rest.push(parts.at(-1)!);
  }
  const last = rest.join('');
  if (last !== '') yield complete(last);
}
