import * as vscode from 'vscode';
import type { WorkerResult } from '../core/result.ts';
import type { CommitOutput } from '../workers/commit/input.ts';
import type { CommitSubject, GitReader } from './commit-subject.ts';
import type { DraftAhead } from './draft-ahead.ts';
import type { EscalationStep } from './follow-escalation.ts';
import { afterGathering } from './gathered.ts';
import type { Repository } from './git-repositories.ts';
import type { Jobs } from './jobs.ts';
import type { RunningJobs } from './running-jobs.ts';

export interface CommitJobDependencies {
  jobs: Jobs;
  running: RunningJobs;
  git: GitReader;
  ahead: DraftAhead<WorkerResult<CommitOutput>>;
}

export interface CommitJobOptions {
  stop?: AbortSignal;
  onPartial?: (text: string) => void;
  onEscalation?: (step: EscalationStep) => void;
  /** How many messages are wanted. Those are the local model's: whoever looks for alternatives has had its answer. */
  candidates?: number;
}

/** A message, and what it describes. */
export interface DescribedIndex {
  result: WorkerResult<CommitOutput>;
  /** Of the index as it was described; null where it changed under the eyes of the worker or since. */
  key: string | null;
  /** Whether a better answer was given up: the message is the local one. */
  stopped: boolean;
}

/** Has a message written for what the subject names, and keeps what was found out for later. Rejects with an AbortError where it was stopped before there was one. */
export async function runCommitJob(
  { jobs, running, ahead, git }: CommitJobDependencies,
  repository: Repository,
  { input, key, usual }: CommitSubject,
  { stop, onPartial, onEscalation, candidates }: CommitJobOptions,
): Promise<DescribedIndex> {
  const folder = repository.rootUri.fsPath;
  const job = running.start('commit', repository.rootUri.toString());
  const keyNow = async () => (await git.indexState(folder, new AbortController().signal).catch(() => undefined))?.key ?? null;
  let asked = false;
  let gathered: Promise<string | null> = Promise.resolve(key);
  ahead.giveWay(folder);
  try {
    const result = await vscode.window.withProgress({ location: vscode.ProgressLocation.SourceControl }, () =>
      jobs.run(
        ({ commit }) =>
          afterGathering(commit, () => {
            // Not waited for: the words should come as soon as they can.
            if (usual) gathered = keyNow();
          }),
        input,
        {
          signal: stop ? AbortSignal.any([job.signal, stop]) : job.signal,
          onPartial,
          onEscalation(step) {
            asked = true;
            job.waits(step.step === 'asking');
            onEscalation?.(step);
          },
          candidates,
          escalate: candidates === undefined,
        },
      ),
    );
    const same = (await gathered) === key && (await keyNow()) === key;
    // Whoever gives up a better answer keeps this one.
    if (!asked) job.signal.throwIfAborted();
    ahead.answered();
    if (same && usual && key !== null && (candidates !== undefined || result.answeredBy === 'code')) ahead.keep(folder, key, result);
    // The other suggestions can be worked out now.
    ahead.changed(folder);
    return { result, key: same ? key : null, stopped: job.signal.aborted };
  } finally {
    job.end();
  }
}
