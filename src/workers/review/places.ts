import type { FileFacts } from './facts.ts';
import type { Risk } from './input.ts';
import { HEAVY, weightOf } from './risks.ts';

/** Where a reviewer should look. */
export interface Place {
  path: string;
  risk: Risk;
}

/** The risks that count, heaviest first; of those alike in reading order. */
export function placesOf(files: FileFacts[]): Place[] {
  const places = files.flatMap(({ file, risks }) => risks.map((risk): Place => ({ path: file.change.path, risk })));
  return places.filter(({ risk }) => weightOf(risk) >= HEAVY).sort((one, other) => weightOf(other.risk) - weightOf(one.risk));
}
