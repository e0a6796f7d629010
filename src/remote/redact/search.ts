import { setImmediate } from 'node:timers/promises';
import { findCredentials } from './addresses.ts';
import { findAssigned } from './assigned.ts';
import { behindBase64, behindPercent } from './encoded.ts';
import { findInConfigLines } from './config-lines.ts';
import { findInExpressions } from './expressions.ts';
import { findKeyBlocks } from './key-blocks.ts';
import { findKubernetesData } from './kubernetes.ts';
import { findPersons } from './persons.ts';
import { findRandomLiterals } from './random-literals.ts';
import { sidesOf } from './sides.ts';
import { cut, merged, type Detector, type Span } from './spans.ts';
import { findTokens } from './tokens.ts';

/** Finds secrets by others' rules. Rejects where a rule fails. */
export type Rules = (text: string) => Promise<Span[]>;

/** Characters that are searched at once: in the editor everything else waits for it. */
const PART = 200_000;
/** Characters before a part that are searched with it: a key that the part's border goes through is longer than that only as a whole file. */
const BEFORE = 20_000;

const all =
  (...detectors: Detector[]): Detector =>
  (text) =>
    detectors.flatMap((detector) => detector(text));
const find = all(findTokens, findKeyBlocks, findCredentials, findAssigned, findInExpressions, findInConfigLines, findKubernetesData, findRandomLiterals);
const DETECTORS = all(find, behindPercent(find), behindBase64(find), findPersons);

/** The secrets of a text, in order and without overlaps: found by their forms, by what they are assigned to, by chance in their characters, and by the rules. */
export async function search(text: string, rules: Rules): Promise<Span[]> {
  const own: Span[] = [];
  for (let at = 0; at < text.length; at += PART) {
    if (at > 0) await setImmediate();
    const from = at === 0 ? 0 : lineStart(text, at - BEFORE);
    for (const { start, end, kind } of inPart(text.slice(from, at + PART))) own.push({ start: start + from, end: end + from, kind });
  }
  const known = merged(own);
  return merged([...known, ...(await others(text, known, rules))]);
}

/** Where the line begins, or the place itself in a line without end. */
function lineStart(text: string, at: number): number {
  const start = text.lastIndexOf('\n', at) + 1;
  return at - start > BEFORE ? at : start;
}

function inPart(text: string): Span[] {
  return [...DETECTORS(text), ...sidesOf(text).flatMap((side) => DETECTORS(side.text).map(side.inWhole))];
}

/** What the rules find in what is left: it is looked at without what was found before, so that the two do not meet. */
async function others(text: string, own: readonly Span[], rules: Rules): Promise<Span[]> {
  const covered = cut(text, own, (_, length) => '\u0001'.repeat(length));
  const spans = await rules(covered);
  return spans.filter(({ start, end }) => /[^\u0001\s]/.test(covered.slice(start, end).replace(/^\u0001.*$/s, '')));
}
