import { defineConfig } from 'vitest/config';

/** Integration tests in which no model takes part: they keep one core busy each, where a model takes all there are. What is not named here runs alone. */
const WITHOUT_MODEL = ['exclusions/*', 'forge/*', 'git/*', 'linters/!(explain)', 'store/*', 'syntax', 'commit/{house-style,split-command}', 'cli/{explain-file,ledger,pr-write,prepared,replace-file,split}'].map((name) => `test/integration/${name}.test.ts`);
/** What is polled for may take a while on a busy machine, and costs no time where it is there. */
const expect = { poll: { timeout: 30_000 } };
const globalSetup = 'test/support/caches.ts';
const patience = { testTimeout: 180_000, hookTimeout: 300_000, expect, globalSetup };

export default defineConfig({
  test: {
    projects: [
      { test: { name: 'unit', include: ['test/unit/**/*.test.ts'], testTimeout: 30_000, maxWorkers: '100%' } },
      { test: { name: 'integration', include: ['test/integration/**/*.test.ts'], exclude: WITHOUT_MODEL, ...patience, fileParallelism: false } },
      { test: { name: 'integration-without-model', include: WITHOUT_MODEL, ...patience, maxWorkers: '100%' } },
      { test: { name: 'e2e', include: ['test/e2e/**/*.test.ts'], testTimeout: 300_000, hookTimeout: 600_000, expect, globalSetup, fileParallelism: false } },
    ],
  },
});
