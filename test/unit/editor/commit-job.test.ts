import { describe, expect, it, vi } from 'vitest';
import type { WorkerResult } from '../../../src/core/result.ts';
import { type CommitJobDependencies, runCommitJob } from '../../../src/editor/commit-job.ts';
import { DraftAhead } from '../../../src/editor/draft-ahead.ts';
import type { EscalationStep } from '../../../src/editor/follow-escalation.ts';
import type { Repository } from '../../../src/editor/git-repositories.ts';
import { RunningJobs } from '../../../src/editor/running-jobs.ts';
import type { CommitOutput } from '../../../src/workers/commit/input.ts';

vi.mock('vscode', () => ({ window: { withProgress: (_: unknown, work: () => unknown) => work() }, ProgressLocation: { SourceControl: 1 } }));

const repository = { rootUri: { fsPath: '/repo', toString: () => 'file:///repo' } } as Repository;
const local = { worker: 'commit', output: { subject: 'Add it', body: '', message: 'Add it' }, confidence: 0.2, answeredBy: 'local' } as unknown as WorkerResult<CommitOutput>;
const step = (name: EscalationStep['step']): EscalationStep => ({ step: name, model: 'm', recipient: 'r' });

/** A job whose local answer is there, and that asks about a better one until it is stopped or answered. */
function setUp(before: (signal: AbortSignal, tell: (step: EscalationStep) => void) => Promise<void>) {
  const running = new RunningJobs();
  const told: string[] = [];
  const git = { indexState: async (_: string, signal: AbortSignal) => (signal.throwIfAborted(), { key: 'tree' }) };
  const ahead = new DraftAhead<WorkerResult<CommitOutput>>({ read: async () => ({ key: 'tree', wanted: false }), possible: async () => false, draft: async () => local, enabled: () => false, busy: () => running.working().length > 0, log: { debug: () => undefined } } as never);
  const jobs = {
    async run(_worker: unknown, _input: unknown, { signal, onEscalation }: { signal: AbortSignal; onEscalation: (step: EscalationStep) => void }) {
      await before(signal, onEscalation);
      return local;
    },
  };
  const dependencies = { jobs, running, git, ahead } as unknown as CommitJobDependencies;
  const job = () => runCommitJob(dependencies, repository, { input: { cwd: '/repo' }, key: 'tree', usual: true }, { onEscalation: ({ step }) => told.push(`${step} ${running.working().length}`) });
  return { running, job, told };
}

const aborted = (signal: AbortSignal) => new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));

describe('a commit job', () => {
  it('does not count as work while the user is asked about a better message, and does while one is written', async () => {
    const { running, job, told } = setUp(async (_, tell) => {
      tell(step('asking'));
      tell(step('sent'));
    });
    expect(await job()).toMatchObject({ key: 'tree', stopped: false });
    expect(told).toEqual(['asking 0', 'sent 1']);
    expect(running.list()).toEqual([]);
  });

  it('leaves the local message where it is stopped while the user is asked', async () => {
    const { running, job } = setUp(async (signal, tell) => {
      tell(step('asking'));
      await aborted(signal);
    });
    const result = job();
    await vi.waitFor(() => expect(running.list()).toHaveLength(1));
    running.cancel({ kind: 'commit', key: 'file:///repo' });
    expect(await result).toEqual({ result: local, key: 'tree', stopped: true });
  });

  it('is over where it is stopped before there is a message', async () => {
    const { running, job } = setUp(aborted);
    const result = job();
    await vi.waitFor(() => expect(running.working()).toHaveLength(1));
    running.cancel();
    await expect(result).rejects.toMatchObject({ name: 'AbortError' });
    expect(running.list()).toEqual([]);
  });
});
