import type { Conventions } from '../../core/changes.ts';

const SCISSORS = '------------------------ >8 ------------------------';

/** The trailers that the user's own git configuration asks for; nothing else ever adds one. */
export function trailersFor(conventions: Conventions | undefined): string[] {
  const by = conventions?.signOff?.replace(/[\p{Cc}\p{Cf}]+/gu, '').trim().slice(0, 300);
  return by !== undefined && /^\S.* <[^<>\s]+>$/.test(by) ? [`Signed-off-by: ${by}`] : [];
}

/** The key of no ticket: `PROJ-000`, `JIRA-XXX`, `#000`. */
const NO_KEY = /(?:\b[A-Z][A-Z0-9]*-|#)(?:0+|[X#]+|\d*[xX]{2,})\b/g;
/** What stands for the parts of a message. */
const PARTS = /\b(?:types?|scopes?|subject|title|body|footer|summary|description|message|commit|optional|your|the|an?|of|here|and|or|short|long(?:er)?|brief|detailed)\b/gi;

/** True for a line that only says what belongs there: `<type>: <subject>`, `[optional body]`, `Longer description`, `Refs: PROJ-000`. A heading stays. */
function isPlaceholder(line: string): boolean {
  const real = line.replace(NO_KEY, '');
  if (real !== line && /^[\s[(]*(?:[A-Za-z-]+:?)?[\s\])]*$/.test(real)) return true;
  const isNothing = (text: string) => text.replace(/[\s:()/|.,-]/g, '') === '';
  if (/[<[{]/.test(line) && isNothing(line.replace(/<[^<>]*>|\[[^[\]]*\]|\{[^{}]*\}/g, ''))) return true;
  return /\p{L}/u.test(line) && !line.trimEnd().endsWith(':') && isNothing(line.replace(PARTS, ''));
}

/** `Why:` and `Test Plan:`, not `feat:`. */
const HEADING = /^\p{Lu}[\p{L} ]*:$/u;

/**
 * The lines of a commit template that are meant to stay: comments, what is under git's scissors, places to be filled in and the subject are dropped,
 * and so are empty lines at both ends. The first paragraph is the subject, unless an empty line leaves the place for one, or it is a heading.
 */
export function fixedLines({ template = '', commentMark }: Pick<Conventions, 'template' | 'commentMark'>): string[] {
  const written: string[] = [];
  for (const line of template.replace(/\r\n?/g, '\n').split('\n')) {
    if (!line.startsWith(commentMark)) written.push(line.replace(/[^\P{Cc}\t]/gu, '').trimEnd());
    else if (line.includes(SCISSORS)) break;
  }
  const first = written[0] ?? '';
  const body = first === '' || HEADING.test(first) ? written : written.slice(written.includes('') ? written.indexOf('') : written.length);
  const kept = body.filter((line) => !isPlaceholder(line));
  return kept.join('\n').replace(/\n{3,}/g, '\n\n').replace(/^\n+|\n+$/g, '').split('\n').filter((line, _, all) => all.length > 1 || line !== '');
}
