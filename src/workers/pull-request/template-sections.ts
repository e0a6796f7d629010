import { kindOf, type Kind } from './template-kinds.ts';
import { isBlank, LONGEST_LINE, paragraphsOf, seenIn, type TemplateLine } from './template-lines.ts';
import { isPlaceholder, isPlaceholderText } from './template-placeholder.ts';

export interface Section {
  /** What it asks for; undefined where it is not for us to fill, and for what stands before the first heading. */
  kind: Kind | undefined;
  /** 0 for what stands before everything, 1 to 6 for headings, 7 for labels and questions, 8 for what follows the end of a collapsible block. */
  level: number;
  /** Spaces before each line of an answer, where the heading is an item of a list. */
  indent: string;
  /** The lines of the heading. */
  head: TemplateLine[];
  /** The lines up to the next heading. */
  body: TemplateLine[];
}

interface Heading {
  text: string;
  level: number;
  indent: string;
}

const MOST_LABEL = 100;
const ITEM = /^((?:[-*+]|\d{1,2}[.)])\s+)(?!\[[ xX]\])/;

/** Splits at headings of all kinds: `# …`, underlined, bold lines, labels and questions that ask for something, summaries of collapsible blocks. */
export function sectionsOf(lines: TemplateLine[]): Section[] {
  const sections: Section[] = [{ kind: undefined, level: 0, indent: '', head: [], body: [] }];
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index]!;
    const current = sections.at(-1)!;
    const underlined = isUnderlined(lines, index);
    const heading = line.in !== 'text' || line.seen.length > LONGEST_LINE ? undefined : underlined ? { text: line.seen, level: 1, indent: '' } : (headingIn(line.seen) ?? askedIn(lines, index, current));
    if (heading) {
      sections.push({ kind: kindOf(heading.text), level: heading.level, indent: heading.indent, head: underlined ? [line, lines[++index]!] : [line], body: [] });
    } else if (line.in === 'text' && /^\s*<\/details>/i.test(line.raw)) {
      sections.push({ kind: undefined, level: 8, indent: '', head: [line], body: [] });
    } else {
      current.body.push(line);
    }
  }
  return [...splitTop(sections[0]!), ...sections.slice(1)];
}

/** Before the first heading, paragraphs that ask for something are sections of their own: `*Describe how you tested.*` */
function splitTop(top: Section): Section[] {
  const parts: Section[] = [{ ...top, body: [] }];
  let done = 0;
  for (const { from, to: end } of paragraphsOf(top.body, 0)) {
    const seen = seenIn(top.body, from, end);
    const kind = isPlaceholder(seen) ? kindOf(seen.join(' ')) : undefined;
    if (kind !== 'summary' && kind !== 'tests' && kind !== 'issues') continue;
    let to = end;
    while (to < top.body.length && isBlank(top.body[to]!)) to++;
    parts.at(-1)!.body.push(...top.body.slice(done, from));
    parts.push({ kind, level: 7, indent: '', head: [], body: top.body.slice(from, to) });
    parts.push({ kind: undefined, level: 8, indent: '', head: [], body: [] });
    done = to;
  }
  parts.at(-1)!.body.push(...top.body.slice(done));
  return parts;
}

/** A line of text alone with a line of `=` or `-` under it. */
function isUnderlined(lines: TemplateLine[], index: number): boolean {
  const [before, line, next] = [lines[index - 1], lines[index]!, lines[index + 1]];
  if (!next || next.in !== 'text' || line.in !== 'text' || !/^ {0,3}(?:=+|-{2,})\s*$/.test(next.raw.slice(0, LONGEST_LINE))) return false;
  return (!before || before.in !== 'text' || before.seen === '') && /^[^\s|>#*+-]/.test(line.seen) && line.seen.length <= MOST_LABEL;
}

function headingIn(seen: string): Heading | undefined {
  const marks = /^#{1,6}(?=\s)/.exec(seen)?.[0];
  if (marks) return { text: seen.slice(marks.length), level: marks.length, indent: '' };
  const folded = /^(?:<details[^<>]*>\s*)?<summary>(.*)<\/summary>$/i.exec(seen)?.[1];
  if (folded !== undefined) return { text: folded.replace(/<\/?\w+>/g, ''), level: 7, indent: '' };
  return undefined;
}

/** Labels (`**Why**:`, `Summary:`) and questions that stand for a heading. */
function askedIn(lines: TemplateLine[], index: number, current: Section): Heading | undefined {
  const { seen } = lines[index]!;
  const item = ITEM.exec(seen)?.[1] ?? '';
  const indent = ' '.repeat(item.length);
  const label = labelIn(seen);
  if (label) {
    const kind = kindOf(label.label);
    // A line that is bold as a whole is a heading whatever it says.
    if (label.bold && label.value === '') return { text: label.label, level: 7, indent };
    // Where issues are asked for, the answer stands on the same line.
    return kind !== undefined && kind !== 'issues' && label.value === '' ? { text: label.label, level: 7, indent } : undefined;
  }
  if (!/[?？]$/.test(seen) || seen.length > MOST_LABEL) return undefined;
  const kind = kindOf(seen);
  const alone = (index === 0 || lines[index - 1]!.in !== 'text' || isBlank(lines[index - 1]!)) && (index + 1 >= lines.length || lines[index + 1]!.in !== 'text' || isBlank(lines[index + 1]!));
  // Under a heading that asks for something, a question only explains what.
  return kind !== undefined && (item !== '' || (alone && current.kind === undefined)) ? { text: seen, level: 7, indent } : undefined;
}

export interface Label {
  label: string;
  /** What stands after the colon; empty where that only stands for what is to be written. */
  value: string;
  bold: boolean;
}

/** `**Issue:** N/A`, `- JIRA:`, `Test plan:`; a remark in italics after the label is none of the value. */
export function labelIn(seen: string): Label | undefined {
  if (seen.length > LONGEST_LINE || /^\s*[-*+] \[[ xX]\]/.test(seen)) return undefined;
  const text = seen.replace(ITEM, '');
  const mark = /^(?:\*\*|__)(?=\S)/.exec(text)?.[0];
  if (mark) {
    const end = text.indexOf(mark, 2);
    if (end < 0) return undefined;
    const inside = text.slice(2, end).trim();
    const after = withoutRemark(text.slice(end + 2).trim());
    const colon = /[:：]$/.test(inside) || /^[:：]/.test(after);
    if (!colon && after !== '') return undefined;
    return { label: inside, value: valueIn(after.replace(/^[:：]/, '')), bold: true };
  }
  const plain = /^([\p{L}][^:：<>|`]{0,60})[:：](?!\/\/)(.*)$/u.exec(text);
  return plain ? { label: plain[1]!, value: valueIn(plain[2]!), bold: false } : undefined;
}

/** Without the remark in parentheses that a text begins with, which may be in italics: `*(optional)*: …`. */
function withoutRemark(text: string): string {
  const mark = /^[*_]?(?=\()/.exec(text)?.[0];
  if (mark === undefined) return text;
  const end = text.indexOf(`)${mark}`, 1);
  return end < 0 ? text : text.slice(end + 1 + mark.length).trim();
}

function valueIn(text: string): string {
  const value = text.trim();
  return isPlaceholderText(value) || value === '#' ? '' : value;
}

/** A section of nothing but check boxes, in the text or in a block of code, waits for a person. */
export function isChoice({ body }: Section): boolean {
  const lines = body.filter((line) => line.in === 'fence' || (line.in === 'text' && line.seen !== ''));
  const isBox = (line: TemplateLine) => /^(?:[-*+] )?\[[ xX]?\]/.test(line.seen);
  return lines.some(isBox) && lines.every((line) => isBox(line) || /^\s{2,}\S/.test(line.raw) || (line.in === 'fence' && /^(?:`{3,}|~{3,})\S*$/.test(line.seen)));
}
