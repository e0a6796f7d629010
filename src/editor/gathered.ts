import type { Worker } from '../core/worker.ts';

/** The same worker, which waits for `then` when its facts are gathered: the moment from which on it no longer looks at what it describes. */
export function afterGathering<Input, Facts, Output>(worker: Worker<Input, Facts, Output>, then: () => Promise<void> | void): Worker<Input, Facts, Output> {
  return {
    ...worker,
    async gather(input, signal) {
      const facts = await worker.gather(input, signal);
      await then();
      return facts;
    },
  };
}
