import * as vscode from 'vscode';
import type { ErrorReporter } from './errors.ts';
import { nameOf, pickRepository, type Repository } from './git-repositories.ts';
import type { Jobs } from './jobs.ts';
import { Panel } from './panel.ts';
import type { Parts } from './parts.ts';
import type { PullRequestMessage, PullRequestView } from './pull-request-view.ts';
import type { RunningJobs } from './running-jobs.ts';
import { originText, waitingText } from './status-text.ts';
import { requireTrust } from './trust.ts';

const failed = 'The pull request was not summarized.';

export interface PullRequestDependencies {
  extensionUri: vscode.Uri;
  jobs: Jobs;
  parts: Parts;
  running: RunningJobs;
  errors: ErrorReporter;
  showLog: () => void;
}

/** The command that summarises a branch as a pull request, and the preview that the summary streams into. */
export class PullRequestSummary {
  readonly #deps: PullRequestDependencies;
  readonly #panel: Panel<PullRequestView, PullRequestMessage>;
  #repository: Repository | undefined;
  #view: PullRequestView | undefined;

  constructor(deps: PullRequestDependencies) {
    this.#deps = deps;
    this.#panel = new Panel<PullRequestView, PullRequestMessage>({
      extensionUri: deps.extensionUri,
      page: 'pull-request',
      title: 'Pull Request',
      onMessage: (message) => void this.#receive(message),
      onClose: () => deps.running.cancel({ kind: 'pr' }),
    });
  }

  /** Summarises the branch of the repository that was clicked, of the only one, or of the one that the user picks. */
  async summarize(clicked?: unknown): Promise<void> {
    if (!requireTrust('Summarizing a pull request')) return;
    try {
      const repository = await pickRepository(clicked, 'Summarize the branch of which repository?');
      if (repository) await this.#summarize(repository);
    } catch (error) {
      this.#deps.errors.show(failed, error);
    }
  }

  dispose(): void {
    this.#panel.dispose();
  }

  async #summarize(repository: Repository): Promise<void> {
    const { jobs, parts, running, errors } = this.#deps;
    running.cancel({ kind: 'pr' });
    this.#repository = repository;
    const view: PullRequestView = { phase: 'working', status: '', repository: nameOf(repository), title: '', description: '', origin: '', failure: null };
    this.#view = view;
    const update = (changes: Partial<PullRequestView>) => {
      if (this.#view === view) this.#panel.update(Object.assign(view, changes));
    };
    const showWaiting = () => {
      if (view.phase === 'working' && view.title === '') update({ status: waitingText(parts.status(), 'Reading the commits and the diff…') });
    };
    const job = running.start('pr', repository.rootUri.toString());
    const waiting = parts.onStatus(showWaiting);
    this.#panel.open(view);
    showWaiting();
    try {
      const result = await vscode.window.withProgress({ location: vscode.ProgressLocation.SourceControl }, () =>
        jobs.run((workers) => workers.pr, { cwd: repository.rootUri.fsPath }, {
          signal: job.signal,
          onPartial: (_rendered, { title, description }) => update({ status: 'Writing…', title, description }),
        }),
      );
      const { title, description } = result.output;
      update({ phase: 'done', status: result.accepted ? 'Done.' : 'Done, but the model is not sure of this answer.', title, description, origin: originText(result) });
    } catch (error) {
      const failure = errors.failure(failed, error);
      update(failure ? { phase: 'failed', status: '', failure } : { phase: 'stopped', status: 'Stopped.' });
    } finally {
      waiting.dispose();
      job.end();
    }
  }

  async #receive({ type }: PullRequestMessage): Promise<void> {
    const { running, showLog } = this.#deps;
    const { title = '', description = '' } = this.#view ?? {};
    const copy = async (text: string, what: string) => {
      await vscode.env.clipboard.writeText(text);
      vscode.window.setStatusBarMessage(`$(check) ${what} copied`, 3000);
    };
    switch (type) {
      case 'stop':
        return running.cancel({ kind: 'pr' });
      case 'again':
        return this.summarize(this.#repository);
      case 'copyTitle':
        return copy(title, 'Title');
      case 'copyDescription':
        return copy(description, 'Description');
      case 'copyBoth':
        return copy(`${title}\n\n${description}`, 'Title and description');
      case 'openDocument':
        await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ language: 'markdown', content: `# ${title}\n\n${description}\n` }));
        return;
      case 'showLog':
        return showLog();
    }
  }
}
