import { createInterface } from 'node:readline';
import type { Context } from './context.ts';

type Terminal = Pick<Context, 'stdin' | 'stderr' | 'signal'>;

/** Whether there is a person to ask. */
export function canAsk({ stdin, stderr }: Pick<Terminal, 'stdin' | 'stderr'>): boolean {
  return stdin.isTTY === true && stderr.isTerminal;
}

/** Asks on standard error; all but y and yes is a no. Rejects with an AbortError when the person interrupts. */
export async function confirm(terminal: Terminal, question: string): Promise<boolean> {
  return /^\s*y(?:es)?\s*$/i.test(await askLine(terminal, `${question} [y/N] `));
}

/** The line that a person answers with, asked for on standard error; empty where the input ends. Rejects with an AbortError when the person interrupts. */
export async function askLine({ stdin, stderr, signal }: Terminal, prompt: string): Promise<string> {
  signal.throwIfAborted();
  await stderr.write(prompt);
  // As no terminal, so that Ctrl-C stays the signal that it is everywhere else.
  const reader = createInterface({ input: stdin, terminal: false });
  try {
    return await new Promise<string>((resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
      reader.once('line', resolve).once('close', () => resolve(''));
    });
  } finally {
    reader.close();
  }
}
