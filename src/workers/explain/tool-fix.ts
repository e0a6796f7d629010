import { applyLineEdits } from '../../core/line-edits.ts';
import type { Diagnostic, Finding, LineEdit, Linters } from '../../core/diagnostic.ts';
import type { ExplainFacts } from './facts.ts';
import type { Fix } from './input.ts';

/** Longer lines are shown around what changes in them: minified code is one line. */
const LONGEST_LINE = 200;
const AROUND = 60;

function commonLength(a: string, b: string): number {
  let length = 0;
  while (length < Math.min(a.length, b.length) && a[length] === b[length]) length++;
  return length;
}

/** A line as it is shown beside the one that it is compared with. */
function shown(line: string, other: string | undefined): string {
  if (line.length <= LONGEST_LINE) return line;
  const start = Math.max(0, commonLength(line, other ?? '') - AROUND);
  return `${start > 0 ? '…' : ''}${line.slice(start, start + LONGEST_LINE)}${start + LONGEST_LINE < line.length ? '…' : ''}`;
}

/** The edits as removed and added lines, for reading. */
export function diffOf(source: string, edits: LineEdit[]): string {
  const lines = source.split(/\r?\n/);
  return edits
    .map(({ startLine, endLine, newText }) => {
      const removed = lines.slice(startLine - 1, endLine);
      const added = newText === '' ? [] : newText.replace(/\r?\n$/, '').split(/\r?\n/);
      return [
        ...(edits.length > 1 ? [`@@ line ${startLine} @@`] : []),
        ...removed.map((line, index) => `-${shown(line, added[index])}`),
        ...added.map((line, index) => `+${shown(line, removed[index])}`),
      ].join('\n');
    })
    .join('\n');
}

/** The finding that the diagnostic is: the same rule on the same line, nearest to its column. */
function finding(findings: Finding[], { line, column }: Diagnostic): Finding | undefined {
  return findings
    .filter((found) => found.diagnostic.line === line && found.diagnostic.rule !== '')
    .sort((a, b) => Math.abs(a.diagnostic.column - column) - Math.abs(b.diagnostic.column - column))[0];
}

const unreadable = (findings: Finding[]) => findings.some((found) => found.diagnostic.rule === '');

/**
 * The tool's own fix for the diagnostic, carried out on a copy that the tool is then asked about again: a fix after which the rule
 * fires as often as before, or the source cannot be parsed, is dropped. Null where there is none or the tool is not to be had.
 */
export async function toolFix(linters: Linters, { input, reported }: Pick<ExplainFacts, 'input' | 'reported'>, signal: AbortSignal): Promise<Fix | null> {
  const { diagnostic, source } = input;
  const before = await reported;
  for (const { edits } of (before && finding(before, diagnostic)?.fixes) ?? []) {
    const changed = applyLineEdits(source, edits);
    if (changed === undefined || changed === source) continue;
    const after = await linters.lint({ ...input, source: changed }, { tool: diagnostic.tool, rule: diagnostic.rule, signal }).catch(() => {
      signal.throwIfAborted();
      return undefined;
    });
    if (!after || unreadable(after) || after.length >= before!.length) continue;
    return { edits, verified: true, diff: diffOf(source, edits), by: diagnostic.tool };
  }
  return null;
}
