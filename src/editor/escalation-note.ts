import * as vscode from 'vscode';
import type { EscalationReason } from '../core/escalation.ts';
import type { WorkerResult } from '../core/result.ts';

const NOTE_MS = 20_000;
/** What the user could not know, and may want to change. */
const TOLD: readonly EscalationReason[] = ['failed', 'budget', 'excluded path'];

/** A quiet note in the status bar where a better answer was wanted and there is none: the local one stands. A click says more. */
export class EscalationNoteItem {
  readonly #item = vscode.window.createStatusBarItem('journeyman.escalation', vscode.StatusBarAlignment.Left);
  #timer: NodeJS.Timeout | undefined;

  constructor() {
    this.#item.name = 'Journeyman: Escalation';
    this.#item.command = 'journeyman.whyEscalated';
  }

  /** Says it where there is something to say of this result; else takes back what was said of an earlier one. */
  show({ escalation, answeredBy }: Pick<WorkerResult<unknown>, 'escalation' | 'answeredBy'>): void {
    clearTimeout(this.#timer);
    this.#item.hide();
    if (!escalation || answeredBy === 'remote' || !TOLD.includes(escalation.reason)) return;
    this.#item.text = `$(info) The local answer stands: ${shortened(escalation.why)}`;
    this.#item.tooltip = escalation.why;
    this.#item.show();
    this.#timer = setTimeout(() => this.#item.hide(), NOTE_MS);
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#item.dispose();
  }
}

const LONGEST = 100;

/** Other programs' words may be in it: on one line, without an icon, and not too long for the bar. */
function shortened(text: string): string {
  const line = text.replace(/\s+/g, ' ').replaceAll('$(', '$ (');
  return line.length > LONGEST ? `${line.slice(0, LONGEST - 1)}…` : line;
}
