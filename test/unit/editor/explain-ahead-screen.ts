import { vi } from 'vitest';
import type { Log } from '../../../src/core/log.ts';
import { createScheduler } from '../../../src/core/model-scheduler.ts';
import { ExplainAhead } from '../../../src/editor/explain-ahead.ts';

const quiet: Log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

/** A screen that the test fills, and a model that answers when the test lets it; with fake timers. */
export function setUp(screen: string[], { enabled: anywhere = true, possible = true, loaded = true } = {}) {
  const scheduler = createScheduler();
  const state = { screen, enabled: anywhere, possible, loaded, busy: false, fail: false, started: [] as string[], aborted: [] as string[], off: [] as string[] };
  let answer: () => void = () => undefined;
  const enabled = (subject: string) => state.enabled && !state.off.includes(subject);
  const ahead = new ExplainAhead<string, string>({
    onScreen: () => state.screen.filter(enabled).map((key) => ({ key, subject: key })),
    possible: async () => state.possible,
    enabled,
    loaded: () => state.loaded,
    busy: () => state.busy,
    log: quiet,
    explain: (subject, signal) =>
      scheduler.schedule('background', signal, async (jobSignal) => {
        state.started.push(subject);
        if (state.fail) throw new Error('no luck');
        await new Promise<void>((resolve, reject) => {
          answer = resolve;
          jobSignal.addEventListener('abort', () => {
            state.aborted.push(subject);
            reject(jobSignal.reason as Error);
          });
        });
        return `about ${subject}`;
      }),
  });
  return {
    ahead,
    state,
    scheduler,
    wait: (ms: number) => vi.advanceTimersByTimeAsync(ms),
    answer: () => {
      answer();
      return vi.advanceTimersByTimeAsync(1);
    },
    /** What is on screen has changed and settled. */
    show(...keys: string[]) {
      state.screen = keys;
      ahead.changed();
      return vi.advanceTimersByTimeAsync(250);
    },
  };
}
