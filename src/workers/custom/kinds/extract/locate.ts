import { currencyIn, isCurrency, writtenAs } from './currency.ts';
import { datesIn } from './dates.ts';
import type { LeafField, NumberField, Scalar, StringField } from './field.ts';
import { FORMAT_CHECKS, ofFormat } from './formats.ts';
import { readingsOf } from './numbers.ts';
import type { SourceText } from './source-text.ts';

/** A value that stands in the text, or one that need not; else why it is not taken. Offsets are letters of the text. */
export type Located = { value: Scalar; offset?: number | undefined } | { why: string };

const ABSENT = { why: 'It does not stand in the text.' };
const LONGEST_VALUE = 2_000;

/**
 * Reads what was given for a field — as it stands in the text, or already in the field's own form — and looks it up. Of several places the one nearest behind `near`.
 * An enumeration and a yes or no are judgements: they need not stand there.
 */
export function locate(field: LeafField, given: unknown, source: SourceText, near = 0): Located {
  if (typeof given === 'string' && given.length > LONGEST_VALUE) return { why: 'It is too long.' };
  switch (field.kind) {
    case 'choice':
      return choice(field.values, given, source, near);
    case 'boolean':
      return typeof given === 'boolean' ? { value: given } : /^(?:yes|true|ja|oui|1)$/i.test(String(given)) ? { value: true } : /^(?:no|false|nein|non|0)$/i.test(String(given)) ? { value: false } : { why: 'It is neither yes nor no.' };
    case 'number':
    case 'integer':
      return number(field, given, source, near);
    case 'string':
      return string(field, given, source, near);
  }
}

function choice(values: readonly Exclude<Scalar, null>[], given: unknown, source: SourceText, near: number): Located {
  const said = String(given).trim().toLowerCase();
  const value = values.find((each) => String(each).toLowerCase() === said) ?? values.find((each) => isCurrency(each) && writtenAs(each).some((form) => form.toLowerCase() === said));
  if (value === undefined) return { why: 'It is none of the values of the enumeration.' };
  if (isCurrency(value)) {
    // A currency is no judgement: its code or its sign stands there.
    const offset = source.find(value, false)[0]?.start ?? currencyIn(source.text, [value])?.offset;
    return offset === undefined ? ABSENT : { value, offset };
  }
  return { value, offset: nearest(source.find(String(value), false), near)?.start };
}

function number(field: NumberField, given: unknown, source: SourceText, near: number): Located {
  const wanted = typeof given === 'number' ? [given] : numbersOf(String(given), source.comma);
  if (wanted.length === 0) return { why: 'It is no number.' };
  const fits = (value: number) => field.kind === 'number' || Number.isInteger(value);
  for (const value of wanted.filter(fits)) {
    // Bracketed it is less than nothing; a sign that the text does not have is made up.
    const bracketed = (offset: number) => /\(\s?[^\d\s.,-]{0,4}\s?$/.test(source.text.slice(Math.max(0, offset - 7), offset));
    const places = source.numbers().filter(({ readings, offset }) => readings.some((reading) => same(reading, value) || (same(-reading, value) && bracketed(offset))));
    const best = nearest([...places.filter(({ alone }) => alone), ...places.filter(({ alone }) => !alone)].map(({ offset }) => ({ start: offset })), near);
    if (best) return { value, offset: best.start };
  }
  return wanted.some(fits) ? ABSENT : { why: 'It is no whole number.' };
}

function numbersOf(text: string, comma: boolean): number[] {
  const match = /[-−–(]?\s?[^\d\s.,-]{0,4}\s?(\d(?:[\d.,'’ \u00a0\u202f]{0,30}\d)?(?:[eE][+-]?\d{1,3}(?!\w))?)/.exec(text);
  if (!match || match[1] === undefined) return [];
  const readings = readingsOf(match[1], comma).filter(Number.isFinite);
  return /^[-−–(]/.test(match[0]) ? readings.map((value) => -value) : readings;
}

const same = (a: number, b: number) => Math.abs(a - b) < 1e-9 * Math.max(1, Math.abs(a));

function string(field: StringField, given: unknown, source: SourceText, near: number): Located {
  const text = (typeof given === 'string' ? given : typeof given === 'number' || typeof given === 'boolean' ? String(given) : '').trim();
  if (text === '') return { why: 'It is no text.' };
  if (field.format === 'date' || field.format === 'date-time') return date(field.format, text, source, near);
  if (field.format === 'time') {
    const [h = '', m, s = '00'] = text.split(/[:Z+]/);
    const found = [...source.times(), ...source.dates().flatMap(({ time, offset }) => (time === undefined ? [] : [{ time: time.slice(0, 8), offset, text: '' }]))].filter(({ time }) => time === `${h.padStart(2, '0')}:${m}:${s}`);
    const best = nearest(found.map(({ offset }) => ({ start: offset })), near);
    return best ? { value: `${h.padStart(2, '0')}:${m}:${s}`, offset: best.start } : ABSENT;
  }
  if (field.format !== undefined) {
    const value = FORMAT_CHECKS[field.format](text) ? text : ofFormat(field.format, text)[0]?.text;
    if (value === undefined) return { why: `It is no ${field.format}.` };
    const place = nearest(source.find(value, false), near);
    return place ? { value: source.text.slice(place.start, place.end), offset: place.start } : ABSENT;
  }
  // The text's own letters are the value, not how the model has spelt them.
  const exact = nearest(source.find(text, false), near);
  if (exact) return { value: spaced(source.text.slice(exact.start, exact.end)), offset: exact.start };
  const loose = text.length >= 4 ? nearest(source.find(text, true), near) : undefined;
  if (loose) return { value: spaced(source.text.slice(loose.start, loose.end)), offset: loose.start };
  if (isCurrency(text)) {
    const place = currencyIn(source.text, [text]);
    if (place) return { value: text.toUpperCase(), offset: place.offset };
  }
  return ABSENT;
}

function date(format: 'date' | 'date-time', text: string, source: SourceText, near: number): Located {
  const [said] = datesIn(text);
  if (!said) return { why: 'It is no date.' };
  // What the text means where it stands counts before what the words mean alone: it knows who writes the day first.
  const there = nearest(source.find(text, false), near);
  const own = there && source.dates().find(({ offset }) => offset >= there.start - 1 && offset < there.end);
  const wanted = own ? own.days : said.days;
  const time = own?.time ?? said.time;
  for (const day of wanted) {
    const places = source.dates().filter((each) => each.days.includes(day) && (format === 'date' || time === undefined || each.time === undefined || each.time.slice(0, 8) === time.slice(0, 8)));
    const best = nearest(places.map(({ offset }) => ({ start: offset })), near);
    if (!best) continue;
    if (format === 'date') return { value: day, offset: best.start };
    const found = places.find(({ offset }) => offset === best.start)!;
    const clock = found.time ?? (time === undefined ? undefined : source.times().some((each) => each.time === time.slice(0, 8)) ? time : undefined);
    return clock === undefined ? { why: 'There is a day in the text, but no time.' } : { value: `${day}T${clock}`, offset: best.start };
  }
  return ABSENT;
}

function nearest<Of extends { start: number }>(places: readonly Of[], near: number): Of | undefined {
  return places.find(({ start }) => start >= near) ?? places[0];
}

function spaced(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
