import { basename } from 'node:path';
import * as vscode from 'vscode';
import { UserError } from '../../core/errors.ts';
import type { FileProblem } from '../../workers/custom/definition.ts';
import type { LoadedWorker } from '../../workers/custom/load.ts';
import { samePath } from './worker-files.ts';
import type { WorkerList } from './worker-list.ts';

/** The worker that a file describes now. Undefined where what is typed in it cannot be saved; throws a UserError where the file describes none. */
export async function workerAt(list: Pick<WorkerList, 'read'>, path: string): Promise<LoadedWorker | undefined> {
  // What runs is what is seen.
  const open = vscode.workspace.textDocuments.find(({ uri, isDirty }) => isDirty && uri.scheme === 'file' && samePath(uri.fsPath, path));
  if (open && !(await open.save())) return undefined;
  const { workers, problems } = await list.read();
  const found = workers.find(({ definition }) => samePath(definition.path, path));
  if (found) return found;
  const wrong = problems.find((problem) => samePath(problem.path, path));
  throw wrong ? unusable(wrong) : notFound(path, workers);
}

export function unusable({ path, line, message }: FileProblem): UserError {
  return new UserError('The worker cannot be used.', `${path}:${line}: ${message}`, 'Put its file right.');
}

/** Why a file that looks like one is none of the workers there are. */
function notFound(path: string, workers: readonly LoadedWorker[]): UserError {
  const what = 'The worker cannot be used.';
  if (!vscode.workspace.isTrusted) return new UserError(what, 'The workers of a folder are not read until you trust it.', 'Trust this folder first.');
  const name = basename(path);
  if (workers.some(({ definition }) => basename(definition.path) === name)) return new UserError(what, 'Another worker of the same name comes before it.', 'Call its file otherwise.');
  return new UserError(what, 'Workers are read from .journeyman/workers of an open folder, and from your own folder; a README is none.', 'Move the file there, or open its folder.');
}
