/** The sentences of a paragraph; abbreviations and names with dots do not end one. */
export function sentences(text: string): string[] {
  return text
    .split(/(?<=[.!?]["')`]*)(?<!\b(?:e\.g|i\.e|etc|vs|cf)\.)\s+(?=["'(`\p{Lu}\p{N}])/u)
    .map((sentence) => sentence.trim())
    .filter(Boolean);
}

/** Marks before a remark on where a rule is enabled, whether it fixes and what it needs. */
const BADGE = /^(?:💼|🔧|💡|⚠|🚫|❌|💭|🌐|⚙|🎨|✅|☑|🔒|🛠|❗|🛑|🧪)/u;

/** Sentences about the rule's settings, its page and its examples instead of the rule. */
const REMARK = new RegExp(
  [
    /^(?:this|the) rule (?:is|was|has been) (?:enabled|recommended|included|part of|available|automatically|(?:partly|manually|auto-?)\s?fixable|fixable|disabled|off by|deprecated|an extension)/,
    /^(?:this|the) rule (?:ignores|considers|also|complements|handles|makes an exception|has an exception|enforces that practice|is based on)\b/,
    /^(?:to (?:set|allow|ignore|customi[sz]e|specify|change|configure|disable|enable|extend) .*|if the (?:value|option|parameter) .*|(?:when|for ergonomic reasons|in this configuration)\b.*\b(?:option|parameter|this rule|reported|ignored)\b.*|in versions prior\b.*|you can (?:use the|learn|find|read|set|configure)\b.*)$/,
    /^the `[^`]+`(?:,? (?:and|or) `[^`]+`)* (?:parameters?|options?|propert(?:y|ies)|settings?)\b/,
    /^(?:this|the) rule (?:supports|accepts|takes|has (?:an?|no|two|three|several|the following) (?:object |string )?options?|doesn't have any|requires type information|extends the base)/,
    /^it (?:adds support for|extends)\b/,
    /`?--fix`?\b|\[?`fix` option|\bsource code, not the primary documentation\b|\beditor suggestions\b/,
    /^(?:examples? (?:of|for)\b|the following (?:patterns?|code|examples?|are)\b|erroneous code\b|use instead\b|see (?:also|https?)\b|more (?:information|details)\b|read more\b|for more\b|related (?:rules?|to)\b)/,
    /^(?:no fix available|default severity|tags|aliases|fixable|parameters|type|since|sources?|diagnostic category)\b.{0,60}$/,
    /^(?:here(?: is|'s)|consider the following|in the example|simplify to|could be written|this (?:code|example)|for (?:an )?example\b.*:$)/,
  ].map(({ source }) => source).join('|'),
  'i',
);

/** `for example:` and the like, after which a sentence is whole without it. */
const INTRODUCTION = /(?:,|\s)\s*(?:for example|for instance|such as|e\.g\.|like this|like so|as follows|as in|like)\s*:$/i;

/** A sentence that introduces code or a list without what is introduced; empty where it says nothing by itself. */
function whole(sentence: string): string {
  if (!sentence.endsWith(':')) return sentence;
  const bare = sentence.replace(INTRODUCTION, '.');
  if (bare !== sentence) return bare.split(' ').length > 4 ? bare : '';
  return /^(?:this rule|the rule|checks|reports|disallows?|requires?|enforces?)\b/i.test(sentence) && !/\bfollowing (?:patterns?|code|examples?|is|are)\b|\boptions?\b/.test(sentence) ? `${sentence.slice(0, -1)}.` : '';
}

/** An item of a list of things to read: a link, and no sentence. */
const READING = /^[^\n]{0,100}\]\([^)\n]{0,400}\)[^\n]{0,100}$/;
const SENTENCE_END = /[a-z`)][.!?]$/;
const LIST_ITEM = /^\s*(?:[-*+]|\d+[.)])\s+/;

/** Markdown as a plain line: links become their text; images, tags, emphasis and heading marks go. */
function plain(text: string): string {
  return text
    .replace(/<[^>\n]{0,300}>/g, '')
    .replace(/!\[[^\]\n]{0,200}\]\([^)\n]{0,400}\)/g, '')
    .replace(/!?\[([^\]]{0,400})\](?:\([^)\n]{0,400}\)|\[[^\]\n]{0,200}\])?/g, '$1')
    .replace(/\*\*([^*\n]{1,300})\*\*/g, '$1')
    .replace(/(?<![\w`])_([^_`\n]{1,100})_(?![\w`])/g, '$1')
    .replace(/^\s*>+\s?/gm, '')
    .replace(/\s+/g, ' ')
    .trim();
}

/**
 * The paragraphs of a piece of Markdown as plain sentences: no code, tables, badges, comments, remarks on settings, no sentence that
 * only introduces an example, and no list that such a sentence introduces.
 */
export function paragraphs(markdown: string): string[] {
  const text = markdown
    .replace(/^(`{3,}|~{3,})[\s\S]*?(?:^\1[^\n]*$|$(?![\s\S]))/gm, '\n')
    .replace(/^ {0,3}\[[^\]\n]+\]:.*$/gm, '')
    .replace(/^[ \t]*(?:\||:{3}).*$/gm, '');
  const found: string[] = [];
  let introduced = false;
  const blocks = text.split(/\n(?:[ \t]*\n)+/);
  for (const [at, block] of blocks.entries()) {
    // What is quoted is said, not shown.
    const quotes = /^\s*>\s*[^[\s]/.test(blocks[at + 1] ?? '');
    if (block.trim() === '' || /^\s*>\s*\[!/.test(block) || BADGE.test(block.trim().replace(/^>\s*/, ''))) continue;
    const list = LIST_ITEM.test(block);
    if (list && introduced) continue;
    const items = () => block.split(/\n(?=\s*(?:[-*+]|\d+[.)])\s)/).map((item) => item.replace(LIST_ITEM, '')).filter((item) => !READING.test(item.trim()) || SENTENCE_END.test(plain(item)));
    const parts = list ? items() : [block.trim().replace(/^📝\s*/u, '')];
    for (const part of parts) {
      const all = sentences(plain(part));
      introduced = !list && (all.at(-1)?.endsWith(':') ?? false);
      const kept = all.filter((sentence) => !REMARK.test(sentence)).map((sentence) => (quotes ? sentence : whole(sentence))).filter((sentence) => /\p{L}{2}/u.test(sentence));
      if (kept.length > 0) found.push(kept.join(' '));
    }
  }
  return found;
}
