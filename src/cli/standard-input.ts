import { UserError } from '../core/errors.ts';
import { UsageError } from './arguments.ts';
import type { Context } from './context.ts';

/** Characters. */
const LARGEST = 128_000_000;

/** All of standard input as text; ends with an error when the person interrupts, when there is too much, or when it is the keyboard. */
export async function readStandardInput({ stdin, signal }: Pick<Context, 'stdin' | 'signal'>): Promise<string> {
  if (stdin.isTTY) throw new UsageError('Give a report on standard input, as in: eslint -f json . | journeyman explain -');
  const abort = () => stdin.destroy(signal.reason as Error);
  signal.addEventListener('abort', abort, { once: true });
  const pieces: string[] = [];
  let length = 0;
  try {
    stdin.setEncoding('utf8');
    for await (const piece of stdin as AsyncIterable<string>) {
      length += piece.length;
      if (length > LARGEST) throw new UserError('The report on standard input is too large.', `It has more than ${LARGEST / 1_000_000} million characters.`, 'Run the tool on fewer files.');
      pieces.push(piece);
    }
  } finally {
    signal.removeEventListener('abort', abort);
  }
  return pieces.join('');
}
