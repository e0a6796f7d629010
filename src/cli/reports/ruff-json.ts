import * as z from 'zod';
import { entriesOf, isListOf, number, type ReportFormat, SEVERITY } from './report.ts';

const place = z.object({ row: number, column: number });
const finding = z.object({ filename: z.string(), code: z.string().nullable(), message: z.string(), location: place, end_location: place, cell: z.number().nullish() });

/** `ruff check --output-format json` */
export const ruffJson: ReportFormat = {
  name: 'Ruff',
  read(document) {
    if (!isListOf(document, 'filename', 'code', 'location')) return undefined;
    return entriesOf(document, finding, function* ({ filename, code, message, location, end_location: end, cell }) {
      // Places in a notebook count within its cell, and no line of the file is that.
      if (typeof cell === 'number') return;
      const unreadable = code === null || code === 'invalid-syntax';
      yield {
        path: filename,
        tool: 'ruff',
        rule: unreadable ? '' : code,
        message,
        severity: unreadable ? SEVERITY.error : SEVERITY.warning,
        line: location.row,
        column: location.column,
        endLine: end.row,
        endColumn: end.column,
        unit: 'codePoint',
      };
    });
  },
};
