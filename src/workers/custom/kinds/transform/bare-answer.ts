import type { FORMATS } from '../../definition.ts';

export type Format = (typeof FORMATS)[number];

const OPENING = /^(?:sure|certainly|of course|okay|ok|absolutely|here(?:'s| is| are)|below is|the following is|this is the)\b[^\n]{0,200}(?:[:!.]|:\*\*)[ \t]*\n+/i;
const SAME_LINE = /^(?:sure|certainly|of course|absolutely)[!,.][ \t]+(?:here(?:'s| is| are)\b[^\n:]{0,120}:)?[ \t]*|^here(?:'s| is| are) (?:the|a|your)\b[^\n:]{0,80}(?:version|text|rewrite|translation|summary|result|answer)[^\n:]{0,60}:[ \t]+/i;
const LABEL = /^(?:\*\*)?(?:rewritten|revised|translated|simplified|plain|output|answer|result)(?: (?:text|version|paragraph))?:(?:\*\*)?[ \t]*\n?/i;
const CLOSING = /\n{2,}(?:\(?note:|let me know|i hope|feel free|please let|this (?:version|rewrite|text|code|translation)|in this (?:version|rewrite)|the (?:rewritten|revised|above)|explanation:)[^\n]{0,600}\s*$/i;

/** The model's answer without what it says around it, and without fences. `before` is what it was asked about: what that begins with is no chatter. */
export function bareAnswer(text: string, format: Format, before: string): string {
  const whole = text.trim();
  if (format === 'text' || format === 'markdown') return bareProse(whole, before);
  const fenced = firstBlock(whole);
  if (fenced !== undefined && !before.trimStart().startsWith('```')) return fenced;
  return format === 'json' ? bareJson(whole) : whole.replace(OPENING, '');
}

function bareProse(text: string, before: string): string {
  let bare = text;
  if (!OPENING.test(before)) bare = bare.replace(OPENING, '');
  if (!SAME_LINE.test(before)) bare = bare.replace(SAME_LINE, '');
  if (!LABEL.test(before)) bare = bare.replace(LABEL, '');
  if (!CLOSING.test(before)) bare = bare.replace(CLOSING, '');
  const only = /^(`{3,})[a-z]{0,12}\n([\s\S]*?)\n?\1$/i.exec(bare.trim());
  if (only && !before.trimStart().startsWith('```') && !only[2]!.includes(only[1]!)) bare = only[2]!;
  const quoted = /^(["“])([\s\S]*)(["”])$/.exec(bare.trim());
  if (quoted && !/^["“]/.test(before.trimStart()) && !/["“”]/.test(quoted[2]!)) bare = quoted[2]!;
  return bare.replace(/^\s*\n|\s+$/g, '');
}

/** The content of the first fenced block, also of one that was not closed; undefined where there is none. */
function firstBlock(text: string): string | undefined {
  const open = /(?:^|\n)(`{3,})[^\n`]*\n/.exec(text);
  if (!open) return undefined;
  const start = open.index + open[0].length;
  const end = text.indexOf(`\n${open[1]}`, start - 1);
  return text.slice(start, end < 0 ? undefined : Math.max(start, end));
}

/** From the first bracket to the last one that fits it. */
function bareJson(text: string): string {
  const start = /[[{]/.exec(text)?.index;
  if (start === undefined) return text;
  const end = text.lastIndexOf(text[start] === '{' ? '}' : ']');
  return end > start ? text.slice(start, end + 1) : text.slice(start);
}
