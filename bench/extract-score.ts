import type { Field, ObjectField } from '../src/workers/custom/kinds/extract/field.ts';

export interface Scored {
  /** Null where the answer was no JSON. */
  values: Record<string, unknown> | null;
  truth: Record<string, unknown>;
  text: string;
  field: ObjectField;
  valid: boolean;
}

export interface ExtractScore {
  /** Shares of the documents, of the values that were given, … 0 to 1. */
  valid: number;
  invented: number;
  precision: number;
  recall: number;
  f1: number;
}

/** Scores answers value by value. A value is invented where it is wrong and does not stand in the text; one that is chosen among given ones is not looked for there. */
export function scoreOf(all: readonly Scored[]): ExtractScore {
  let [given, right, wanted, invented] = [0, 0, 0, 0];
  for (const { values, truth, text, field } of all) {
    const found = valuesIn(field, values ?? {}, '');
    const known = valuesIn(field, truth, '');
    const open = [...known];
    const plain = letters(text);
    const digits = text.replace(/[^\d]+/g, ' ');
    for (const each of found) {
      const at = open.findIndex((other) => other.path === each.path && other.value === each.value);
      if (at >= 0) {
        open.splice(at, 1);
        right++;
      } else if (!each.chosen && !known.some((other) => other.value === each.value) && !plain.includes(each.value) && !isNumberOf(each.value, text, digits)) invented++;
    }
    given += found.length;
    wanted += known.length;
  }
  const precision = given === 0 ? 1 : right / given;
  const recall = wanted === 0 ? 1 : right / wanted;
  return { valid: all.filter(({ valid }) => valid).length / all.length, invented: given === 0 ? 0 : invented / given, precision, recall, f1: precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall) };
}

/** A number stands in a text where its digits do, whatever is between them; a date where its day and its year do. */
function isNumberOf(value: string, text: string, digits: string): boolean {
  const day = /^(\d{4}) (\d\d) (\d\d)$/.exec(value);
  if (day) return text.includes(day[1]!.slice(2)) && new RegExp(`(?<!\\d)0?${Number(day[3])}(?!\\d)`).test(text);
  if (!/^-?\d+(?: \d+)?$/.test(value)) return false;
  const parts = value.replace('-', '').split(' ');
  const pattern = `${[...parts[0]!].join(String.raw`[.,'’ \u00a0]?`)}${parts[1] === undefined ? '(?:[.,]0+)?' : `[.,]${parts[1]}0*`}`;
  return new RegExp(`(?<!\\d)${pattern}(?!\\d)`).test(text) || (parts.length === 1 && digits.split(' ').includes(parts[0]!));
}

interface Value {
  /** Without the places in lists: their order does not count. */
  path: string;
  value: string;
  chosen: boolean;
}

function valuesIn(field: Field, value: unknown, path: string): Value[] {
  if (value === null || value === undefined || value === '') return [];
  if (field.kind === 'object') return typeof value === 'object' ? field.properties.flatMap(({ name, field: each }) => valuesIn(each, (value as Record<string, unknown>)[name], `${path}/${name}`)) : [];
  if (field.kind === 'array') return Array.isArray(value) ? value.flatMap((each) => valuesIn(field.element, each, `${path}/*`)) : [];
  return [{ path, value: letters(typeof value === 'object' ? JSON.stringify(value) : String(value)), chosen: field.kind === 'choice' || field.kind === 'boolean' }];
}

function letters(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}-]+|-(?!\d)|(?<=[\p{L}\p{N}])-/gu, ' ').replace(/\s+/g, ' ').trim();
}
