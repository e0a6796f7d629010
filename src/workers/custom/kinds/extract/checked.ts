import type { ArrayField, Field, LeafField, ObjectField, Scalar } from './field.ts';
import { locate } from './locate.ts';
import { readingsOf } from './numbers.ts';
import type { Place, SourceText } from './source-text.ts';

/** What was not taken over, and why. */
export interface Refused {
  value: unknown;
  why: string;
}

/** A value of the schema's form in which every leaf has been looked up. */
export type Checked =
  | { kind: 'leaf'; value: Scalar | undefined; place?: Place | undefined; probability: number; refused?: Refused | undefined }
  | { kind: 'object'; properties: ReadonlyMap<string, Checked> }
  | { kind: 'array'; elements: readonly Checked[]; refused: readonly Refused[] };

/** How sure the model was of a leaf, by its path; 1 where nothing is said. */
export type Probabilities = Readonly<Record<string, number>>;

/** What a leaf counts that nobody was asked about, or that was refused. */
const NOT_FOUND = 1;

/** Looks up every value in the text. Whatever the answer is, the result has the schema's form. */
export function check(field: Field, given: unknown, source: SourceText, probabilities: Probabilities = {}): Checked {
  return checkAt(field, given, source, probabilities, '', { offset: 0 });
}

/** `cursor` is where the last value of a row was found: the next ones are looked for behind it. */
function checkAt(field: Field, given: unknown, source: SourceText, probabilities: Probabilities, path: string, cursor: { offset: number }): Checked {
  if (field.kind === 'object') return checkObject(field, given, source, probabilities, path, cursor);
  if (field.kind === 'array') return checkArray(field, given, source, probabilities, path);
  return checkLeaf(field, given, source, probabilities[path] ?? 1, cursor);
}

function checkLeaf(field: LeafField, given: unknown, source: SourceText, probability: number, cursor: { offset: number }): Checked {
  if (given === undefined || given === null || isNothing(given)) return { kind: 'leaf', value: undefined, probability: given === undefined ? NOT_FOUND : probability };
  const found = locate(field, given, source, cursor.offset);
  if ('why' in found) return { kind: 'leaf', value: undefined, probability, refused: { value: given, why: found.why } };
  if (found.offset !== undefined && found.offset >= cursor.offset) cursor.offset = found.offset;
  return { kind: 'leaf', value: found.value, probability, place: found.offset === undefined ? undefined : source.place(found.offset) };
}

/** What models write where there is nothing. */
function isNothing(given: unknown): boolean {
  return typeof given === 'string' && /^\s*(?:[-–—]?|n\/?a|null|none|undefined|unknown|not (?:given|found|available|specified|stated))\s*$/i.test(given);
}

function checkObject(field: ObjectField, given: unknown, source: SourceText, probabilities: Probabilities, path: string, cursor: { offset: number }): Checked {
  const values = typeof given === 'object' && given !== null && !Array.isArray(given) ? (given as Record<string, unknown>) : {};
  const properties = new Map(field.properties.map(({ name, field: each }) => [name, checkAt(each, Object.hasOwn(values, name) ? values[name] : undefined, source, probabilities, `${path}/${name}`, cursor)]));
  const numbers = [...properties.values()].flatMap((each) => (each.kind === 'leaf' && typeof each.value === 'number' ? [each.value] : []));
  return { kind: 'object', properties: new Map([...properties].map(([name, each]) => [name, withoutNumber(each, numbers, source)])) };
}

/** `Tea @ 4.50` where 4.50 is another value of the same object: one piece of the text is not both. */
function withoutNumber(node: Checked, numbers: readonly number[], { comma }: SourceText): Checked {
  if (node.kind !== 'leaf' || typeof node.value !== 'string') return node;
  const [, before, number] = /^(.{0,300}\S) ?[@×=:|–—] ?[^\d\s]{0,4} ?(\d[\d.,'’ ]{0,30})[^\d\s]{0,4}$/.exec(node.value) ?? [];
  if (before === undefined || number === undefined) return node;
  const readings = readingsOf(number.trim(), comma);
  return numbers.some((each) => readings.includes(each)) ? { ...node, value: before.trim() } : node;
}

function checkArray(field: ArrayField, given: unknown, source: SourceText, probabilities: Probabilities, path: string): Checked {
  const all: unknown[] = Array.isArray(given) ? given : given === undefined || given === null || isNothing(given) ? [] : [given];
  const elements: Checked[] = [];
  const refused: Refused[] = [];
  const cursor = { offset: 0 };
  for (const [index, each] of all.entries()) {
    const before = cursor.offset;
    const element = checkAt(field.element, each, source, probabilities, `${path}/${index}`, cursor);
    if (isEmpty(element)) {
      refused.push(...refusalsIn(element));
      cursor.offset = before;
      continue;
    }
    // A model that repeats itself finds its row a second time where it stands already.
    if (cursor.offset <= before && elements.some((other) => equal(other, element))) {
      refused.push({ value: each, why: 'It is there already.' });
      continue;
    }
    elements.push(element);
    // The next row stands behind this one, at least by a letter.
    cursor.offset++;
  }
  return { kind: 'array', elements, refused };
}

export function isEmpty(node: Checked): boolean {
  if (node.kind === 'leaf') return node.value === undefined;
  return node.kind === 'object' ? [...node.properties.values()].every(isEmpty) : node.elements.length === 0;
}

function refusalsIn(node: Checked): Refused[] {
  if (node.kind === 'leaf') return node.refused ? [node.refused] : [];
  return node.kind === 'object' ? [...node.properties.values()].flatMap(refusalsIn) : [...node.refused, ...node.elements.flatMap(refusalsIn)];
}

/** The same values; where both are known to stand somewhere, also the same lines. */
export function equal(a: Checked, b: Checked, places = false): boolean {
  if (a.kind === 'leaf' && b.kind === 'leaf') {
    const same = typeof a.value === 'string' && typeof b.value === 'string' ? a.value.toLowerCase() === b.value.toLowerCase() : a.value === b.value;
    return same && (!places || !a.place || !b.place || a.place.line === b.place.line);
  }
  if (a.kind === 'object' && b.kind === 'object') return [...a.properties].every(([name, value]) => b.properties.has(name) && equal(value, b.properties.get(name)!, places));
  if (a.kind === 'array' && b.kind === 'array') return a.elements.length === b.elements.length && a.elements.every((each, index) => equal(each, b.elements[index]!, places));
  return false;
}

/** What two windows of a text hold together: of single values the surer one, or else the first; of lists all, but what both saw where they overlap. */
export function merge(a: Checked, b: Checked): Checked {
  if (a.kind === 'leaf' && b.kind === 'leaf') {
    if (b.value === undefined) return a.value !== undefined || a.refused ? a : b;
    if (a.value === undefined) return b;
    return b.probability > a.probability + 0.1 && a.value !== b.value ? b : a;
  }
  if (a.kind === 'object' && b.kind === 'object') return { kind: 'object', properties: new Map([...a.properties].map(([name, value]) => [name, b.properties.has(name) ? merge(value, b.properties.get(name)!) : value])) };
  if (a.kind === 'array' && b.kind === 'array') return { kind: 'array', elements: [...a.elements, ...b.elements.filter((each) => !a.elements.some((other) => equal(other, each, true)))], refused: [...a.refused, ...b.refused] };
  return a;
}
