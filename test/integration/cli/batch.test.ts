import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isAlive, modelProcesses } from '../../support/child-processes.ts';
import { commandLine, startCommandLine, type Started } from '../../support/command-line.ts';
import { ensureModel } from '../../support/editor/models.ts';

let cwd = '';
beforeAll(async () => {
  await ensureModel('smollm2-135m');
  cwd = await mkdtemp(join(tmpdir(), 'journeyman bätch '));
});
afterAll(() => rm(cwd, { recursive: true, force: true, maxRetries: 5 }));

function inputFor(path: string): string {
  const diff = `diff --git a/${path} b/${path}\nindex 1111111..2222222 100644\n--- a/${path}\n+++ b/${path}\n@@ -1,2 +1,2 @@ function greet(name)\n-  return 'Hi ' + name;\n+  return \`Hello ${'${name}'}\`;\n }\n`;
  return JSON.stringify({ diff, recentSubjects: ['fix: greet by name', 'feat: add greetings'] });
}

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await sleep(50);
}

/** A batch that has answered once and whose model process is therefore there. */
async function workingBatch(): Promise<Started & { modelProcess: number }> {
  const started = await startCommandLine(['run', 'commit', '--batch'], { cwd });
  started.child.stdin.write(`${inputFor('src/a.js')}\n`);
  await until(() => started.stdout().includes('\n'));
  const [modelProcess] = await modelProcesses(started.child.pid!);
  expect(modelProcess).toBeTypeOf('number');
  return { ...started, modelProcess: modelProcess! };
}

describe('run --batch', () => {
  it('keeps the order, puts errors in their place and loads the model once', async () => {
    const input = [inputFor('src/a.js'), 'no JSON', '', inputFor('src/ö.js'), '{"cwd": 5}', JSON.stringify({ cwd }), inputFor('src/c.js')].join('\n');
    const { code, stdout, stderr } = await commandLine(['run', 'commit', '-', '--batch', '--verbose'], { cwd, input });
    expect(code).toBe(0);
    const results = stdout.trim().split('\n').map((line) => JSON.parse(line) as { worker?: string; error?: string });
    expect(results.map(({ worker, error }) => worker ?? error)).toEqual(['commit', expect.stringContaining('not JSON'), 'commit', expect.stringContaining('not an input of commit'), expect.stringContaining('not in a git repository'), 'commit']);
    expect(stderr.match(/smollm2-135m loaded in/g)).toHaveLength(1);
  });

  it('writes each result before the next input has come', async () => {
    const { child, finished, stdout } = await workingBatch();
    child.stdin.end(`${inputFor('src/b.js')}\n`);
    expect((await finished).code).toBe(0);
    expect(stdout().trim().split('\n')).toHaveLength(2);
  });

  it('gives the same answer as the job alone', async () => {
    const alone = await commandLine(['run', 'commit', '--json'], { cwd, input: inputFor('src/a.js') });
    const batch = await commandLine(['run', 'commit', '--batch'], { cwd, input: `${inputFor('src/a.js')}\n` });
    expect((JSON.parse(batch.stdout) as { output: unknown }).output).toEqual((JSON.parse(alone.stdout) as { output: unknown }).output);
  });
});

describe('the end', () => {
  it.runIf(process.platform !== 'win32').each([
    ['SIGINT', 130, 'works'],
    ['SIGINT', 130, 'waits for input'],
    ['SIGTERM', 143, 'works'],
  ] as const)('at %s comes with exit code %i while it %s, and leaves no process', async (signal, expected, what) => {
    const { child, finished, modelProcess } = await workingBatch();
    if (what === 'works') child.stdin.write(`${inputFor('src/b.js')}\n`.repeat(50));
    child.kill(signal);
    expect(await finished).toMatchObject({ code: expected, stderr: '' });
    expect(isAlive(modelProcess)).toBe(false);
  });

  it('comes quietly when nobody reads the results any more', async () => {
    const { child, finished, modelProcess } = await workingBatch();
    child.stdout.destroy();
    child.stdin.write(`${inputFor('src/b.js')}\n`.repeat(20));
    expect(await finished).toMatchObject({ code: 0, stderr: '' });
    expect(isAlive(modelProcess)).toBe(false);
  });

  it('takes the model process along when the command line is killed', async () => {
    const { child, finished, modelProcess } = await workingBatch();
    child.kill('SIGKILL');
    await finished;
    await until(() => !isAlive(modelProcess));
  });
});
