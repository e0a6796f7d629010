import { lacking, proposing } from './sentence-claims.ts';

interface Said {
  message: string;
  /** The reported lines of code. */
  reported: string;
}

/** A stretch of a message without the end of a sentence; dots inside quotes and names are none. */
const STRETCH = String.raw`(?:[^.;\x60]|\x60[^\x60\n]{0,80}\x60|\.(?=\S)|(?<=\.\.)\.(?!\S)){1,80}`;

/** What a message calls for and is not there yet, as far as it says so in a fixed form, and what it is to replace. */
const WANTED = [
  String.raw`\b(?:use|prefer|consider(?: using)?|expected)\s+(?<wanted>${STRETCH}?)\s*(?:,?\s*(?:instead of|over|rather than|in place of|and instead saw)\s+(?<present>${STRETCH}))`,
  String.raw`(?<present>\x60[^\x60]+\x60[^.;\x60]{0,30}) (?:should be|can be|could be) (?:replaced (?:with|by)|rewritten (?:as|with)) (?<wanted>${STRETCH})`,
  String.raw`\buse\s+(?<wanted>(?:\x60[^\x60]+\x60|'[^']+')[^.;,]{0,40})`,
  String.raw`(?<wanted>\x60[^\x60]+\x60) should be used\b`,
].map((source) => new RegExp(source, 'i'));

const quoted = (text: string) => Array.from(text.matchAll(/[`']([^`'\n]{1,60})[`']/g), (match) => match[1]!.trim());

/** What stands in quotes, the words of longer quotes, and the longer words outside them. */
const partsOf = (text: string): string[] => [...quoted(text), ...quoted(text).filter((part) => / /.test(part) && !/[()]/.test(part)).flatMap((part) => part.match(/[a-z]{4,}/gi) ?? []), ...(text.replace(/[`'][^`'\n]*[`']/g, ' ').match(/[a-z]{7,}/gi) ?? [])];

const GENERIC = /^(?:instead|statements?|expressions?|functions?|methods?|variables?|notation|declarations?|operators?|arguments?|parameters?|property|properties|elements?|directly|following|explicit\w*|literals?|operands?|consider\w*|another|without)$/i;

/** Whether a sentence says that the code has this, in a clause that neither denies nor proposes it. */
function claims(sentence: string, part: string): boolean {
  const escaped = part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const found = new RegExp(`(?<![\\w$.])${escaped}s?(?![\\w$])`, /[^a-z]/.test(part) ? '' : 'i').exec(sentence);
  if (!found) return false;
  const before = sentence.slice(0, found.index);
  // `the script exits` where the message asks for an exit.
  const verb = found[0].length > part.length && /\w$/.test(part) && /\b(?:script|program|function|method|it|command|loop|line|code) $/i.test(before);
  const affirmed = verb || /\b(?:uses?|using|used|is|are|has|have|with|by|via|calls?|imported|exits?)\b[^,;]{0,60}$/i.test(before) || /^[`']?[^,;.]{0,40}\b(?:is|are|has|have|statement|tag|protocol)\b/i.test(sentence.slice(found.index + part.length));
  return affirmed && !lacking(before) && !proposing(before) && !/^[`'\w\s]{0,40}\b(?:is|are|was) (?:not|missing|absent|lacking)\b/i.test(sentence.slice(found.index + part.length));
}

/** A sentence that says what to do claims nothing of the code. */
const IMPERATIVE = /^\s*(?:replace|change|use|remove|add|rename|move|write|put|declare|make|convert|wrap|pass|call|delete|set)\b/i;

/** Claims that what the message asks for is there already. */
function claimsWanted(sentence: string, { message, reported }: Said): string | undefined {
  if (IMPERATIVE.test(sentence)) return undefined;
  for (const form of WANTED) {
    const { wanted = '', present = '' } = form.exec(message)?.groups ?? {};
    if (wanted === '') continue;
    const there = partsOf(present).map((part) => part.toLowerCase());
    const absent = partsOf(wanted).filter((part) => !GENERIC.test(part) && !reported.includes(part) && !there.some((other) => other.includes(part.toLowerCase())));
    // A part of what is wanted that tells it from what is there: `node:` of `node:fs` over `fs`.
    const part = quoted(sentence).filter((each) => each.length > 2 && wanted.includes(each) && !present.includes(each) && !reported.includes(each));
    const claimed = [...absent, ...part].find((each) => claims(sentence, each));
    if (claimed !== undefined) return `The message asks for ${claimed}; it says that the code has it.`;
  }
  return undefined;
}

/** Things whose presence or absence a message and a sentence may both be about, by their names. */
const THINGS: [name: string, words: RegExp][] = [
  ['spaces', /\bspac(?:es?|ed|ing)\b|\bwhitespace\b|\bblanks?\b/i],
  ['braces', /\bbraces?\b|\bcurly\b|\bblock statement\b/i],
  ['parentheses', /\bparenthes[ei]s\b|\bparens\b|\(\)/i],
  ['semicolons', /\bsemicolons?\b/i],
  ['commas', /\bcommas?\b/i],
  ['quotes', /\bquot(?:es?|ed|ing)\b/i],
  ['a type annotation', /\btype annotations?\b|\bannotation\b/i],
  ['an encoding', /\bencoding\b/i],
  ['a return value', /\breturn(?:s|ed|ing)? (?:an? )?(?:explicit )?value\b/i],
  ['a description', /\bdescription\b/i],
  ['a docstring', /\bdocstring\b/i],
  ['a default case', /\bdefault (?:case|branch|clause)\b/i],
  ['an alias', /\balias\b/i],
  ['an await', /\bawait\b/i],
  ['an else', /\belse\b/i],
  ['a return', /\breturn statement\b/i],
  ['a constructor', /\bconstructor\b/i],
  ['a key', /\bkey\b/i],
  ['a name', /\bname[ds]?\b/i],
];

const ASKS_TO_REMOVE = /\b(?:unexpected|do not|don't|unnecessary|useless|redundant|superfluous|remove|forbidden|avoid|must not|should not|not allowed|extra)\b/i;
const ASKS_TO_ADD = /\b(?:missing|lacks?|no explicit|without|require[sd]?|expected (?!')|must have|should have|is not specified|add)\b/i;
const LACK = /\b(?:without|lacks?|lacking|missing|(?:has|have|with|is|are|there is|there are) no|does not have|do not have|is not|are not|not)\b/i;
const JUDGED = /\bnot (?:necessary|needed|required|allowed|recommended|considered|used|useful|valid|permitted|supported|expected|standard|only|be)\b|\bno (?:need|effect|reason|purpose)\b|\bunnecessary\b/i;

/** Says that a thing is missing which the message wants removed, or that it is there where the message misses it. */
function turnsThing(sentence: string, { message }: Said): string | undefined {
  const asksToAdd = ASKS_TO_ADD.test(message.replace(/\b(?:do not|don't|not|never) \w+/gi, ''));
  const asksToRemove = ASKS_TO_REMOVE.test(message);
  const { wanted = '', present = '' } = WANTED[0]!.exec(message)?.groups ?? {};
  for (const [name, said] of THINGS) {
    const exchanged = present !== '' && said.test(wanted) !== said.test(present);
    const remove = exchanged ? said.test(present) : asksToRemove && !asksToAdd;
    const add = exchanged ? said.test(wanted) : asksToAdd && !asksToRemove;
    const here = said.exec(sentence);
    if (!here || !said.test(message)) continue;
    const clause = sentence.slice(0, here.index).split(/[,;]/).at(-1)!;
    const behind = sentence.slice(here.index + here[0].length).split(/[,;.]/)[0]!;
    const lack = (LACK.test(clause) || /^\W*(?:is|are) (?:missing|absent)/i.test(behind)) && !JUDGED.test(`${clause}${here[0]}${behind}`);
    if (remove && lack) return `The message wants ${name} removed; it says that there is none.`;
    if (add && !LACK.test(sentence) && /\b(?:has|have|uses?|contains?|includes?|specifies|is (?:given|specified|declared|defined) with)\b[^,;]{0,40}$/i.test(clause) && !proposing(clause)) {
      return `The message misses ${name}; it says that there is one.`;
    }
  }
  return undefined;
}

/** `Expected 'x' to be used` and `X should be exposed …`, told as done. */
function claimsDone(sentence: string, { message }: Said): string | undefined {
  const expected = /\bexpected ['"`](?<thing>[^'"`]+)['"`] to be (?<done>\w+ed)\b/i.exec(message)?.groups;
  if (expected && !LACK.test(sentence) && new RegExp(`\\b${expected['done']!.slice(0, -1)}(?:s|d|ing)?\\b[^,;]{0,20}[\`']?${expected['thing']!.replace(/[^\w ]/g, '\\$&')}`, 'i').test(sentence) && !proposing(sentence)) {
    return `The message misses ${expected['thing']!}; it says that the code has it.`;
  }
  const due = /\bshould be (?<done>(?!used|replaced|named|named|lowercase|avoided|removed|simplified|omitted)\w+ed)\b/i.exec(message)?.groups?.['done'];
  if (due && new RegExp(`\\b(?:is|are) (?:already )?${due}\\b`, 'i').test(sentence) && !LACK.test(sentence) && !proposing(sentence)) {
    return `The message asks for it to be ${due}; it says that it is.`;
  }
  return undefined;
}

/** Names the same thing, or two things the wrong way round, before and after `instead of`. */
function swaps(sentence: string, { message, reported }: Said): string | undefined {
  const [, clause = '', before = '', after = ''] = /((`[^`]+`)[^`;.]{0,60})\binstead of\b[^`;.]{0,40}(`[^`]+`)/i.exec(sentence) ?? [];
  if (before === '') return undefined;
  if (before === after) return `It sets ${before} against itself.`;
  const bare = (text: string) => text.slice(1, -1);
  const has = (text: string) => reported.includes(bare(text));
  // `Use X instead of Y`: there the first is what is not there.
  const advice = /\b(?:should|could|can|must|use\b)/i.test(clause) || proposing(sentence.slice(0, sentence.indexOf(before)));
  if (!advice && !has(before) && has(after) && !bare(after).includes(bare(before)) && message.includes(bare(before))) return `The code has ${after} and not ${before}.`;
  return undefined;
}

/** Why a sentence says the opposite of the message, or of the reported line; undefined where it does not as far as words show. */
export function flipsMessage(sentence: string, said: Said): string | undefined {
  return claimsWanted(sentence, said) ?? turnsThing(sentence, said) ?? claimsDone(sentence, said) ?? swaps(sentence, said);
}
