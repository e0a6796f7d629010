const WORDS: Readonly<Record<string, number>> = Object.fromEntries([
  ...['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'].map((word, value) => [word, value] as const),
  ...['first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth', 'ninth', 'tenth'].map((word, index) => [word, index + 1] as const),
  ...['january', 'february', 'march', 'april', 'may', 'june', 'july', 'august', 'september', 'october', 'november', 'december'].map((word, index) => [word, index + 1] as const),
  ...[['once', 1], ['twice', 2], ['half', 2], ['dozen', 12]] as const,
]);
/** With what belongs to it: 1,000 · 3.14 · 2024-01-02 · 10:30. Digits inside a word are part of a name. */
const NUMBER = /(?<![\p{L}\p{N}_])\d+(?:[.,:/-]\d+)*(?![\p{N}_])/gu;
/** What numbers the items of a list. */
const LIST_MARK = /^[ \t>]*\d{1,3}[.)][ \t]+/gm;

/** The numbers of a text as they are written, without those that only number a list. */
export function numbersIn(text: string): string[] {
  return [...new Set(text.replace(LIST_MARK, '').match(NUMBER) ?? [])];
}

/** Numbers of `text` that `known` does not have, in digits, in words, or as parts of a date, a time or a version. */
export function numbersMissing(text: string, known: string): string[] {
  const wanted = numbersIn(text);
  if (wanted.length === 0) return [];
  const there = new Set<string>();
  for (const [number] of known.matchAll(/\d+(?:[.,:/-]\d+)*/g)) {
    there.add(plain(number));
    for (const part of number.split(/[.,:/-]/)) there.add(plain(part));
  }
  for (const [word] of known.toLowerCase().matchAll(/[a-z]{3,9}/g)) if (Object.hasOwn(WORDS, word)) there.add(String(WORDS[word]));
  return wanted.filter((number) => !there.has(plain(number)) && !number.split(/[.:/-]/).every((part, _, all) => all.length > 1 && there.has(plain(part))));
}

/** Without separators of thousands, zeros in front, and zeros behind a decimal point. */
function plain(number: string): string {
  const joined = /^\d{1,3}(?:,\d{3})+(?:\.\d+)?$/.test(number) ? number.replaceAll(',', '') : number;
  const short = /^\d+\.\d+$/.test(joined) ? joined.replace(/\.0$/, '') : joined;
  return short.replace(/^0+(?=\d)/, '');
}
