import * as vscode from 'vscode';
import type { BaseChoice } from '../core/changes.ts';
import { isAbort, messageOf, UserError } from '../core/errors.ts';
import { commitsText, reasonText } from '../workers/pull-request/range-text.ts';
import { plain } from './split-list.ts';

export interface BasePickOptions {
  /** What the user chose before; undefined where the base was found by itself. */
  chosen: string | undefined;
  choices(signal: AbortSignal): Promise<BaseChoice[]>;
  /** Throws a UserError where the branch cannot be compared with this revision. */
  check(base: string, signal: AbortSignal): Promise<unknown>;
}

/** What the user wants to compare with: undefined where that is to be found by itself. */
type Base = { base: string | undefined };

interface BaseItem extends vscode.QuickPickItem {
  pick(): Promise<Base | undefined>;
}

/** Asks what the branch is compared with. Undefined where the user gave up. */
export async function pickBase({ chosen, choices, check }: BasePickOptions): Promise<Base | undefined> {
  const gone = new AbortController();
  // A repository where no branch suggests itself has revisions all the same.
  const list = choices(gone.signal).catch((): BaseChoice[] => []);
  const items = list.then((found): BaseItem[] => [
    ...found.map(({ name, reason, commits }) => ({
      label: plain(name),
      description: [commitsText(commits), reasonText(reason), name === chosen && 'chosen'].filter(Boolean).join(' · '),
      pick: async () => ({ base: name }),
    })),
    { label: '$(edit) Other Revision…', alwaysShow: true, pick: () => askForRevision(check) },
    ...(chosen === undefined ? [] : [{ label: '$(discard) Find the Base Automatically', description: `instead of ${plain(chosen)}`, alwaysShow: true, pick: async () => ({ base: undefined }) }]),
  ]);
  try {
    const picked = await vscode.window.showQuickPick(items, { title: 'Change Base', placeHolder: 'Compare this branch with', matchOnDescription: true });
    return await picked?.pick();
  } finally {
    gone.abort();
  }
}

/** Asks for a revision until git knows one that the branch can be compared with. */
function askForRevision(check: BasePickOptions['check']): Promise<Base | undefined> {
  const box = vscode.window.createInputBox();
  Object.assign(box, { title: 'Change Base', prompt: 'A branch, a tag or a commit', placeholder: 'origin/main', ignoreFocusOut: true });
  let checking = new AbortController();
  return new Promise((resolve) => {
    const end = (result?: Base) => {
      checking.abort();
      resolve(result);
      box.dispose();
    };
    box.onDidChangeValue(() => {
      checking.abort();
      box.validationMessage = undefined;
      box.busy = false;
    });
    box.onDidHide(() => end());
    box.onDidAccept(async () => {
      const base = box.value.trim();
      if (base === '') return;
      checking.abort();
      checking = new AbortController();
      const { signal } = checking;
      box.busy = true;
      try {
        await check(base, signal);
        if (!signal.aborted) end({ base });
      } catch (error) {
        if (isAbort(error) || signal.aborted) return;
        box.validationMessage = error instanceof UserError ? [error.what, error.why].filter(Boolean).join(' ') : messageOf(error);
        box.busy = false;
      }
    });
    box.show();
  });
}
