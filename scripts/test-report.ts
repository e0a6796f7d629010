import { z } from 'zod';

export interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

/** What vitest's JSON reporter writes, as far as it is counted. */
const reportSchema = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number(),
  testResults: z.array(z.object({ status: z.string(), assertionResults: z.array(z.unknown()) })),
});

/** Counts one run's tests. A file that could not be run counts as one failure, and so does a run that failed without a failed test or without a report. */
export function countTests(report: string | undefined, exitCode: number | null): Counts {
  const counts = report === undefined ? { passed: 0, failed: 0, skipped: 0 } : countReport(report);
  if (exitCode !== 0 && counts.failed === 0) counts.failed = 1;
  return counts;
}

function countReport(text: string): Counts {
  const report = reportSchema.parse(JSON.parse(text));
  const notRun = report.testResults.filter(({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0).length;
  return { passed: report.numPassedTests, failed: report.numFailedTests + notRun, skipped: report.numPendingTests + report.numTodoTests };
}

/** `12 passed, 0 failed`, and what was skipped if anything was. */
export function summaryLine({ passed, failed, skipped }: Counts): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}
