import { randomUUID } from 'node:crypto';

/** What is used of the editor. */
export interface Clipboard {
  readText(): PromiseLike<string>;
  writeText(text: string): PromiseLike<void>;
}

/**
 * The text that is selected in the terminal; undefined where none is. The editor gives it to its own command alone, which copies it:
 * what was in the clipboard is put back afterwards.
 */
export async function terminalSelection(clipboard: Clipboard, copy: () => PromiseLike<unknown>): Promise<string | undefined> {
  const before = await clipboard.readText();
  // Else an old text could not be told from a selection of the same words.
  const mark = randomUUID();
  await clipboard.writeText(mark);
  try {
    await copy();
    const copied = await clipboard.readText();
    return copied === mark || copied === '' ? undefined : copied;
  } finally {
    await clipboard.writeText(before);
  }
}
