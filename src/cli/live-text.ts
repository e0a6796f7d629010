import { type Output, printable } from './output.ts';

const WIDE = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}/u;
const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** A line cut into pieces of at most so many columns. */
function wrapped(line: string, columns: number): string[] {
  const rows = [''];
  let width = 0;
  for (const { segment } of graphemes.segment(line.replaceAll('\t', '    '))) {
    const own = WIDE.test(segment) ? 2 : 1;
    if (width + own > columns) {
      rows.push('');
      width = 0;
    }
    rows[rows.length - 1] += segment;
    width += own;
  }
  return rows;
}

/** A text in a terminal that is drawn anew, in the same place, each time it changes. Where the terminal is too low, its end is seen. */
export class LiveText {
  readonly #output: Output;
  #rows = 0;
  #shown = '';
  #aside = false;

  constructor(output: Output) {
    this.#output = output;
  }

  show(text: string, style: (row: string) => string = (row) => row): void {
    if (this.#aside) return;
    // One column and one row stay free: writing into the last one makes the terminal move everything.
    const rows = printable(text)
      .split('\n')
      // Each line is a row at least: of a long text only the end is worth the work.
      .slice(-(this.#output.rows - 1))
      .flatMap((line) => wrapped(line, this.#output.columns - 1))
      .slice(-(this.#output.rows - 1));
    const drawn = `${rows.map(style).join('\n')}\n`;
    if (drawn === this.#shown) return;
    void this.#output.write(this.#erase() + drawn);
    this.#shown = drawn;
    this.#rows = rows.length;
  }

  /** Gives way while something else is on the terminal; the next `show` after that draws below it. */
  async aside<Result>(work: () => Promise<Result>): Promise<Result> {
    this.clear();
    this.#aside = true;
    try {
      return await work();
    } finally {
      this.#aside = false;
    }
  }

  clear(): void {
    if (this.#rows > 0) void this.#output.write(this.#erase());
    this.#rows = 0;
    this.#shown = '';
  }

  #erase(): string {
    return this.#rows > 0 ? `\u001b[${this.#rows}A\r\u001b[J` : '';
  }
}
