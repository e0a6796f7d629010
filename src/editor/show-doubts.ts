import * as vscode from 'vscode';
import type { WorkerResult } from '../core/result.ts';
import type { CommitOutput } from '../workers/commit/input.ts';
import { doubts } from './feedback.ts';

const DOUBT_MS = 15_000;

/** What is said once a message stands in a commit box. Called once for each message that was asked for, not for its alternatives. */
export function showDoubts(result: WorkerResult<CommitOutput>): void {
  const doubt = doubts(result, result.accepted);
  if (doubt !== undefined) vscode.window.setStatusBarMessage(`$(info) ${doubt}`, DOUBT_MS);
}
