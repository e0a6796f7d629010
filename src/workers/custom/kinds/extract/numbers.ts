import { UNSPACED } from '../../../../core/unspaced.ts';

/** A number as it stands in a text. */
export interface FoundNumber {
  text: string;
  /** Letters before it. */
  offset: number;
  /** What it can mean, the likeliest first: `1.234` is one thousand or one and a bit. */
  readings: number[];
  /** Whether it stands on its own: no part of a version, an address or a word. */
  alone: boolean;
}

const NUMBER = /\d{1,3}(?:(?:[.,'’ \u00a0\u202f]\d{3}){1,6}(?![\d])(?:[.,]\d{1,6}(?!\d))?|\d{0,20}(?:[.,]\d{1,12})?)(?:[eE][+-]?\d{1,3}(?![\p{L}\p{N}_]))?/gu;
const SPACE = /[ \u00a0\u202f'’]/g;

/** What a number can mean, the likeliest first where `comma` says whether this text writes decimals with a comma. */
export function readingsOf(written: string, comma: boolean): number[] {
  const [, mantissa, exponent] = /^(.*\d)[eE]([+-]?\d{1,3})$/s.exec(written) ?? [];
  if (mantissa !== undefined) return readingsOf(mantissa, comma).map((value) => Number(`${value}e${exponent}`));
  const text = written.replace(SPACE, '');
  const commas = text.split(',').length - 1;
  const dots = text.split('.').length - 1;
  const asIs = (decimal: '.' | ',') => Number(decimal === '.' ? text.replaceAll(',', '') : text.replaceAll('.', '').replace(',', '.'));
  if (commas + dots === 0) return [Number(text)];
  if (commas > 0 && dots > 0) return [asIs(text.lastIndexOf(',') > text.lastIndexOf('.') ? ',' : '.')].filter(Number.isFinite);
  if (commas > 1) return [asIs('.')];
  if (dots > 1) return [asIs(',')];
  const [before = '', after = ''] = text.split(/[.,]/);
  const whole = Number(before + after);
  const decimal = Number(`${before}.${after}`);
  // Three digits behind a separator may be thousands.
  if (after.length !== 3 || before === '0' || before.length > 3) return [decimal];
  const thousands = commas === 1 ? !comma : comma;
  return thousands ? [whole, decimal] : [decimal, whole];
}

/** Whether a text writes decimals with a comma: as most of its numbers that leave no doubt. */
export function writesComma(text: string): boolean {
  const commas = (text.match(/\d,\d{1,2}(?![\d.,]\d|\d)/g) ?? []).length;
  const dots = (text.match(/(?<![\d.])\d{1,12}\.\d{1,2}(?![\d.,]\d|\d|\.)/g) ?? []).length;
  return commas > dots;
}

const CURRENCY_BEFORE = /(?:^|[^\p{L}\p{N}_])(?:EUR|USD|GBP|SEK|NOK|DKK|CHF|JPY|CNY|PLN|CZK|AUD|CAD|INR|US|R)$/u;

/** Whether a number beside it is part of a word. Scripts that are written without spaces make none with it. */
function isLetter(letter: string): boolean {
  return /[\p{L}_]/u.test(letter) && !UNSPACED.test(letter);
}

/** All numbers of a text, with what each can mean. */
export function numbersIn(text: string): FoundNumber[] {
  const comma = writesComma(text);
  const found: FoundNumber[] = [];
  for (const match of text.matchAll(NUMBER)) {
    const before = text[match.index - 1] ?? ' ';
    const beforeThat = text[match.index - 2] ?? ' ';
    const end = match.index + match[0].length;
    const after = text[end] ?? ' ';
    const joined = (isLetter(before) && !CURRENCY_BEFORE.test(text.slice(Math.max(0, match.index - 4), match.index))) || (/[.,\-/]/.test(before) && /[\p{L}\d]/u.test(beforeThat)) || (/[.\-/]/.test(after) && /[\p{L}\d]/u.test(text[end + 1] ?? ' ')) || (isLetter(after) && /\d/.test(match[0]) && /[\p{L}\d_]/u.test(text[end + 1] ?? ' ') && !/^(?:EUR|USD|GBP|SEK|CHF|kg|ms|px|KB|MB|GB|pcs|st|h)\b/i.test(text.slice(end, end + 4)));
    const negative = /[-−–]/.test(before) && !/[\p{L}\d.,]/u.test(beforeThat);
    const readings = readingsOf(match[0], comma).filter(Number.isFinite);
    found.push({
      text: negative ? text.slice(match.index - 1, end) : match[0],
      offset: negative ? match.index - 1 : match.index,
      readings: negative ? readings.map((value) => -value) : readings,
      alone: !joined,
    });
  }
  return found;
}
