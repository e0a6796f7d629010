import * as vscode from 'vscode';
import { listItem, mergeIntoPrevious, subjectOf, withSubject, type ListedCommit } from './split-list.ts';

type Action = { kind: 'make' } | { kind: 'undo' } | { kind: 'edit' | 'merge'; position: number };

interface Item extends vscode.QuickPickItem {
  action?: Action;
}

const edit: vscode.QuickInputButton = { iconPath: new vscode.ThemeIcon('edit'), tooltip: 'Edit Message' };
const undo: vscode.QuickInputButton = { iconPath: new vscode.ThemeIcon('discard'), tooltip: 'Undo the Last Change of the List' };
const merge: vscode.QuickInputButton = { iconPath: new vscode.ThemeIcon('fold-up'), tooltip: 'Merge into the Commit Before' };

/** Shows the commits of a split until the user says to make them; their messages can be edited, and commits merged. Undefined when it was given up. */
export async function reviewSplit<T extends ListedCommit>(proposed: readonly T[]): Promise<T[] | undefined> {
  /** The list as it was after each change; the last one is shown. */
  const lists = [[...proposed]];
  for (;;) {
    const commits = lists.at(-1)!;
    const action = await pick(commits, lists.length > 1);
    if (!action) return undefined;
    if (action.kind === 'make') return commits;
    if (action.kind === 'undo') lists.pop();
    else if (action.kind === 'merge') lists.push(mergeIntoPrevious(commits, action.position));
    else {
      const edited = await editMessage(commits, action.position);
      if (edited) lists.push(edited);
    }
  }
}

function pick(commits: readonly ListedCommit[], changed: boolean): Promise<Action | undefined> {
  const items: Item[] = [
    { label: `$(check) ${commits.length === 1 ? 'Commit All Together' : `Make These ${commits.length} Commits`}`, description: 'what is not staged stays as it is', action: { kind: 'make' } },
    { label: 'Commits, in this order', kind: vscode.QuickPickItemKind.Separator },
    ...commits.map((commit, position): Item => ({ ...listItem(commit, position), buttons: position === 0 ? [edit] : [merge, edit], action: { kind: 'edit', position } })),
  ];
  const list = vscode.window.createQuickPick<Item>();
  list.title = 'Split Staged Changes';
  list.placeholder = 'Nothing is committed before you say so. Choose a commit to edit its message.';
  list.ignoreFocusOut = true;
  list.items = items;
  list.buttons = changed ? [undo] : [];
  return new Promise<Action | undefined>((resolve) => {
    list.onDidAccept(() => {
      // Enter on words that no item fits is no choice.
      const action = list.selectedItems[0]?.action;
      if (action) resolve(action);
    });
    list.onDidTriggerButton(() => resolve({ kind: 'undo' }));
    list.onDidTriggerItemButton(({ item, button }) => {
      const { action } = item;
      if (action && 'position' in action) resolve({ kind: button === merge ? 'merge' : 'edit', position: action.position });
    });
    list.onDidHide(() => resolve(undefined));
    list.show();
  }).finally(() => list.dispose());
}

/** Undefined where it was left as it is. */
async function editMessage<T extends ListedCommit>(commits: readonly T[], position: number): Promise<T[] | undefined> {
  const commit = commits[position]!;
  const subject = await vscode.window.showInputBox({
    title: `Message of Commit ${position + 1} of ${commits.length}`,
    prompt: listItem(commit, position).detail,
    value: subjectOf(commit.message),
    ignoreFocusOut: true,
    validateInput: (value) => (value.trim() === '' ? 'A commit needs a message.' : undefined),
  });
  return subject === undefined ? undefined : commits.with(position, { ...commit, message: withSubject(commit.message, subject) });
}
