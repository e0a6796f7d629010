import type { KEPT_THINGS } from '../../definition.ts';
import { codeMissing } from './code-spans.ts';
import { compareKeys } from './keys.ts';
import { linksMissing } from './links.ts';
import { namesMissing } from './names.ts';
import { numbersMissing } from './numbers.ts';

export type KeptThing = (typeof KEPT_THINGS)[number];

export interface Difference {
  /** What the result should have kept and has not. */
  lost: string[];
  /** What the result has and the text had not. */
  added: string[];
}

const MISSING: Record<Exclude<KeptThing, 'keys'>, (text: string, known: string) => string[]> = { numbers: numbersMissing, names: namesMissing, links: linksMissing, code: codeMissing };

/** What a transformation lost and invented, of the things that it must keep. */
export function compare(before: string, after: string, keep: readonly KeptThing[]): Difference {
  const lost: string[] = [];
  const added: string[] = [];
  for (const thing of keep) {
    const difference = thing === 'keys' ? compareKeys(before, after) : { lost: MISSING[thing](before, after), added: MISSING[thing](after, before) };
    lost.push(...difference.lost);
    added.push(...difference.added);
  }
  return { lost: [...new Set(lost)], added: [...new Set(added)] };
}
