import * as vscode from 'vscode';
import type { Log } from '../core/log.ts';
import type { WorkerResult } from '../core/result.ts';
import type { CommitOutput } from '../workers/commit/input.ts';
import { createBackgroundJobs } from './background-jobs.ts';
import { CANDIDATES, CommitMessages } from './commit-message.ts';
import type { GitReader } from './commit-subject.ts';
import { DraftAhead } from './draft-ahead.ts';
import type { ErrorReporter } from './errors.ts';
import { FollowedCommits } from './followed-commits.ts';
import { afterGathering } from './gathered.ts';
import { type Repository, watchRepositories } from './git-repositories.ts';
import type { Jobs } from './jobs.ts';
import type { Parts } from './parts.ts';
import { mayDraftAhead } from './repository-state.ts';
import type { RunningJobs } from './running-jobs.ts';
import { changesAnswers, type Settings } from './settings.ts';
import { showDoubts } from './show-doubts.ts';
import type { Verdicts } from './verdicts.ts';
import { wakeAtNews } from './wake-at-news.ts';

/** Loaded when first used, like everything that runs git. */
const git: GitReader = {
  indexState: async (folder, signal) => (await import('../sources/git/index-state.ts')).readIndexState(folder, signal),
  amended: async (folder, signal) => (await import('../sources/git/amended.ts')).amendedChanges(folder, signal),
};

export interface CommitPartsDependencies {
  jobs: Jobs;
  parts: Parts;
  running: RunningJobs;
  errors: ErrorReporter;
  /** Those of a folder, where one is named. */
  settings: (folder?: vscode.Uri) => Settings;
  log: Log;
  verdicts: Verdicts;
  /** Whether a remote model is wanted for a message that was written unasked, of this confidence. */
  wantsBetter(confidence: number): boolean;
  /** Takes note of an answer that the user has got. */
  answered(result: WorkerResult<CommitOutput>): void;
  /** Offers to split what is staged, where it is several changes. */
  offerSplit(repository: Repository): Promise<void>;
}

/** The commands for commit messages, and the drafting ahead that goes on behind them. */
export function createCommitMessages({ jobs, parts, running, errors, settings, log, verdicts, wantsBetter, answered, offerSplit }: CommitPartsDependencies): { messages: CommitMessages; disposable: vscode.Disposable } {
  const background = createBackgroundJobs(parts, 'commit');
  const looked = wakeAtNews(parts);
  const ahead = new DraftAhead<WorkerResult<CommitOutput>>({
    async read(folder, signal) {
      const state = await git.indexState(folder, signal);
      looked(folder, state.key);
      return { key: state.key, wanted: mayDraftAhead(state) };
    },
    possible: (signal) => background.possible(signal),
    draft(folder, key, signal) {
      const sameIndex = async () => {
        if ((await git.indexState(folder, signal)).key !== key) throw new DOMException('Something else is staged by now.', 'AbortError');
      };
      return background.run(({ commit }) => afterGathering(commit, sameIndex), { cwd: folder, instructions: settings(vscode.Uri.file(folder)).instructions }, { signal, candidates: CANDIDATES });
    },
    enabled: (folder) => vscode.workspace.isTrusted && settings(vscode.Uri.file(folder)).draftAhead,
    busy: () => running.working().length > 0,
    log,
  });
  const followed = new FollowedCommits({
    headMoves: async (folder, signal) => (await import('../sources/git/head-moves.ts')).readHeadMoves(folder, signal),
    verdicts,
    log,
  });
  const messages = new CommitMessages({
    jobs,
    running,
    errors,
    git,
    ahead,
    instructions: ({ rootUri }) => settings(rootUri).instructions,
    wantsBetter,
    afterMessage(repository, result) {
      followed.written(repository, { message: result.output.message, confidence: result.confidence, answeredBy: result.answeredBy });
      answered(result);
      showDoubts(result);
      void offerSplit(repository);
    },
    afterSuggestion: (repository, { output, ...suggestion }) => followed.replaced(repository, { ...suggestion, message: output.message }),
  });
  const watching = watchRepositories({
    opened: ({ rootUri }) => ahead.watch(rootUri.fsPath),
    changed(repository) {
      messages.repositoryChanged(repository);
      void followed.changed(repository);
      ahead.changed(repository.rootUri.fsPath);
    },
    closed(repository) {
      messages.repositoryClosed(repository);
      followed.closed(repository);
      ahead.unwatch(repository.rootUri.fsPath);
    },
  });
  const disposable = vscode.Disposable.from(
    watching,
    ahead,
    messages,
    followed,
    running.onChange(() => ahead.jobsChanged()),
    vscode.workspace.onDidChangeConfiguration((event) => changesAnswers(event, 'commit.draftAhead', 'commit.instructions') && ahead.reset()),
  );
  return { messages, disposable };
}
