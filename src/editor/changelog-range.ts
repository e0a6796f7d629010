import * as vscode from 'vscode';
import type { BaseChoice } from '../core/changes.ts';
import type { Release } from '../core/releases.ts';

/** Releases beside the last one that are offered. */
const MOST_RELEASES = 10;

/** Where a range may start, as it is shown; `from` is undefined for the last release, and `ask` where the user names a revision. */
export interface StartChoice {
  label: string;
  description: string;
  from?: string;
  ask?: true;
}

/** What is offered: the last release, the branch's base, earlier releases, and anything else. */
export function startChoices(releases: readonly Release[], bases: readonly BaseChoice[]): StartChoice[] {
  const [last, ...earlier] = releases;
  const [base] = bases.filter(({ commits }) => commits > 0);
  return [
    { label: last ? '$(tag) Since the last release' : '$(history) Since the first commit', description: last ? last.tag : 'there is no version tag' },
    ...(base ? [{ label: '$(git-branch) This branch against its base', description: `${base.name}, ${base.commits} ${base.commits === 1 ? 'commit' : 'commits'}`, from: base.name }] : []),
    ...earlier.slice(0, MOST_RELEASES).map(({ tag }) => ({ label: `$(tag) Since ${tag}`, description: '', from: tag })),
    { label: '$(edit) Since another revision…', description: 'a branch, a tag or a commit', ask: true },
  ];
}

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
