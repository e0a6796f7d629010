import type { BranchChanges, FileChange } from '../../core/changes.ts';
import { mapped, type Work } from '../../core/turns.ts';
import { choosesModel } from './chosen-files.ts';
import { sentenceByCode } from './code-sentence.ts';
import type { Risk } from './input.ts';
import { readingOrder } from './reading-order.ts';
import { knownWords } from '../pull-request/known-words.ts';
import { readFiles, textsOf, type ReviewedFile } from './reviewed-file.ts';
import { risksOf } from './risks.ts';

/** What is known of one file. */
export interface FileFacts {
  file: ReviewedFile;
  risks: Risk[];
  summary: string;
  by: 'code' | 'model';
  /** Whether the model is asked for the sentence. */
  asks: boolean;
}

export interface ReviewFacts {
  /** Folder of the work tree; absent where the diff was given itself. */
  root?: string | undefined;
  base: string | null;
  /** Full id of the commit where the branch left its base. */
  baseId: string | null;
  head: string | null;
  /** In reading order. */
  files: FileFacts[];
  /** Subjects of the branch's commits, oldest first: the author's own words. */
  subjects: string[];
  /** Every word of the change, in small letters: what a name may be taken from. */
  known: string;
}

/** All that code can tell of a branch. Takes linear time in the diff. */
export function* factsOf(changes: FileChange[], branch?: Pick<BranchChanges, 'root' | 'base' | 'head' | 'baseId' | 'commits'>): Work<ReviewFacts> {
  const read = yield* readFiles(changes);
  const risks = yield* risksOf(read);
  const byCode = yield* mapped(read, sentenceByCode);
  const asks = choosesModel(read, risks, byCode.map(({ enough }) => enough));
  const subjects = branch?.commits.map(({ subject }) => subject) ?? [];
  return {
    root: branch?.root,
    base: branch?.base ?? null,
    baseId: branch?.baseId ?? null,
    head: branch?.head ?? null,
    files: (yield* readingOrder(read, risks)).map((index) => ({ file: read[index]!, risks: risks[index]!, summary: byCode[index]!.text, by: 'code', asks: asks.has(index) })),
    subjects,
    known: yield* knownWords([...changes.flatMap(textsOf), ...subjects]),
  };
}
