/** Cyrillic and Greek letters that look like Latin ones. */
const ALIKE = new Map(
  Array.from('аaеeоoрpсcхxуyіiјjѕsԁdһhԛqԝwкkмmтtнhвbгrпnАAЕEОOРPСCХXУYІIЈJЅSВBНHКKМMТTαaεeοoρpνvιiκkτtυuχxγyΑAΒBΕEΗHΙIΚKΜMΝNΟOΡPΤTΥYΧXΖZ'.matchAll(/(\P{ASCII})(\p{ASCII})/gu), ([, strange, plain]) => [strange!, plain!] as const),
);
const FOREIGN = /[\u0370-\u052f]/;
const WORD_WITH_BOTH = /[A-Za-z\u0370-\u052f]+/g;
/** Zero-width, bidirectional and other marks that are not seen, and the tags that repeat ASCII invisibly. */
const INVISIBLE = /[\p{Cf}\u115f\u1160\u3164\uffa0\ufe00-\ufe0f]|\u{e0100}/gu;
const TAG_LETTERS = /[\u{e0020}-\u{e007e}]/gu;
/** Single letters with a sign between them: `i g n o r e`. */
const SPACED = /(?<![\p{L}\p{N}])\p{L}(?:[ .*_·|-]\p{L}){3,}(?![\p{L}\p{N}])/gu;
const JOINED_STRINGS = /(?<=[\p{L}\p{N},.:;!?…-] ?)(["'`]) ?(?:\+|\.\.?|&|<>|\\)? ?\1(?=[ \p{L}\p{N}])/gu;

function latin(text: string): string {
  return text.replace(/./gsu, (letter) => ALIKE.get(letter) ?? letter);
}

/**
 * The text as a reader sees it, for comparing words: no invisible characters, no accents on Latin letters, full-width and other variants of letters as the
 * plain ones, look-alikes of other scripts within a Latin word as Latin, letters that are spaced out as words, strings that are joined as one. Case stays.
 */
export function plainLetters(text: string): string {
  if (/^[\t\n\r -~]*$/.test(text)) return joined(text);
  const seen = text.replace(TAG_LETTERS, (tag) => String.fromCodePoint(tag.codePointAt(0)! - 0xe0000)).replace(INVISIBLE, '');
  const bare = seen.normalize('NFKD').replace(/([A-Za-z])[\u0300-\u036f]+/g, '$1').normalize('NFC').replaceAll('ß', 'ss');
  return joined(FOREIGN.test(bare) ? bare.replace(WORD_WITH_BOTH, (word) => (/[A-Za-z]/.test(word) ? latin(word) : word)) : bare);
}

/** The same with every look-alike as the Latin letter, for words that are made of nothing else; undefined where there is none. */
export function allLatin(plain: string): string | undefined {
  return FOREIGN.test(plain) ? latin(plain) : undefined;
}

function joined(text: string): string {
  return text
    .replace(/\\(?=["'`])/g, '')
    .replace(SPACED, (letters) => letters.replace(/[^\p{L}]/gu, ''))
    .replace(/\s+/g, ' ')
    .replace(JOINED_STRINGS, '');
}

const CHINESE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;
const WORD = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}ー]+|[^\P{L}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]+|\p{N}+/gu;

/** The words in small letters; where words are not separated, each pair of characters. */
export function wordsOf(plain: string): string[] {
  const words: string[] = [];
  for (const [word] of plain.toLowerCase().matchAll(WORD)) {
    if (!CHINESE.test(word) || word.length < 3) words.push(word);
    else for (let at = 0; at + 1 < word.length; at++) words.push(word.slice(at, at + 2));
  }
  return words;
}
