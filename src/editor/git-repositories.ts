import * as vscode from 'vscode';
import { UserError } from '../core/errors.ts';
import type { GitSettings, Unstaged } from './repository-state.ts';

/** What is used of a repository of VS Code's own git extension (its API, version 1). */
export interface Repository {
  readonly rootUri: vscode.Uri;
  readonly inputBox: { value: string };
  readonly state: {
    /** Without a name where it is detached. */
    readonly HEAD: { readonly name?: string; readonly commit?: string } | undefined;
    readonly workingTreeChanges: readonly Change[];
    /** Missing in older versions. */
    readonly untrackedChanges?: readonly Change[];
    readonly onDidChange: vscode.Event<void>;
  };
  readonly ui: { readonly selected: boolean };
  /** Reads the state anew. */
  status(): Promise<void>;
  getCommit(revision: string): Promise<{ readonly hash: string; readonly message: string }>;
}

/** A file that is not as it was. */
interface Change {
  readonly status: number;
}

/** Milliseconds that git may take to look at the open folders before what it has found counts. */
const INITIALIZING_MS = 10_000;
/** Status of files that git does not know, where they stand among the other changes. */
const UNTRACKED = 7;

interface GitApi {
  /** Until then the open folders are still being looked at. Missing in older versions. */
  readonly state?: 'uninitialized' | 'initialized';
  readonly onDidChangeState?: vscode.Event<'uninitialized' | 'initialized'>;
  readonly repositories: readonly Repository[];
  readonly onDidOpenRepository: vscode.Event<Repository>;
  readonly onDidCloseRepository: vscode.Event<Repository>;
  getRepository(uri: vscode.Uri): Repository | null;
  toGitUri(uri: vscode.Uri, revision: string): vscode.Uri;
}

interface GitExtension {
  readonly enabled: boolean;
  getAPI(version: 1): GitApi;
}

/**
 * The repository that is meant: the one that was clicked, the only one, the only selected one, otherwise the one that the user picks
 * (that of the active editor first). Undefined when the picking was given up.
 */
export async function pickRepository(clicked: unknown, placeHolder: string): Promise<Repository | undefined> {
  const git = await gitApi();
  await whenInitialized(git);
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

/** The repositories on this machine that the editor has open. Rejects with a UserError where there is no git. */
export async function openRepositories(): Promise<Repository[]> {
  return (await gitApi()).repositories.filter(({ rootUri }) => rootUri.scheme === 'file');
}

/** Whether the editor has more than one open. */
export async function hasSeveralRepositories(): Promise<boolean> {
  return (await gitApi()).repositories.length > 1;
}

/** The folder's name, as the Source Control view shows it. */
export function nameOf({ rootUri }: Pick<Repository, 'rootUri'>): string {
  return rootUri.path.split('/').filter(Boolean).at(-1) ?? rootUri.path;
}

/** Gives addresses of files as they are in a commit, which VS Code's git extension can open. */
export async function gitUris(): Promise<(file: vscode.Uri, revision: string) => vscode.Uri> {
  const git = await gitApi();
  return (file, revision) => git.toGitUri(file, revision);
}

/** What is changed in a repository and not staged. */
export function unstagedIn({ state: { workingTreeChanges, untrackedChanges = [] } }: Repository): Unstaged {
  const untracked = workingTreeChanges.filter(({ status }) => status === UNTRACKED).length;
  return { tracked: workingTreeChanges.length - untracked, untracked: untracked + untrackedChanges.length };
}

export function gitSettings({ rootUri }: Pick<Repository, 'rootUri'>): GitSettings {
  const git = vscode.workspace.getConfiguration('git', rootUri);
  return {
    enableSmartCommit: git.get('enableSmartCommit') === true,
    suggestSmartCommit: git.get('suggestSmartCommit') !== false,
    smartCommitChanges: git.get('smartCommitChanges') === 'tracked' ? 'tracked' : 'all',
    untrackedChanges: git.get<GitSettings['untrackedChanges']>('untrackedChanges') ?? 'mixed',
  };
}

/** Tells of every repository that the editor has open, of what changes in it, and of its closing. */
export function watchRepositories({ opened, changed, closed }: Record<'opened' | 'changed' | 'closed', (repository: Repository) => void>): vscode.Disposable {
  // By their addresses: git's extension hands out another object for the same repository each time.
  const subscriptions = new Map<string, vscode.Disposable>();
  const listeners: vscode.Disposable[] = [];
  let ended = false;
  const open = (repository: Repository) => {
    const key = repository.rootUri.toString();
    if (subscriptions.has(key) || repository.rootUri.scheme !== 'file') return;
    subscriptions.set(key, repository.state.onDidChange(() => changed(repository)));
    opened(repository);
  };
  const close = (repository: Repository) => {
    const key = repository.rootUri.toString();
    if (!subscriptions.has(key)) return;
    subscriptions.get(key)?.dispose();
    subscriptions.delete(key);
    closed(repository);
  };
  let found = false;
  const start = () =>
    void gitApi().then(
      (git) => {
        if (ended || found) return;
        found = true;
        listeners.push(git.onDidOpenRepository(open), git.onDidCloseRepository(close));
        git.repositories.forEach(open);
      },
      // Without git there is nothing to watch; whoever asks for a message is told.
      () => undefined,
    );
  // The git extension is not there before a folder is trusted.
  listeners.push(vscode.extensions.onDidChange(() => found || start()));
  start();
  return new vscode.Disposable(() => {
    ended = true;
    for (const disposable of [...listeners, ...subscriptions.values()]) disposable.dispose();
  });
}

/** Somebody who is quick in a new window asks before git has found the repository. */
async function whenInitialized({ state, onDidChangeState }: GitApi): Promise<void> {
  if (state !== 'uninitialized' || !onDidChangeState) return;
  await new Promise<void>((resolve) => {
    const end = () => {
      clearTimeout(patience);
      listening.dispose();
      resolve();
    };
    const patience = setTimeout(end, INITIALIZING_MS);
    const listening = onDidChangeState(end);
  });
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
