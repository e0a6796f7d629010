import { addValue, emptyShape, isDictionary, merged, type Shape } from './shape.ts';

export interface Member {
  key: string;
  optional: boolean;
  type: TypeText;
  /** All values seen are dates by ISO 8601. */
  date: boolean;
  sample: string;
}

/** A type as it is written, with the interfaces that it names. */
export type TypeText = readonly (string | InterfaceRef)[];

export interface InterfaceRef {
  of: Interface;
}

/** An interface of the result. */
export interface Interface {
  /** Keys on the way to it, without the indices of arrays: empty for the root. */
  path: readonly string[];
  /** What its key says; undefined where that says nothing, as `data` does. */
  ownName: string | undefined;
  members: Member[];
}

export interface TypesOfJson {
  /** The outermost first. */
  interfaces: Interface[];
  /** The type of the whole where that is not the first interface: an array, a dictionary, a union. */
  root: TypeText;
}

/** Keys that say nothing of what stands behind them. */
const GENERIC = new Set(['data', 'item', 'items', 'list', 'node', 'value', 'values', 'attributes', 'attribute', 'result', 'results', 'entry', 'entries', 'object', 'objects', 'element', 'elements', 'record', 'records', 'response', 'body', 'payload', 'content', 'info', 'meta', 'details', 'props', 'properties', 'row', 'rows', 'hits', 'docs', 'doc']);

/** The types of a JSON value: unions over all elements of arrays, optional and null members, dictionaries, each object shape once. */
export function typesOf(value: unknown): TypesOfJson {
  const shape = emptyShape();
  addValue(shape, value);
  const found: Found = { interfaces: [], places: new Map(), bySignature: new Map() };
  const root = typeText(shape, [], found);
  const standing = new Set(found.bySignature.values());
  return { interfaces: found.interfaces.filter((each) => standing.has(each)), root };
}

interface Found {
  interfaces: Interface[];
  /** The index of each, which stands for it in the signature of another. */
  places: Map<Interface, number>;
  bySignature: Map<string, Interface>;
}

function typeText(shape: Shape, path: readonly string[], found: Found): TypeText {
  const alternatives: TypeText[] = [];
  if (shape.objects > 0) alternatives.push(objectType(shape, path, found));
  if (shape.arrays > 0) {
    const inner = shape.elements ? typeText(shape.elements, path, found) : ['unknown'];
    alternatives.push(inner.includes(' | ') ? ['(', ...inner, ')[]'] : [...inner, '[]']);
  }
  for (const scalar of ['string', 'number', 'boolean', 'null'] as const) if (shape.scalars.has(scalar)) alternatives.push([scalar]);
  if (alternatives.length === 0) return ['unknown'];
  return alternatives.flatMap((alternative, index) => (index === 0 ? alternative : [' | ', ...alternative]));
}

function objectType(shape: Shape, path: readonly string[], found: Found): TypeText {
  if (isDictionary(shape)) return ['Record<string, ', ...typeText(merged([...shape.fields.values()]), path, found), '>'];
  if (shape.fields.size === 0) return ['Record<string, unknown>'];
  const own: Interface = { path, ownName: nameFor(path), members: [] };
  found.places.set(own, found.interfaces.push(own));
  for (const [key, field] of shape.fields) {
    own.members.push({ key, optional: field.count < shape.objects, type: typeText(field, [...path, key], found), date: field.strings > 0 && field.dates === field.strings, sample: field.sample });
  }
  // The same members with the same types behind the same key are one interface, wherever they stand.
  const signature = JSON.stringify([path.at(-1), own.members.map(({ key, optional, type }) => [key, optional, type.map((part) => (typeof part === 'string' ? part : found.places.get(part.of)!))])]);
  const same = found.bySignature.get(signature);
  if (same) return [{ of: same }];
  found.bySignature.set(signature, own);
  return [{ of: own }];
}

function nameFor(path: readonly string[]): string | undefined {
  const key = path.at(-1);
  if (key === undefined || GENERIC.has(key.toLowerCase())) return undefined;
  const name = pascalCase(singular(key));
  return /^[A-Z]/.test(name) ? name : undefined;
}

/** `devDependencies` → `devDependency`; words that only look like a plural stay. */
export function singular(word: string): string {
  if (/(?:ss|us|is|news|series|species|status|os|as)$/i.test(word) || word.length < 4) return word;
  if (/[^aeiou]ies$/i.test(word)) return `${word.slice(0, -3)}y`;
  if (/(?:xes|ches|shes|sses|zzes)$/i.test(word)) return word.slice(0, -2);
  return word.replace(/s$/, '');
}

export function pascalCase(words: string): string {
  return (words.normalize('NFD').replace(/\p{M}/gu, '').match(/[A-Za-z]+|\d+/g) ?? []).map((word) => word[0]!.toUpperCase() + word.slice(1)).join('').slice(0, 60);
}
