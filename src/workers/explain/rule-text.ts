import { paragraphs, sentences } from './documentation-prose.ts';

export { sentences } from './documentation-prose.ts';

/** What a rule's documentation says, without headings, examples and lists of options. */
export interface RuleText {
  /** What the rule looks for. */
  what: string;
  /** Why that is bad; empty where the documentation has no section and no sentence on it. */
  why: string;
  /** What to do instead; empty where the documentation has no section on it. */
  advice: string;
  /** The documentation's first sentences, whatever they say. */
  opening: string;
}

const WHAT_LENGTH = 240;
const WHY_LENGTH = 420;

/** Headings of sections by what they hold. A question about the rule's own behaviour, as in a list of frequent ones, is no reason. */
const WHAT = /^what (?:it does|does it do)/i;
const WHY = /^(?:why\??$|why (?:is|are|does|do|should|not|avoid|use|restrict)\b.*(?:bad|matter|problem|issue|harmful|important|dangerous|wrong|restrict|avoid)|why restrict|rationale|motivation|reasons?$|(?:the )?problem\??$)/i;
const DETAILS = /^(?:rule details|description|details|overview)$/i;
const ADVICE = /^(?:how (?:to|do i|can i) (?:fix|resolve|solve|avoid)|what to do|use instead|recommendation|solution|fix(?:es)?$|remediation)/i;

/** Words of sentences that say why, for pages that give the reason without a heading. */
const REASON = /\b(?:because|reasons?|so that|(?:can|may|might|could|will) (?:lead|cause|result|be|hide|make|have|throw|trigger|indicate|surprise)|makes? it|avoid(?:s|ing)?|easier|harder|faster|slower|more (?:readable|efficient|concise|explicit|consistent)|less readable|errors?|errors|confus\w+|mistakes?|bugs?|unexpected|surpris\w+|keeps?|helps?|better|safer|unsafe|problems?|unnecessary|redundant|hard to|difficult|bad practice|dangerous|vulnerab\w+|performance|oversight|ignored?)\b/i;

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

/** Takes what is not for readers off a page: its header of settings, imports, comments. The header's description comes back. */
function withoutHeader(documentation: string): { description: string; text: string } {
  const text = documentation.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
  const header = /^---\n([\s\S]*?)\n---(?:\n|$)/.exec(text);
  const description = /^description:\s*(['"]?)(.*)\1\s*$/m.exec(header?.[1] ?? '')?.[2] ?? '';
  const rest = (header ? text.slice(header[0].length) : text)
    .replace(/<!--[\s\S]*?(?:-->|$(?![\s\S]))/g, '')
    .replace(/^(?:import|export)\s.*['"][^'"\n]+['"];?[ \t]*$/gm, '');
  return { description, text: rest };
}

/** Headings and bodies of a page; what comes before the first, and below a title that begins the page, has the heading ''. */
function sectionsOf(text: string): { heading: string; body: string }[] {
  const sections: { heading: string; body: string }[] = [{ heading: '', body: '' }];
  let fence = '';
  let title = false;
  for (const line of text.split('\n')) {
    const mark = /^\s*(`{3,}|~{3,})/.exec(line)?.[1] ?? '';
    if (fence === '') fence = mark;
    else if (mark.startsWith(fence)) fence = '';
    const heading = fence === '' ? /^(#{1,4})\s+(.*)$/.exec(line) : null;
    const current = sections.at(-1)!;
    if (heading && heading[1] === '#' && !title && sections.length === 1 && current.body.trim() === '') title = true;
    else if (heading) sections.push({ heading: heading[2]!.replace(/[*`]|\s*\{#.*\}$/g, '').trim(), body: '' });
    else current.body += `${line}\n`;
  }
  return sections;
}

/** The text up to its first code block, as far as it says anything: what follows in a page without sections is about the example. */
function beforeCode(text: string): string {
  const at = text.search(/^(?:`{3,}|~{3,})/m);
  return at > 0 && paragraphs(text.slice(0, at)).length > 0 ? text.slice(0, at) : text;
}

/** Shortens a rule's documentation, Markdown of a tool or of a package's page, to its first informative sentences. */
export function ruleText(documentation: string): RuleText {
  const { description, text } = withoutHeader(documentation);
  const all = sectionsOf(text);
  const sectioned = all.length > 1;
  const prose = (body: string) => paragraphs(body).join(' ');
  const find = (heading: RegExp) => all.filter((section) => heading.test(section.heading)).map(({ body }) => prose(body)).find(Boolean) ?? '';
  // markdownlint's pages have a paragraph `Rationale: …`.
  const parts = paragraphs(sectioned ? all[0]!.body : beforeCode(all[0]!.body));
  const rationale = paragraphs(all[0]!.body).find((part) => /^rationale:\s/i.test(part))?.replace(/^rationale:\s+/i, '') ?? '';
  const described = description === '' || /[.!?]$/.test(description) ? description : `${description}.`;
  const intro = [described, ...parts.filter((part) => !/^rationale:\s/i.test(part))].filter(Boolean).join(' ');
  const what = find(WHAT) || intro || find(DETAILS);
  const reasons = (from: string) => sentences(from).filter((sentence) => REASON.test(sentence)).join(' ');
  const stated = find(WHY) || rationale;
  const why = stated || (sectioned && intro !== '' ? reasons(sentences(intro).slice(1).join(' ')) || reasons(find(DETAILS)) : '');
  return {
    what: opening(why === '' || why !== stated ? (sentences(what)[0] ?? '') : what, WHAT_LENGTH),
    why: opening(why, WHY_LENGTH),
    advice: opening(find(ADVICE), WHAT_LENGTH),
    opening: opening(what, WHY_LENGTH),
  };
}
