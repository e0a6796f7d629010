import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import type { LineEdit } from '../core/diagnostic.ts';
import type { WorkerResult } from '../core/result.ts';
import type { ExplainOutput } from '../workers/explain/input.ts';
import { codeAddress, referenceTo, titleOf, toolOf } from './diagnostics.ts';
import { disableRule, disableView } from './disable-rule.ts';
import { applyQuickFix, quickFixesAt } from './editor-quick-fixes.ts';
import { inputFor, openPage, reveal, type Subject } from './explain-subject.ts';
import type { ExplainMessage, ExplainView } from './explain-view.ts';
import type { Explanation, ExplanationContext } from './explanation.ts';
import { diffOf } from './fix-diff.ts';
import { applySourceEdits, type SourceEdits } from './fix-editor.ts';
import { tellingOfCompletion } from './fix-search.ts';
import { webAddress } from './markdown.ts';
import { doneText, otherLabel, stepText, swapped, whose } from './other-answer.ts';
import { originText, waitingText } from './status-text.ts';
import { toolName } from './tool-names.ts';

/** The explanation of one diagnostic, with the fix that a tool has confirmed. */
export class DiagnosticExplanation implements Explanation {
  readonly view: ExplainView;
  readonly #context: ExplanationContext;
  readonly #subject: Subject;
  readonly #source: string;
  readonly #version: number;
  /** What the shown fix and the shown idea would change. */
  #fix: LineEdit[] = [];
  #idea: LineEdit[] = [];
  #result: WorkerResult<ExplainOutput> | undefined;

  constructor(context: ExplanationContext, subject: Subject) {
    const { document, diagnostic } = subject;
    this.#context = context;
    this.#subject = subject;
    this.#source = document.getText();
    this.#version = document.version;
    this.view = {
      kind: 'diagnostic',
      key: randomUUID(),
      phase: 'working',
      seeking: false,
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
      idea: null,
      quickFixes: [],
      disable: disableView(subject),
      origin: '',
      escalation: '',
      other: '',
      failure: null,
    };
  }

  async run(): Promise<void> {
    const { jobs, parts, running, errors } = this.#context;
    const { view } = this;
    const showWaiting = () => {
      if (view.phase === 'working' && view.problem === '') this.#update({ status: waitingText(parts.status(), 'Reading the rule and the code…') });
    };
    const job = running.start('explain', this.#subject.document.uri.toString());
    const waiting = parts.onStatus(showWaiting);
    showWaiting();
    void quickFixesAt(this.#subject).then((found) => this.#update({ quickFixes: found.map(({ title }) => title) }));
    try {
      const result = await jobs.run((workers) => tellingOfCompletion(workers.explain, (output) => this.#seek(output)), inputFor(this.#subject, this.#source), {
        signal: job.signal,
        onPartial: (_rendered, output) => this.#update({ ...(view.seeking ? {} : { status: 'Writing…' }), ...shownText(output) }),
        onEscalation: (step) => {
          job.waits(step.step === 'asking');
          this.#update({ seeking: false, status: stepText(step) });
        },
      });
      this.#show(result, doneText(result));
    } catch (error) {
      const failure = errors.failure('The diagnostic was not explained.', error);
      if (failure) this.#update({ phase: 'failed', seeking: false, status: '', failure });
      else if (view.seeking) this.#update({ phase: 'done', seeking: false, status: 'Done. The search for a fix was stopped.' });
      else this.#update({ phase: 'stopped', status: 'Stopped.' });
    } finally {
      waiting.dispose();
      job.end();
    }
  }

  async receive(message: ExplainMessage): Promise<void> {
    const { document, diagnostic } = this.#subject;
    switch (message.type) {
      case 'again':
        return this.#context.explain(referenceTo(document.uri.toString(), diagnostic));
      case 'reveal':
        return reveal(this.#subject);
      case 'openDocumentation':
        return openPage(this.view.documentationUrl);
      case 'apply':
        return this.#apply();
      case 'showDiff':
        return this.#context.diffs.show(this.#change(this.#fix), `Fix of ${this.view.title}: ${this.view.place}`);
      case 'showOther':
        if (this.#result?.other) this.#show(swapped(this.#result), `This is ${whose(this.#result.other)}.`);
        return;
      case 'copyIdea':
        await vscode.env.clipboard.writeText(this.#idea.map(({ newText }) => newText).join(''));
        vscode.window.setStatusBarMessage('$(check) Idea copied', 3000);
        return;
      case 'disable':
        await disableRule(this.#subject, message.where, this.#source);
        if (message.where !== 'configuration') this.#update({ status: 'The comment is added. Undo takes it back.' });
        return;
      case 'quickFix':
        await applyQuickFix(this.#subject, message.title);
        return this.#update({ status: 'The quick fix is applied. Undo takes it back.' });
    }
  }

  #update(changes: Partial<ExplainView>): void {
    Object.assign(this.view, changes);
    this.#context.changed(this);
  }

  /** The explanation is whole; what follows is the search for a fix. */
  #seek(output: ExplainOutput): void {
    this.#update({ ...shownText(output), seeking: true, status: `Looking for a fix that ${toolName(toolOf(this.#subject.diagnostic))} confirms…` });
  }

  /** Shows a whole answer. */
  #show(result: WorkerResult<ExplainOutput>, status: string): void {
    this.#result = result;
    this.#keep(result.output);
    this.#update({ phase: 'done', seeking: false, status, ...shownText(result.output), origin: originText(result), escalation: result.escalation?.why ?? '', other: otherLabel(result) });
  }

  /** Takes the fix and the idea out of the answer, for showing and for the lightbulb. */
  #keep({ fix, idea }: ExplainOutput): void {
    const { document, diagnostic } = this.#subject;
    const tool = toolOf(diagnostic);
    // A fix that is applied stays: another answer's would not fit any more.
    if (this.view.fix?.applied) return;
    this.view.fix = this.view.idea = null;
    const fixLines = fix?.verified ? diffOf(this.#source, fix.edits) : [];
    if (fix && fixLines.length > 0) {
      this.#fix = fix.edits;
      this.#context.fixes.put({ uri: document.uri, version: this.#version, getText: () => this.#source }, diagnostic, { edits: fix.edits, tool });
      const author = fix.by === 'model' ? 'The model wrote it' : `It is ${toolName(fix.by)}'s own`;
      this.view.fix = { lines: fixLines, note: `${author}. ${toolName(tool)} was run on the changed file and no longer reports this.`, applied: false };
    }
    const ideaLines = idea && fixLines.length === 0 ? diffOf(this.#source, idea.edits) : [];
    if (idea && ideaLines.length > 0) {
      this.#idea = idea.edits;
      this.view.idea = { lines: ideaLines, reason: idea.reason };
    }
  }

  #change(edits: LineEdit[]): SourceEdits {
    return { uri: this.#subject.document.uri, source: this.#source, edits };
  }

  async #apply(): Promise<void> {
    const { fix } = this.view;
    if (!fix || fix.applied) return;
    await applySourceEdits(this.#change(this.#fix), 'The fix was not applied.');
    this.#update({ fix: { ...fix, applied: true }, status: 'The fix is applied. Undo takes it back.' });
  }
}

/** The texts of an answer, and the page about the rule where the documentation names one. */
export function shownText({ problem, why, documentation }: ExplainOutput): Pick<ExplainView, 'problem' | 'why'> & Partial<ExplainView> {
  const address = webAddress(documentation?.url);
  return { problem, why, ...(documentation ? { documentation: documentation.summary } : {}), ...(address ? { documentationUrl: address } : {}) };
}
