import type { Worker } from '../core/worker.ts';

/** The same worker, which tells when its answer is whole and only what it lacks, as a fix, is still looked for. */
export function tellingOfCompletion<Input, Facts, Output>(worker: Worker<Input, Facts, Output>, onWhole: (output: Output) => void): Worker<Input, Facts, Output> {
  return {
    ...worker,
    complete(output, facts) {
      const complete = worker.complete?.(output, facts);
      return (
        complete &&
        ((means) => {
          onWhole(output);
          return complete(means);
        })
      );
    },
  };
}
