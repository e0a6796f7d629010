import type { HouseRules } from './house-rules.ts';

const MAX_SENTENCES = 3000;
/** A sentence that says what not to do, or what one may do, is no rule that code can read. Examples in it do not count. */
const DENIED = /\b(?:not|never|no need|without|instead of|used to|optional(?:ly)?|consider|may|encouraged?|suggest(?:ed)?|recommend(?:ed)?)\b|n['’]t\b/i;
const EXAMPLE = /\([^()]{0,200}\)|"[^"]{0,100}"|“[^”]{0,100}”/g;
const CONVENTIONAL = /conventional[ -]?commits?\b|conventionalcommits\.org|\bcommitlint\b/i;
const SUBJECT = /\b(?:subject|first line|summary line|title line|commit title|header|headline|summary)\b/i;
const BODY = /\b(?:body|lines? of the (?:message|description)|(?:other|subsequent|remaining|following) lines)\b/i;
/** Other things that have lines, titles and limits. */
const ELSEWHERE = /\b(?:code|docstrings?|markdown|files?|tests?|functions?|methods?|class(?:es)?|modules?|headings?|branch(?:es)?|https?|comments?)\b/i;
const CHARACTERS = /\b(\d{2,3})(?: ?[-–] ?(?:char|column)|[ -]?(?:chars?\b|characters?\b|columns?\b))/gi;
const WRAP_AT = /\bwrap\w*\b.{0,80}?\b(?:at|to) (?:about )?(\d{2,3})\b/i;
const SOFT = /\b(?:soft|about|around|roughly|ideally|approximately|preferably|try to|recommend(?:ed)?|encouraged?)\b|~/i;

/** What a contributing guide says in words that code can be sure of. */
export function readGuide(text: string): HouseRules {
  const rules: HouseRules = {};
  for (const sentence of sentencesOf(text)) {
    const said = sentence.replace(EXAMPLE, '');
    const denied = DENIED.test(said);
    const elsewhere = ELSEWHERE.test(said);
    if (!denied && CONVENTIONAL.test(sentence)) rules.conventional = true;
    if (!denied && !elsewhere && /\bimperative\b.{0,20}\b(?:mood|tense|form|voice|present)\b|\bpresent[- ]tense imperative\b/i.test(sentence)) rules.imperative = true;
    if (/\bSigned-off-by\b|\bDeveloper Certificate of Origin\b|\bgit commit (?:-s\b|--signoff)/i.test(sentence) && !denied) rules.signedOff = true;
    if (SOFT.test(sentence) || elsewhere) continue;
    // "No more than", "not exceed", "must not be longer" are limits, whatever else is denied.
    const numbers = Array.from(sentence.matchAll(CHARACTERS), (match) => Number(match[1]));
    if (SUBJECT.test(sentence) && !BODY.test(sentence)) {
      const limit = Math.max(...numbers.filter((number) => number >= 40 && number <= 120));
      if (Number.isFinite(limit)) rules.limit ??= limit;
    }
    if (BODY.test(sentence) && !SUBJECT.test(sentence)) {
      const width = Math.max(...[...numbers, Number(WRAP_AT.exec(sentence)?.[1])].filter((number) => number >= 60 && number <= 120));
      if (Number.isFinite(width)) rules.bodyWidth ??= width;
    }
  }
  return rules;
}

/** Sentences and items, each on one line and of bounded length. */
function sentencesOf(text: string): string[] {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/[*`_]+/g, '')
    .split(/\n\s*\n|\n(?=\s*(?:[-+#>|]|\d+[.)]))|(?<=[.;!?])\s+/, MAX_SENTENCES)
    .map((sentence) => sentence.replace(/\s+/g, ' ').slice(0, 400))
    .filter((sentence) => sentence.length > 5);
}
