/** Words that stand in every text. */
const COMMON = new Set('a an the and or but of to in on at by for from with without as is are was were be been being has have had do does did it its this that these those there their they them he she his her you your we our not no can could may might will would shall should must if then than so such which who whom what when where how all any each other some more most also into over under between about after before during only own same very just up down out off again once here both few nor too via per use used using uses one two new part text says say said describes mentions provides contains includes section der die das und oder ein eine ist sind von zu mit für auf im in den dem des nicht auch wird werden le la les un une et ou est sont de des du en dans pour que qui sur avec pas'.split(' '));

/** Lines that a sentence may rest on. */
const WIDEST = 12;
/** Share of all that a further line has to add. */
const WORTH = 0.06;

/** The words of a text that carry its meaning, without endings. */
export function contentWords(text: string): string[] {
  return [...new Set((text.toLowerCase().match(/[\p{L}\p{N}_]+/gu) ?? []).filter((word) => word.length > 1 && !COMMON.has(word)).map(stem))];
}

function stem(word: string): string {
  if (word.length < 5 || /\d|_/.test(word)) return word;
  return word.replace(/(?:ations?|ingly|edly|ings?|ers?|ies|ied|ed|es|s|ly|e)$/, '') || word;
}

export interface FoundLines {
  /** Indices, inclusive. */
  first: number;
  last: number;
  /** Share of the sentence's words that stand there, weighed by how rare they are, 0 to 1. */
  share: number;
}

/** The few lines that have the words of a sentence, rare words first; undefined where they have none of them. */
export function findLines(sentence: string, lines: readonly string[]): FoundLines | undefined {
  const wanted = new Set(contentWords(sentence));
  const counts = new Map<string, number>();
  const words = lines.map((line) => {
    const found = contentWords(line).filter((word) => wanted.has(word));
    for (const word of found) counts.set(word, (counts.get(word) ?? 0) + 1);
    return found;
  });
  const weight = (word: string) => Math.log(1 + lines.length / (counts.get(word) ?? 1));
  const all = [...wanted].reduce((sum, word) => sum + (counts.has(word) ? weight(word) : Math.log(1 + lines.length)), 0);
  let best: (FoundLines & { value: number }) | undefined;
  for (const [first, own] of words.entries()) {
    if (own.length === 0) continue;
    const there = new Set<string>();
    let sum = 0;
    for (let last = first; last < Math.min(lines.length, first + WIDEST); last++) {
      for (const word of words[last]!) {
        if (there.has(word)) continue;
        there.add(word);
        sum += weight(word);
      }
      if (words[last]!.length === 0) continue;
      const value = sum / all - WORTH * (last - first);
      if (!best || value > best.value) best = { first, last, share: sum / all, value };
    }
  }
  return best && { first: best.first, last: best.last, share: best.share };
}
