/** Words that claim to be names of code: `quoted`, --option, camelCase, snake_case, dotted.paths.of.three, CONSTANT_CASE, call(). */
const QUOTED = /`([^`\n]+)`/g;
/** Characters of quoted text up to which it may be a name; what is longer is code. */
const LONGEST_NAME = 60;
const NAME = /(?<![\w-])--[a-z][\w-]+|\b(?:[a-z]+[A-Z]\w*|[A-Za-z]\w*_\w+|\w+\(\)|[A-Z]{2,}_[A-Z_]+|\w+\.\w+\.\w+)/g;

/** The code-like words of a text, each once, without quotes and parentheses. */
export function codeLikeWords(text: string): string[] {
  const found = [...Array.from(text.matchAll(QUOTED), (match) => match[1]!), ...Array.from(text.matchAll(NAME), (match) => match[0])];
  return [...new Set(found.map((word) => word.replace(/^[()`'". ]+|[()`'". ]+$/g, '')).filter((word) => word.length > 1 && word.length <= LONGEST_NAME))];
}

/**
 * The code-like words of `text` that occur nowhere in what is known (a diff, paths, a source …), case aside.
 * A dotted or spaced name counts as known where each of its parts is: `Client.close` stands for what is written `class Client … def close`.
 * An option must occur as it is; the `v` before a version need not.
 */
export function inventedNames(text: string, known: string[]): string[] {
  const words = codeLikeWords(text);
  if (words.length === 0) return [];
  const haystack = known.join('\n').toLowerCase();
  return words.filter((word) => (word.startsWith('--') ? !haystack.includes(word.toLowerCase()) : !(word.toLowerCase().match(/[\p{L}\p{N}_]+/gu) ?? []).every((part) => haystack.includes(part.replace(/^v(?=\d)/, '')))));
}
