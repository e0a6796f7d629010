import { readLiteral, type Literal } from './literals.ts';

interface Line {
  indent: number;
  text: string;
}

const MAX_LINES = 2000;
const MAX_DEPTH = 20;

/**
 * Reads the part of YAML in which configuration is written: maps and lists by indentation, flow lists and plain scalars.
 * Undefined where a text is something else; anchors, tags and block texts are passed over.
 */
export function readYaml(text: string): Literal | undefined {
  const lines = text
    .split(/\r?\n/, MAX_LINES)
    .map((line) => ({ indent: /^ */.exec(line)![0].length, text: withoutComment(line).trim() }))
    .filter((line) => line.text !== '' && !/^(?:---|\.\.\.|%)/.test(line.text));
  const block = new Block(lines);
  return lines.length === 0 ? undefined : block.read(lines[0]!.indent, 0);
}

function withoutComment(line: string): string {
  if (!line.includes('#')) return line;
  const match = /^(?:[^"'#]|"[^"]*"|'[^']*'|["']|(?<!\s|^)#)*/.exec(line.slice(0, 1000));
  return match?.[0] ?? line;
}

class Block {
  private readonly lines: Line[];
  private at = 0;

  constructor(lines: Line[]) {
    this.lines = lines;
  }

  read(indent: number, depth: number): Literal | undefined {
    const line = this.lines[this.at];
    if (line === undefined || line.indent < indent || depth > MAX_DEPTH) return undefined;
    return /^-(?:\s|$)/.test(line.text) ? this.list(line.indent, depth) : this.map(line.indent, depth);
  }

  private list(indent: number, depth: number): Literal[] {
    const items: Literal[] = [];
    for (let line = this.lines[this.at]; line?.indent === indent && /^-(?:\s|$)/.test(line.text); line = this.lines[this.at]) {
      const rest = line.text.slice(1).trimStart();
      let item: Literal | undefined;
      if (/^-\s/.test(rest) || KEY.test(rest)) {
        // `- - a` and `- key: value`: what follows the dash is a block of its own.
        this.lines[this.at] = { indent: indent + line.text.length - rest.length, text: rest };
        item = this.read(indent + 1, depth + 1);
      } else {
        this.at++;
        item = rest === '' ? this.read(indent + 1, depth + 1) : this.scalar(rest);
      }
      if (item !== undefined) items.push(item);
    }
    return items;
  }

  private map(indent: number, depth: number): Literal | undefined {
    const entries: [string, Literal][] = [];
    for (let line = this.lines[this.at]; line?.indent === indent; line = this.lines[this.at]) {
      const match = KEY.exec(line.text);
      if (!match) break;
      this.at++;
      const rest = match[2]?.trim() ?? '';
      const next = this.lines[this.at];
      const value = rest !== '' ? this.scalar(rest) : this.read(next?.indent === indent && /^-(?:\s|$)/.test(next.text) ? indent : indent + 1, depth + 1);
      if (value !== undefined) entries.push([match[1]!.replace(/^(["'])(.*)\1$/, '$2'), value]);
      // What belongs to a block text, or to a form that is not read.
      while ((this.lines[this.at]?.indent ?? -1) > indent) this.at++;
    }
    return entries.length === 0 ? undefined : Object.fromEntries(entries);
  }

  private scalar(text: string): Literal | undefined {
    if (!/^[[{]/.test(text)) return /^["'\d-]|^(?:true|false|null)$/.test(text) ? (readLiteral(text) ?? text) : text;
    const parts = [text];
    for (let depth = depthOf(text); depth > 0 && this.at < this.lines.length; depth += depthOf(parts.at(-1)!)) parts.push(this.lines[this.at++]!.text);
    return readLiteral(parts.join(' '));
  }
}

const KEY = /^("[^"]*"|'[^']*'|[\w$@/.-]+)\s*:(?:\s+(.*))?$/;

function depthOf(text: string): number {
  return (text.match(/[[{]/g)?.length ?? 0) - (text.match(/[\]}]/g)?.length ?? 0);
}
