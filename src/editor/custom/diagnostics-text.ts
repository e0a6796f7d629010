import { type EditorDiagnostic, ruleOf, toolOf } from '../diagnostics.ts';

const SEVERITIES = ['error', 'warning', 'information', 'hint'];

/** The diagnostics of a file as text, one a line, in the order of their places: `12:5 error eslint no-var: Unexpected var.` */
export function diagnosticsText(diagnostics: readonly (EditorDiagnostic & { severity?: number })[]): string {
  return [...diagnostics]
    .sort((a, b) => a.range.start.line - b.range.start.line || a.range.start.character - b.range.start.character)
    .map((diagnostic) => {
      const { range, severity = 0, message } = diagnostic;
      const head = [`${range.start.line + 1}:${range.start.character + 1}`, SEVERITIES[severity], toolOf(diagnostic), ruleOf(diagnostic)].filter(Boolean).join(' ');
      return `${head}: ${message.replace(/\s+/g, ' ').trim()}`;
    })
    .join('\n');
}
