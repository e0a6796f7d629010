import type { Writable } from 'node:stream';
import { styleText } from 'node:util';

export type Style = 'dim' | 'bold' | 'green' | 'red' | 'yellow';
type Stream = Writable & { isTTY?: boolean; columns?: number; rows?: number };

/** Control characters, and those that turn the direction of writing round: in a terminal they would be commands. */
const COMMANDS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g;

/** A text from a model, a tool or a repository, made safe for a terminal. */
export function printable(text: string): string {
  return text.replace(/\r\n/g, '\n').replace(COMMANDS, '');
}

/** Standard output or standard error. */
export class Output {
  readonly #stream: Stream;

  constructor(stream: Stream) {
    this.#stream = stream;
  }

  get isTerminal(): boolean {
    return this.#stream.isTTY === true;
  }

  get columns(): number {
    return this.#stream.columns || 80;
  }

  get rows(): number {
    return this.#stream.rows || 24;
  }

  /** Resolves when the text has been handed over. Whoever owns the stream hears of its errors. */
  write(text: string): Promise<void> {
    return new Promise((resolve) => this.#stream.write(text, () => resolve()));
  }

  line(text = ''): Promise<void> {
    return this.write(`${text}\n`);
  }

  /** Coloured where the stream is a terminal that shows colours and `NO_COLOR` is not set. */
  styled(style: Style | Style[], text: string): string {
    return this.isTerminal ? styleText(style, text, { stream: this.#stream }) : text;
  }
}
