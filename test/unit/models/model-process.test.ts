import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { ModelProcess } from '../../../src/models/model-process.ts';
import { ProcessGone } from '../../../src/models/process-errors.ts';
import { protocol } from '../../../src/models/protocol.ts';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;
const log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

let running: ModelProcess | undefined;
afterEach(async () => {
  vi.unstubAllEnvs();
  await running?.kill(new Error('The test is over.'));
});

function start(answers: string): ModelProcess {
  vi.stubEnv('FAKE_ANSWERS', answers);
  running = new ModelProcess(fileURLToPath(new URL('../../support/fake-model-process.mjs', import.meta.url)), log);
  return running;
}

describe('a model process', () => {
  it('keeps no answer in memory that it has given', async () => {
    const process = start('status');
    const answers: WeakRef<object>[] = [];
    for (let time = 0; time < 20; time++) answers.push(new WeakRef(await process.request(protocol.status, {})));
    await new Promise((resolve) => setImmediate(resolve));
    collectGarbage();
    expect(answers.filter((each) => each.deref() !== undefined).length).toBeLessThan(3);
  });

  it('lets what runs fail when it ends, and what is asked afterwards', async () => {
    const process = start('status');
    const waiting = [process.request(protocol.countTokens, { texts: [] }), process.request(protocol.embed, { texts: [] })];
    const outcomes = Promise.allSettled(waiting);
    await process.giveUp(new ProcessGone('It hung.'));
    expect((await outcomes).map((each) => each.status === 'rejected' && String(each.reason))).toEqual(['ProcessGone: It hung.', 'ProcessGone: It hung.']);
    await expect(process.request(protocol.status, {})).rejects.toThrow('It hung.');
  });
});
