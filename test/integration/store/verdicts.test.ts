import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Adjustment, Verdict } from '../../../src/core/adjustment.ts';
import { MAX_SHIFT } from '../../../src/core/learned-shift.ts';
import { openStore, type Store } from '../../../src/store/store.ts';
import { createAdjustment, verdictTable } from '../../../src/store/verdicts.ts';
import { Sandbox } from '../git/repository.ts';

const sandbox = new Sandbox();
afterAll(() => sandbox.remove());

let count = 0;
const newPath = () => join(sandbox.root, `verdicts ${++count}`, 'store.sqlite');
const open = (path: string) => openStore(path, [verdictTable]);
const kept: Verdict = { kind: 'kept' };
const discarded: Verdict = { kind: 'discarded' };
const rows = (store: Store) => store.read((database) => Number(database.prepare('SELECT count(*) AS count FROM verdicts_all').get()!['count']));

async function teach(adjustment: Adjustment, worker: string, times: number, verdict: Verdict, confidence = 0.5): Promise<void> {
  for (let time = 0; time < times; time++) await adjustment.learn(worker, confidence, verdict);
}

describe('what is learned from verdicts', () => {
  it('is there in the next run, by worker', async () => {
    const path = newPath();
    const first = open(path);
    const adjustment = createAdjustment(first);
    expect(await adjustment.shift('commit')).toBe(0);
    await teach(adjustment, 'commit', 10, kept);
    await teach(adjustment, 'pr', 4, discarded);
    const shift = await adjustment.shift('commit');
    expect(shift).toBeGreaterThan(0);
    first.close();
    const store = open(path);
    const again = createAdjustment(store);
    expect(await again.shift('commit')).toBe(shift);
    expect(await again.shift('pr')).toBeLessThan(0);
    expect(await again.shift('explain')).toBe(0);
    expect(await again.learned()).toEqual([{ worker: 'commit', verdicts: 10, shift }, { worker: 'pr', verdicts: 4, shift: await again.shift('pr') }]);
    store.close();
  });

  it('moves with each verdict, by how much was edited too', async () => {
    const store = open(newPath());
    const adjustment = createAdjustment(store);
    const shifts = [0];
    for (const verdict of [kept, { kind: 'edited', changed: 0.1 }, { kind: 'edited', changed: 0.9 }, discarded] satisfies Verdict[]) {
      await adjustment.learn('commit', 0.5, verdict);
      shifts.push(await adjustment.shift('commit'));
    }
    expect(shifts.map((shift, place) => Math.sign(shift - (shifts[place - 1] ?? 0)))).toEqual([0, 1, 1, -1, -1]);
    store.close();
  });

  it('is shared by processes, also when one of them forgets it', async () => {
    const path = newPath();
    const [here, there] = [open(path), open(path)];
    const [one, other] = [createAdjustment(here, () => 1), createAdjustment(there, () => 1)];
    await teach(one, 'commit', 5, kept);
    const five = await one.shift('commit');
    expect(await other.shift('commit')).toBe(five);
    await teach(other, 'commit', 1, kept);
    expect(await one.shift('commit')).toBeGreaterThan(five);
    await other.reset();
    expect(await one.shift('commit')).toBe(0);
    here.close();
    there.close();
  });

  it('is forgotten of one worker, or of all', async () => {
    const store = open(newPath());
    const adjustment = createAdjustment(store);
    for (const worker of ['commit', 'explain', 'pr']) await teach(adjustment, worker, 3, kept);
    await adjustment.reset('explain');
    expect((await adjustment.learned()).map(({ worker }) => worker)).toEqual(['commit', 'pr']);
    expect(await adjustment.shift('explain')).toBe(0);
    await adjustment.reset();
    expect(await adjustment.learned()).toEqual([]);
    expect(await adjustment.shift('commit')).toBe(0);
    store.close();
  });

  it('keeps the last few hundred of each worker, and within its bounds', async () => {
    const store = open(newPath());
    const adjustment = createAdjustment(store);
    await teach(adjustment, 'pr', 2, kept);
    await teach(adjustment, 'commit', 310, kept, 0);
    expect(await rows(store)).toBe(302);
    expect(await adjustment.shift('commit')).toBeLessThanOrEqual(MAX_SHIFT);
    expect((await adjustment.learned()).map(({ verdicts }) => verdicts)).toEqual([300, 2]);
    store.close();
  });

  it('is nothing from a confidence that is none', async () => {
    const store = open(newPath());
    const adjustment = createAdjustment(store);
    for (const confidence of [Number.NaN, -0.1, 1.1, Number.POSITIVE_INFINITY]) await adjustment.learn('commit', confidence, kept);
    await adjustment.learn('commit', 0.5, { kind: 'edited', changed: Number.NaN });
    expect(await rows(store)).toBe(0);
    await teach(adjustment, 'commit', 1, kept);
    const shift = await adjustment.shift('commit');
    await store.write((database) => database.exec("INSERT INTO verdicts_all (worker, time, confidence, label) VALUES ('commit', 1, 'high', 'good'), ('commit', 2, 7, 1)"));
    expect(await adjustment.shift('commit')).toBe(shift);
    store.close();
  });

  it('rejects nowhere: where the store cannot be used or is closed nothing is known', async () => {
    const path = newPath();
    mkdirSync(path, { recursive: true });
    const closed = open(newPath());
    closed.close();
    for (const store of [open(path), closed]) {
      const adjustment = createAdjustment(store);
      await adjustment.learn('commit', 0.5, kept);
      await adjustment.reset();
      expect([await adjustment.shift('commit'), await adjustment.learned()]).toEqual([0, []]);
    }
  });
});
