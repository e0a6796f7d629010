import * as vscode from 'vscode';
import { UserError } from '../core/errors.ts';

/** What is used of a repository of VS Code's own git extension (its API, version 1). */
export interface Repository {
  readonly rootUri: vscode.Uri;
  readonly inputBox: { value: string };
  readonly state: {
    readonly indexChanges: readonly unknown[];
    readonly mergeChanges: readonly unknown[];
    readonly workingTreeChanges: readonly unknown[];
    /** Missing in older versions. */
    readonly untrackedChanges?: readonly unknown[];
  };
  readonly ui: { readonly selected: boolean };
  /** Reads the state anew. */
  status(): Promise<void>;
}

interface GitApi {
  readonly repositories: readonly Repository[];
  getRepository(uri: vscode.Uri): Repository | null;
}

interface GitExtension {
  readonly enabled: boolean;
  getAPI(version: 1): GitApi;
}

/** The part of a SourceControl that a title button hands over. */
export type ClickedSourceControl = Pick<vscode.SourceControl, 'rootUri'>;

/**
 * The repository that is meant: the one that was clicked, the only one, the only selected one, otherwise the one that the user picks
 * (that of the active editor first). Undefined when the picking was given up.
 */
export async function pickRepository(clicked: unknown, placeHolder: string): Promise<Repository | undefined> {
  const git = await gitApi();
  const uri = clickedUri(clicked);
  if (uri) {
    const repository = git.getRepository(uri);
    if (repository) return repository;
  }
  const { repositories } = git;
  if (repositories.length === 0) {
    throw new UserError('No git repository is open.', 'The editor has found none in the open folders.', 'Open a folder that is in a git repository.');
  }
  if (repositories.length === 1) return repositories[0];
  const selected = repositories.filter((repository) => repository.ui.selected);
  if (selected.length === 1) return selected[0];

  const edited = vscode.window.activeTextEditor && git.getRepository(vscode.window.activeTextEditor.document.uri);
  const items = repositories.map((repository) => ({
    label: nameOf(repository),
    description: vscode.workspace.asRelativePath(repository.rootUri, false),
    repository,
  }));
  items.sort((a, b) => Number(b.repository === edited) - Number(a.repository === edited));
  return (await vscode.window.showQuickPick(items, { placeHolder }))?.repository;
}

/** The folder's name, as the Source Control view shows it. */
export function nameOf({ rootUri }: Pick<Repository, 'rootUri'>): string {
  return rootUri.path.split('/').filter(Boolean).at(-1) ?? rootUri.path;
}

async function gitApi(): Promise<GitApi> {
  const extension = vscode.extensions.getExtension<GitExtension>('vscode.git');
  if (!extension) throw new UserError("VS Code's Git extension is not there.", 'It is disabled or not part of this editor.', 'Enable the built-in extension “Git”.');
  const git = extension.isActive ? extension.exports : await extension.activate();
  if (!git.enabled) throw new UserError('Git is switched off in this editor.', 'The setting `git.enabled` is false, or git is not installed.', 'Install git and enable the setting.');
  return git.getAPI(1);
}

function clickedUri(clicked: unknown): vscode.Uri | undefined {
  const uri = typeof clicked === 'object' && clicked !== null && 'rootUri' in clicked ? clicked.rootUri : clicked;
  return uri instanceof vscode.Uri ? uri : undefined;
}
