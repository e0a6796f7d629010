import type { BaseReason, BranchChanges } from '../core/changes.ts';

const reasons: Record<BaseReason, string> = {
  given: 'your choice',
  recorded: 'recorded for this branch',
  nearest: 'this branch left it last',
  'default-branch': 'default branch',
  'usual-name': 'usual name of a base',
};

/** How a base was found, in people's words. */
export function reasonText(reason: BaseReason): string {
  return reasons[reason];
}

export function commitsText(commits: number): string {
  return commits === 1 ? '1 commit' : `${commits} commits`;
}

/** What a preview says of what is compared. */
export interface RangeView {
  head: string;
  /** Empty as long as it is not known. */
  base: string;
  /** How much there is on top of the base, and how it was found; empty as long as it is not known. */
  note: string;
}

export function rangeView({ head, base, baseReason, commits }: Pick<BranchChanges, 'head' | 'base' | 'baseReason' | 'commits'>): RangeView {
  return { head, base, note: `${commitsText(commits.length)} · base: ${reasonText(baseReason)}` };
}

/** What a button calls the template that is used; null where there is nothing to choose. */
export function templateText(templates: readonly { path: string }[], chosen: string | undefined): string | null {
  if (templates.length < 2 && chosen === undefined) return null;
  if (chosen === '') return 'None';
  const path = chosen ?? templates[0]?.path ?? '';
  return path.split('/').at(-1)!;
}
