import type { Verdict } from '../core/adjustment.ts';
import { changedShare, plain, verdictOf } from './text-verdict.ts';

/** A message of the model's that stood in a commit box. */
export interface DraftedMessage {
  message: string;
  confidence: number;
  answeredBy: 'code' | 'local' | 'remote';
}

const TRAILER = /^(?:[\p{L}\p{N}][\p{L}\p{N}-]*: |\(cherry picked from commit )/u;
const SCISSORS = /^# -+ >8 -+$/;

/**
 * What became of a message: kept, edited by which share, or another one written in its stead. What hooks and git add or take away is no edit: trailers, comments,
 * white space, the breaking of lines. Subject and body weigh the same, so that taking away the body of a good message leaves a good part of it.
 */
export function commitVerdict(drafted: string, committed: string): Verdict {
  const [ours, theirs] = [partsOf(drafted), partsOf(committed)];
  const pairs = [[ours.subject, theirs.subject], ...(ours.body || theirs.body ? [[ours.body, theirs.body]] : [])] as [string, string][];
  if (pairs.every(([one, other]) => one === other)) return { kind: 'kept' };
  return verdictOf(pairs.reduce((sum, [one, other]) => sum + (one === other ? 0 : changedShare(one, other)), 0) / pairs.length);
}

/** The verdicts on the messages that were shown for one commit: of the one that the committed one is nearest to, its own; the others were passed over. */
export function commitVerdicts(drafted: readonly DraftedMessage[], committed: string): { drafted: DraftedMessage; verdict: Verdict }[] {
  const all = drafted.map((one) => ({ drafted: one, verdict: commitVerdict(one.message, committed) }));
  const nearest = Math.min(...all.map(({ verdict }) => distance(verdict)));
  // The last one stood there in the end.
  const used = all.findLast(({ verdict }) => distance(verdict) === nearest);
  return all.map((one) => (one === used ? one : { ...one, verdict: { kind: 'discarded' } }));
}

function distance(verdict: Verdict): number {
  return verdict.kind === 'edited' ? verdict.changed : Number(verdict.kind === 'discarded');
}

function partsOf(message: string): { subject: string; body: string } {
  const lines = message.split(/\r?\n/);
  const scissors = lines.findIndex((line) => SCISSORS.test(line));
  const said = lines.slice(0, scissors < 0 ? lines.length : scissors).filter((line) => !line.startsWith('#'));
  const paragraphs = said.reduce<string[][]>((found, line) => (line.trim() === '' ? [...found, []] : [...found.slice(0, -1), [...(found.at(-1) ?? []), line]]), [[]]).filter((paragraph) => paragraph.length > 0);
  // The first paragraph is the subject, though `fix: it` looks like a trailer.
  while (paragraphs.length > 1 && isTrailers(paragraphs.at(-1)!)) paragraphs.pop();
  const [subject = [], ...body] = paragraphs;
  return { subject: plain(subject.join('\n')), body: plain(body.flat().join('\n')) };
}

/** Lines that go on are indented. */
function isTrailers([first = '', ...others]: string[]): boolean {
  return TRAILER.test(first) && others.every((line) => TRAILER.test(line) || /^\s/.test(line));
}
