import * as vscode from 'vscode';
import type { BranchChanges, PullRequestTemplate } from '../core/changes.ts';
import type { WorkerResult } from '../core/result.ts';
import type { PullRequestInput, PullRequestOutput } from '../workers/pull-request/facts.ts';
import type { ErrorReporter } from './errors.ts';
import { pickBase } from './base-pick.ts';
import { nameOf, pickRepository, type Repository } from './git-repositories.ts';
import type { Jobs } from './jobs.ts';
import { doneText, otherLabel, stepText, swapped, whose } from './other-answer.ts';
import { Panel } from './panel.ts';
import type { Parts } from './parts.ts';
import { type Place, type PullRequestChoices, requireHere } from './pull-request-choices.ts';
import { pickTemplate, pickText } from './pull-request-pick.ts';
import { rangeView, templateText } from './pull-request-range.ts';
import { type PullRequestText, PullRequestTexts } from './pull-request-text.ts';
import { hasText, type PullRequestMessage, type PullRequestView } from './pull-request-view.ts';
import type { RunningJobs } from './running-jobs.ts';
import { originText, waitingText } from './status-text.ts';
import { textVerdict } from './text-verdict.ts';
import { requireTrust } from './trust.ts';
import type { JudgedAnswer, Verdicts } from './verdicts.ts';

const failed = 'The pull request was not summarized.';

export interface PullRequestDependencies {
  extensionUri: vscode.Uri;
  jobs: Jobs;
  parts: Parts;
  running: RunningJobs;
  errors: ErrorReporter;
  choices: PullRequestChoices;
  /** Called when there is a summary. */
  answered(): void;
  showLog: () => void;
  verdicts: Verdicts;
}

/** What the preview shows, and what it is about. */
interface Shown {
  repository: Repository;
  place: Place;
  texts: PullRequestTexts;
  view: PullRequestView;
  /** The commit that is summarised, and the templates there; undefined as long as they are not known. */
  headId?: string;
  templates?: PullRequestTemplate[];
  /** The answer as long as nothing was done with it. */
  unjudged?: JudgedAnswer & PullRequestText;
  /** The answer that is shown, or was before the user changed it. */
  result?: WorkerResult<PullRequestOutput>;
}

/** The command that summarises a branch as a pull request, and the preview that the summary streams into and is edited in. */
export class PullRequestSummary {
  readonly #deps: PullRequestDependencies;
  readonly #panel: Panel<PullRequestView, PullRequestMessage>;
  #shown: Shown | undefined;

  constructor(deps: PullRequestDependencies) {
    this.#deps = deps;
    this.#panel = new Panel<PullRequestView, PullRequestMessage>({
      extensionUri: deps.extensionUri,
      page: 'pull-request',
      title: 'Pull Request',
      onMessage: (message) => void this.#receive(message).catch((error: unknown) => deps.errors.show('That did not work.', error)),
      onClose: () => this.#cancel(),
    });
  }

  /**
   * Summarises the branch of the repository that was clicked, of the only one, or of the one that the user picks. A preview that was closed with
   * a text of the user's in it comes back as it was, unless the branch has got commits since.
   */
  async summarize(clicked?: unknown): Promise<void> {
    if (!requireTrust('Summarizing a pull request')) return;
    try {
      const repository = await pickRepository(clicked, 'Summarize the branch of which repository?');
      if (!repository) return;
      const shown = this.#shown;
      if (shown && !this.#panel.isOpen && shown.view.phase === 'done' && shown.view.edited && isOf(shown, repository)) this.#panel.open(shown.view);
      else await this.#summarize(repository);
    } catch (error) {
      this.#deps.errors.show(failed, error);
    }
  }

  /** Says in the preview when its branch has got commits since. */
  repositoryChanged(repository: Repository): void {
    const shown = this.#shown;
    if (!shown || shown.place.folder !== repository.rootUri.fsPath || shown.view.phase === 'working') return;
    const stale = hasMoved(shown);
    if (stale !== shown.view.stale) this.#update(shown, { stale });
  }

  dispose(): void {
    this.#panel.dispose();
  }

  async #summarize(repository: Repository): Promise<void> {
    const { jobs, parts, running, errors, answered } = this.#deps;
    this.#cancel();
    const shown = this.#begin(repository);
    const { view } = shown;
    const update = (changes: Partial<PullRequestView>) => {
      if (view.phase === 'working') this.#update(shown, changes);
    };
    const write = (text: PullRequestText, changes: Partial<PullRequestView>) => {
      // The text was whole before, and what the user has made of it stays.
      if (view.phase !== 'working' || view.asking) return;
      shown.texts.write(text);
      this.#showText(shown, changes);
    };
    const end = (changes: Partial<PullRequestView>) => update({ asking: false, progress: null, stale: hasMoved(shown), ...changes });
    const showWaiting = () => {
      if (view.title === '' && view.progress === null) update({ status: waitingText(parts.status(), 'Reading the commits and the diff…') });
    };
    const job = running.start('pr', repository.rootUri.toString());
    const waiting = parts.onStatus(showWaiting);
    // The model may need a moment to let go; the reader is told at once.
    job.signal.addEventListener('abort', () => end({ phase: 'stopped', status: stoppedText(view) }));
    this.#panel.open(view);
    showWaiting();
    try {
      const result = await vscode.window.withProgress({ location: vscode.ProgressLocation.SourceControl }, async () =>
        jobs.run((workers) => workers.pr, await this.#describe(shown, job.signal), {
          signal: job.signal,
          onEscalation: (step) => {
            job.waits(step.step === 'asking');
            update({ asking: view.title !== '', status: stepText(step), progress: null });
          },
          onProgress: ({ done, total, what }) => update({ status: `${what}…`, progress: { done, total } }),
          // Before there is a title, the parts are still being read.
          onPartial: (_rendered, { title, description }) => write({ title, description }, title === '' ? {} : { status: 'Writing…', progress: null }),
        }),
      );
      const { title, description } = result.output;
      shown.unjudged = { ...result, title, description };
      if (view.phase === 'working') this.#settle(shown, result);
      end({ phase: 'done' });
      answered();
    } catch (error) {
      const failure = errors.failure(failed, error);
      end(failure ? { phase: 'failed', status: '', failure } : { phase: 'stopped', status: stoppedText(view) });
    } finally {
      waiting.dispose();
      job.end();
    }
  }

  /** Shows the answer, unless the user has changed the local one while the better one was waited for: then that is a click away. */
  #settle(shown: Shown, result: WorkerResult<PullRequestOutput>): void {
    const { view, texts } = shown;
    if (!view.asking || !texts.edited) this.#showResult(shown, result, doneText(result));
    else if (result.answeredBy === 'remote') this.#describeResult(shown, swapped(result), `Your text. There is ${whose(result)}, too.`);
    else this.#describeResult(shown, result, 'Your text.');
  }

  #showResult(shown: Shown, result: WorkerResult<PullRequestOutput>, status: string): void {
    const { title, description } = result.output;
    shown.texts.write({ title, description });
    this.#showText(shown, {});
    this.#describeResult(shown, result, status);
  }

  #describeResult(shown: Shown, result: WorkerResult<PullRequestOutput>, status: string): void {
    shown.result = result;
    this.#update(shown, { status, origin: originText(result), escalation: result.escalation?.why ?? '', other: otherLabel(result) });
  }

  /** Stops the preview's own job: others summarise pull requests too. */
  #cancel(): void {
    if (this.#shown) this.#deps.running.cancel({ kind: 'pr', key: this.#shown.repository.rootUri.toString() });
  }

  #begin(repository: Repository): Shown {
    const { choices } = this.#deps;
    const place: Place = { folder: repository.rootUri.fsPath, branch: repository.state.HEAD?.name };
    const before = this.#shown;
    const texts = before && samePlace(before.place, place) ? before.texts : new PullRequestTexts(choices.texts(place));
    texts.write({ title: '', description: '' });
    const view: PullRequestView = {
      phase: 'working',
      status: '',
      progress: null,
      repository: nameOf(repository),
      range: { head: place.branch ?? 'HEAD', base: choices.base(place) ?? '', note: '' },
      template: templateText([], choices.template(place)),
      ...texts.shown,
      edition: (before?.view.edition ?? 0) + 1,
      editing: false,
      edited: false,
      others: texts.others.length,
      stale: false,
      asking: false,
      origin: '',
      escalation: '',
      other: '',
      failure: null,
    };
    return (this.#shown = { repository, place, texts, view });
  }

  /** Shows what is compared, as soon as it is known. What the worker is asked; it does not wait for that unless it must. */
  async #describe(shown: Shown, signal: AbortSignal): Promise<PullRequestInput> {
    const { parts, choices } = this.#deps;
    const input = choices.input(shown.place);
    const there = (templates: PullRequestTemplate[]) => (templates.some(({ path }) => path === input.template) || input.template === '' ? input.template : undefined);
    const described = parts.use(({ git }) => git.branchChanges(input, signal)).then(
      (changes: BranchChanges) => {
        const { headId, templates } = changes;
        Object.assign(shown, { headId, templates });
        this.#update(shown, { range: rangeView(changes), template: templateText(templates, there(templates)) });
        return templates;
      },
      // The worker comes upon the same, and says it.
      () => undefined,
    );
    if (!input.template) return input;
    // A template that was chosen on another branch need not be there on this one.
    const templates = await described;
    return templates ? { ...input, template: there(templates) } : input;
  }

  #update(shown: Shown, changes: Partial<PullRequestView>): void {
    Object.assign(shown.view, changes);
    if (this.#shown === shown) this.#panel.update(shown.view);
  }

  /** Shows the text as it is now, which is not what stands in the page. */
  #showText(shown: Shown, changes: Partial<PullRequestView>): void {
    const { texts, view } = shown;
    this.#update(shown, { ...texts.shown, edition: view.edition + 1, edited: texts.edited, others: texts.others.length, ...changes });
  }

  async #receive(message: PullRequestMessage): Promise<void> {
    const { showLog } = this.#deps;
    const shown = this.#shown;
    if (!shown) return;
    const { title, description } = shown.view;
    const used = () => {
      const { unjudged } = shown;
      shown.unjudged = undefined;
      if (unjudged) this.#deps.verdicts.learn('pr', unjudged, textVerdict(`${unjudged.title}\n${unjudged.description}`, `${title}\n${description}`));
    };
    const copy = async (text: string, what: string) => {
      await vscode.env.clipboard.writeText(text);
      vscode.window.setStatusBarMessage(`$(check) ${what} copied`, 3000);
    };
    switch (message.type) {
      case 'stop':
        return this.#cancel();
      case 'again':
        return this.summarize(shown.repository);
      case 'changeBase':
        return this.#changeBase(shown);
      case 'changeTemplate':
        return this.#changeTemplate(shown);
      case 'edit':
        return this.#edited(shown, message);
      case 'toggleEditing':
        return this.#update(shown, { editing: !shown.view.editing });
      case 'restore':
        return this.#restore(shown);
      case 'showOther':
        if (shown.result?.other && shown.view.phase === 'done') this.#showResult(shown, swapped(shown.result), `This is ${whose(shown.result.other)}.`);
        return;
      case 'copyTitle':
        return copy(title, 'Title');
      case 'copyDescription':
        used();
        return copy(description, 'Description');
      case 'copyBoth':
        used();
        return copy(`${title}\n\n${description}`, 'Title and description');
      case 'openDocument':
        used();
        await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ language: 'markdown', content: `# ${title}\n\n${description}\n` }));
        return;
      case 'showLog':
        return showLog();
    }
  }

  async #changeBase({ repository, place }: Shown): Promise<void> {
    requireHere(repository.state.HEAD?.name, place);
    const { parts, choices } = this.#deps;
    const picked = await pickBase({
      chosen: choices.base(place),
      choices: (signal) => parts.use(({ git }) => git.baseChoices({ cwd: place.folder }, signal)),
      check: (base, signal) => parts.use(({ git }) => git.branchChanges({ cwd: place.folder, base }, signal)),
    });
    if (!picked) return;
    choices.chooseBase(place, picked.base);
    await this.#summarize(repository);
  }

  async #changeTemplate({ repository, place, templates = [] }: Shown): Promise<void> {
    requireHere(repository.state.HEAD?.name, place);
    const { choices } = this.#deps;
    const template = await pickTemplate(templates, choices.template(place));
    if (template === undefined) return;
    choices.chooseTemplate(place, template);
    await this.#summarize(repository);
  }

  #edited(shown: Shown, { edition, title, description }: Extract<PullRequestMessage, { type: 'edit' }>): void {
    const { texts, view, place } = shown;
    if (edition !== view.edition || !hasText(view)) {
      texts.keep({ title, description });
    } else {
      texts.edit({ title, description });
      // The page has it already.
      Object.assign(view, { title, description });
    }
    this.#deps.choices.keepTexts(place, texts.own);
    const { edited, others } = { edited: texts.edited, others: texts.others.length };
    if (edited !== view.edited || others !== view.others) this.#update(shown, { edited, others });
  }

  async #restore(shown: Shown): Promise<void> {
    const text = await pickText(shown.texts.others);
    if (!text || shown.view.phase === 'working') return;
    shown.texts.restore(text);
    this.#showText(shown, { phase: 'done', status: 'Your text.', origin: '', escalation: '', failure: null });
  }
}

function stoppedText({ title, description }: PullRequestView): string {
  return `${title}${description}` === '' ? 'Stopped.' : 'Stopped. This is what was written until then.';
}

function samePlace(one: Place, other: Place): boolean {
  return one.folder === other.folder && one.branch === other.branch;
}

/** Whether the preview is of what the repository has checked out now. */
function isOf(shown: Shown, repository: Repository): boolean {
  return shown.place.folder === repository.rootUri.fsPath && shown.place.branch === repository.state.HEAD?.name && !hasMoved(shown);
}

/** Whether the branch has another last commit by now. Another branch that is checked out says nothing of this one. */
function hasMoved({ repository, place, headId }: Shown): boolean {
  const { name, commit } = repository.state.HEAD ?? {};
  return headId !== undefined && name !== undefined && name === place.branch && commit !== undefined && commit !== headId;
}
