import { codeLikeWords } from '../../../checks/invented-names.ts';

/** Behind a word in small letters or a comma, so that it is not the capital of a sentence's beginning. */
const PROPER = /(?<=[\p{Ll}\p{N},;)`"'’] )\p{Lu}[\p{L}\p{N}]*(?:[.'’-][\p{L}\p{N}]+)*/gu;
const ACRONYM = /(?<![\p{L}\p{N}_])(?=[\p{Lu}\p{N}]*\p{Lu}\p{N}*\p{Lu})[\p{Lu}\p{N}]{2,12}(?![\p{L}\p{N}_])/gu;
/** Share of capitals inside sentences from which they are a language's custom, as in German, or a heading's. */
const CUSTOM = 0.3;
const NO_NAMES = new Set(['I', 'I\'m', 'I\'ve', 'I\'ll', 'I\'d', 'OK', 'The', 'A', 'An', 'This', 'It', 'If', 'You', 'In', 'For', 'And', 'To', 'We', 'NOT', 'MUST', 'SHOULD', 'MAY', 'SHALL', 'NOTE', 'TODO', 'AND', 'OR', 'THE', 'IS', 'IN', 'OF', 'TO', 'FOR', 'ANY', 'NO', 'ALL', 'BE', 'BY', 'ON', 'AS', 'IT', 'WITH', 'WARRANTY']);

/** Identifiers, proper names and acronyms of a text. */
export function namesIn(text: string): string[] {
  const prose = text.replace(/`[^`\n]*`|\]\([^)\s]{0,500}\)|\bhttps?:\/\/\S+/g, ' ').replace(/^[ \t]*#{1,6} .*$/gm, ' ');
  const small = prose.match(/(?<=[\p{Ll}\p{N},;)] )\p{Ll}/gu)?.length ?? 0;
  const proper = prose.match(PROPER) ?? [];
  const found = [...codeLikeWords(text.replace(/\]\([^)\s]{0,500}\)|\bhttps?:\/\/\S+/g, ' ')), ...(prose.match(ACRONYM) ?? []), ...(proper.length > CUSTOM * (proper.length + small) ? [] : proper)];
  return [...new Set(found.filter((name) => !NO_NAMES.has(name) && /\p{L}/u.test(name)))];
}

/** Names of `text` that `known` does not have, case and plural aside; a name of several parts is known where each of them is. */
export function namesMissing(text: string, known: string): string[] {
  const names = namesIn(text);
  if (names.length === 0) return [];
  const words = new Set(wordsOf(known));
  const spelt = new Set([...words, ...Array.from(words, singular)]);
  const joined = known.toLowerCase();
  return names.filter((name) => !joined.includes(name.toLowerCase()) && !wordsOf(name).every((part) => spelt.has(part) || spelt.has(singular(part))));
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}_]+/gu) ?? [];
}

function singular(word: string): string {
  return word.length > 3 ? word.replace(/(?:'s|s)$/, '') : word;
}
