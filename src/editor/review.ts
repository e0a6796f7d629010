import * as vscode from 'vscode';
import type { WorkerResult } from '../core/result.ts';
import { reviewMarkdown } from '../workers/review/markdown.ts';
import type { ReviewInput, ReviewOutput } from '../workers/review/input.ts';
import type { ErrorReporter } from './errors.ts';
import { pickBase } from './base-pick.ts';
import { nameOf, pickRepository, type Repository } from './git-repositories.ts';
import type { JobOptions } from './jobs.ts';
import { doneText, stepText } from './other-answer.ts';
import { paced } from './paced.ts';
import { Panel } from './panel.ts';
import type { Parts } from './parts.ts';
import { contentOf, noContent, stepFrom } from './review-content.ts';
import { openChange } from './review-open.ts';
import { type Keep, ReadMarks } from './review-read.ts';
import type { ReviewMessage, ReviewView } from './review-view.ts';
import type { RunningJobs } from './running-jobs.ts';
import { originText, waitingText } from './status-text.ts';
import { requireTrust } from './trust.ts';

const failed = 'The branch was not reviewed.';

export interface ReviewDependencies {
  extensionUri: vscode.Uri;
  parts: Parts;
  running: RunningJobs;
  errors: ErrorReporter;
  showLog: () => void;
  /** Reviews what HEAD does on top of its base. */
  review(input: ReviewInput, options: JobOptions<ReviewOutput>): Promise<WorkerResult<ReviewOutput>>;
  /** Keeps which files were read. */
  keep: Keep;
}

/** A review that is shown. */
interface Review {
  repository: Repository;
  /** Chosen by the user; undefined for the branch's own. */
  base: string | undefined;
  /** The full id of the commit that is reviewed; empty before it is known. */
  headId: string;
  /** As far as it has come. */
  output: ReviewOutput | undefined;
  /** The file that was opened last. */
  current: string | undefined;
  view: ReviewView;
}

/** The command that reviews the branch that is checked out, and the panel in which its files are read one after the other. Nothing is written to the repository. */
export class BranchReview {
  readonly #deps: ReviewDependencies;
  readonly #panel: Panel<ReviewView, ReviewMessage>;
  readonly #marks: ReadMarks;
  #review: Review | undefined;
  #watching: vscode.Disposable | undefined;

  constructor(deps: ReviewDependencies) {
    this.#deps = deps;
    this.#marks = new ReadMarks(deps.keep);
    this.#panel = new Panel<ReviewView, ReviewMessage>({
      extensionUri: deps.extensionUri,
      page: 'review',
      title: 'Review',
      onMessage: (message) => void this.#receive(message),
      onClose: () => {
        this.#watching?.dispose();
        deps.running.cancel({ kind: 'review' });
      },
    });
  }

  /** Reviews the branch of the repository that was clicked, of the only one, or of the one that the user picks. */
  async start(clicked?: unknown): Promise<void> {
    if (!requireTrust('Reviewing a branch')) return;
    try {
      const repository = await pickRepository(clicked, 'Review the branch of which repository?');
      if (repository) await this.#start(repository, undefined);
    } catch (error) {
      this.#deps.errors.show(failed, error);
    }
  }

  dispose(): void {
    this.#watching?.dispose();
    this.#panel.dispose();
  }

  async #start(repository: Repository, base: string | undefined): Promise<void> {
    const { running, parts, errors } = this.#deps;
    running.cancel({ kind: 'review' });
    const key = repository.rootUri.toString();
    const head = repository.state.HEAD;
    const view: ReviewView = {
      ...noContent,
      phase: 'working',
      status: '',
      progress: null,
      repository: nameOf(repository),
      head: head?.name ?? head?.commit?.slice(0, 8) ?? '',
      base: base ?? '',
      stale: '',
      origin: '',
      escalation: '',
      failure: null,
    };
    const review: Review = { repository, base, headId: '', output: undefined, current: undefined, view };
    this.#review = review;
    const job = running.start('review', key);
    let asked = false;
    const showStatus = () => {
      if (!asked) this.#goOn(review, { status: this.#status(review) });
    };
    const partials = paced((output: ReviewOutput) => {
      this.#show(review, output);
      showStatus();
    });
    job.signal.addEventListener('abort', () => {
      // The review is whole: what was stopped is the wait for a better one.
      if (asked) return this.#goOn(review, { status: 'Stopping: the local review stands…' });
      // What was stopped looks so at once, however long its parts take to end.
      partials.flush();
      this.#end(review, { phase: 'stopped', status: 'Stopped.' });
    });
    const waiting = parts.onStatus(showStatus);
    this.#panel.open(view);
    showStatus();
    try {
      review.headId = await headOf(repository);
      job.signal.throwIfAborted();
      if (this.#review === review) this.#watchHead(review);
      const result = await vscode.window.withProgress({ location: vscode.ProgressLocation.SourceControl }, () =>
        this.#deps.review({ cwd: repository.rootUri.fsPath, ...(base === undefined ? {} : { base }) }, {
          signal: job.signal,
          onPartial: (_rendered, output) => partials.take(output),
          onEscalation: (step) => {
            job.waits(step.step === 'asking');
            asked = true;
            partials.flush();
            this.#goOn(review, { status: stepText(step), progress: null });
          },
          onProgress: ({ done, total, what }) => this.#goOn(review, { progress: { done, total }, status: what }),
        }),
      );
      this.#show(review, result.output);
      this.#end(review, { phase: 'done', status: doneText(result), origin: originText(result), escalation: result.escalation?.why ?? '' });
    } catch (error) {
      const failure = errors.failure(failed, error);
      partials.flush();
      this.#end(review, failure ? { phase: 'failed', status: '', failure } : { phase: 'stopped', status: 'Stopped.' });
    } finally {
      waiting.dispose();
      job.end();
    }
  }

  #status({ output, view: { progress, status } }: Review): string {
    if (progress && progress.done < progress.total) return status;
    if (output || progress) return 'Writing the summary…';
    return waitingText(this.#deps.parts.status(), 'Reading the commits and the diff…');
  }

  /** Shows how far the job has come, unless it has ended. */
  #goOn(review: Review, changes: Partial<ReviewView>): void {
    if (review.view.phase === 'working') this.#update(review, changes);
  }

  /** The first end of a job counts: one that was stopped may fail or succeed afterwards. */
  #end(review: Review, changes: Partial<ReviewView> & Pick<ReviewView, 'phase'>): void {
    this.#goOn(review, { ...changes, progress: null });
  }

  #show(review: Review, output: ReviewOutput): void {
    if (review.view.phase !== 'working') return;
    review.output = output;
    const { head, base } = review.view;
    this.#update(review, { ...this.#content(review, output), head: output.head ?? head, base: output.base ?? base });
  }

  #content({ repository, headId, current }: Review, output: ReviewOutput): ReturnType<typeof contentOf> {
    return contentOf(output, this.#marks.of(repository.rootUri.toString(), headId), current);
  }

  #update(review: Review, changes: Partial<ReviewView>): void {
    Object.assign(review.view, changes);
    if (this.#review === review) this.#panel.update(review.view);
  }

  #watchHead(review: Review): void {
    const { repository, headId, view } = review;
    const look = () => {
      const now = repository.state.HEAD?.commit;
      const stale = headId === '' || now === undefined || now === headId ? '' : `This is the review of ${headId.slice(0, 8)}; ${now.slice(0, 8)} is checked out now.`;
      if (stale !== view.stale) this.#update(review, { stale });
    };
    this.#watching?.dispose();
    this.#watching = repository.state.onDidChange(look);
  }

  async #receive(message: ReviewMessage): Promise<void> {
    const { running, showLog, errors } = this.#deps;
    const review = this.#review;
    if (!review) return;
    try {
      switch (message.type) {
        case 'stop':
          return running.cancel({ kind: 'review' });
        case 'again':
          return await this.#again(review, review.base);
        case 'changeBase':
          return await this.#changeBase(review);
        case 'open':
          return await this.#open(review, message.path, message.line, false);
        case 'next':
          return await this.#step(review, 1);
        case 'previous':
          return await this.#step(review, -1);
        case 'read':
          return this.#mark(review, message.paths, message.read);
        case 'copy':
          if (!review.output) return;
          await vscode.env.clipboard.writeText(reviewMarkdown(review.output));
          vscode.window.setStatusBarMessage('$(check) Review copied', 3000);
          return;
        case 'openDocument':
          if (!review.output) return;
          await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ language: 'markdown', content: reviewMarkdown(review.output) }), { viewColumn: this.#panel.otherColumn });
          return;
        case 'showLog':
          return showLog();
      }
    } catch (error) {
      errors.show(message.type === 'open' || message.type === 'next' || message.type === 'previous' ? 'The file was not opened.' : failed, error);
    }
  }

  #again({ repository }: Review, base: string | undefined): Promise<void> {
    return requireTrust('Reviewing a branch') ? this.#start(repository, base) : Promise.resolve();
  }

  async #changeBase(review: Review): Promise<void> {
    const { parts } = this.#deps;
    const cwd = review.repository.rootUri.fsPath;
    const picked = await pickBase({
      chosen: review.base,
      choices: (signal) => parts.use(({ git }) => git.baseChoices({ cwd }, signal)),
      check: (base, signal) => parts.use(({ git }) => git.branchChanges({ cwd, base }, signal)),
    });
    if (picked && this.#review === review) await this.#again(review, picked.base);
  }

  async #step(review: Review, direction: 1 | -1): Promise<void> {
    const { open, left } = stepFrom(review.output?.files ?? [], review.current, direction);
    if (left !== undefined) this.#mark(review, [left], true);
    // The focus stays, so that the next step is one key away.
    if (open !== undefined) await this.#open(review, open, null, true);
  }

  #mark(review: Review, paths: string[], read: boolean): void {
    this.#marks.mark(review.repository.rootUri.toString(), review.headId, paths, read);
    if (review.output) this.#update(review, this.#content(review, review.output));
  }

  async #open(review: Review, path: string, line: number | null, preserveFocus: boolean): Promise<void> {
    const { repository, output, headId, view } = review;
    const file = output?.files.find((one) => one.path === path);
    if (!output?.baseId || !file) return;
    review.current = path;
    this.#update(review, this.#content(review, output));
    const at = line ?? file.risks.find((risk) => risk.line !== null)?.line ?? null;
    await openChange(file, at, { repository, base: { name: view.base, id: output.baseId }, head: { name: view.head, id: headId } }, { viewColumn: this.#panel.otherColumn, preserveFocus });
  }
}

/** The full id of the commit that is checked out; empty where there is none, which the job then says better. */
async function headOf(repository: Repository): Promise<string> {
  try {
    return (await repository.getCommit('HEAD')).hash;
  } catch {
    return '';
  }
}
