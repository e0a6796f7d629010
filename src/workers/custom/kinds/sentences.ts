/** Behind a sentence's end and before a capital letter, a sign or a number: not in `e.g. this` or `v1.2`. Scripts without spaces have stops of their own. */
const BETWEEN = /(?<=[。！？][」』”’）]?)(?![」』”’）])\s*|(?<=[^\s.][.!?]["'”’)\]`*]{0,3})\s+(?=["'“‘(`*<]{0,2}[\p{Lu}\p{N}`@])/u;
const ABBREVIATION = /(?:^|[\s(])(?:e\.g|i\.e|etc|vs|cf|Mr|Mrs|Ms|Dr|St|No|Fig|approx|Inc|Ltd)\.$/;

/** The sentences of a text without line feeds in them. */
export function sentencesOf(text: string): string[] {
  const found: string[] = [];
  for (const part of text.replace(/\s+/g, ' ').trim().split(BETWEEN)) {
    const last = found.at(-1);
    if (last !== undefined && ABBREVIATION.test(last)) found[found.length - 1] = `${last} ${part}`;
    else if (part !== '') found.push(part);
  }
  return found;
}
