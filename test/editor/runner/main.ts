import '../suite/activation.suite.ts';
import '../suite/commit.suite.ts';
import '../suite/escalation.suite.ts';
import '../suite/explain.suite.ts';
import '../suite/github.suite.ts';
import '../suite/pull-request.suite.ts';
import '../suite/recovery.suite.ts';
import '../suite/review.suite.ts';
import '../suite/verdict.suite.ts';
import '../suite/workers.suite.ts';
import { runTests } from './collect.ts';
import { REPORT_VARIABLE } from './report.ts';

/** In code-server the runner is an extension that starts by itself … */
export function activate(): void {
  if (process.env[REPORT_VARIABLE]) void runTests();
}

/** … and in Electron's VS Code it is the `extensionTestsPath`, which the editor runs and then ends itself. */
export function run(): Promise<void> {
  return runTests();
}
