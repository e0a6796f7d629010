import { report } from './report.ts';

interface Test {
  suite: string;
  name: string;
  body: () => Promise<void> | void;
  timeoutMs: number;
}

/** Long: a test fails by it only when something hangs, on a busy machine too. */
const DEFAULT_TIMEOUT_MS = 180_000;
const tests: Test[] = [];
let current = '';

/** A named group of tests. Tests run one after the other, in the order of their writing. */
export function suite(name: string, define: () => void): void {
  current = name;
  define();
}

export function test(name: string, body: Test['body'], timeoutMs = DEFAULT_TIMEOUT_MS): void {
  tests.push({ suite: current, name, body, timeoutMs });
}

/** Runs all that was collected and reports each. */
export async function runTests(): Promise<void> {
  for (const { suite: of, name, body, timeoutMs } of tests) {
    const started = Date.now();
    const error = await failureOf(body, timeoutMs);
    report({ kind: 'test', suite: of, name, ms: Date.now() - started, error });
  }
  report({ kind: 'end' });
}

async function failureOf(body: Test['body'], timeoutMs: number): Promise<string | null> {
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`The test took more than ${timeoutMs / 1000} s.`)), timeoutMs);
  });
  try {
    await Promise.race([body(), tooLong]);
    return null;
  } catch (error) {
    return error instanceof Error ? (error.stack ?? error.message) : String(error);
  } finally {
    clearTimeout(timer);
  }
}
