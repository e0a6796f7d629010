/** A value that configuration states outright. */
export type Literal = string | number | boolean | null | Literal[] | { [key: string]: Literal };

const MAX_DEPTH = 20;

class Unreadable extends Error {}

/**
 * Reads the value that starts at this position, in JSON, JavaScript or YAML's flow form. Nothing is executed: undefined for whatever is
 * no literal (a call, a function, a spread …). Words without quotes are texts.
 */
export function readLiteral(text: string, at = 0): Literal | undefined {
  try {
    return new Reader(text, at).value(0);
  } catch (error) {
    if (error instanceof Unreadable) return undefined;
    throw error;
  }
}

class Reader {
  private readonly text: string;
  private at: number;

  constructor(text: string, at: number) {
    this.text = text;
    this.at = at;
  }

  value(depth: number): Literal {
    if (depth > MAX_DEPTH) throw new Unreadable();
    this.space();
    const next = this.text[this.at];
    if (next === '[') return this.list(depth);
    if (next === '{') return this.map(depth);
    const read = next === '"' || next === "'" || next === '`' ? this.quoted(next) : this.word();
    this.space();
    // More than a literal: an operator, a call, a member …
    if (this.at < this.text.length && !/[,\]}:;\n\r)]/.test(this.text[this.at]!) && !/^(?:as|satisfies)\b/.test(this.text.slice(this.at, this.at + 10))) throw new Unreadable();
    return read;
  }

  private list(depth: number): Literal[] {
    const items: Literal[] = [];
    this.at++;
    for (;;) {
      if (this.skip(']')) return items;
      items.push(this.value(depth + 1));
      if (!this.skip(',') && this.peek() !== ']') throw new Unreadable();
    }
  }

  private map(depth: number): Literal {
    const entries: [string, Literal][] = [];
    this.at++;
    for (;;) {
      if (this.skip('}')) return Object.fromEntries(entries);
      const next = this.peek();
      const key = next === '"' || next === "'" ? this.quoted(next) : String(this.word());
      if (!this.skip(':')) throw new Unreadable();
      entries.push([key, this.value(depth + 1)]);
      if (!this.skip(',') && this.peek() !== '}') throw new Unreadable();
    }
  }

  private quoted(quote: string): string {
    let value = '';
    for (this.at++; this.at < this.text.length; this.at++) {
      const character = this.text[this.at]!;
      if (character === quote) {
        this.at++;
        return value;
      }
      if (character === '\n' || (quote === '`' && character === '$')) break;
      value += character === '\\' ? (this.text[++this.at] ?? '') : character;
    }
    throw new Unreadable();
  }

  private word(): string | number | boolean | null {
    const word = /^[\w$@/.+*-]+/.exec(this.text.slice(this.at, this.at + 200))?.[0];
    if (word === undefined || word.startsWith('...')) throw new Unreadable();
    this.at += word.length;
    if (/^-?\d+(?:\.\d+)?$/.test(word)) return Number(word);
    return word === 'true' ? true : word === 'false' ? false : word === 'null' ? null : word;
  }

  private peek(): string | undefined {
    this.space();
    return this.text[this.at];
  }

  private skip(character: string): boolean {
    if (this.peek() !== character) return false;
    this.at++;
    return true;
  }

  private space(): void {
    while (this.at < this.text.length && /\s/.test(this.text[this.at]!)) this.at++;
  }
}

/** JavaScript or JSON with its comments blanked out; what stands in strings stays. */
export function withoutComments(text: string): string {
  let result = '';
  for (let at = 0; at < text.length; at++) {
    const character = text[at]!;
    if (character === '"' || character === "'" || character === '`') {
      const end = endOfString(text, at, character);
      result += text.slice(at, end);
      at = end - 1;
    } else if (character === '/' && text[at + 1] === '/') {
      const end = text.indexOf('\n', at);
      at = (end < 0 ? text.length : end) - 1;
    } else if (character === '/' && text[at + 1] === '*') {
      const end = text.indexOf('*/', at + 2);
      at = (end < 0 ? text.length : end + 2) - 1;
      result += ' ';
    } else {
      result += character;
    }
  }
  return result;
}

function endOfString(text: string, start: number, quote: string): number {
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === quote || (text[at] === '\n' && quote !== '`')) return at + 1;
  }
  return text.length;
}
