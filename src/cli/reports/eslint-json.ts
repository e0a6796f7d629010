import * as z from 'zod';
import { entriesOf, isListOf, maybeNumber, maybeText, type ReportFormat, SEVERITY } from './report.ts';

const file = z.object({ filePath: z.string(), messages: z.array(z.unknown()) });
const message = z.object({
  ruleId: maybeText,
  message: z.string(),
  severity: z.number().nullish(),
  line: maybeNumber,
  column: maybeNumber,
  endLine: maybeNumber,
  endColumn: maybeNumber,
});

/** `eslint -f json` */
export const eslintJson: ReportFormat = {
  name: 'ESLint',
  read(document) {
    if (!isListOf(document, 'filePath', 'messages')) return undefined;
    return entriesOf(document, file, ({ filePath, messages }) =>
      entriesOf(messages, message, function* ({ ruleId, line, severity, ...rest }) {
        // Without a line it is about the file, as that it is ignored.
        if (line !== undefined) yield { ...rest, path: filePath, tool: 'eslint', rule: ruleId ?? '', severity: severity === 2 ? SEVERITY.error : SEVERITY.warning, line, unit: 'utf16' };
      }),
    );
  },
};
