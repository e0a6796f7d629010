import * as z from 'zod';
import { entriesOf, hasProperties, maybeText, number, type ReportFormat, SEVERITY } from './report.ts';

const place = z.object({ line: number, column: number });
const finding = z.object({ severity: z.string(), message: z.string(), category: maybeText, location: z.object({ path: z.string(), start: place, end: place }).nullish() });
const SEVERITIES: Record<string, number> = { fatal: SEVERITY.error, error: SEVERITY.error, warning: SEVERITY.warning, information: SEVERITY.information, hint: SEVERITY.hint };

/** `biome lint --reporter=json` and `biome check`, of versions that give lines and columns. */
export const biomeJson: ReportFormat = {
  name: 'Biome',
  read(document) {
    if (!hasProperties(document, 'summary', 'diagnostics') || !Array.isArray(document['diagnostics'])) return undefined;
    return entriesOf(document['diagnostics'], finding, function* ({ severity, message, category, location }) {
      // How a file is laid out is no finding that can be explained.
      if (!location || category === 'format') return;
      const { path, start, end } = location;
      yield { path, tool: 'biome', rule: category && category !== 'parse' ? category : '', message, severity: SEVERITIES[severity] ?? SEVERITY.warning, line: start.line, column: start.column, endLine: end.line, endColumn: end.column, unit: 'codePoint' };
    });
  },
};
