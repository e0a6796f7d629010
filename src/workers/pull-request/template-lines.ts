/** One line of a template, and what it is part of. */
export interface TemplateLine {
  /** As it stands in the template, a carriage return at its end included. */
  raw: string;
  /** What a reader sees of it: without comments, carriage return and spaces around. */
  seen: string;
  /** `unclosed`: in a comment that never ends, or below its beginning. `front`: the front matter at the top. */
  in: 'text' | 'comment' | 'fence' | 'front' | 'unclosed';
}

/** Longer lines are no heading and no prompt. */
export const LONGEST_LINE = 300;
const MOST_FRONT_MATTER = 50;

/** Splits a template in its lines; takes linear time. */
export function readLines(template: string): TemplateLine[] {
  const raws = template.split('\n');
  const front = frontMatterLines(raws);
  const lines: TemplateLine[] = [];
  let inComment = false;
  let opened = -1;
  let fence = '';
  for (const raw of raws) {
    if (lines.length < front) {
      lines.push({ raw, seen: '', in: 'front' });
      continue;
    }
    const mark = inComment ? undefined : /^ {0,3}(`{3,}|~{3,})/.exec(raw)?.[1];
    if (fence !== '' || mark !== undefined) {
      lines.push({ raw, seen: raw.trim(), in: 'fence' });
      if (fence === '') fence = mark!;
      else if (mark?.startsWith(fence) && raw.trim() === mark) fence = '';
      continue;
    }
    const began = inComment;
    const { seen, open } = outsideComments(raw, inComment);
    if (!inComment && open) opened = lines.length;
    inComment = open;
    lines.push({ raw, seen: seen.trim(), in: began || (seen.trim() === '' && raw.trim() !== '' && raw.includes('<!--')) ? 'comment' : 'text' });
  }
  if (inComment) for (const line of lines.slice(opened)) [line.in, line.seen] = ['unclosed', ''];
  return lines;
}

export function isBlank(line: TemplateLine): boolean {
  return line.in === 'text' && line.raw.trim() === '';
}

function outsideComments(raw: string, inComment: boolean): { seen: string; open: boolean } {
  let seen = '';
  let at = 0;
  let open = inComment;
  for (;;) {
    const next = raw.indexOf(open ? '-->' : '<!--', at);
    if (!open) seen += next < 0 ? raw.slice(at) : raw.slice(at, next);
    if (next < 0) return { seen, open };
    at = next + (open ? 3 : 4);
    open = !open;
  }
}

/** How many lines the front matter takes: keys between two lines of dashes, at the very top. */
function frontMatterLines(raws: string[]): number {
  if (raws[0]?.replace('\uFEFF', '').trim() !== '---') return 0;
  for (let index = 1; index < Math.min(raws.length, MOST_FRONT_MATTER); index++) {
    const line = raws[index]!;
    if (line.trim() === '---') return index + 1;
    if (!/^(?:\s+\S|[\w-]+:|-\s|#|\s*$)/.test(line)) return 0;
  }
  return 0;
}

/** Tables, HTML, and what GitLab takes for a command. */
const NO_PROSE = /^\s*(?:<\/?(?:details|summary|img|picture|br|hr|p|div|span|center|table|t[rdh]|a|h[1-6]|[uo]l|li|b|i|em|strong|su[bp]|kbd|code|pre|input)\b|\||\/[a-z]+ )/i;

/** Runs of lines of text, with no empty line, comment, block of code or HTML among them. */
export function paragraphsOf(lines: TemplateLine[], start: number): { from: number; to: number }[] {
  const paragraphs: { from: number; to: number }[] = [];
  let from = -1;
  let depth = 0;
  for (let index = start; index <= lines.length; index++) {
    const line = lines[index];
    if (line?.in === 'text' && /^\s*<details/i.test(line.raw)) depth++;
    const isText = line?.in === 'text' && line.seen !== '' && depth === 0 && !NO_PROSE.test(line.raw);
    if (isText && from < 0) from = index;
    if (!isText && from >= 0) {
      // A comment in the midst of a paragraph belongs to it, and keeps it.
      if (line?.in !== 'comment' && line?.in !== 'unclosed') paragraphs.push({ from, to: index });
      from = -1;
    }
  }
  return paragraphs;
}

export function seenIn(lines: TemplateLine[], from: number, to: number): string[] {
  return lines.slice(from, to).map((line) => (line.raw.includes('<!--') ? line.raw : line.seen));
}
