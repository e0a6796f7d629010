import { appendFileSync } from 'node:fs';

/** One line of the file that the suite in the editor writes and the driver outside reads. */
export type ReportLine =
  | { kind: 'test'; suite: string; name: string; ms: number; error: string | null }
  /** Something seen that the driver needs or logs. */
  | { kind: 'fact'; name: string; value: string | number }
  /** The last line of a suite that came to its end. */
  | { kind: 'end' };

/** The variable that names the file. */
export const REPORT_VARIABLE = 'JOURNEYMAN_TEST_REPORT';

/** Line by line, so that what was seen is there even when the extension host dies. */
export function report(line: ReportLine): void {
  const file = process.env[REPORT_VARIABLE];
  if (!file) throw new Error(`${REPORT_VARIABLE} is not set.`);
  appendFileSync(file, `${JSON.stringify(line)}\n`);
}
