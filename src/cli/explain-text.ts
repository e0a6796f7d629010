import { relative } from 'node:path';
import type { Diagnostic } from '../core/diagnostic.ts';
import type { Explained } from './explain-groups.ts';
import { type Output, printable } from './output.ts';
import type { Reported } from './reported.ts';

/** Places of one rule that are listed. */
const MOST_PLACES = 20;

/** `src/app.js:12:5`, as editors and terminals open it. */
export function placeOf(cwd: string, { target, diagnostic }: Pick<Reported, 'target' | 'diagnostic'>): string {
  return oneLine(`${relative(cwd, target.file) || target.file}:${diagnostic.line}:${diagnostic.column}`);
}

/** `eslint no-var: Unexpected var.` */
export function titleOf({ tool, rule, message }: Diagnostic): string {
  return oneLine(`${tool}${rule && ` ${rule}`}: ${message}`);
}

/** A text of a tool on one line, without what a terminal would obey. */
export function oneLine(text: string): string {
  return printable(text).replace(/\s+/g, ' ').trim();
}

/** A rule's explanation as a person reads it: the finding, its places, problem and reason, the fix, the documentation. */
export function blockOf({ items, chosen, result }: Explained, cwd: string, output: Pick<Output, 'styled'>): string {
  const { problem, why, fix, idea, documentation } = result.output;
  const at = items.length > 1 ? ` ${placeOf(cwd, chosen)}` : '';
  const parts = [
    `${output.styled('bold', titleOf(chosen.diagnostic))}\n${placesText(items, chosen, cwd)}`,
    printable(problem),
    printable(why),
    ...(fix ? [`${fix.by === 'model' ? 'The model\'s fix' : 'Fix'}${at}, confirmed by ${oneLine(chosen.diagnostic.tool)}:\n${diffText(fix.diff, output)}`] : []),
    ...(!fix && idea ? [`Idea${at}, not confirmed: ${oneLine(idea.reason)}\n${diffText(idea.diff, output)}`] : []),
    ...(documentation?.url ? [`Documentation: ${oneLine(documentation.url)}`] : []),
  ];
  return parts.filter((part) => part.trim() !== '').join('\n\n');
}

function placesText(items: Reported[], chosen: Reported, cwd: string): string {
  const shown = items.slice(0, MOST_PLACES).map((item) => {
    const other = item.diagnostic.message === chosen.diagnostic.message ? '' : `  ${oneLine(item.diagnostic.message)}`;
    return `  ${placeOf(cwd, item)}${other}`;
  });
  if (items.length > MOST_PLACES) shown.push(`  and ${items.length - MOST_PLACES} more`);
  return shown.join('\n');
}

/** A diff, indented, in the colours that diffs have. */
export function diffText(diff: string, output: Pick<Output, 'styled'>): string {
  return printable(diff)
    .split('\n')
    .map((line) => `  ${line.startsWith('+') ? output.styled('green', line) : line.startsWith('-') ? output.styled('red', line) : line}`)
    .join('\n');
}
