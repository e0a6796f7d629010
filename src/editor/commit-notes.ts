import * as vscode from 'vscode';
import type { WorkerResult } from '../core/result.ts';
import type { CommitOutput } from '../workers/commit/input.ts';
import type { Draft } from './draft.ts';
import type { Repository } from './git-repositories.ts';
import { inform } from './messages.ts';
import { whose } from './other-answer.ts';

const NOTE_MS = 5_000;

/** Says something in passing. */
export function note(text: string): void {
  vscode.window.setStatusBarMessage(`$(sparkle) ${text}`, NOTE_MS);
}

/** Offers the text back that a message took the place of. */
export function offerBack({ inputBox }: Repository, draft: Draft): void {
  const before = draft.replaced;
  if (before.trim() === '') return;
  const undo = 'Undo';
  void inform('The generated message replaced the text in the commit box.', undo).then((answer) => {
    if (answer !== undo || draft.replaced === '') return;
    if (draft.untouched) draft.restore();
    else inputBox.value = `${before}\n\n${inputBox.value}`.trimEnd();
  });
}

/** Offers a message in place of the text in the box, which is the user's by now. */
export function offerInstead(result: WorkerResult<CommitOutput>, use: () => void): void {
  const answer = 'Use It';
  void inform(`There is ${whose(result)}: ${result.output.subject}`, answer).then((given) => {
    if (given === answer) use();
  });
}
