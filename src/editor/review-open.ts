import * as vscode from 'vscode';
import type { ReviewFile } from '../workers/review/input.ts';
import { gitUris, nameOf, type Repository } from './git-repositories.ts';
import { type Side, sidesOf } from './review-sides.ts';

/** What a review compares. */
export interface Compared {
  repository: Repository;
  base: { name: string; id: string };
  head: { name: string; id: string };
}

/**
 * Shows what changed in a file, at a line of its new side. What is checked out is shown as it is on disk, so that it can be edited; a new file and one
 * that is gone are shown alone. Throws a UserError for a path that leads out of the repository.
 */
export async function openChange(file: ReviewFile, line: number | null, { repository, base, head }: Compared, options: vscode.TextDocumentShowOptions): Promise<void> {
  const { rootUri, state } = repository;
  const gitUri = await gitUris();
  const onDisk = (path: string) => vscode.Uri.joinPath(rootUri, ...path.split('/'));
  const uriOf = async ({ path, at }: Side) => {
    if (at === 'working' && (await exists(onDisk(path)))) return onDisk(path);
    return gitUri(onDisk(path), at === 'base' ? base.id : head.id);
  };
  const sides = sidesOf(file, state.HEAD?.commit === head.id);
  const at = line === null || !sides.new ? options : { ...options, selection: new vscode.Range(line - 1, 0, line - 1, 0) };
  const name = file.path.split('/').at(-1)!;
  if (sides.old && sides.new) {
    await vscode.commands.executeCommand('vscode.diff', await uriOf(sides.old), await uriOf(sides.new), `${name} (${base.name} ↔ ${head.name})`, at);
    return;
  }
  const side = (sides.old ?? sides.new)!;
  await vscode.commands.executeCommand('vscode.open', await uriOf(side), at, side.at === 'working' ? undefined : `${name} (${side.at === 'base' ? base.name : head.name}, ${nameOf(repository)})`);
}

async function exists(uri: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(uri);
    return true;
  } catch {
    return false;
  }
}
