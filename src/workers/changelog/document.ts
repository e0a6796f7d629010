/** A heading of a changelog, underlined or with number signs. */
export interface Heading {
  /** Index of its first line. */
  line: number;
  /** How many lines it takes: two where it is underlined. */
  lines: 1 | 2;
  /** 1 for the highest; of underlines in reStructuredText, in the order in which they first occur. */
  level: number;
  /** Without marks. */
  title: string;
  /** What underlines it; empty for number signs. */
  underline: string;
}

/** One point of a list, with what belongs to it. */
export interface Item {
  /** Indices of its first line, and of the first line behind it; blank lines at its end are not part of it. */
  start: number;
  end: number;
  /** White space, mark and white space, as they stand before the first word. */
  mark: string;
  /** Its lines without indentation, joined by spaces. */
  text: string;
}

/** The lines of a changelog, each with its own line end, and what they are. */
export interface ChangelogDocument {
  lines: string[];
  /** The line end that most lines have. */
  eol: '\n' | '\r\n';
  headings: Heading[];
  items: Item[];
  /** Index of the first of the link references at the end; the number of lines where there are none. */
  references: number;
}

export type Markup = 'markdown' | 'rst' | 'plain';

export function markupOf(path: string): Markup {
  if (/\.(?:md|markdown)$/i.test(path)) return 'markdown';
  return /\.rst$/i.test(path) ? 'rst' : 'plain';
}

const REFERENCE = /^ {0,3}\[[^\]]+\]:\s*\S/;
const FENCE = /^\s*(`{3,}|~{3,})/;
const ITEM = /^(\s{0,3}[-*+•]\s+)(\S.*)$/;
/** Points of a table of contents: nothing but links within the page. */
const CONTENTS = /^(?:(?:[-*+]\s+)?\[[^\]]*\]\(#[^()]*\)\s*)+$/;
/** Lines of a longer item than this are not read; a changelog has no such. */
const LONGEST_LINE = 4000;
const LONGEST_ITEM = 2000;

export function plainLine(line: string): string {
  return line.replace(/\r?\n$/, '');
}

export function isBlank(line: string | undefined): boolean {
  return line === undefined || line.trim() === '';
}

/** Reads a changelog, in time proportional to its size. Headings and lists in code and comments are none. */
export function readDocument(text: string, markup: Markup): ChangelogDocument {
  const lines = text === '' ? [] : text.split(/(?<=\n)/);
  const plain = lines.map((line) => plainLine(line).slice(0, LONGEST_LINE));
  const headings: Heading[] = [];
  const items: Item[] = [];
  const underlines: string[] = [];
  // What is opened and never closed is text, or nothing behind it could be found again.
  const lastFence = plain.findLastIndex((line) => FENCE.test(line));
  const lastComment = plain.findLastIndex((line) => line.includes('-->'));
  let fence = '';
  let comment = false;
  let item: { start: number; end: number; mark: string; texts: string[] } | undefined;
  const endItem = () => {
    if (item && !CONTENTS.test(item.texts.join(' '))) items.push({ start: item.start, end: item.end, mark: item.mark, text: item.texts.join(' ').slice(0, LONGEST_ITEM) });
    item = undefined;
  };
  for (let index = 0; index < plain.length; index++) {
    const line = plain[index]!;
    const mark = markup === 'rst' || (fence === '' && index >= lastFence) ? undefined : FENCE.exec(line)?.[1];
    if (mark !== undefined) fence = fence === '' ? mark : mark.startsWith(fence) ? '' : fence;
    else if (fence === '' && markup !== 'rst' && (comment || (line.includes('<!--') && index <= lastComment))) {
      comment = line.lastIndexOf('-->') < line.lastIndexOf('<!--') || (comment && !line.includes('-->'));
      if (!item) continue;
    }
    const heading = fence === '' && mark === undefined ? headingAt(plain, index, markup, underlines) : undefined;
    if (heading) {
      endItem();
      headings.push(heading);
      index += heading.lines - 1;
      continue;
    }
    const point = fence === '' && mark === undefined ? ITEM.exec(line) : null;
    const indented = /^\s/.test(line);
    if (point && !(item && indented && leading(line) > leading(item.mark))) {
      endItem();
      item = { start: index, end: index + 1, mark: point[1]!, texts: [point[2]!.trim()] };
    } else if (item && line.trim() !== '') {
      // A line behind a blank one belongs to the item only where it is indented.
      if (!indented && (index > item.end || REFERENCE.test(line))) endItem();
      else {
        item.end = index + 1;
        if (fence === '' && mark === undefined) item.texts.push(line.trim());
      }
    }
  }
  endItem();
  const crlf = lines.filter((line) => line.endsWith('\r\n')).length;
  return { lines, eol: crlf * 2 > lines.length ? '\r\n' : '\n', headings, items, references: referencesFrom(plain) };
}

function leading(text: string): number {
  return /^\s*/.exec(text)![0].length;
}

function headingAt(lines: string[], index: number, markup: Markup, underlines: string[]): Heading | undefined {
  const line = lines[index]!;
  const signs = markup === 'rst' ? null : /^ {0,3}(#{1,6})[ \t]+(.*)$/.exec(line);
  if (signs) return { line: index, lines: 1, level: signs[1]!.length, title: withoutClosing(signs[2]!.trim()), underline: '' };
  const under = /^ {0,3}(=+|-+|~+|\^+|\*+|"+|\++|#+)[ \t]*$/.exec(lines[index + 1] ?? '')?.[1];
  if (under === undefined || under.length < 3 || line.trim() === '' || /^\s*[-*+•] |^\s{4}|^[-=~^*"+#]+\s*$/.test(line) || (index > 0 && !isBlank(lines[index - 1]) && markup === 'markdown')) return undefined;
  const sign = under[0]!;
  if (markup === 'markdown' && !/[=-]/.test(sign)) return undefined;
  if (markup === 'rst' && under.length < line.trim().length - 2) return undefined;
  if (!underlines.includes(sign)) underlines.push(sign);
  return { line: index, lines: 2, level: markup === 'rst' ? underlines.indexOf(sign) + 1 : sign === '=' ? 1 : 2, title: line.trim(), underline: under };
}

/** A heading's text without the number signs that may close it. By code: a pattern would take quadratic time on lines of them. */
function withoutClosing(title: string): string {
  let end = title.length;
  while (end > 0 && title[end - 1] === '#') end--;
  return end === 0 || /\s/.test(title[end - 1]!) ? title.slice(0, end).trimEnd() : title;
}

function referencesFrom(lines: string[]): number {
  let from = lines.length;
  for (let index = lines.length - 1; index >= 0 && (REFERENCE.test(lines[index]!) || isBlank(lines[index])); index--) if (REFERENCE.test(lines[index]!)) from = index;
  return from;
}
