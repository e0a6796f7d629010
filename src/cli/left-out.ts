import type { ChangelogOutput } from '../workers/changelog/input.ts';

/** Subjects that are shown, and characters of each. */
const MOST = 4;
const LONGEST = 60;

/** What an entry is of, and what of it is not told: `since v1.0.0 · 14 commits; 2 left out: Tidy, Bump x`. */
export function rangeLine({ range, commits, leftOut }: Pick<ChangelogOutput, 'range' | 'commits' | 'leftOut'>): string {
  const whole = `${range.from === null ? 'since the first commit' : `since ${range.from}`} · ${commits} ${commits === 1 ? 'commit' : 'commits'}`;
  if (leftOut.length === 0) return whole;
  // A type says why; other words may have been misread.
  const isTyped = (subject: string) => /^\w+(?:\([^()]*\))?!?: /.test(subject);
  const subjects = leftOut.filter(({ reason }) => reason !== 'told already').map(({ subject }) => subject).sort((one, other) => Number(isTyped(one)) - Number(isTyped(other)));
  const told = leftOut.length - subjects.length;
  const parts = [...subjects.slice(0, MOST).map((subject) => (subject.length > LONGEST ? `${subject.slice(0, LONGEST)}…` : subject)), ...(subjects.length > MOST ? [`${subjects.length - MOST} more`] : []), ...(told > 0 ? [`${told} told already`] : [])];
  return `${whole}; ${leftOut.length} left out: ${parts.join(', ')}; --json says why`;
}
