import { withoutLinks } from './plain-text.ts';

/** What the list needs of one commit of a split. */
export interface ListedCommit {
  readonly message: string;
  /** Why it stands alone. */
  readonly reason: string;
  readonly paths: readonly string[];
  readonly diff: string;
}

const MOST_PATHS = 6;

/** The three lines of a commit in the list. Texts come from a repository: one line each, and no icons in them. */
export function listItem({ message, reason, paths }: ListedCommit, position: number): { label: string; description: string; detail: string } {
  const more = paths.length > MOST_PATHS ? ` and ${paths.length - MOST_PATHS} more` : '';
  const detail = plain(paths.slice(0, MOST_PATHS).join(', ')) + more;
  // Where the reason is the only file, it stands there already.
  return { label: `${position + 1}. ${plain(subjectOf(message))}`, description: plain(reason) === detail ? '' : plain(reason), detail };
}

export function subjectOf(message: string): string {
  return message.split('\n', 1)[0]!.trim();
}

/** The message with another subject; what follows it stays. */
export function withSubject(message: string, subject: string): string {
  const end = message.indexOf('\n');
  return subject.trim() + (end < 0 ? '' : message.slice(end));
}

/** The commits with one taken into the one before it, whose message stays. */
export function mergeIntoPrevious<T extends ListedCommit>(commits: readonly T[], position: number): T[] {
  const [before, merged] = [commits[position - 1], commits[position]];
  if (!before || !merged) return [...commits];
  const both = { ...merged, message: before.message, reason: `${before.reason}; ${merged.reason}`, paths: [...new Set([...before.paths, ...merged.paths])], diff: before.diff + merged.diff };
  return commits.toSpliced(position - 1, 2, both);
}

/** Text for a quick pick or a message: on one line; `$(name)` is no icon and `[a](b)` no link. */
export function plain(text: string): string {
  return withoutLinks(text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').replace(/\$\(/g, '$\u200b('));
}
