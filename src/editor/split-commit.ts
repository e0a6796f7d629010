import * as vscode from 'vscode';
import { isAbort } from '../core/errors.ts';
import type { MadeSplit } from '../sources/git/split-commit.ts';
import type { PlannedCommit } from '../sources/git/split-plan.ts';
import type { StagedState } from '../sources/git/split-staged.ts';
import type { SplitGroup } from '../workers/commit/split.ts';
import type { ErrorReporter } from './errors.ts';
import { nameOf, pickRepository, type Repository } from './git-repositories.ts';
import type { Jobs } from './jobs.ts';
import { inform } from './messages.ts';
import type { RunningJobs } from './running-jobs.ts';
import { plain } from './split-list.ts';
import { reviewSplit } from './split-review.ts';
import { requireTrust } from './trust.ts';

const failed = 'The staged changes were not split.';

export interface SplitDependencies {
  jobs: Jobs;
  running: RunningJobs;
  errors: ErrorReporter;
  /** Takes a message for all of it out of the commit box; gives what puts it back. */
  takeMessageOut(repository: Repository): (() => void) | undefined;
}

/** A commit of the split as it is shown and made. */
export interface DraftedCommit extends PlannedCommit {
  readonly reason: string;
  readonly paths: readonly string[];
  readonly message: string;
}

interface Proposal {
  state: StagedState;
  groups: SplitGroup[];
}

export interface SplitCommit {
  /** The command: splits what is staged in the repository that was clicked, the only one, or the one that the user picks. */
  split(clicked?: unknown): Promise<void>;
  /**
   * Offers to split what is staged where it holds several concerns; once for the same staged changes. Does not wait for the answer
   * and never fails: an offer is no reason for an error.
   */
  offerSplit(repository: Repository): Promise<void>;
}

export function createSplitCommit(deps: SplitDependencies): SplitCommit {
  /** The trees that a split was offered for last, by repository. */
  const offered = new Map<string, string>();

  return {
    async split(clicked) {
      if (!requireTrust('Splitting staged changes')) return;
      try {
        const repository = await pickRepository(clicked, 'Split the staged changes of which repository?');
        if (!repository || deps.running.has('commit', keyOf(repository))) return;
        const proposal = await propose(repository, new AbortController().signal);
        if (proposal) await carryOut(repository, proposal);
        else void inform(`What is staged in ${nameOf(repository)} looks like one change: there is nothing to split.`);
      } catch (error) {
        deps.errors.show(failed, error);
      }
    },

    async offerSplit(repository) {
      const proposal = await propose(repository, new AbortController().signal).catch(() => undefined);
      if (!proposal || offered.get(keyOf(repository)) === proposal.state.tree) return;
      offered.set(keyOf(repository), proposal.state.tree);
      const reasons = plain(proposal.groups.map(({ reason }) => reason).join('; '));
      const split = 'Split…';
      void inform(`What is staged looks like ${proposal.groups.length} separate changes: ${reasons}.`, split).then(async (answer) => {
        if (answer !== split) return;
        await carryOut(repository, proposal).catch((error: unknown) => deps.errors.show(failed, error));
      });
    },
  };

  async function propose(repository: Repository, signal: AbortSignal): Promise<Proposal | undefined> {
    const [{ readStagedState }, { proposeSplit }] = await Promise.all([import('../sources/git/split-staged.ts'), import('../workers/commit/split.ts')]);
    const state = await readStagedState(repository.rootUri.fsPath, signal);
    const groups = proposeSplit(state.files);
    return groups && { state, groups };
  }

  async function carryOut(repository: Repository, proposal: Proposal): Promise<void> {
    const drafted = await draft(repository, proposal);
    const commits = await reviewSplit(drafted);
    if (!commits) return;
    const made = await make(repository, proposal.state, commits);
    const putBack = deps.takeMessageOut(repository);
    await repository.status();
    offerUndo(repository, made, putBack);
  }

  async function draft(repository: Repository, { state, groups }: Proposal): Promise<DraftedCommit[]> {
    const job = deps.running.start('commit', keyOf(repository));
    try {
      return await withProgress('Splitting staged changes', async (signal, report) => {
        const { planSplit } = await import('../sources/git/split-plan.ts');
        const all = AbortSignal.any([signal, job.signal]);
        const planned = await planSplit(state, groups.map(({ parts }) => parts), all);
        const drafted: DraftedCommit[] = [];
        for (const [position, commit] of planned.entries()) {
          report(`message ${position + 1} of ${planned.length}…`);
          const { output } = await deps.jobs.run(({ commit: worker }) => worker, { diff: commit.diff, recentSubjects: [...state.recentSubjects] }, { signal: all, escalate: false });
          drafted.push({ ...commit, message: output.message, reason: groups[position]!.reason, paths: groups[position]!.parts.map(({ path }) => path) });
        }
        return drafted;
      });
    } finally {
      job.end();
    }
  }

  async function make(repository: Repository, state: StagedState, commits: readonly DraftedCommit[]): Promise<MadeSplit> {
    const { commitSplit } = await import('../sources/git/split-commit.ts');
    const job = deps.running.start('commit', keyOf(repository));
    try {
      return await withProgress('Committing', (signal, report) =>
        commitSplit(state, commits, { signal: AbortSignal.any([signal, job.signal]), onCommit: (position) => report(`${position + 1} of ${commits.length}: ${plain(commits[position]!.message.split('\n', 1)[0]!)}`) }),
      );
    } catch (error) {
      if (isAbort(error)) void inform('The split was cancelled. HEAD and what is staged are as they were.');
      throw error;
    } finally {
      job.end();
    }
  }

  function offerUndo(repository: Repository, made: MadeSplit, putBack: (() => void) | undefined): void {
    const undo = 'Undo';
    void inform(`${made.commits.length} ${made.commits.length === 1 ? 'commit was' : 'commits were'} made in ${nameOf(repository)}.`, undo).then(async (answer) => {
      if (answer !== undo) return;
      try {
        const { undoSplit } = await import('../sources/git/split-commit.ts');
        await undoSplit(made, new AbortController().signal);
        putBack?.();
        await repository.status();
      } catch (error) {
        deps.errors.show('The split was not undone.', error);
      }
    });
  }
}

function keyOf({ rootUri }: Repository): string {
  return rootUri.toString();
}

/** Shows what goes on, with a button that cancels it. */
async function withProgress<T>(title: string, work: (signal: AbortSignal, report: (message: string) => void) => Promise<T>): Promise<T> {
  return vscode.window.withProgress({ location: vscode.ProgressLocation.Notification, title, cancellable: true }, (progress, token) => {
    const stop = new AbortController();
    token.onCancellationRequested(() => stop.abort());
    return work(stop.signal, (message) => progress.report({ message }));
  });
}
