import type { Progress } from '../core/worker.ts';
import type { PullRequestInput } from '../workers/pull-request/facts.ts';
import type { ErrorReporter } from './errors.ts';
import type { GitHubContext } from './github-context.ts';
import type { Jobs } from './jobs.ts';
import type { RunningJobs } from './running-jobs.ts';

/** What is used of VS Code's CancellationToken. */
export interface Token {
  readonly isCancellationRequested: boolean;
  onCancellationRequested(listener: () => void): { dispose(): void };
}

/** What the extension “GitHub Pull Requests” asks for a title and a description. */
export interface GitHubProvider {
  /** Undefined where there is none: it was cancelled, or the user has been told what went wrong. */
  provideTitleAndDescription(context: GitHubContext, token: Token): Promise<{ title: string; description: string } | undefined>;
}

export interface GitHubProviderDependencies {
  jobs: Jobs;
  running: RunningJobs;
  errors: Pick<ErrorReporter, 'show'>;
  /** Throws a UserError where there is nothing to describe. */
  inputFor(context: GitHubContext, signal: AbortSignal): Promise<PullRequestInput>;
  /** Shows that something goes on, until the job ends. */
  showProgress<T>(job: (report: (progress: Progress) => void) => Promise<T>): PromiseLike<T>;
  /** Says that the model is not sure of what it gave. */
  showDoubt(): void;
}

/** Not a repository's address: the preview's jobs have those. */
const KEY = 'github-pull-requests';

/**
 * Answers GitHub's extension. That one has a spinner and a stop button of its own, but writes what is thrown at it to its log only: so errors are
 * shown here. Its form would wait for a question that is shown elsewhere: so no large model is asked. One at a time: it asks again where the branches were changed meanwhile, and the earlier answer is not wanted any more.
 */
export function createGitHubProvider({ jobs, running, errors, inputFor, showProgress, showDoubt }: GitHubProviderDependencies): GitHubProvider {
  return {
    async provideTitleAndDescription(context, token) {
      if (token.isCancellationRequested) return undefined;
      running.cancel({ kind: 'pr', key: KEY });
      const job = running.start('pr', KEY);
      const cancelled = new AbortController();
      const listening = token.onCancellationRequested(() => cancelled.abort());
      const signal = AbortSignal.any([job.signal, cancelled.signal]);
      try {
        const result = await showProgress(async (onProgress) => jobs.run((workers) => workers.pr, await inputFor(context, signal), { signal, onProgress, escalate: false }));
        if (signal.aborted) return undefined;
        if (!result.accepted) showDoubt();
        const { title, description } = result.output;
        return { title, description };
      } catch (error) {
        errors.show('The pull request was not described.', error);
        return undefined;
      } finally {
        listening.dispose();
        job.end();
      }
    },
  };
}
