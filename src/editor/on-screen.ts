import { codeWindow } from '../workers/explain/code-window.ts';
import { type EditorDiagnostic, ruleOf, toDiagnostic, toolOf } from './diagnostics.ts';

/** A file as far as a key of its diagnostics needs it. Lines count from 0. */
export interface Page {
  uri: string;
  lineCount: number;
  /** Both included. */
  lines(first: number, last: number): string;
}

/** An editor that is visible. */
export interface View {
  active: boolean;
  cursorLine: number;
  /** Lines, both included. */
  visible: { start: number; end: number }[];
  diagnostics: readonly (EditorDiagnostic & { severity?: number })[];
}

/** Lines around a diagnostic in which the block that it is in is looked for. */
const BEFORE = 150;
const AFTER = 60;
/** VS Code's number for hints: what fades unused code and the like. */
const HINT = 3;

/** The same as long as neither the diagnostic nor the code that its explanation speaks of has changed, wherever it has moved to. */
export function sightingKey(page: Page, diagnostic: EditorDiagnostic): string {
  const { tool, rule, message, ...place } = toDiagnostic(diagnostic);
  const first = Math.max(0, place.line - 1 - BEFORE);
  const excerpt = page.lines(first, Math.min(page.lineCount - 1, place.endLine - 1 + AFTER));
  const { lines, reported } = codeWindow(excerpt, { tool, rule, message, ...place, line: place.line - first, endLine: place.endLine - first });
  return JSON.stringify([page.uri, tool, rule, message, lines.map(({ text, marked }) => (marked ? [text] : text)), reported]);
}

/**
 * The diagnostics of what is on screen, without hints. First those that are visible: of the active editor before the others, each nearest to its
 * cursor first. Then those above and below, rule by rule: a prompt that begins as the one before is read faster.
 */
export function nearestFirst<Own extends View>(views: Own[]): { view: Own; diagnostic: Own['diagnostics'][number] }[] {
  const all = views
    .flatMap((view) =>
      view.diagnostics
        .filter(({ severity }) => severity !== HINT)
        .map((diagnostic: Own['diagnostics'][number]) => ({ view, diagnostic, distance: Math.abs(diagnostic.range.start.line - view.cursorLine) })),
    )
    .sort((a, b) => Number(b.view.active) - Number(a.view.active) || a.distance - b.distance)
    .map(({ view, diagnostic }) => ({ view, diagnostic }));
  const isVisible = ({ view, diagnostic: { range } }: (typeof all)[number]) => view.visible.some(({ start, end }) => range.start.line <= end && range.end.line >= start);
  const ruleOfOne = ({ diagnostic }: (typeof all)[number]) => `${toolOf(diagnostic)} ${ruleOf(diagnostic)}`;
  const beyond = all.filter((one) => !isVisible(one));
  const rules = [...new Set(beyond.map(ruleOfOne))];
  return [...all.filter(isVisible), ...beyond.toSorted((a, b) => rules.indexOf(ruleOfOne(a)) - rules.indexOf(ruleOfOne(b)))];
}
