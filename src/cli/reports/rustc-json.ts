import * as z from 'zod';
import { dirname } from 'node:path';
import { entriesOf, hasProperties, maybeText, number, type ReportFormat, SEVERITY } from './report.ts';

const span = z.object({ file_name: z.string(), line_start: number, line_end: number, column_start: number, column_end: number, is_primary: z.boolean(), label: maybeText });
const diagnostic = z.object({ message: z.string(), level: z.string(), code: z.object({ code: z.string() }).nullable(), spans: z.array(span) });

/** `cargo check --message-format json`, `cargo clippy …` and `rustc --error-format json`: one message a line, most of them about the build. */
export const rustcJson: ReportFormat = {
  name: 'Clippy and rustc',
  read(document) {
    const ofCargo = hasProperties(document, 'reason');
    if (!ofCargo && !(hasProperties(document, 'message', 'level', 'spans', 'code'))) return undefined;
    if (ofCargo && document['reason'] !== 'compiler-message') return [];
    const manifest = ofCargo ? document['manifest_path'] : undefined;
    return entriesOf([ofCargo ? document['message'] : document], diagnostic, function* ({ message, level, code, spans }) {
      const place = spans.find((each) => each.is_primary);
      // Without a place it sums up, as `aborting due to 2 previous errors`.
      if (!place) return;
      yield {
        path: place.file_name,
        ...(typeof manifest === 'string' ? { base: dirname(manifest) } : {}),
        tool: code?.code.startsWith('clippy::') ? 'clippy' : 'rustc',
        rule: code?.code ?? '',
        message: place.label ? `${message}: ${place.label}` : message,
        severity: level.startsWith('error') ? SEVERITY.error : SEVERITY.warning,
        line: place.line_start,
        column: place.column_start,
        endLine: place.line_end,
        endColumn: place.column_end,
        unit: 'codePoint',
      };
    });
  },
};
