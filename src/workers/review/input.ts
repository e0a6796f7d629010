import * as z from 'zod';
import type { ChangeKind } from '../../core/changes.ts';
import type { FileRole } from '../changes/role.ts';

/** A branch of a repository, or the diff itself. */
export const reviewInput = z.union([z.object({ cwd: z.string().min(1), base: z.string().optional(), head: z.string().optional() }), z.object({ diff: z.string() })]);
export type ReviewInput = z.infer<typeof reviewInput>;

/** Why a reader should look closely. */
export type RiskKind = 'public-api' | 'migration' | 'security' | 'deleted-tests' | 'dependency' | 'ci' | 'configuration' | 'concurrency' | 'error-handling' | 'unseen';

export interface Risk {
  kind: RiskKind;
  /** One sentence for people, naming what is there. */
  detail: string;
  /** 1-based line of the changed file; null where it is about the whole file or about what is gone. */
  line: number | null;
}

export interface ReviewFile {
  path: string;
  oldPath?: string;
  kind: ChangeKind;
  role: FileRole;
  added: number;
  removed: number;
  /** What happens in the file, one sentence or two. */
  summary: string;
  /** Who wrote the summary. */
  by: 'code' | 'model';
  risks: Risk[];
}

export interface ReviewOutput {
  base: string | null;
  head: string | null;
  /** The full id of the commit where the branch left its base; null where a diff was given itself. */
  baseId: string | null;
  /** What the whole is about: two or three sentences. */
  summary: string;
  /** In the order in which they are best read: risky places first, what others rest on before what rests on it, each test after what it tests, generated files last. */
  files: ReviewFile[];
}
