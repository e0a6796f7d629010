import * as z from 'zod';
import { entriesOf, hasProperties, maybeText, number, type ReportFormat, SEVERITY } from './report.ts';

const place = z.object({ line: number, character: number });
const finding = z.object({ file: z.string(), severity: z.string(), message: z.string(), rule: maybeText, range: z.object({ start: place, end: place }).nullish() });
const SEVERITIES: Record<string, number> = { error: SEVERITY.error, warning: SEVERITY.warning, information: SEVERITY.information };

/** `pyright --outputjson` */
export const pyrightJson: ReportFormat = {
  name: 'Pyright',
  read(document) {
    if (!hasProperties(document, 'generalDiagnostics') || !Array.isArray(document['generalDiagnostics'])) return undefined;
    return entriesOf(document['generalDiagnostics'], finding, function* ({ file, severity, message, rule, range }) {
      if (!range) return;
      const { start, end } = range;
      yield { path: file, tool: 'pyright', rule: rule ?? '', message, severity: SEVERITIES[severity] ?? SEVERITY.warning, line: start.line + 1, column: start.character + 1, endLine: end.line + 1, endColumn: end.character + 1, unit: 'utf16' };
    });
  },
};
