import * as z from 'zod';
import { entriesOf, hasProperties, isListOf, number, type ReportFormat, SEVERITY } from './report.ts';

const comment = z.object({ file: z.string(), level: z.string(), code: number, message: z.string(), line: number, column: number, endLine: number, endColumn: number });
const SEVERITIES: Record<string, number> = { error: SEVERITY.error, warning: SEVERITY.warning, info: SEVERITY.information, style: SEVERITY.hint };
/** What it reports, besides the details, where it cannot parse. */
const SYNTAX = [1072, 1073, 1088, 1089];

/** `shellcheck -f json` and `-f json1`, which differ in how wide a tab is. */
export const shellcheckJson: ReportFormat = {
  name: 'ShellCheck',
  read(document) {
    const old = isListOf(document, 'file', 'level', 'code', 'endColumn');
    const list = old ? document : hasProperties(document, 'comments') ? document['comments'] : undefined;
    if (!Array.isArray(list)) return undefined;
    return entriesOf(list, comment, function* ({ file, level, code, ...rest }) {
      yield { ...rest, path: file, tool: 'shellcheck', rule: SYNTAX.includes(code) ? '' : `SC${code}`, severity: SEVERITIES[level] ?? SEVERITY.warning, unit: old ? 'tabs' : 'codePoint' };
    });
  },
};
