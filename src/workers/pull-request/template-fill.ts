import { isBlank, paragraphsOf, seenIn, type TemplateLine } from './template-lines.ts';
import { isPlaceholder } from './template-placeholder.ts';
import type { Section } from './template-sections.ts';

/** Puts the text after the section's leading comments. What only stood for it goes, all else stays; choices among boxes stand before the text. */
export function fillSection(section: Section, text: string, afterAll = false): void {
  const { body, indent } = section;
  const start = afterAll ? body.length - trailingBlanks(body) : afterComments(body);
  const eol = eolOf([...section.head, ...body]);
  const before = withoutTrailingBlanks(body.slice(0, start));
  const after = withoutPlaceholders(body.slice(start));
  section.body = joined(before, text.split('\n').map((line) => written(line === '' ? '' : indent + line, eol)), after, { gap: section.head.length + before.length > 0, eol });
}

/** A fenced block that is empty, or says `NONE`, takes the text, for instance a block `release-note`. False where the section has none. */
export function fillFence({ body }: Section, text: string): boolean {
  const open = body.findIndex((line) => line.in === 'fence');
  if (open < 0) return false;
  const mark = /^(?:`{3,}|~{3,})/.exec(body[open]!.raw)?.[0];
  const close = body.findIndex((line, index) => index > open && line.in === 'fence' && line.seen === mark);
  if (mark === undefined || close < 0 || text.includes(mark.slice(0, 3)) || !isPlaceholder(seenIn(body, open + 1, close))) return false;
  body.splice(open + 1, close - open - 1, ...text.split('\n').map((line) => written(line, eolOf(body))));
  return true;
}

/** A line `Notes:` takes a text of one line. False where the section has none. */
export function fillNote({ body }: Section, note: string): boolean {
  const line = body.find(({ in: place, seen }) => place === 'text' && /^(?:release )?notes?:$/i.test(seen));
  const colon = line?.raw.indexOf(':') ?? -1;
  if (!line || note.includes('\n')) return false;
  line.raw = `${line.raw.slice(0, colon + 1)} ${note}${line.raw.slice(colon + 1)}`;
  return true;
}

/** Where no heading asks for it: in place of the first paragraph that stands for it, below a table that begins the template, or before everything that is no comment. */
export function fillTop(top: Section, text: string): void {
  const { body } = top;
  const eol = eolOf(body);
  let start = afterComments(body);
  if (/^\s*\|/.test(body[start]?.raw ?? '')) {
    while (start < body.length && /^\s*\|/.test(body[start]!.raw)) start++;
    start += afterComments(body.slice(start));
  } else {
    const asked = paragraphsOf(body, start).find(({ from, to }) => isPlaceholder(seenIn(body, from, to)));
    if (asked) {
      start = asked.from;
      body.splice(asked.from, asked.to - asked.from);
    }
  }
  const before = withoutTrailingBlanks(body.slice(0, start));
  const after = body.slice(start);
  top.body = joined(before, text.split('\n').map((line) => written(line, eol)), after.slice(leadingBlanks(after)), { gap: before.length > 0, eol });
}

/** Joins with one empty line between the parts; what follows the section begins after one too. */
function joined(before: TemplateLine[], text: TemplateLine[], after: TemplateLine[], { gap, eol }: { gap: boolean; eol: string }): TemplateLine[] {
  const empty = () => written('', eol);
  return [...before, ...(gap ? [empty()] : []), ...text, empty(), ...after];
}

function written(text: string, eol: string): TemplateLine {
  return { raw: text + eol, seen: text, in: 'text' };
}

/** A carriage return where the lines around have one. */
function eolOf(lines: TemplateLine[]): string {
  return lines.some((line) => line.raw.endsWith('\r')) ? '\r' : '';
}

/** The index of the first line that is neither empty nor within a comment that ends. */
function afterComments(lines: TemplateLine[]): number {
  const index = lines.findIndex((line) => !isBlank(line) && line.in !== 'comment' && line.in !== 'front');
  return index < 0 ? lines.length : index;
}

function leadingBlanks(lines: TemplateLine[]): number {
  const index = lines.findIndex((line) => !isBlank(line));
  return index < 0 ? lines.length : index;
}

function trailingBlanks(lines: TemplateLine[]): number {
  let count = 0;
  while (count < lines.length && isBlank(lines[lines.length - 1 - count]!)) count++;
  return count;
}

function withoutTrailingBlanks(lines: TemplateLine[]): TemplateLine[] {
  return lines.slice(0, lines.length - trailingBlanks(lines));
}

/** Without the paragraphs at the beginning that only ask for text, and without empty lines there. */
function withoutPlaceholders(lines: TemplateLine[]): TemplateLine[] {
  let start = leadingBlanks(lines);
  for (const { from, to } of paragraphsOf(lines, start)) {
    if (from !== start || !isPlaceholder(seenIn(lines, from, to))) break;
    start = to + leadingBlanks(lines.slice(to));
  }
  return lines.slice(start);
}
