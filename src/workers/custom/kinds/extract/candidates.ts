import { currenciesIn, isCurrency } from './currency.ts';
import type { Field, LeafField } from './field.ts';
import { ofFormat } from './formats.ts';
import { labelledIn, type Labelled, valuesOf, wordsOf } from './labelled.ts';
import type { Asked } from './leaves.ts';
import { locate } from './locate.ts';
import type { SourceText } from './source-text.ts';

/** What code knows of a value before the model is asked: the value, as it stands in the text, or null where there is none; what it can be; or nothing. */
export type Candidates = { known: string | number | boolean | null; probability: number } | { options: string[] } | 'any';

/** How often code is right where a line of the text bears the value's name, and where the text holds one thing of its form. */
const BY_NAME = 0.97;
const ONLY_ONE = 0.9;

/** Code first: what stands behind its own name, and what has the form that the field wants. */
export function candidatesFor({ label, field, required }: Asked<LeafField>, source: SourceText, labelled: readonly Labelled[] = labelledIn(source)): Candidates {
  if (field.kind === 'choice' && field.values.length === 1 && !field.nullable && required) return { known: field.values[0]!, probability: 1 };
  const currencies = field.kind === 'choice' ? field.values.filter(isCurrency) : [];
  if (field.kind === 'choice' && currencies.length === field.values.length) {
    const found = currenciesIn(source.text, currencies);
    if (found.length === 1) return { known: found[0]!.code, probability: BY_NAME };
    if (found.length > 1) return { options: found.map(({ code }) => code) };
  }
  const named = [...new Set(valuesOf(label, labelled).map(({ value }) => shortened(value, field)))].filter((value) => !/^(?:\{.*|[[|>\\"'`]*)$/.test(value) && 'value' in locate(field, value, source));
  if (named.length === 1) return { known: named[0]!, probability: BY_NAME };
  if (named.length > 1 && named.length <= 20) return { options: named };
  const counted = field.kind === 'number' || field.kind === 'integer' ? numbersBefore(label, source) : [];
  if (counted.length === 1) return { known: counted[0]!, probability: BY_NAME };
  const formed = ofForm(field, source);
  if (formed === undefined) return 'any';
  // A number that is part of a word may be meant all the same.
  if (formed.length === 0 && (field.kind === 'number' || field.kind === 'integer') && source.numbers().length > 0) return 'any';
  if (formed.length === 0) return { known: null, probability: BY_NAME };
  if (formed.length === 1 && required && !field.nullable) return { known: formed[0]!, probability: ONLY_ONE };
  return { options: formed };
}

/** What a line holds of one value where it has several columns. */
function shortened(value: string, { kind }: LeafField): string {
  const first = value.split(/\t| {3,}| \| /)[0]!.trim();
  return kind === 'string' ? first : first.slice(0, 200);
}

/** The numbers right before a name: `36 insertions` where insertions are asked for. */
function numbersBefore(label: string, source: SourceText): string[] {
  const singular = (words: readonly string[]) => words.map((word) => word.replace(/s$/, ''));
  const wanted = singular(wordsOf(label));
  const places = source.numbers().filter(({ alone, offset, text }) => {
    const [, behind] = /^[ \t]{1,3}((?:[\p{L}]{1,40}[ \t_-]?){1,6})/u.exec(source.text.slice(offset + text.length, offset + text.length + 120)) ?? [];
    if (!alone || behind === undefined) return false;
    const words = singular(wordsOf(behind));
    return wanted.every((word, index) => words[index] === word);
  });
  return [...new Set(places.map(({ text }) => text))];
}

/** All of a text that has the form of a list's elements, each once; undefined where they have none. */
export function elementsFor(field: Field, source: SourceText): string[] | undefined {
  return field.kind === 'string' && field.format !== undefined ? ofForm(field, source) : undefined;
}

/** All that has the field's form, each once, in the text's order; undefined where it has none. */
function ofForm(field: LeafField, source: SourceText): string[] | undefined {
  const distinct = (texts: string[]) => [...new Set(texts)];
  if (field.kind === 'number' || field.kind === 'integer') return distinct(source.numbers().filter(({ alone, readings, offset }) => alone && (field.kind === 'number' || readings.some(Number.isInteger)) && !isInDate(offset, source)).map(({ text }) => text));
  if (field.kind !== 'string' || field.format === undefined) return undefined;
  switch (field.format) {
    case 'date':
      return distinct(source.dates().map(({ text }) => text));
    case 'date-time':
      return distinct(source.dates().filter(({ time }) => time !== undefined || source.times().length > 0).map(({ text }) => text));
    case 'time':
      return distinct(source.times().map(({ text }) => text));
    default:
      return distinct(ofFormat(field.format, source.text).map(({ text }) => text));
  }
}

function isInDate(offset: number, source: SourceText): boolean {
  return source.dates().some((date) => offset >= date.offset && offset < date.offset + date.text.length);
}
