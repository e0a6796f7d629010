import { rm } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { ReportLine } from '../editor/runner/report.ts';
import { isAlive } from '../support/child-processes.ts';
import { runSuiteInEditor } from '../support/editor/extension-host.ts';
import { ensureModel } from '../support/editor/models.ts';
import { plainWorkbench, smallModel } from '../support/editor/settings.ts';
import { suiteWorkspace } from '../support/editor/sample-workspace.ts';

const CLOSING_MS = 15_000;

/** True when the process ends within the time that a closing window has. */
async function ends(pid: number): Promise<boolean> {
  for (const deadline = Date.now() + CLOSING_MS; Date.now() < deadline; await sleep(100)) if (!isAlive(pid)) return true;
  return false;
}

// Runs the suite of test/editor in a real VS Code; each of its tests becomes one here.
await ensureModel('smollm2-135m');
let modelProcess: number | undefined;
let modelProcessEnded: boolean | undefined;
const folder = suiteWorkspace();
const lines = await runSuiteInEditor({
  folder,
  // Most tests look at the writing itself, which is not there to be seen where a message is ready; those of drafting ahead switch it on.
  settings: { ...plainWorkbench, ...smallModel, 'journeyman.commit.draftAhead': false, 'journeyman.pullRequest.ahead': false },
  async afterClose(seen: ReportLine[]) {
    const fact = seen.find((line) => line.kind === 'fact' && line.name === 'modelProcess');
    if (fact?.kind !== 'fact') return;
    modelProcess = Number(fact.value);
    modelProcessEnded = await ends(modelProcess);
  },
});
await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
const tests = lines.flatMap((line) => (line.kind === 'test' ? [line] : []));
for (const line of lines) if (line.kind === 'fact') console.log(`${line.name}: ${line.value}`);

for (const suite of new Set(tests.map((test) => test.suite))) {
  describe(`in the extension host: ${suite}`, () => {
    for (const { name, error } of tests.filter((test) => test.suite === suite)) {
      it(name, () => {
        if (error !== null) throw new Error(error);
      });
    }
  });
}

describe('the window of the suite', () => {
  it('ran the suite to its end', () => {
    expect(lines.at(-1)).toEqual({ kind: 'end' });
    expect(tests.length).toBeGreaterThan(20);
  });

  it('leaves no model process when it is closed', () => {
    expect(modelProcess).toBeTypeOf('number');
    expect(modelProcessEnded).toBe(true);
  });
});
