import * as vscode from 'vscode';
import type { WorkerResult } from '../core/result.ts';
import type { ChangelogOutput } from '../workers/changelog/input.ts';
import { ChangelogEdits, makeFiles, openNewFile } from './changelog-edit.ts';
import { pickStart } from './changelog-range.ts';
import type { ErrorReporter } from './errors.ts';
import { nameOf, pickRepository, type Repository } from './git-repositories.ts';
import type { Jobs } from './jobs.ts';
import { inform, warn } from './messages.ts';
import type { RunningJobs } from './running-jobs.ts';
import { stepText } from './other-answer.ts';
import { originText } from './status-text.ts';
import { requireTrust } from './trust.ts';

export interface ChangelogDependencies {
  jobs: Jobs;
  running: RunningJobs;
  errors: ErrorReporter;
}

type Kind = ChangelogOutput['kind'];
const WORDS: Record<Kind, { doing: string; ready: string; failed: string; title: string; question: string }> = {
  entry: { doing: 'Writing a changelog entry', ready: 'The local entry is ready: cancel to use it.', failed: 'The changelog entry was not written.', title: 'Add Changelog Entry', question: 'Add to the changelog of which repository?' },
  notes: { doing: 'Writing release notes', ready: 'The local notes are ready: cancel to use them.', failed: 'The release notes were not written.', title: 'Write Release Notes', question: 'Write release notes of which repository?' },
};

/** The commands that write a changelog entry and release notes for a range of commits that the user picks. */
export class Changelog {
  readonly #deps: ChangelogDependencies;
  readonly #edits = new ChangelogEdits();

  constructor(deps: ChangelogDependencies) {
    this.#deps = deps;
  }

  /** Shows the entry in the project's own changelog and adds it on confirmation. */
  addEntry(clicked?: unknown): Promise<void> {
    return this.#write('entry', clicked, (output, repository) => this.#offer(output, repository));
  }

  /** Opens the notes as a new Markdown document. */
  writeNotes(clicked?: unknown): Promise<void> {
    return this.#write('notes', clicked, async ({ entry }) => {
      await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ language: 'markdown', content: `${entry}\n` }));
    });
  }

  dispose(): void {
    this.#edits.dispose();
  }

  async #write(kind: Kind, clicked: unknown, show: (output: ChangelogOutput, repository: Repository) => Promise<void>): Promise<void> {
    const { doing, failed, title, question } = WORDS[kind];
    if (!requireTrust(doing)) return;
    try {
      const repository = await pickRepository(clicked, question);
      const start = repository && (await pickStart(repository.rootUri.fsPath, title));
      if (!repository || !start) return;
      const result = await this.#run(kind, repository, start.from);
      await show(result.output, repository);
      if (result.answeredBy === 'remote') vscode.window.setStatusBarMessage(`$(info) ${originText(result)}`, 15_000);
      const doubt = result.checks.find(({ passed, name }) => !passed && name !== 'something-to-tell');
      if (doubt && result.output.entry !== '') void warn(`Look it over: ${doubt.detail}`);
    } catch (error) {
      this.#deps.errors.show(failed, error);
    }
  }

  async #run(kind: Kind, repository: Repository, from: string | undefined): Promise<WorkerResult<ChangelogOutput>> {
    const { jobs, running } = this.#deps;
    const key = repository.rootUri.toString();
    running.cancel({ kind: 'changelog', key });
    const job = running.start('changelog', key);
    try {
      return await vscode.window.withProgress({ location: vscode.ProgressLocation.Notification, title: `${WORDS[kind].doing} for ${nameOf(repository)}`, cancellable: true }, (progress, token) => {
        const stop = new AbortController();
        token.onCancellationRequested(() => stop.abort());
        progress.report({ message: 'reading the commits…' });
        return jobs.run((workers) => workers.changelog, { cwd: repository.rootUri.fsPath, from, kind }, {
          signal: AbortSignal.any([job.signal, stop.signal]),
          onEscalation(step) {
            job.waits(step.step === 'asking');
            progress.report({ message: `${stepText(step)} ${WORDS[kind].ready}` });
          },
          onProgress: ({ what }) => progress.report({ message: `${what}…` }),
        });
      });
    } finally {
      job.end();
    }
  }

  async #offer({ files, path, root }: ChangelogOutput, repository: Repository): Promise<void> {
    const [first] = files;
    const top = root === null ? repository.rootUri : vscode.Uri.file(root);
    if (!first) {
      void inform(`There is nothing to add${path === null ? '' : ` to ${path}`}: what users see of these changes is told there already, or there is none.`);
    } else if (files.length > 1) await makeFiles(top, files);
    else if (first.before === null) await openNewFile(vscode.Uri.joinPath(top, first.path), first.after);
    else await this.#edits.review(vscode.Uri.joinPath(top, first.path), first);
  }
}
