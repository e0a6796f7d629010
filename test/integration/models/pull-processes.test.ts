import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { serveFile } from '../../support/file-server.ts';
import { HUB_PATH, LibraryFixture, model } from '../../support/library-fixture.ts';

let fixture: LibraryFixture;
const children: ChildProcess[] = [];
beforeEach(async () => {
  fixture = new LibraryFixture();
  await fixture.start();
});
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  await fixture.stop();
});

/** Starts a real process that downloads the model; `line` waits for what it prints. */
function pullProcess() {
  const child = spawn(process.execPath, [fileURLToPath(new URL('../../support/pull-process.ts', import.meta.url)), fixture.directory, fixture.base], { stdio: ['ignore', 'pipe', 'inherit'] });
  children.push(child);
  const ended = once(child, 'exit');
  const lines: string[] = [];
  const reader = createInterface({ input: child.stdout! });
  const line = (pattern: RegExp) =>
    new Promise<void>((resolve) => {
      if (lines.some((one) => pattern.test(one))) resolve();
      reader.on('line', (one) => pattern.test(one) && resolve());
    });
  reader.on('line', (one) => lines.push(one));
  return { child, ended, line, lines };
}

describe('processes that download the same model', () => {
  it('share one download', async () => {
    fixture.server.handlers.set(HUB_PATH, serveFile(model, { cutAfter: (earlier) => (earlier === 0 ? 100_000 : null) }));
    const both = [pullProcess(), pullProcess(), pullProcess()];
    expect(await Promise.all(both.map(({ ended }) => ended))).toEqual([[0, null], [0, null], [0, null]]);
    expect((await readFile(fixture.file)).equals(model)).toBe(true);
    expect(fixture.server.requests).toHaveLength(2);
  });

  it('take over from one that was killed, and go on where it was', async () => {
    fixture.server.handlers.set(HUB_PATH, (served) => serveFile(model, served.earlier === 0 ? { silent: true, cutAfter: () => 200_000 } : {})(served));
    const first = pullProcess();
    await first.line(/^Hugging Face [1-9]/);
    const second = pullProcess();
    await second.line(/^another process/);
    first.child.kill('SIGKILL');
    expect(await second.ended).toEqual([0, null]);
    expect((await readFile(fixture.file)).equals(model)).toBe(true);
    expect(fixture.server.requests[1]!.headers.range).toMatch(/^bytes=\d+-$/);
  });
});
