import type { SourceText } from './source-text.ts';

/** What stands behind a label on a line: `Invoice no: 4711`, `"name": "x"`, `version = "1.0"`. */
export interface Labelled {
  label: string;
  value: string;
  offset: number;
  indent: number;
}

const LINE = /^([ \t]*)(?:[-*#>+|] {0,3})?["'*_]{0,2}([\p{L}@$][\p{L}\p{N} _.@$/()&#°º-]{0,48}?)["'*_]{0,3}(?:;[^:\n]{0,80})?[ \t]{0,10}(?::|=|\t| {3,}(?! )|\.{3,}(?!\.))[ \t*]*(\S.*)$/gmu;

/** The labelled values of a text, in its order. */
export function labelledIn({ text }: SourceText): Labelled[] {
  return [...text.matchAll(LINE)].map((match) => {
    const raw = match[3]!;
    const value = unquoted(raw.trim().replace(/,$/, '')) + folded(text, match.index + match[0].length, match[1]!);
    return { label: wordsOf(match[2]!).join(' '), value, offset: match.index + match[0].length - raw.length, indent: match[1]!.replaceAll('\t', '    ').length };
  });
}

/** What stands between quotes, whatever follows it. */
function unquoted(value: string): string {
  return /^(["'`])([^"'`]*)\1\s*(?:[,;#].*)?$/.exec(value)?.[2] ?? value;
}

/** The rest of a mail's header, whose lines go on behind a space; headers stand at the left. */
function folded(text: string, from: number, indent: string): string {
  if (indent !== '') return '';
  const rest = /^(?:\r?\n {1,3}\t?(?![-*\s])[^\n:=]{1,200}$){1,5}/m.exec(text.slice(from, from + 1_000));
  return rest && rest.index === 0 ? rest[0].replace(/\s*\n\s*/g, ' ') : '';
}

const SAME_WORDS: Record<string, string> = { no: 'number', nr: 'number', num: 'number', '#': 'number', 'n°': 'number', 'nº': 'number', mail: 'email', 'e-mail': 'email', tel: 'phone', telephone: 'phone' };

/** The words of a name, in small letters: `invoiceNo`, `invoice_no` and `Invoice no.` are alike. */
export function wordsOf(name: string): string[] {
  return name
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .replace(/e-mail/g, 'email')
    .split(/[^\p{L}\p{N}#°º]+/u)
    .filter((word) => word !== '')
    .map((word) => (Object.hasOwn(SAME_WORDS, word) ? SAME_WORDS[word]! : word));
}

/** The values that stand behind just this name, at the outermost level that has it. */
export function valuesOf(name: string, labelled: readonly Labelled[]): Labelled[] {
  const wanted = wordsOf(name).join(' ');
  const found = labelled.filter(({ label }) => label === wanted);
  const outermost = Math.min(...found.map(({ indent }) => indent));
  return found.filter(({ indent }) => indent === outermost);
}
