import type { Learned } from '../core/adjustment.ts';
import { shifted } from '../core/learned-shift.ts';

/** What was learned of a worker, for people: `23 verdicts, +6 points at 50 %`. */
export function learnedText({ verdicts, shift }: Omit<Learned, 'worker'>): string {
  const points = Math.round((shifted(0.5, shift) - 0.5) * 100);
  const change = points === 0 ? 'no change' : `${points > 0 ? '+' : '−'}${Math.abs(points)} ${Math.abs(points) === 1 ? 'point' : 'points'} at 50 %`;
  return `${verdicts} ${verdicts === 1 ? 'verdict' : 'verdicts'}, ${change}`;
}
