const BULLET = /^(\s{0,3})([-*+•]|\d{1,3}[.)])\s+/;
const TRAILER = /^[A-Z][A-Za-z]*(?:-[A-Za-z]+)*: \S/;
/** Lines by which people vouch for a change or an issue is closed: nobody but them may write those. */
const CLAIM = /^(?:[A-Z][a-z]+(?:-[a-z]+)*-by|Cc|CC|Change-Id|(?:Fix(?:es|ed)?|Close[sd]?|Resolve[sd]?|Refs?|See(?:-also)?|Issue|PR|Bug|Ticket|Jira)(?=:? *#\d|: *[A-Z]+-\d)):?\s/i;
/** A word, or code in backquotes with what adheres to it: neither is broken. */
const PIECE = /[^\s`]*`[^`\n]{1,60}`[^\s`]*|\S+/g;

/**
 * Wraps prose and items at this many columns; code (fenced, or indented by four), trailers and words that are longer stay whole.
 * No wrapped line begins with `#`, which git would take for a comment.
 */
export function wrapBody(text: string, width: number): string {
  const lines: string[] = [];
  let paragraph: string[] = [];
  let fenced = false;
  const flush = () => {
    lines.push(...wrapParagraph(paragraph, width));
    paragraph = [];
  };
  for (const raw of text.replace(/\r\n?/g, '\n').split('\n')) {
    const line = raw.trimEnd();
    const fence = /^\s{0,3}(?:```|~~~)/.test(line);
    const indentedCode = /^(?: {4}|\t)/.test(line) && (paragraph.length === 0 || !BULLET.test(paragraph[0]!));
    if (fenced || fence || indentedCode || line === '' || (TRAILER.test(line) && (paragraph.length === 0 || TRAILER.test(paragraph.at(-1)!)) && !BULLET.test(line))) {
      flush();
      if (fence) fenced = !fenced;
      lines.push(line);
    } else {
      if (BULLET.test(line)) flush();
      paragraph.push(line);
    }
  }
  flush();
  return lines.join('\n').replace(/\n{3,}/g, '\n\n').replace(/^\n+|\n+$/g, '');
}

function wrapParagraph(paragraph: string[], width: number): string[] {
  if (paragraph.length === 0) return [];
  const bullet = BULLET.exec(paragraph[0]!);
  const lead = bullet ? `${bullet[1]}${bullet[2]} ` : '';
  const hanging = ' '.repeat(lead.length);
  const pieces = [paragraph[0]!.slice(bullet?.[0].length ?? 0), ...paragraph.slice(1)].join(' ').match(PIECE) ?? [];
  const lines: string[] = [];
  let line = lead;
  for (const piece of pieces) {
    const bare = line === lead || line === hanging;
    if (!bare && line.length + 1 + piece.length > width && !piece.startsWith('#')) {
      lines.push(line);
      line = hanging + piece;
    } else {
      line += bare ? piece : ` ${piece}`;
    }
  }
  return [...lines, line].map((each) => each.trimEnd()).filter(Boolean);
}

/** A model's body without what it cannot know: who signed or reviewed, which issue it closes. Control characters go too. */
export function cleanBody(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/(?![\n\t])[\p{Cc}\p{Cf}]/gu, '')
    .split('\n')
    .filter((line) => !CLAIM.test(line.trim()))
    .map(withoutIssues)
    .join('\n')
    .trim();
}

function withoutIssues(line: string): string {
  const without = line.replace(/\s{0,3}\(?(?:\b(?:fix(?:es|ed)?|close[sd]?|resolve[sd]?|see|refs?)\b:?\s*)?(?<![\w&])#\d+\)?/gi, '');
  return without === line ? line : without.replace(/[,;]+(?=\s*(?:[.,;]|$))/g, '');
}

/** How the recent commits' bodies are written. */
export interface BodyHabit {
  /** Share of the commits that have one, trailers aside, 0 to 1. */
  share: number;
  /** Whether most of them are lists. */
  bullets: boolean;
}

export function bodyHabitOf(bodies: string[]): BodyHabit {
  const written = bodies.map((body) => body.split('\n').filter((line) => line.trim() !== '' && !TRAILER.test(line))).filter((lines) => lines.length > 0);
  const lists = written.filter((lines) => lines.filter((line) => BULLET.test(line)).length * 2 >= lines.length);
  return { share: bodies.length === 0 ? 0 : written.length / bodies.length, bullets: lists.length * 2 > written.length };
}
