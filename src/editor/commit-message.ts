import * as vscode from 'vscode';
import type { Candidate, WorkerResult } from '../core/result.ts';
import type { CommitOutput } from '../workers/commit/input.ts';
import { type CommitJobOptions, type DescribedIndex, runCommitJob } from './commit-job.ts';
import { note, offerBack, offerInstead } from './commit-notes.ts';
import { type CommitSubject, commitSubject, type GitReader } from './commit-subject.ts';
import { Draft } from './draft.ts';
import type { DraftAhead } from './draft-ahead.ts';
import type { ErrorReporter } from './errors.ts';
import { percent, reasons } from './feedback.ts';
import { FreshMessage } from './fresh-message.ts';
import { hasSeveralRepositories, nameOf, pickRepository, type Repository } from './git-repositories.ts';
import type { Jobs } from './jobs.ts';
import { inform } from './messages.ts';
import { stepText } from './other-answer.ts';
import type { RunningJobs } from './running-jobs.ts';
import { originText, shortModelName } from './status-text.ts';
import { Suggestions } from './suggestions.ts';
import { requireTrust } from './trust.ts';

/** How many messages there are to choose from. */
export const CANDIDATES = 3;
const failed = 'No commit message was written.';
const whichRepository = 'Generate a commit message for which repository?';
/** What the key binding hands over while a message is being written, and where none is. */
const ESCAPE_WRITING = 'escapeWriting';
const ESCAPE = 'escape';

export interface CommitDependencies {
  jobs: Jobs;
  running: RunningJobs;
  errors: ErrorReporter;
  git: GitReader;
  /** The user's own wishes for the wording. */
  instructions(repository: Repository): string;
  ahead: DraftAhead<WorkerResult<CommitOutput>>;
  /** Whether a remote model is wanted for a message that was written unasked, of this confidence. */
  wantsBetter(confidence: number): boolean;
  /** Called when a message stands in the box. */
  afterMessage(repository: Repository, result: WorkerResult<CommitOutput>): void;
  /** Called when another suggestion for the same stands in its place. */
  afterSuggestion(repository: Repository, suggestion: Candidate<CommitOutput>): void;
}

/** A message of ours that stands in a commit box. */
interface Shown {
  subject: CommitSubject;
  suggestions: Suggestions<CommitOutput>;
  draft: Draft;
}

/** The commands that write into commit boxes. What stood there can always be had back, and nothing is written over what the user types. */
export class CommitMessages {
  readonly #deps: CommitDependencies;
  readonly #shown = new Map<string, Shown>();
  readonly #fresh = new FreshMessage();

  constructor(deps: CommitDependencies) {
    this.#deps = deps;
  }

  /**
   * Writes a message for what is staged into the commit box of the repository that was clicked: at once where it is ready. What stands in the box is
   * kept until the first words come, put back when the job is cancelled or fails, and offered back when it ends.
   */
  generate(clicked?: unknown): Promise<void> {
    return this.#command(async () => {
      const repository = await pickRepository(clicked, whichRepository);
      if (repository) await this.#generate(repository);
    });
  }

  /** Writes the next message in place of the one that stands there; the first where none does, or where something else is staged by now. */
  another(clicked?: unknown): Promise<void> {
    return this.#command(async () => {
      const repository = await pickRepository(clicked, whichRepository);
      if (!repository) return;
      const shown = await this.#withAlternatives(repository);
      if (shown === 'new') return;
      if (shown?.suggestions.next()) this.#put(repository, shown);
      else if (shown) note('There is no other suggestion for this change');
    });
  }

  /** Lists the messages with what speaks for and against each. */
  choose(clicked?: unknown): Promise<void> {
    return this.#command(async () => {
      const repository = await pickRepository(clicked, whichRepository);
      if (!repository) return;
      let shown = await this.#withAlternatives(repository);
      if (shown === 'new') shown = await this.#withAlternatives(repository);
      if (!shown || shown === 'new') return;
      const { suggestions } = shown;
      const items = suggestions.all.map((candidate, place) => ({
        label: candidate.output.subject,
        description: [percent(candidate.confidence), candidate.by === undefined ? '' : `written by ${shortModelName(candidate.by)}`, candidate === suggestions.shown ? 'shown' : ''].filter(Boolean).join(' · '),
        detail: reasons(candidate.checks).join(' ') || 'All checks passed.',
        place,
      }));
      const picked = await vscode.window.showQuickPick(items, { title: `Commit Messages for ${nameOf(repository)}`, placeHolder: 'Confidence, and what the checks found' });
      if (picked && suggestions.show(picked.place)) this.#put(repository, shown);
    });
  }

  /**
   * The stop button ends the writing for the repository that was clicked, or for the others when nothing is written there; without a
   * repository, all jobs. Escape ends the writing of messages and nothing else. Escape that comes after the end takes back a message that has just come.
   */
  cancel(clicked?: unknown): void {
    const { running } = this.#deps;
    if (clicked === ESCAPE) return void this.#command(() => this.#takeBack());
    if (clicked === ESCAPE_WRITING) return running.cancel({ kind: 'commit' });
    const uri = typeof clicked === 'object' && clicked !== null && 'rootUri' in clicked ? clicked.rootUri : undefined;
    if (!(uri instanceof vscode.Uri)) return running.cancel();
    const key = keyOf({ rootUri: uri });
    running.cancel(running.list().some((job) => job.kind === 'commit' && job.key === key) ? { kind: 'commit', key } : { kind: 'commit' });
  }

  /** Forgets a message that is no longer there: it was committed, or deleted. A better one for it is not wanted any more. */
  repositoryChanged(repository: Repository): void {
    const key = keyOf(repository);
    if (repository.inputBox.value.trim() !== '') return;
    this.#forget(key);
    if (!this.#deps.running.has('commit', key)) this.#deps.running.cancel({ kind: 'commit', key });
  }

  /** Takes a message of ours that nobody has touched out of the box, for what it describes has been committed otherwise. Gives what puts it back; undefined where there is none. */
  takeOut(repository: Repository): (() => void) | undefined {
    const shown = this.#shown.get(keyOf(repository));
    if (!shown?.draft.untouched) return undefined;
    const box = repository.inputBox;
    const { value } = box;
    shown.draft.restore();
    const left = box.value;
    this.#forget(keyOf(repository));
    return () => void (box.value === left && (box.value = value));
  }

  repositoryClosed(repository: Repository): void {
    this.#forget(keyOf(repository));
  }

  dispose(): void {
    this.#fresh.dispose();
  }

  async #command(body: () => Promise<void>): Promise<void> {
    if (!requireTrust('Generating a commit message')) return;
    try {
      await body();
    } catch (error) {
      this.#deps.errors.show(failed, error);
    }
  }

  async #generate(repository: Repository): Promise<void> {
    const { running, ahead } = this.#deps;
    if (running.has('commit', keyOf(repository))) return;
    const subject = await commitSubject(repository, this.#deps.git, this.#deps.instructions(repository));
    if (!subject || running.has('commit', keyOf(repository))) return;
    // One that waits for an answer to its question is not wanted any more.
    running.cancel({ kind: 'commit', key: keyOf(repository) });
    const ready = subject.usual ? ahead.ready(repository.rootUri.fsPath, subject.key) : undefined;
    if (!ready) return this.#write(repository, subject);
    const own = this.#standsIn(repository);
    const draft = new Draft(repository.inputBox);
    draft.write(ready.output.message);
    this.#done(repository, subject, ready, draft, own);
    if (this.#deps.wantsBetter(ready.confidence)) await this.#improve(repository, subject, draft);
  }

  async #write(repository: Repository, subject: CommitSubject): Promise<void> {
    const own = this.#standsIn(repository);
    const draft = new Draft(repository.inputBox);
    const stop = new AbortController();
    let asked = false;
    try {
      const { result, key, stopped } = await this.#run(repository, subject, {
        stop: stop.signal,
        onPartial: (text) => {
          if (!asked && !draft.write(text)) stop.abort();
        },
        onEscalation: (step) => {
          asked = true;
          note(stepText(step));
        },
      });
      // What was stopped is the wait for a better one. The message may have been committed by now, or another is being written.
      if (stopped && !draft.untouched) return;
      if (!draft.write(result.output.message)) {
        this.#leave(repository, draft, own);
        if (result.answeredBy === 'remote' && key === subject.key) this.#offerBetter(repository, { ...subject, key }, result);
        return;
      }
      this.#done(repository, { ...subject, key }, result, draft, own);
      if (stopped) note('The local message stands');
      else if (key !== subject.key) note('What is staged has changed meanwhile: generate again for a message that fits');
    } catch (error) {
      // Whoever writes a message of their own commits what is staged.
      if (draft.hasWritten && !draft.untouched) {
        this.#leave(repository, draft, own);
        throw error;
      }
      draft.restore();
      await subject.unstage?.();
      throw error;
    }
  }

  /** The user writes in the box: what is there is theirs, and what stood there before is offered back. */
  #leave(repository: Repository, draft: Draft, own: boolean): void {
    if (!own) offerBack(repository, draft);
    note('The message is yours: writing stopped');
  }

  /** Asks a remote model for a better message than the one that was drafted ahead, which stands and can be used meanwhile. */
  async #improve(repository: Repository, subject: CommitSubject, draft: Draft): Promise<void> {
    const { result, key, stopped } = await this.#run(repository, subject, { onEscalation: (step) => note(stepText(step)) });
    if (stopped || result.answeredBy !== 'remote' || key !== subject.key) return;
    if (draft.write(result.output.message)) this.#done(repository, subject, result, draft, true);
    else this.#offerBetter(repository, subject, result);
  }

  /** The user has changed the box while the better message was waited for: it is theirs to say whether it replaces what they have. */
  #offerBetter(repository: Repository, subject: CommitSubject, result: WorkerResult<CommitOutput>): void {
    if (repository.inputBox.value.trim() === '') return;
    offerInstead(result, () => {
      const draft = new Draft(repository.inputBox);
      draft.write(result.output.message);
      this.#done(repository, subject, result, draft, false);
    });
  }

  #run(repository: Repository, subject: CommitSubject, options: CommitJobOptions): Promise<DescribedIndex> {
    return runCommitJob(this.#deps, repository, subject, options);
  }

  /** Whether the box holds a message of ours as it was written. Nobody needs that one back. */
  #standsIn(repository: Repository): boolean {
    return this.#shown.get(keyOf(repository))?.draft.untouched ?? false;
  }

  #done(repository: Repository, subject: CommitSubject, result: WorkerResult<CommitOutput>, draft: Draft, own: boolean): void {
    this.#shown.set(keyOf(repository), { subject, suggestions: new Suggestions(result, ({ message }) => message), draft });
    this.#justCame(repository);
    if (!own) offerBack(repository, draft);
    this.#deps.afterMessage(repository, result);
    // Last, since the status bar shows the newest message: who wrote it comes before what speaks against it.
    if (result.answeredBy === 'remote') note(originText(result));
  }

  /** The message that stands there, with all its alternatives; `new` where one had to be written first. Undefined where there is none in the end. */
  async #withAlternatives(repository: Repository): Promise<Shown | 'new' | undefined> {
    const { git, ahead, running } = this.#deps;
    const folder = repository.rootUri.fsPath;
    if (running.has('commit', keyOf(repository))) return undefined;
    const shown = repository.inputBox.value.trim() === '' ? undefined : this.#shown.get(keyOf(repository));
    const { key } = await git.indexState(folder, new AbortController().signal);
    if (!shown || key === null || shown.subject.key !== key) {
      const before = this.#shown.get(keyOf(repository));
      await this.#generate(repository);
      return this.#shown.get(keyOf(repository)) === before ? undefined : 'new';
    }
    if (!shown.suggestions.complete) {
      const ready = shown.subject.usual ? ahead.ready(folder, key) : undefined;
      shown.suggestions.add(ready ?? (await this.#run(repository, shown.subject, { candidates: CANDIDATES })).result);
    }
    return shown;
  }

  /** Shows the suggestion that was gone to. Where the user has changed the text, theirs is offered back. */
  #put(repository: Repository, shown: Shown): void {
    const { suggestions } = shown;
    const { output, confidence, checks, by } = suggestions.shown;
    const [reason] = reasons(checks);
    if (!shown.draft.write(output.message)) {
      shown.draft = new Draft(repository.inputBox);
      shown.draft.write(output.message);
      offerBack(repository, shown.draft);
    }
    this.#deps.afterSuggestion(repository, suggestions.shown);
    this.#justCame(repository);
    note(`Suggestion ${suggestions.place} (${by === undefined ? '' : `written by ${shortModelName(by)}, `}${percent(confidence)})${reason === undefined ? '' : `: ${reason}`}`);
  }

  #justCame(repository: Repository): void {
    this.#fresh.came(repository);
    this.#showSuggestions();
  }

  /** Escape says nothing of the repository that it was pressed in: where there are several, it is said whose message is gone. */
  async #takeBack(): Promise<void> {
    const { repository } = this.#fresh;
    const shown = repository && this.#shown.get(keyOf(repository));
    this.#fresh.forget();
    if (!repository || !shown?.draft.untouched) return;
    shown.draft.restore();
    this.#forget(keyOf(repository));
    await shown.subject.unstage?.();
    if (!(await hasSeveralRepositories())) return;
    const again = 'Write It Again';
    void inform(`The message for ${nameOf(repository)} was taken back.`, again).then((answer) => (answer === again ? this.generate(repository) : undefined));
  }

  #forget(key: string): void {
    this.#fresh.forget(key);
    if (this.#shown.delete(key)) this.#showSuggestions();
  }

  #showSuggestions(): void {
    void vscode.commands.executeCommand('setContext', 'journeyman.commitSuggestions', this.#shown.size > 0);
  }
}

/** A repository's key among the running jobs. */
function keyOf({ rootUri }: { rootUri: vscode.Uri }): string {
  return rootUri.toString();
}
