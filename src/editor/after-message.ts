import * as vscode from 'vscode';
import type { WorkerResult } from '../core/result.ts';
import type { CommitOutput } from '../workers/commit/input.ts';
import { doubts } from './feedback.ts';
import type { Repository } from './git-repositories.ts';

const DOUBT_MS = 15_000;

/** What is said or offered once a message stands in the commit box of a repository. Called once for each message that was asked for, not for its alternatives. */
export function afterMessage(_repository: Repository, result: WorkerResult<CommitOutput>): void {
  const doubt = doubts(result, result.accepted);
  if (doubt !== undefined) vscode.window.setStatusBarMessage(`$(info) ${doubt}`, DOUBT_MS);
}
