import type { BranchChanges } from '../core/changes.ts';
import { commitsText, reasonText } from '../workers/pull-request/range-text.ts';

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
