import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { JobOptions } from '../../../src/editor/jobs.ts';
import type { ReviewView } from '../../../src/editor/review-view.ts';
import { RunningJobs } from '../../../src/editor/running-jobs.ts';
import type { ReviewOutput } from '../../../src/workers/review/input.ts';
import { repository, resetWindow, ui, vscode } from '../../support/editor/fake-window.ts';

vi.mock('vscode', () => vscode);
const { BranchReview } = await import('../../../src/editor/review.ts');

const output = (summary: string): ReviewOutput => ({ base: 'main', head: 'feature', baseId: 'b1', summary, files: [] });
Object.assign(repository, { getCommit: async () => ({ hash: 'a1' }) });
Object.assign(repository.state, { onDidChange: () => ({ dispose: () => undefined }) });
const settled = () => new Promise((resolve) => setTimeout(resolve, 0));
const view = () => ui.views.at(-1) as ReviewView;

let options: JobOptions<ReviewOutput>;
let answer: (result: unknown) => void;

beforeEach(async () => {
  resetWindow();
  const review = new BranchReview({
    extensionUri: '' as never,
    parts: { status: () => undefined, onStatus: () => ({ dispose: () => undefined }) } as never,
    running: new RunningJobs(),
    errors: { failure: () => undefined, show: (_what, error) => expect.unreachable(String(error)) },
    showLog: () => undefined,
    review: (_input, given) =>
      new Promise((resolve, reject) => {
        options = given;
        answer = resolve as typeof answer;
        given.signal.addEventListener('abort', () => reject(given.signal.reason as Error));
      }),
    keep: { get: () => undefined, update: async () => undefined },
  });
  void review.start();
  await settled();
});

describe('a review that is stopped', () => {
  it('shows what was written last', async () => {
    for (const summary of ['Adds', 'Adds a', 'Adds a cart.']) options.onPartial!('', output(summary));
    ui.tell({ type: 'stop' });
    await settled();
    expect(view()).toMatchObject({ phase: 'stopped', summary: 'Adds a cart.' });
  });

  it('is whole where a better one was asked for', async () => {
    options.onPartial!('', output('Adds'));
    options.onEscalation!({ step: 'asking', model: 'big', recipient: 'host' });
    // As in the pipeline, the answer of this machine is what comes.
    answer({ output: output('Adds a cart.'), accepted: false, confidence: 0.3, answeredBy: 'local', model: 'm', timings: { totalMs: 100 }, cost: 0 });
    ui.tell({ type: 'stop' });
    await settled();
    expect(view()).toMatchObject({ phase: 'done', summary: 'Adds a cart.', origin: expect.stringContaining('30 %') });
  });
});
