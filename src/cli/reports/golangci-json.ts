import * as z from 'zod';
import { entriesOf, hasProperties, maybeNumber, maybeText, number, type ReportFormat, SEVERITY } from './report.ts';

const issue = z.object({
  FromLinter: z.string(),
  Text: z.string(),
  Severity: maybeText,
  Pos: z.object({ Filename: z.string(), Line: number, Column: maybeNumber }),
  LineRange: z.object({ From: number, To: number }).nullish(),
});

/** `golangci-lint run --out-format json`, or `--output.json.path stdout` of version 2. */
export const golangciJson: ReportFormat = {
  name: 'golangci-lint',
  read(document) {
    if (!hasProperties(document, 'Issues')) return undefined;
    const issues = document['Issues'] ?? [];
    if (!Array.isArray(issues)) return undefined;
    return entriesOf(issues, issue, function* ({ FromLinter, Text, Severity, Pos, LineRange }) {
      const severity = /^err/i.test(Severity ?? '') || FromLinter === 'typecheck' ? SEVERITY.error : SEVERITY.warning;
      // Go counts columns in bytes; 0 stands for none.
      yield { path: Pos.Filename, tool: 'golangci-lint', rule: FromLinter, message: Text, severity, line: Pos.Line, column: Pos.Column || undefined, endLine: LineRange?.To, unit: 'utf8' };
    });
  },
};
