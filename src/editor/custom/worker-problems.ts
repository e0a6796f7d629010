import * as vscode from 'vscode';
import { OWN_SOURCE } from '../diagnostics.ts';
import type { AnswerRow } from './worker-view.ts';

/** Answers in the problems list: one a piece of the text, at its lines. A worker's new answer for a file takes the place of its old one. */
export class WorkerProblems {
  readonly #collection = vscode.languages.createDiagnosticCollection('journeyman');

  /** Shows the rows that stand somewhere and say something; gives how many. */
  show(document: vscode.TextDocument, worker: string, rows: readonly AnswerRow[]): number {
    const found = rows.filter(({ firstLine, none, answer }) => firstLine !== null && !none && answer !== '').map((row) => problem(document, worker, row));
    const others = (this.#collection.get(document.uri) ?? []).filter(({ code }) => code !== worker);
    this.#collection.set(document.uri, [...others, ...found]);
    return found.length;
  }

  clear(): void {
    this.#collection.clear();
  }

  dispose(): void {
    this.#collection.dispose();
  }
}

function problem(document: vscode.TextDocument, worker: string, { firstLine, lastLine, name, answer, sure }: AnswerRow): vscode.Diagnostic {
  const range = document.validateRange(new vscode.Range(firstLine! - 1, 0, (lastLine ?? firstLine!) - 1, Number.MAX_SAFE_INTEGER));
  const message = `${name === '' ? '' : `${name}: `}${answer}${sure === null ? '' : ` (${sure} %)`}`;
  const made = new vscode.Diagnostic(range, message, vscode.DiagnosticSeverity.Information);
  made.source = OWN_SOURCE;
  made.code = worker;
  return made;
}
