import { describe, expect, it } from 'vitest';
import { RestartPolicy } from '../../src/models/restart-policy.ts';

function policyWithClock(limits = { crashes: 5, windowMs: 180_000 }) {
  let now = 1_000;
  const policy = new RestartPolicy(limits, () => now);
  return { policy, crashAfter: (ms: number) => ((now += ms), policy.crashed()), wait: (ms: number) => (now += ms) };
}

describe('RestartPolicy', () => {
  it('restarts at once after a first crash, then waits longer from crash to crash, up to a limit', () => {
    const { policy, crashAfter } = policyWithClock({ crashes: 20, windowMs: 180_000 });
    expect(policy.delayMs).toBe(0);
    const delays = Array.from({ length: 8 }, () => (crashAfter(10), policy.delayMs));
    expect(delays).toEqual([0, 250, 500, 1000, 2000, 4000, 4000, 4000]);
  });

  it('stays down after five crashes in three minutes, however long one waits, until it is reset', () => {
    const { policy, crashAfter, wait } = policyWithClock();
    for (let crash = 1; crash <= 4; crash++) crashAfter(40_000);
    expect(policy.down).toBe(false);
    crashAfter(19_999);
    expect(policy.down).toBe(true);
    wait(1_000_000);
    expect(policy.down).toBe(true);
    policy.reset();
    expect(policy.down).toBe(false);
    expect(policy.delayMs).toBe(0);
  });

  it('forgets crashes that are older than the window', () => {
    const { policy, crashAfter, wait } = policyWithClock();
    for (let crash = 1; crash <= 20; crash++) crashAfter(45_000);
    expect(policy.down).toBe(false);
    wait(180_000);
    expect(policy.delayMs).toBe(0);
  });
});
