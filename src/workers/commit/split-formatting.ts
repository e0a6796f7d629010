import type { Hunk } from '../../core/changes.ts';

/** Files in which the white space before a line has a meaning. */
const INDENTED = /\.(?:py|pyi|ya?ml|haml|pug|jade|slim|coffee|sass|styl|nim|fs|hs|elm|md|rst|mk)$|(?:^|\/)(?:makefile|gnumakefile)$/i;

/** Whether a hunk changes white space and line ends alone, in nothing that has a meaning. */
export function isFormatting({ lines }: Hunk, path: string): boolean {
  const changed = lines.filter((line) => line[0] !== ' ');
  if (changed.length === 0) return false;
  const keepsIndentation = INDENTED.test(path);
  const plain = (sign: string) => changed.filter((line) => line[0] === sign).map((line) => withoutSpace(line.slice(1), keepsIndentation)).join(keepsIndentation ? '\n' : '');
  return plain('-').replace(/\n{2,}/g, '\n').replace(/^\n|\n$/g, '') === plain('+').replace(/\n{2,}/g, '\n').replace(/^\n|\n$/g, '');
}

function withoutSpace(line: string, keepsIndentation: boolean): string {
  if (!keepsIndentation) return line.replace(/\s+/g, '');
  const text = line.trimEnd();
  const start = text.length - text.trimStart().length;
  return text.slice(0, start) + text.slice(start).replace(/\s+/g, ' ');
}
