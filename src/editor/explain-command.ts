import * as vscode from 'vscode';
import { UserError } from '../core/errors.ts';
import type { LineEdit } from '../core/diagnostic.ts';
import { applyLineEdits } from '../core/line-edits.ts';
import type { ExplainInput, ExplainOutput } from '../workers/explain/input.ts';
import { codeAddress, diagnosticsAt, findDiagnostic, isReference, referenceTo, ruleOf, titleOf, toDiagnostic, toolOf } from './diagnostics.ts';
import type { ErrorReporter } from './errors.ts';
import type { ExplainMessage, ExplainView } from './explain-view.ts';
import { diffOf, replacementFor } from './fix-diff.ts';
import type { Jobs } from './jobs.ts';
import { webAddress } from './markdown.ts';
import { Panel } from './panel.ts';
import type { Parts } from './parts.ts';
import type { RunningJobs } from './running-jobs.ts';
import { originText, waitingText } from './status-text.ts';

export interface ExplainDependencies {
  extensionUri: vscode.Uri;
  jobs: Jobs;
  parts: Parts;
  running: RunningJobs;
  errors: ErrorReporter;
  showLog: () => void;
}

interface Subject {
  document: vscode.TextDocument;
  diagnostic: vscode.Diagnostic;
}

/** The command that explains a diagnostic, and the panel that it does so in: a new explanation takes the place of the last one. */
export class Explainer {
  readonly #deps: ExplainDependencies;
  readonly #panel: Panel<ExplainView, ExplainMessage>;
  #subject: Subject | undefined;
  #view: ExplainView | undefined;
  /** What the shown fix was made for. */
  #fix: { source: string; edits: LineEdit[] } | undefined;

  constructor(deps: ExplainDependencies) {
    this.#deps = deps;
    this.#panel = new Panel<ExplainView, ExplainMessage>({
      extensionUri: deps.extensionUri,
      page: 'explain',
      title: 'Explanation',
      onMessage: (message) => void this.#receive(message),
      onClose: () => deps.running.cancel({ kind: 'explain' }),
    });
  }

  /** Explains the diagnostic that the argument names, or the one at the cursor. */
  async explain(argument?: unknown): Promise<void> {
    try {
      const subject = isReference(argument) ? await byReference(argument) : await atCursor();
      // The hover that the link was in would stay in front of the panel as long as the mouse rests on it.
      await vscode.commands.executeCommand('editor.action.hideHover').then(undefined, () => undefined);
      if (subject) await this.#explain(subject);
    } catch (error) {
      this.#deps.errors.show('The diagnostic was not explained.', error);
    }
  }

  dispose(): void {
    this.#panel.dispose();
  }

  async #explain(subject: Subject): Promise<void> {
    const { jobs, parts, running, errors } = this.#deps;
    running.cancel({ kind: 'explain' });
    const { document, diagnostic } = subject;
    const source = document.getText();
    this.#subject = subject;
    this.#fix = undefined;
    const view: ExplainView = {
      phase: 'working',
      status: '',
      title: titleOf(diagnostic),
      tool: toolOf(diagnostic),
      message: diagnostic.message,
      place: `${vscode.workspace.asRelativePath(document.uri)}:${diagnostic.range.start.line + 1}`,
      problem: '',
      why: '',
      documentation: '',
      documentationUrl: codeAddress(diagnostic) ?? null,
      fix: null,
      origin: '',
      failure: null,
    };
    this.#view = view;
    // A later explanation has the panel to itself.
    const update = (changes: Partial<ExplainView>) => {
      if (this.#view === view) this.#panel.update(Object.assign(view, changes));
    };
    const showWaiting = () => {
      if (view.phase === 'working' && view.problem === '') update({ status: waitingText(parts.status(), 'Reading the rule and the code…') });
    };
    const job = running.start('explain', document.uri.toString());
    const waiting = parts.onStatus(showWaiting);
    this.#panel.open(view);
    showWaiting();
    try {
      const input: ExplainInput = {
        file: document.uri.scheme === 'file' ? document.uri.fsPath : document.uri.path.split('/').at(-1)!,
        source,
        language: document.languageId,
        diagnostic: toDiagnostic(diagnostic),
        // A linter is a program of the workspace, and so is its configuration.
        runTools: vscode.workspace.isTrusted,
      };
      const result = await jobs.run((workers) => workers.explain, input, {
        signal: job.signal,
        onPartial: (_rendered, { problem, why, documentation }) => update({ status: 'Writing…', problem, why, ...shownDocumentation(documentation) }),
      });
      const { problem, why, fix, documentation } = result.output;
      const lines = fix ? diffOf(source, fix.edits) : [];
      if (fix && lines.length > 0 && this.#view === view) this.#fix = { source, edits: fix.edits };
      update({
        phase: 'done',
        status: result.accepted ? 'Done.' : 'Done, but the model is not sure of this answer.',
        problem,
        why,
        ...shownDocumentation(documentation),
        fix: fix && lines.length > 0 ? { lines, verified: fix.verified, applied: false } : null,
        origin: originText(result),
      });
    } catch (error) {
      const failure = errors.failure('The diagnostic was not explained.', error);
      update(failure ? { phase: 'failed', status: '', failure } : { phase: 'stopped', status: 'Stopped.' });
    } finally {
      waiting.dispose();
      job.end();
    }
  }

  async #receive(message: ExplainMessage): Promise<void> {
    const { running, showLog, errors } = this.#deps;
    switch (message.type) {
      case 'stop':
        return running.cancel({ kind: 'explain' });
      case 'again':
        if (this.#subject) await this.explain(referenceTo(this.#subject.document.uri.toString(), this.#subject.diagnostic));
        return;
      case 'reveal':
        if (this.#subject) await vscode.window.showTextDocument(this.#subject.document, { selection: this.#subject.diagnostic.range, viewColumn: columnOf(this.#subject.document) });
        return;
      case 'openDocumentation': {
        const address = webAddress(this.#view?.documentationUrl);
        if (address) await vscode.env.openExternal(vscode.Uri.parse(address, true));
        return;
      }
      case 'apply':
        return this.#apply().catch((error: unknown) => errors.show('The fix was not applied.', error));
      case 'showLog':
        return showLog();
    }
  }

  async #apply(): Promise<void> {
    const [fix, view, subject] = [this.#fix, this.#view, this.#subject];
    if (!fix || !view?.fix || view.fix.applied || !subject) return;
    const document = await vscode.workspace.openTextDocument(subject.document.uri);
    if (document.getText() !== fix.source) {
      throw new UserError('The fix was not applied.', 'The file has changed since the fix was made.', 'Explain the diagnostic again to get a new one.');
    }
    const replacement = replacementFor(fix.source, applyLineEdits(fix.source, fix.edits) ?? fix.source);
    if (!replacement) return;
    const edit = new vscode.WorkspaceEdit();
    edit.replace(document.uri, new vscode.Range(document.positionAt(replacement.start), document.positionAt(replacement.end)), replacement.text);
    if (!(await vscode.workspace.applyEdit(edit))) throw new UserError('The fix was not applied.', 'The editor refused the change.', 'Check that the file can be written.');
    view.fix.applied = true;
    view.status = 'The fix is applied. Undo takes it back.';
    this.#panel.update(view);
    await vscode.window.showTextDocument(document, { viewColumn: columnOf(document), selection: new vscode.Range(document.positionAt(replacement.start), document.positionAt(replacement.start)) });
  }
}

async function byReference(reference: Parameters<typeof findDiagnostic>[1]): Promise<Subject> {
  const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(reference.uri, true));
  const diagnostic = findDiagnostic(vscode.languages.getDiagnostics(document.uri), reference);
  if (!diagnostic) throw new UserError('There is nothing to explain.', 'This diagnostic is no longer reported.', 'Point at a diagnostic that is there now.');
  return { document, diagnostic };
}

async function atCursor(): Promise<Subject | undefined> {
  const editor = vscode.window.activeTextEditor;
  if (!editor) throw new UserError('There is nothing to explain.', 'No file is open in the editor.', 'Open a file and put the cursor on a diagnostic.');
  const { document } = editor;
  const found = diagnosticsAt(vscode.languages.getDiagnostics(document.uri), editor.selection.active, true);
  if (found.length === 0) throw new UserError('There is nothing to explain.', 'No diagnostic is reported on this line.', 'Put the cursor on an underlined place.');
  if (found.length === 1) return { document, diagnostic: found[0]! };
  const items = found.map((diagnostic) => ({ label: [toolOf(diagnostic), ruleOf(diagnostic)].filter(Boolean).join(' ') || 'Diagnostic', detail: diagnostic.message, diagnostic }));
  const picked = await vscode.window.showQuickPick(items, { placeHolder: 'Explain which diagnostic?' });
  return picked && { document, diagnostic: picked.diagnostic };
}

function shownDocumentation(documentation: ExplainOutput['documentation']): Partial<ExplainView> {
  if (!documentation) return {};
  const address = webAddress(documentation.url);
  return { documentation: documentation.summary, ...(address ? { documentationUrl: address } : {}) };
}

/** The column that the document is shown in, so that it is not opened a second time in place of the panel. */
function columnOf(document: vscode.TextDocument): vscode.ViewColumn {
  const shown = vscode.window.visibleTextEditors.find((editor) => editor.document.uri.toString() === document.uri.toString());
  return shown?.viewColumn ?? vscode.ViewColumn.One;
}
