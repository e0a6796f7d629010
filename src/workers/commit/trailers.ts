import type { Conventions } from '../../core/changes.ts';

const SCISSORS = '------------------------ >8 ------------------------';

/** The trailers that the user's own git configuration asks for; nothing else ever adds one. */
export function trailersFor(conventions: Conventions | undefined): string[] {
  const by = conventions?.signOff?.replace(/[\p{Cc}\p{Cf}]+/gu, '').trim().slice(0, 300);
  return by !== undefined && /^\S.* <[^<>\s]+>$/.test(by) ? [`Signed-off-by: ${by}`] : [];
}

/** True for a line that only says what belongs there: `<type>: <subject>`, `[optional body]`, … */
function isPlaceholder(line: string): boolean {
  return /[<[{]/.test(line) && line.replace(/<[^<>]*>|\[[^[\]]*\]|\{[^{}]*\}/g, '').replace(/[\s:()/|.,-]/g, '') === '';
}

/**
 * The lines of a commit template that are meant to stay: comments, what is under git's scissors and places to be filled in are dropped,
 * and so are empty lines at both ends.
 */
export function fixedLines({ template = '', commentMark }: Pick<Conventions, 'template' | 'commentMark'>): string[] {
  const kept: string[] = [];
  for (const line of template.replace(/\r\n?/g, '\n').split('\n')) {
    if (line.startsWith(commentMark)) {
      if (line.includes(SCISSORS)) break;
      continue;
    }
    if (!isPlaceholder(line)) kept.push(line.replace(/[^\P{Cc}\t]/gu, '').trimEnd());
  }
  return kept.join('\n').replace(/\n{3,}/g, '\n\n').replace(/^\n+|\n+$/g, '').split('\n').filter((line, _, all) => all.length > 1 || line !== '');
}
