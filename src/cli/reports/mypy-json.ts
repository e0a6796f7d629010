import * as z from 'zod';
import { entriesOf, hasProperties, maybeNumber, maybeText, number, type ReportFormat, SEVERITY } from './report.ts';

const finding = z.object({ file: z.string(), line: number, column: number, end_line: maybeNumber, end_column: maybeNumber, message: z.string(), hint: maybeText, code: maybeText, severity: maybeText });

/** `mypy --output json`: one finding a line. */
export const mypyJson: ReportFormat = {
  name: 'mypy',
  read(document) {
    if (!hasProperties(document, 'file', 'line', 'column', 'message', 'hint')) return undefined;
    // mypy counts columns from 0 in bytes of UTF-8, as Python's parser does; the end is exclusive.
    return entriesOf([document], finding, function* ({ file, line, column, end_line: endLine, end_column: endColumn, message, hint, code, severity }) {
      // A note stands beside the finding that it belongs to.
      if (severity === 'note') return;
      const text = hint ? `${message}\n${hint}` : message;
      yield { path: file, tool: 'mypy', rule: code === 'syntax' ? '' : (code ?? ''), message: text, severity: SEVERITY.error, line, column: column + 1, endLine, endColumn: endColumn === undefined ? undefined : endColumn + 1, unit: 'utf8' };
    });
  },
};
