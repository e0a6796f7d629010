import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import { UserError } from '../core/errors.ts';
import type { Diagnostic } from '../core/diagnostic.ts';
import { groupByRule } from '../workers/explain/group.ts';
import { codeAddress, isOwn, referenceTo, titleOf, toDiagnostic, toolOf } from './diagnostics.ts';
import { shownText } from './explain-diagnostic.ts';
import { inputFor, openPage, reveal } from './explain-subject.ts';
import type { ExplainMessage, FileView, RuleView } from './explain-view.ts';
import type { Explanation, ExplanationContext } from './explanation.ts';
import { originText, waitingText } from './status-text.ts';

/** Places of a rule that are listed; the editor's own list has the rest. */
const LISTED = 50;

interface Item {
  diagnostic: Diagnostic;
  severity: vscode.DiagnosticSeverity;
  reported: vscode.Diagnostic;
}

/** The explanations of all that is reported on a file, one a rule, at its first place; no fixes are looked for. */
export class FileExplanation implements Explanation {
  readonly view: FileView;
  readonly #context: ExplanationContext;
  readonly #document: vscode.TextDocument;
  /** The reported diagnostics of each rule, in the order of the view's rules. */
  readonly #places: vscode.Diagnostic[][];
  readonly #source: string;

  /** Throws a UserError where nothing is reported. */
  constructor(context: ExplanationContext, document: vscode.TextDocument) {
    const items = vscode.languages
      .getDiagnostics(document.uri)
      .filter((diagnostic) => !isOwn(diagnostic))
      .map((reported): Item => ({ diagnostic: toDiagnostic(reported), severity: reported.severity, reported }))
      .sort((a, b) => a.diagnostic.line - b.diagnostic.line || a.diagnostic.column - b.diagnostic.column);
    if (items.length === 0) throw new UserError('There is nothing to explain.', 'No problem is reported in this file.', 'Wait for the linters, or open a file that has problems.');
    this.#context = context;
    this.#document = document;
    this.#source = document.getText();
    this.#places = groupByRule(items).map((group) => group.items.map(({ reported }) => reported));
    this.view = { kind: 'file', key: randomUUID(), phase: 'working', status: '', file: vscode.workspace.asRelativePath(document.uri), done: 0, rules: this.#places.map(ruleView), failure: null };
  }

  /** Explains the rules that are not explained yet. */
  async run(): Promise<void> {
    const { jobs, parts, running, errors } = this.#context;
    const { view } = this;
    const total = view.rules.length;
    const progress = () => `${view.done + 1} of ${total}`;
    const job = running.start('explain', this.#document.uri.toString());
    const showWaiting = () => {
      const current = view.rules.find(({ state }) => state === 'working');
      if (current && current.problem === '') this.#update({ status: `${progress()}: ${waitingText(parts.status(), `Reading about ${current.title}…`)}` });
    };
    const waiting = parts.onStatus(showWaiting);
    try {
      for (const [index, rule] of view.rules.entries()) {
        if (rule.state === 'done') continue;
        rule.state = 'working';
        showWaiting();
        const show = (changes: Partial<RuleView>) => {
          Object.assign(rule, changes);
          this.#update({ status: `${progress()}: ${rule.title}` });
        };
        const subject = { document: this.#document, diagnostic: this.#places[index]![0]! };
        const result = await jobs.run((workers) => workers.explain, { ...inputFor(subject, this.#source), fix: false }, {
          signal: job.signal,
          // One question a rule would be too many.
          escalate: false,
          onPartial: (_rendered, output) => show(ruleText(output)),
        });
        show({ ...ruleText(result.output), state: 'done', origin: originText(result) });
        view.done++;
      }
      this.#update({ phase: 'done', status: total === 1 ? 'Done: one rule.' : `Done: ${total} rules.` });
    } catch (error) {
      for (const rule of view.rules) if (rule.state === 'working') rule.state = 'waiting';
      const failure = errors.failure('The problems were not explained.', error);
      this.#update(failure ? { phase: 'failed', status: '', failure } : { phase: 'stopped', status: `Stopped after ${view.done} of ${total}.` });
    } finally {
      waiting.dispose();
      job.end();
    }
  }

  async receive(message: ExplainMessage): Promise<void> {
    switch (message.type) {
      case 'again':
        if (this.view.phase === 'working') return;
        this.#context.running.cancel({ kind: 'explain' });
        this.#update({ phase: 'working', failure: null });
        return this.run();
      case 'openRule':
        return openPage(this.view.rules[message.rule]?.documentationUrl);
      case 'revealPlace':
      case 'findFix': {
        const diagnostic = this.#places[message.rule]?.[message.place];
        if (!diagnostic) return;
        if (message.type === 'findFix') return this.#context.explain(referenceTo(this.#document.uri.toString(), diagnostic));
        return reveal({ document: this.#document, diagnostic });
      }
    }
  }

  #update(changes: Partial<FileView>): void {
    Object.assign(this.view, changes);
    this.#context.changed(this);
  }
}

function ruleText(output: Parameters<typeof shownText>[0]): Pick<RuleView, 'problem' | 'why'> & Partial<RuleView> {
  const { problem, why, documentationUrl } = shownText(output);
  return { problem, why, ...(documentationUrl ? { documentationUrl } : {}) };
}

function ruleView(places: vscode.Diagnostic[]): RuleView {
  const first = places[0]!;
  return {
    state: 'waiting',
    title: titleOf(first),
    tool: toolOf(first),
    message: first.message,
    problem: '',
    why: '',
    documentationUrl: codeAddress(first) ?? null,
    places: places.slice(0, LISTED).map(({ message, range }) => `Line ${range.start.line + 1}${message === first.message ? '' : `: ${message}`}`),
    more: Math.max(0, places.length - LISTED),
    origin: '',
  };
}
