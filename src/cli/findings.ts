import type { Diagnostic } from '../core/diagnostic.ts';
import { UserError } from '../core/errors.ts';
import type { Location } from './location.ts';

const MOST_LINES_NAMED = 20;

/** What is reported at a place: what starts on its line, nearest column first; else what covers the line, shortest first. UserError where there is nothing. */
export function findingsAt(diagnostics: Diagnostic[], { file, line, column = 1 }: Location): Diagnostic[] {
  const starting = diagnostics.filter((diagnostic) => diagnostic.line === line);
  if (starting.length > 0) return starting.sort((a, b) => distance(a, line, column) - distance(b, line, column) || a.column - b.column);
  const covering = diagnostics.filter((diagnostic) => diagnostic.line < line && line <= diagnostic.endLine);
  if (covering.length > 0) return covering.sort((a, b) => a.endLine - a.line - (b.endLine - b.line));

  const lines = [...new Set(diagnostics.map((diagnostic) => diagnostic.line))].sort((a, b) => a - b);
  if (lines.length === 0) throw new UserError(`The linter reports nothing in ${file}.`, '', 'There is nothing to explain.');
  const named = lines.slice(0, MOST_LINES_NAMED).join(', ') + (lines.length > MOST_LINES_NAMED ? ', …' : '');
  throw new UserError(`The linter reports nothing on line ${line} of ${file}.`, `It reports something on ${lines.length === 1 ? 'line' : 'lines'} ${named}.`, 'Name one of these.');
}

/** From the top of a file down. */
export function byPlace(a: Diagnostic, b: Diagnostic): number {
  return a.line - b.line || a.column - b.column;
}

/** Columns between a place and a diagnostic that starts on its line; 0 inside it. */
function distance(diagnostic: Diagnostic, line: number, column: number): number {
  if (column < diagnostic.column) return diagnostic.column - column;
  return diagnostic.endLine > line ? 0 : Math.max(0, column - Math.max(diagnostic.column, diagnostic.endColumn - 1));
}
