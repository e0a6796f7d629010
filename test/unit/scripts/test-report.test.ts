import { describe, expect, it } from 'vitest';
import { countTests, summaryLine } from '../../../scripts/test-report.ts';

const report = (counts: object, testResults: object[] = []) => JSON.stringify({ numPassedTests: 0, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0, ...counts, testResults });

describe('countTests', () => {
  it('counts passed, failed and skipped tests', () => {
    const text = report({ numPassedTests: 5, numFailedTests: 2, numPendingTests: 1, numTodoTests: 1 }, [{ status: 'failed', assertionResults: [{}] }]);
    expect(countTests(text, 1)).toEqual({ passed: 5, failed: 2, skipped: 2 });
  });

  it('counts a file that could not be run as one failure', () => {
    expect(countTests(report({ numPassedTests: 5 }, [{ status: 'failed', assertionResults: [] }]), 1)).toEqual({ passed: 5, failed: 1, skipped: 0 });
  });

  it('counts a run that failed without a failed test, or without a report, as one failure', () => {
    expect(countTests(report({ numPassedTests: 5 }), 1)).toEqual({ passed: 5, failed: 1, skipped: 0 });
    expect(countTests(undefined, 1)).toEqual({ passed: 0, failed: 1, skipped: 0 });
    expect(countTests(undefined, null)).toEqual({ passed: 0, failed: 1, skipped: 0 });
  });

  it('takes a run that passed as it is', () => {
    expect(countTests(report({ numPassedTests: 5 }), 0)).toEqual({ passed: 5, failed: 0, skipped: 0 });
  });
});

describe('summaryLine', () => {
  it('names skipped tests only where there are some', () => {
    expect(summaryLine({ passed: 3, failed: 0, skipped: 0 })).toBe('3 passed, 0 failed');
    expect(summaryLine({ passed: 3, failed: 1, skipped: 2 })).toBe('3 passed, 1 failed, 2 skipped');
  });
});
