import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { JobOptions } from '../../../src/editor/jobs.ts';
import { PullRequestChoices } from '../../../src/editor/pull-request-choices.ts';
import type { PullRequestMessage, PullRequestView } from '../../../src/editor/pull-request-view.ts';
import { RunningJobs } from '../../../src/editor/running-jobs.ts';
import type { PullRequestOutput } from '../../../src/workers/pull-request/facts.ts';
import { repository, resetWindow, ui, vscode } from '../../support/editor/fake-window.ts';

vi.mock('vscode', () => vscode);
const { PullRequestSummary } = await import('../../../src/editor/pull-request.ts');

let asked: { options: JobOptions<PullRequestOutput>; resolve(result: unknown): void }[];
let summary: InstanceType<typeof PullRequestSummary>;
const settled = () => new Promise((resolve) => setTimeout(resolve, 0));
const view = () => ui.views.at(-1) as PullRequestView;
const tell = (message: PullRequestMessage) => {
  ui.tell(message);
  return settled();
};
const edit = (title: string) => tell({ type: 'edit', edition: view().edition, title, description: 'Mine.' });

beforeEach(() => {
  resetWindow();
  asked = [];
  const git = { branchChanges: async () => ({ base: 'main', baseReason: 'default-branch', head: 'feature', headId: repository.state.HEAD.commit, commits: [{}], templates: [] }) };
  summary = new PullRequestSummary({
    extensionUri: '' as never,
    jobs: { run: (_worker: unknown, _input: unknown, options: JobOptions<PullRequestOutput>) => new Promise((resolve) => asked.push({ options, resolve })) } as never,
    parts: { use: (job: (parts: unknown) => unknown) => job({ git }), status: () => undefined, onStatus: () => ({ dispose: () => undefined }) } as never,
    running: new RunningJobs(),
    errors: { failure: (_what, error) => expect.unreachable(String(error)), show: (_what, error) => expect.unreachable(String(error)) },
    choices: new PullRequestChoices({ get: () => undefined, update: async () => undefined }),
    answered: () => undefined,
    verdicts: { learn: () => undefined },
    showLog: () => undefined,
  });
});

describe('a better answer', () => {
  const better = { output: { title: 'Better', description: 'Better.', files: [], range: null }, accepted: true, answeredBy: 'remote', model: 'big', confidence: 0.9, cost: 0.01, timings: { totalMs: 100 }, escalation: { reason: 'in doubt', why: 'Not sure.', left: true, recipient: 'host' }, other: { output: { title: 'Add a cart', description: 'Local.', files: [], range: null }, confidence: 0.3, checks: [], answeredBy: 'local', model: 'm' } };

  async function waiting(): Promise<(result: unknown) => Promise<unknown>> {
    void summary.summarize();
    await settled();
    const { options, resolve } = asked.at(-1)!;
    options.onPartial?.('', { title: 'Add a cart', description: 'Local.' } as never);
    options.onEscalation?.({ step: 'sent', model: 'big', recipient: 'host' });
    expect(view()).toMatchObject({ phase: 'working', asking: true, title: 'Add a cart', description: 'Local.' });
    expect(view().status).toContain('big at host');
    return (result) => {
      resolve(result);
      return settled();
    };
  }

  it('takes the place of the local one, which is a click away', async () => {
    const answer = await waiting();
    await answer(better);
    expect(view()).toMatchObject({ phase: 'done', asking: false, title: 'Better', origin: 'written by big at host · $0.01 · confidence 90 % · 0.1 s', escalation: 'Not sure.', other: 'Show the local answer' });
    await tell({ type: 'showOther' });
    expect(view()).toMatchObject({ title: 'Add a cart', description: 'Local.', origin: 'm · confidence 30 % · 0.1 s', other: "Show big's answer" });
  });

  it('does not replace what the user has made of the local one meanwhile, whether it comes or not', async () => {
    for (const [result, other] of [[better, "Show big's answer"], [{ ...better, ...better.other, other: undefined }, '']] as const) {
      const answer = await waiting();
      await edit('My cart');
      await answer(result);
      expect(view()).toMatchObject({ phase: 'done', title: 'My cart', edited: true, other });
    }
  });
});
