import * as z from 'zod';
import { entriesOf, isListOf, maybeNumber, number, type ReportFormat, SEVERITY } from './report.ts';

const file = z.object({ source: z.string(), warnings: z.array(z.unknown()) });
const warning = z.object({ line: number, column: number, endLine: maybeNumber, endColumn: maybeNumber, rule: z.string(), severity: z.string(), text: z.string() });

/** `stylelint -f json`, which since version 16 goes to standard error. */
export const stylelintJson: ReportFormat = {
  name: 'Stylelint',
  read(document) {
    if (!isListOf(document, 'source', 'warnings')) return undefined;
    return entriesOf(document, file, ({ source, warnings }) =>
      entriesOf(warnings, warning, function* ({ rule, severity, text, ...place }) {
        const suffix = ` (${rule})`;
        yield {
          ...place,
          path: source,
          tool: 'stylelint',
          rule: rule === 'CssSyntaxError' ? '' : rule,
          message: text.endsWith(suffix) ? text.slice(0, -suffix.length) : text,
          severity: severity === 'error' ? SEVERITY.error : SEVERITY.warning,
          unit: 'utf16',
        };
      }),
    );
  },
};
