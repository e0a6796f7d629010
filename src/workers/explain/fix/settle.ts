import { applyLineEdits } from '../../../core/line-edits.ts';
import { importOf, withImports } from './imports.ts';
import type { Complaint, Judge } from './judge.ts';

/** Things that a change may leave behind and code can put right, each of which costs a run of the tool or two. */
const MOST_STEPS = 3;

/** The changed source, perhaps with more changes, and what still speaks against it; undefined: nothing. */
export interface Settled {
  text: string;
  complaint: Complaint | undefined;
}

/**
 * Judges a changed source and, where what is wrong with it is a thing that code knows how to put right, does so: an import that is missing is
 * added, and what another rule reports now (an import that nothing uses any more) is changed as the tool itself proposes.
 */
export async function settle(changed: string, language: string, judge: Judge, signal: AbortSignal): Promise<Settled> {
  let text = changed;
  let complaint = await judge(text, signal);
  const first = complaint;
  for (let step = 0; complaint && step < MOST_STEPS; step++) {
    const next = putRight(text, language, complaint);
    if (next === undefined || next === text) break;
    text = next;
    complaint = await judge(text, signal);
  }
  // What did not help is not kept.
  return complaint ? { text: changed, complaint: first } : { text, complaint };
}

function putRight(text: string, language: string, { missing, added }: Complaint): string | undefined {
  const line = missing === undefined ? undefined : importOf(missing, language);
  const imported = line === undefined ? text : withImports(text, language, [line]);
  if (imported !== text) return imported;
  const [fix] = added?.fixes ?? [];
  return fix && applyLineEdits(text, fix.edits);
}
