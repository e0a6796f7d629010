import type { Risk, RiskKind } from '../input.ts';
import type { ReviewedFile } from '../reviewed-file.ts';

/** What a detector may look at beside the file. */
export interface Branch {
  files: readonly ReviewedFile[];
  /** Names that the branch defines anew anywhere, as `kind name`. */
  defined: ReadonlySet<string>;
  /** Whether changed lines of a program elsewhere use the name. */
  usedElsewhere(name: string, path: string): boolean;
}

/** Finds one sort of risk in one file. Pure; takes linear time. */
export type Detector = (file: ReviewedFile, branch: Branch) => Risk[];

export function risk(kind: RiskKind, detail: string, line: number | null = null): Risk {
  return { kind, detail, line };
}

/** True for what runs when the project is built, delivered or used: neither tests nor texts nor what others made. */
export function isRun({ role }: ReviewedFile): boolean {
  return role === 'source' || role === 'config' || role === 'ci' || role === 'dependency';
}
