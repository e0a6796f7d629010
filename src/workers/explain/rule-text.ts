/** What a rule's documentation says, without headings, examples and lists of options. */
export interface RuleText {
  /** What the rule looks for. */
  what: string;
  /** Why that is bad; empty where the documentation has no section on it. */
  why: string;
  /** The documentation's first sentences, whatever they say. */
  opening: string;
}

const WHAT_LENGTH = 240;
const WHY_LENGTH = 420;

/** The sentences of a paragraph; abbreviations and names with dots do not end one. */
export function sentences(text: string): string[] {
  return text
    .split(/(?<=[.!?]["')`]*)(?<!\b(?:e\.g|i\.e|etc|vs|cf)\.)\s+(?=["'(`\p{Lu}\p{N}])/u)
    .map((sentence) => sentence.trim())
    .filter(Boolean);
}

/** The first sentences that fit, at least one; a single long one is cut at a word. */
function opening(text: string, length: number): string {
  let taken = '';
  for (const sentence of sentences(text)) {
    const longer = taken === '' ? sentence : `${taken} ${sentence}`;
    if (longer.length > length && taken !== '') break;
    taken = longer;
  }
  return taken.length <= length * 1.5 ? taken : `${taken.slice(0, length).replace(/\s\S*$/, '')} …`;
}

/** The prose of a piece of Markdown: links become their text; code blocks, tables, lists' bullets and HTML go. */
function prose(markdown: string): string {
  return markdown
    .replace(/^(`{3,}|~{3,})[\s\S]*?(?:^\1[^\n]*$|$(?![\s\S]))/gm, '')
    .replace(/^\[[^\]]+\]:.*$/gm, '')
    .replace(/^\s*\|.*$/gm, '')
    .replace(/<[^>\n]*>/g, '')
    .replace(/!?\[([^\]]*)\](?:\([^)]*\)|\[[^\]]*\])?/g, '$1')
    .replace(/\*\*([^*]+)\*\*/g, '$1')
    .replace(/^\s*(?:[-*]|>+)\s+/gm, '')
    .replace(/(?:Use instead|For example|Example):?\s*$/gim, '')
    .replace(/\s+/g, ' ')
    .trim();
}

/** Shortens a rule's documentation to its first informative sentences. */
export function ruleText(documentation: string): RuleText {
  const [intro = '', ...rest] = documentation.split(/^#{1,4}\s+/m);
  const sections = rest.map((section) => {
    const [heading = '', ...body] = section.split('\n');
    return { heading: heading.trim(), body: prose(body.join('\n')) };
  });
  const find = (heading: RegExp) => sections.find((section) => heading.test(section.heading) && section.body !== '')?.body ?? '';
  const what = find(/^what it does/i) || prose(intro) || find(/rule details|description/i);
  const why = find(/^why/i) || (prose(intro) ? find(/rule details|rationale/i) : '');
  const start = opening(what, WHY_LENGTH);
  return { what: opening(why === '' ? (sentences(what)[0] ?? '') : what, WHAT_LENGTH), why: opening(why, WHY_LENGTH), opening: start };
}
