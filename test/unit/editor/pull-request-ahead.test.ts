import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { BaseChoice } from '../../../src/core/changes.ts';
import type { Log } from '../../../src/core/log.ts';
import { createScheduler } from '../../../src/core/model-scheduler.ts';
import { type Head, PullRequestAhead } from '../../../src/editor/pull-request-ahead.ts';

const quiet: Log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
const fromMain: BaseChoice[] = [{ name: 'origin/main', reason: 'default-branch', commits: 1 }];

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A repository on its branch `feature`, and a model that answers when the test lets it. */
function setUp({ used = true, possible = true, enabled = true, choices = fromMain as BaseChoice[] | Error, head = { name: 'feature', commit: 'a' } as Head } = {}) {
  const scheduler = createScheduler();
  const started: string[] = [];
  const state = { busy: false, fail: false, looked: 0 };
  let finish: () => void = () => undefined;
  const ahead = new PullRequestAhead({
    async baseChoices() {
      state.looked++;
      if (choices instanceof Error) throw choices;
      return choices;
    },
    possible: async () => possible,
    enabled: (folder) => enabled && folder !== 'switched off',
    busy: () => state.busy,
    log: quiet,
    summarize: (_folder, branch, signal) =>
      scheduler.schedule('idle', signal, async (jobSignal) => {
        started.push(branch);
        if (state.fail) throw new Error('no luck');
        await new Promise<void>((resolve, reject) => {
          finish = resolve;
          jobSignal.addEventListener('abort', () => reject(jobSignal.reason as Error));
        });
      }),
  });
  ahead.opened('r', head);
  if (used) ahead.jobsChanged();
  return {
    ahead,
    state,
    started,
    scheduler,
    finish: () => {
      finish();
      return vi.advanceTimersByTimeAsync(0);
    },
    settle: () => vi.advanceTimersByTimeAsync(2000),
    async now(head: Head | undefined) {
      ahead.changed('r', head);
      await vi.advanceTimersByTimeAsync(2000);
    },
  };
}

describe('summarising ahead', () => {
  it('begins when a commit is made on the branch, once for each', async () => {
    const { started, now, finish } = setUp();
    await now({ name: 'feature', commit: 'b' });
    expect(started).toEqual(['feature']);
    await finish();
    await now({ name: 'feature', commit: 'b' });
    expect(started).toEqual(['feature']);
    await now({ name: 'feature', commit: 'c' });
    expect(started).toEqual(['feature', 'feature']);
  });

  it('waits until commits that follow one another have come to an end', async () => {
    const { ahead, started, settle } = setUp();
    for (const commit of ['b', 'c', 'd']) {
      ahead.changed('r', { name: 'feature', commit });
      await vi.advanceTimersByTimeAsync(1999);
    }
    expect(started).toEqual([]);
    await settle();
    expect(started).toEqual(['feature']);
  });

  it('has nothing to do where another branch is checked out, or something else has changed', async () => {
    const { started, state, now } = setUp();
    await now({ name: 'feature', commit: 'a' });
    await now({ name: 'other', commit: 'x' });
    await now({ name: 'feature', commit: 'a' });
    await now(undefined);
    expect(started).toEqual([]);
    expect(state.looked).toBe(0);
  });

  it('takes the steps of a rebase for none, and its end for a commit', async () => {
    const { started, now } = setUp();
    for (const commit of ['m', 'n', 'o']) await now({ commit });
    expect(started).toEqual([]);
    await now({ name: 'feature', commit: 'o' });
    expect(started).toEqual(['feature']);
  });

  it('costs nothing in a window where nobody has asked for anything', async () => {
    const { ahead, started, state, now, settle } = setUp({ used: false });
    await now({ name: 'feature', commit: 'b' });
    expect([started, state.looked]).toEqual([[], 0]);
    ahead.jobsChanged();
    await settle();
    expect(started).toEqual(['feature']);
  });

  it('leaves alone what was committed before the window was opened', async () => {
    const { ahead, started, settle } = setUp({ used: false });
    ahead.jobsChanged();
    await settle();
    expect(started).toEqual([]);
  });

  it.each([
    ['it is switched off', { enabled: false }],
    ['the model is not on this machine', { possible: false }],
    ['there is no branch to compare with', { choices: new Error('There is no branch to compare with.') }],
    ['no branch suggests itself', { choices: [] }],
    ['the branch is the default branch', { head: { name: 'stable', commit: 'a' }, choices: [{ name: 'origin/stable', reason: 'default-branch', commits: 1 } as const] }],
    ['the branch is called as those are that others are merged into', { head: { name: 'main', commit: 'a' }, choices: [{ name: 'develop', reason: 'usual-name', commits: 1 } as const] }],
  ] as [string, Parameters<typeof setUp>[0]][])('does not begin where %s', async (_name, options) => {
    const { started, now } = setUp(options);
    await now({ name: options?.head?.name ?? 'feature', commit: 'b' });
    expect(started).toEqual([]);
  });

  it('is switched off for one folder alone', async () => {
    const { ahead, started, now, settle } = setUp();
    ahead.opened('switched off', { name: 'other', commit: 'a' });
    ahead.changed('switched off', { name: 'other', commit: 'b' });
    await settle();
    expect(started).toEqual([]);
    await now({ name: 'feature', commit: 'b' });
    expect(started).toEqual(['feature']);
  });

  it('goes with its repository', async () => {
    const { ahead, started, now, settle } = setUp();
    ahead.changed('r', { name: 'feature', commit: 'b' });
    ahead.closed('r');
    await settle();
    await now({ name: 'feature', commit: 'c' });
    expect(started).toEqual([]);
  });
});

describe('what comes first', () => {
  it('is a job of the user: the summary is taken up again when it has ended', async () => {
    const { ahead, state, started, scheduler, now, settle, finish } = setUp();
    await now({ name: 'feature', commit: 'b' });
    state.busy = true;
    ahead.jobsChanged();
    expect(await scheduler.schedule('user', new AbortController().signal, async () => 'for the user')).toBe('for the user');
    await settle();
    expect(started).toEqual(['feature']);
    state.busy = false;
    ahead.jobsChanged();
    await settle();
    expect(started).toEqual(['feature', 'feature']);
    await finish();
    ahead.jobsChanged();
    await settle();
    expect(started).toHaveLength(2);
  });

  it('is the draft of a commit message, which does not wait for the summary', async () => {
    const { started, scheduler, now, settle } = setUp();
    await now({ name: 'feature', commit: 'b' });
    expect(await scheduler.schedule('background', new AbortController().signal, async () => 'a message')).toBe('a message');
    await settle();
    expect(started).toEqual(['feature', 'feature']);
  });

  it('is the newer commit: the summary of the older one is given up', async () => {
    const { started, now, finish, scheduler } = setUp();
    await now({ name: 'feature', commit: 'b' });
    await now({ name: 'feature', commit: 'c' });
    expect(started).toEqual(['feature', 'feature']);
    await finish();
    expect(await scheduler.schedule('idle', new AbortController().signal, async () => 'free')).toBe('free');
  });
});

describe('a summary that fails', () => {
  it('is not tried again for the same commit, and not at all after a few until the user had an answer', async () => {
    const { ahead, state, started, now } = setUp();
    state.fail = true;
    for (const commit of ['b', 'c', 'd', 'e', 'f']) await now({ name: 'feature', commit });
    expect(started).toHaveLength(3);
    ahead.answered();
    await now({ name: 'feature', commit: 'g' });
    expect(started).toHaveLength(4);
  });
});
