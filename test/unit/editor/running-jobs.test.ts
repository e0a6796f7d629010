import { describe, expect, it } from 'vitest';
import { RunningJobs } from '../../../src/editor/running-jobs.ts';

describe('RunningJobs', () => {
  it('stops the jobs that fit and no other', () => {
    const running = new RunningJobs();
    const here = running.start('commit', 'file:///a');
    const there = running.start('commit', 'file:///b');
    const pr = running.start('pr', 'file:///a');
    running.cancel({ kind: 'commit', key: 'file:///a' });
    expect([here, there, pr].map(({ signal }) => signal.aborted)).toEqual([true, false, false]);
    running.cancel({ kind: 'pr' });
    expect([there, pr].map(({ signal }) => signal.aborted)).toEqual([false, true]);
    running.cancel();
    expect(there.signal.aborted).toBe(true);
  });

  it('tells a job that waits for the user from one that works, and can stop both', () => {
    const running = new RunningJobs();
    const changes: number[] = [];
    running.onChange(() => changes.push(running.working().length));
    const job = running.start('commit', 'file:///a');
    job.waits(true);
    job.waits(true);
    expect([running.has('commit', 'file:///a'), running.working(), running.list().length]).toEqual([false, [], 1]);
    job.waits(false);
    expect(running.has('commit', 'file:///a')).toBe(true);
    job.waits(true);
    running.cancel({ kind: 'commit' });
    expect(job.signal.aborted).toBe(true);
    job.end();
    job.waits(true);
    expect([running.list(), running.working()]).toEqual([[], []]);
    expect(changes).toEqual([1, 0, 1, 0, 0]);
  });

  it('knows what runs, and tells of every change once', () => {
    const running = new RunningJobs();
    const seen: number[] = [];
    const subscription = running.onChange(() => seen.push(running.list().length));
    const job = running.start('explain', 'file:///a.js');
    expect(running.has('explain', 'file:///a.js')).toBe(true);
    expect(running.has('commit', 'file:///a.js')).toBe(false);
    job.end();
    job.end();
    subscription.dispose();
    running.start('explain', 'file:///b.js');
    expect(seen).toEqual([1, 0]);
  });
});
