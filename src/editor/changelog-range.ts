import * as vscode from 'vscode';
import { startChoices, type StartChoice } from './changelog-choices.ts';

/** Has the user pick where the range starts. Undefined where they gave up; `from` is undefined for the last release. */
export async function pickStart(cwd: string, title: string): Promise<{ from: string | undefined } | undefined> {
  const stop = new AbortController();
  const choices = (async (): Promise<StartChoice[]> => {
    const [{ createReleases }, { createGit }] = await Promise.all([import('../sources/git/releases.ts'), import('../sources/git/git.ts')]);
    // A repository without releases or without another branch still has commits to tell of.
    const [releases, bases] = await Promise.all([createReleases().list(cwd, stop.signal).catch(() => []), createGit().baseChoices({ cwd }, stop.signal).catch(() => [])]);
    return startChoices(releases, bases);
  })();
  const picked = await vscode.window.showQuickPick(choices, { title, placeHolder: 'Which changes?' });
  stop.abort();
  if (!picked?.ask) return picked && { from: picked.from };
  const from = await vscode.window.showInputBox({ title, prompt: 'Changes since this revision: a branch, a tag or a commit', validateInput: (text) => (text.trim() === '' ? 'Name a revision.' : undefined) });
  return from === undefined ? undefined : { from: from.trim() };
}
