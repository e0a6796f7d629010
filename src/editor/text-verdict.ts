import type { Verdict } from '../core/adjustment.ts';
import { similarity } from '../workers/commit/similar.ts';

/** The change from which on a text is another one, not an edited one. */
const ANOTHER = 0.75;
/** Characters of a text that are compared: the time grows with their square. */
const COMPARED = 12_000;

/** What somebody has done with a text, as the text that they made of it says. White space, and so where lines are broken, is no change. */
export function textVerdict(written: string, used: string): Verdict {
  const [before, after] = [plain(written), plain(used)];
  return before === after ? { kind: 'kept' } : verdictOf(changedShare(before, after));
}

/** The verdict on a text of which this share was changed. */
export function verdictOf(changed: number): Verdict {
  return changed >= ANOTHER ? { kind: 'discarded' } : { kind: 'edited', changed };
}

/** How much of a text is other words, 0 to 1. */
export function changedShare(one: string, other: string): number {
  return 1 - similarity(one.slice(0, COMPARED), other.slice(0, COMPARED));
}

/** The text without what cannot be seen. */
export function plain(text: string): string {
  return text.normalize('NFC').split(/\s+/u).filter(Boolean).join(' ');
}
