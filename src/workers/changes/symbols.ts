import type { FileChange } from '../../core/changes.ts';
import { DefinitionReader, type CodeSymbol, type SymbolKind } from './definitions.ts';
import { OPAQUE_ROLES, roleOf } from './role.ts';

export interface RenamedSymbol {
  kind: SymbolKind;
  from: string;
  to: string;
}

/** What a change does to the names that a file defines; each name once, in the file's order. */
export interface SymbolChanges {
  added: readonly CodeSymbol[];
  removed: readonly CodeSymbol[];
  renamed: readonly RenamedSymbol[];
  /** Those whose first line or inside changed. */
  changed: readonly CodeSymbol[];
}

/** How many lines after a definition show that another one has the same inside. */
const BODY = 12;
const LEAST_BODY = 2;
const SAME_BODY = 0.7;
/** Pairs are compared one by one, where there are no more than this. */
const MOST_COMPARED = 1000;

interface Definition extends CodeSymbol {
  /** The line with a mark in the name's place. */
  masked: string;
  /** Where it stands among the changed lines of its sign. */
  at: number;
  /** Which group of changed lines without context between them, and where in it. */
  run: number;
  offset: number;
}

function keyOf({ kind, name }: CodeSymbol): string {
  return `${kind} ${name}`;
}

function indentOf(line: string): number {
  return /^\s*/.exec(line)![0].length;
}

/** Lines at or left of a definition's indentation end it, unless they only go on with its first line. */
function ends(line: string, indent: number): boolean {
  return indentOf(line) <= indent && !/^\s*(?:$|[{)\]#@:"'`]|where\b|end\b.*\bdo\b)/.test(line);
}

/** Walks through the hunks of one file once and notes what each changed line defines or lies in. */
class SymbolWalk {
  readonly removed = new Map<string, Definition>();
  readonly added = new Map<string, Definition>();
  readonly around = new Map<string, CodeSymbol>();
  readonly lines = { '-': [] as string[], '+': [] as string[] };
  private enclosing: { symbol: CodeSymbol; indent: number } | undefined;
  private run = 0;
  private offset = { '-': 0, '+': 0 };

  constructor(file: FileChange) {
    for (const hunk of file.hunks) {
      const [old, current] = [new DefinitionReader(file.path), new DefinitionReader(file.path)];
      const section = new DefinitionReader(file.path).read(hunk.section);
      this.enclosing = section && { symbol: section, indent: indentOf(hunk.section) };
      this.nextRun();
      for (const line of hunk.lines) {
        const text = line.slice(1).trimEnd();
        if (line[0] === '-') this.changed('-', text, old.read(text));
        else if (line[0] === '+') this.changed('+', text, current.read(text));
        else {
          this.nextRun();
          old.read(text);
          this.enter(text, current.read(text));
        }
      }
    }
  }

  private nextRun(): void {
    this.run++;
    this.offset = { '-': 0, '+': 0 };
  }

  private enter(text: string, found: CodeSymbol | undefined): void {
    if (found) this.enclosing = { symbol: found, indent: indentOf(text) };
    else if (this.enclosing && ends(text, this.enclosing.indent)) this.enclosing = undefined;
  }

  private changed(sign: '-' | '+', text: string, found: CodeSymbol | undefined): void {
    const offset = this.offset[sign]++;
    if (found) {
      const definitions = sign === '-' ? this.removed : this.added;
      const key = keyOf(found);
      if (!definitions.has(key)) {
        const masked = text.trim().slice(0, 300).replace(found.name, '\0').replace(/\s+/g, ' ');
        definitions.set(key, { ...found, masked, at: this.lines[sign].length, run: this.run, offset });
      }
    }
    this.lines[sign].push(text.trim());
    this.enter(text, found);
    if (!found && this.enclosing && text.trim() !== '') this.around.set(keyOf(this.enclosing.symbol), this.enclosing.symbol);
  }
}

function plain({ kind, name }: CodeSymbol): CodeSymbol {
  return { kind, name };
}

const known = new WeakMap<FileChange, SymbolChanges>();

/** The names that the changed lines of a file define, and those in which the others lie. Takes linear time in the diff, once a file. */
export function symbolsOf(file: FileChange): SymbolChanges {
  const before = known.get(file);
  if (before) return before;
  const symbols = readSymbols(file);
  known.set(file, symbols);
  return symbols;
}

function readSymbols(file: FileChange): SymbolChanges {
  if (file.binary || file.submodule || OPAQUE_ROLES.has(roleOf(file.path))) return { added: [], removed: [], renamed: [], changed: [] };
  const walk = new SymbolWalk(file);
  const gone = Array.from(walk.removed.values()).filter((definition) => !walk.added.has(keyOf(definition)));
  const come = Array.from(walk.added.values()).filter((definition) => !walk.removed.has(keyOf(definition)));
  const renamed = renames(gone, come, walk.lines);
  const [from, to] = [new Set(renamed.map(([before]) => before)), new Set(renamed.map(([, after]) => after))];
  const both = Array.from(walk.added.values()).filter((definition) => walk.removed.has(keyOf(definition)));
  const settled = new Set([...gone, ...come].map(keyOf));
  const changed = new Map([...both, ...walk.around.values()].map((symbol) => [keyOf(symbol), plain(symbol)]));
  return {
    added: come.filter((definition) => !to.has(definition)).map(plain),
    removed: gone.filter((definition) => !from.has(definition)).map(plain),
    renamed: renamed.map(([before, after]) => ({ kind: after.kind, from: before.name, to: after.name })),
    changed: Array.from(changed.values()).filter((symbol) => !settled.has(keyOf(symbol))),
  };
}

/** One that went and one that came, of one kind, with the same first line in the same place or nearly the same inside. */
function renames(gone: Definition[], come: Definition[], lines: Record<'-' | '+', string[]>): [Definition, Definition][] {
  const pairs: [Definition, Definition][] = [];
  const taken = new Set<Definition>();
  const inPlace = new Map(come.map((definition) => [`${definition.kind} ${definition.run} ${definition.offset}`, definition]));
  const few = gone.length * come.length <= MOST_COMPARED;
  const bodies = new Map<Definition, string[]>();
  if (few) for (const after of come) bodies.set(after, bodyOf(after, lines['+']));
  for (const before of gone) {
    const body = bodyOf(before, lines['-']);
    const there = inPlace.get(`${before.kind} ${before.run} ${before.offset}`);
    const after =
      there && !taken.has(there) && sameInPlace(before, body, there, bodies.get(there) ?? bodyOf(there, lines['+']))
        ? there
        : few && body.length >= LEAST_BODY
          ? come.find((each) => each.kind === before.kind && !taken.has(each) && bodies.get(each)!.length >= LEAST_BODY && alike(body, bodies.get(each)!) >= SAME_BODY)
          : undefined;
    if (!after) continue;
    taken.add(after);
    pairs.push([before, after]);
  }
  return pairs;
}

/** The line took the other's place, with the same rest, and what follows was not replaced as well. */
function sameInPlace(before: Definition, body: string[], after: Definition, bodyAfter: string[]): boolean {
  if (before.masked !== after.masked) return false;
  return body.length + bodyAfter.length < LEAST_BODY || alike(body, bodyAfter) >= SAME_BODY || before.kind === 'setting' || before.kind === 'property';
}

/** The lines that follow a definition, as far as they were changed along with it, without those of brackets alone. */
function bodyOf(definition: Definition, lines: string[]): string[] {
  return lines
    .slice(definition.at + 1, definition.at + 1 + BODY)
    .map((line) => line.slice(0, 300).replaceAll(definition.name, '\0'))
    .filter((line) => /[\p{L}\p{N}]/u.test(line));
}

/** Share of lines that both have. */
function alike(one: string[], other: string[]): number {
  if (one.length === 0 && other.length === 0) return 1;
  const left = [...other];
  const common = one.filter((line) => {
    const at = left.indexOf(line);
    if (at >= 0) left.splice(at, 1);
    return at >= 0;
  });
  return (2 * common.length) / (one.length + other.length);
}
