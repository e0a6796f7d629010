import { UserError } from '../core/errors.ts';
import type { IndexState, Operation } from '../sources/git/index-state.ts';

/** What is used of VS Code's own settings for git. */
export interface GitSettings {
  enableSmartCommit: boolean;
  suggestSmartCommit: boolean;
  smartCommitChanges: 'all' | 'tracked';
  untrackedChanges: 'mixed' | 'separate' | 'hidden';
}

/** Files that are changed and not staged. */
export interface Unstaged {
  /** Of files that git knows. */
  tracked: number;
  untracked: number;
}

/** What VS Code's own commit button would stage where nothing is staged. `ask`: it would ask first, and so do we. */
export interface SmartStage {
  stage: 'all' | 'tracked';
  files: number;
  ask: boolean;
}

const working: Record<Operation, string> = {
  merge: 'A merge is in progress',
  'cherry-pick': 'A cherry-pick is in progress',
  revert: 'A revert is in progress',
  rebase: 'A rebase is in progress',
  squash: 'Commits are squashed into one',
  prepared: 'Git has prepared a message',
};

/**
 * Why git's own message should stay, in a sentence; undefined where there is none that anybody would keep. A squash has one, but it is the
 * list of the squashed commits: a message is what is missing there.
 */
export function preparedMessageStays({ operation, prepared }: Pick<IndexState, 'operation' | 'prepared'>): string | undefined {
  if (operation === null || operation === 'squash') return undefined;
  if (operation === 'rebase') return `${working.rebase}: each commit keeps the message that it has${prepared === '' ? '' : `, here “${firstLine(prepared)}”`}.`;
  const message = `“${firstLine(prepared)}”`;
  if (operation === 'prepared') return `${working.prepared}: ${message}.`;
  return prepared === '' ? `${working[operation]}, which has a message of its own.` : `${working[operation]}, and git has prepared its message: ${message}.`;
}

/** Whether a message may be drafted unasked: something is staged, and git has no message of its own for it. */
export function mayDraftAhead(state: IndexState): boolean {
  return state.staged && !state.unmerged && preparedMessageStays(state) === undefined;
}

/** Whether the commit box holds the message of the last commit, as it does for somebody who amends it. */
export function isAmending(box: string, lastMessage: string | undefined): boolean {
  const plain = (text: string) => text.replace(/\r\n/g, '\n').trim();
  return lastMessage !== undefined && plain(box) !== '' && plain(box) === plain(lastMessage);
}

/** What to stage where nothing is, as VS Code's settings for its own commit button say. UserError where that is nothing. */
export function smartStage({ tracked, untracked }: Unstaged, settings: GitSettings, repository: string): SmartStage {
  if (tracked + untracked === 0) throw new UserError(`There is nothing to commit in ${repository}.`, 'No file has changed.', 'Change and stage something first.');
  const nothing = `Nothing is staged in ${repository}.`;
  if (!settings.enableSmartCommit && !settings.suggestSmartCommit) throw new UserError(nothing, '', 'Stage the changes that belong together, then generate the message again.');
  const stage = settings.smartCommitChanges === 'tracked' || settings.untrackedChanges !== 'mixed' ? 'tracked' : 'all';
  const files = stage === 'all' ? tracked + untracked : tracked;
  if (files === 0) throw new UserError(nothing, 'Only new files are there, which your settings for git leave for you to stage.', 'Stage those that belong in the commit.');
  return { stage, files, ask: !settings.enableSmartCommit };
}

function firstLine(text: string): string {
  const [line = ''] = text.split('\n');
  return line.length > 80 ? `${line.slice(0, 79)}…` : line;
}
