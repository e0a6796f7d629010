import { codeWindow } from '../workers/explain/code-window.ts';
import { type EditorDiagnostic, toDiagnostic } from './diagnostics.ts';

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

/** What is on screen of the diagnostics, without hints: those of the active editor first, each nearest to its cursor first. */
export function nearestFirst<Own extends View>(views: Own[]): { view: Own; diagnostic: Own['diagnostics'][number] }[] {
  return views
    .flatMap((view) =>
      view.diagnostics
        .filter(({ range, severity }) => severity !== HINT && view.visible.some(({ start, end }) => range.start.line <= end && range.end.line >= start))
        .map((diagnostic: Own['diagnostics'][number]) => ({ view, diagnostic, distance: Math.abs(diagnostic.range.start.line - view.cursorLine) })),
    )
    .sort((a, b) => Number(b.view.active) - Number(a.view.active) || a.distance - b.distance)
    .map(({ view, diagnostic }) => ({ view, diagnostic }));
}
