import * as z from 'zod';
import { entriesOf, hasProperties, isListOf, maybeNumber, number, type ReportFormat, SEVERITY } from './report.ts';

const finding = z.object({
  path: z.string(),
  absolutePath: z.string().optional(),
  symbol: z.string(),
  message: z.string(),
  type: z.string(),
  line: number,
  column: number,
  endLine: maybeNumber,
  endColumn: maybeNumber,
});
const SEVERITIES: Record<string, number> = { fatal: SEVERITY.error, error: SEVERITY.error, warning: SEVERITY.warning };

/** `pylint -f json` and `-f json2` */
export const pylintJson: ReportFormat = {
  name: 'Pylint',
  read(document) {
    const list = hasProperties(document, 'messages', 'statistics') ? document['messages'] : isListOf(document, 'path', 'symbol', 'message-id') ? document : undefined;
    if (!Array.isArray(list)) return undefined;
    // Pylint counts columns from 0 in bytes of UTF-8.
    return entriesOf(list, finding, function* ({ path, absolutePath, symbol, message, type, line, column, endLine, endColumn }) {
      const rule = symbol === 'syntax-error' ? '' : symbol;
      yield { path: absolutePath ?? path, tool: 'pylint', rule, message, severity: SEVERITIES[type] ?? SEVERITY.information, line, column: column + 1, endLine, endColumn: endColumn === undefined ? undefined : endColumn + 1, unit: 'utf8' };
    });
  },
};
