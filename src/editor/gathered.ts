import type { Worker } from '../core/worker.ts';

/**
 * The same worker, which has `stillThere` asked when its facts are gathered. Rejects with an AbortError where the answer is no: what the facts
 * were taken from has changed meanwhile, and an answer to them would be one to something else.
 */
export function onlyWhile<Input, Facts, Output>(worker: Worker<Input, Facts, Output>, stillThere: () => Promise<boolean>): Worker<Input, Facts, Output> {
  return {
    ...worker,
    async gather(input, signal) {
      const facts = await worker.gather(input, signal);
      if (await stillThere()) return facts;
      throw new DOMException('What the facts were taken from has changed.', 'AbortError');
    },
  };
}
