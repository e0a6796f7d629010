import type { Diagnostic, LineEdit, SiblingFix } from '../../core/diagnostic.ts';
import type { NamedFinding } from './linter.ts';

/** Fixes that are worth a run of the tool each. */
const MOST = 5;
/** Words that say nothing of what a message is about. */
const SMALL_WORDS = new Set(['a', 'an', 'the', 'is', 'are', 'be', 'to', 'of', 'in', 'on', 'or', 'and', 'with', 'without', 'for', 'not', 'no', 'use', 'using', 'used', 'should', 'instead', 'consider', 'can', 'as', 'it']);

export interface Candidate extends NamedFinding {
  /** The tool as we name it. */
  tool: string;
}

const words = (text: string) => new Set(text.toLowerCase().split(/[^\p{L}\p{N}_]+/u).filter((word) => word !== '' && !SMALL_WORDS.has(word)));

/** How much two texts have in common, from 0 to 1. */
function likeness(a: string, b: string): number {
  const [first, second] = [words(a), words(b)];
  const common = [...first].filter((word) => second.has(word)).length;
  return common === 0 ? 0 : common / (first.size + second.size - common);
}

/** How much of the two ranges both cover, from 0 to 1; the lines weigh far more than the columns. */
function overlap(a: Diagnostic, b: Diagnostic): number {
  const at = (line: number, column: number) => line * 1000 + Math.min(column, 999);
  const [aStart, aEnd, bStart, bEnd] = [at(a.line, a.column), at(a.endLine, a.endColumn), at(b.line, b.column), at(b.endLine, b.endColumn)];
  const common = Math.min(aEnd, bEnd) - Math.max(aStart, bStart);
  return common <= 0 ? 0 : common / (Math.max(aEnd, bEnd) - Math.min(aStart, bStart));
}

/** An edit by which nothing but an import comes or changes. */
function addsImport({ startLine, endLine, newText }: LineEdit, lines: string[]): boolean {
  const imports = [...lines.slice(startLine - 1, endLine), ...newText.split('\n')].filter((line) => line.trim() !== '');
  return newText.trim() !== '' && imports.every((line) => /^\s*(?:from|import)\s/.test(line));
}

/**
 * The fixes among the candidates that may repair what the diagnostic reports, the likeliest first: of a finding on its lines, or of the next one
 * of a rule by the same name, which another tool may show at another place (Pylint shows a useless `return` at the function's head). They change
 * the lines of the finding and of the diagnostic and those next to them, and may add an import. None of them is known to help before the tool was asked again.
 */
export function siblingsOf(diagnostic: Diagnostic, tool: string, source: string, candidates: Candidate[]): SiblingFix[] {
  const lines = source.split(/\r?\n/);
  const namesake = candidates
    .filter(({ name, diagnostic: found }) => name === diagnostic.rule && found.line >= diagnostic.line)
    .sort((a, b) => a.diagnostic.line - b.diagnostic.line)[0];

  const rated = candidates.flatMap((candidate) => {
    const { diagnostic: found, name = '', fixes } = candidate;
    if (candidate.tool === tool && found.rule === diagnostic.rule) return [];
    const touches = found.line <= diagnostic.endLine && found.endLine >= diagnostic.line;
    if (!touches && candidate !== namesake) return [];
    const [from, to] = candidate === namesake ? [Math.min(found.line, diagnostic.line), Math.max(found.endLine, diagnostic.endLine)] : [diagnostic.line, diagnostic.endLine];
    const near = (edit: LineEdit) => edit.startLine >= from - 1 && edit.endLine <= to + 1;
    const rating = (candidate === namesake ? 2 : 0) + likeness(`${diagnostic.rule} ${diagnostic.message}`, `${name} ${found.message}`) + overlap(diagnostic, found);
    return fixes
      .filter(({ edits }) => edits.some(near) && edits.every((edit) => near(edit) || addsImport(edit, lines)))
      .map((fix) => ({ rating, sibling: { tool: candidate.tool, rule: found.rule, fix } }));
  });
  const seen = new Set<string>();
  return rated
    .sort((a, b) => b.rating - a.rating)
    .filter(({ sibling }) => {
      const key = JSON.stringify(sibling.fix.edits);
      return !seen.has(key) && seen.add(key);
    })
    .slice(0, MOST)
    .map(({ sibling }) => sibling);
}
