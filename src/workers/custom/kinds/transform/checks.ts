import { confidenceOf } from '../../../../core/confidence.ts';
import type { Check } from '../../../../core/result.ts';
import type { Evidence } from '../../../../core/worker.ts';
import type { WorkerDefinition } from '../../definition.ts';
import type { TransformFacts } from './facts.ts';
import type { TransformOutput } from './output.ts';

const MOST_NAMED = 5;

/** `problem`: why the result is not in the format. */
export function checksOf({ text, lost, added }: TransformOutput, facts: TransformFacts, problem: string | undefined, { format, keep }: Pick<WorkerDefinition, 'format' | 'keep'>): Check[] {
  const left = text === facts.written ? facts.done.filter((each) => each.left) : [];
  const cut = text === facts.written ? facts.done.filter(({ problems, left }) => !left && problems.includes('It does not come to an end.')).length : 0;
  const checks: Check[] = [{ name: 'format', passed: problem === undefined, detail: problem ?? `It is written in ${format}.` }];
  if (keep.length > 0) {
    checks.push({ name: 'nothing-lost', passed: lost.length === 0, detail: lost.length === 0 ? `It has all ${keep.join(', ')}.` : `Left out: ${some(lost)}.` });
    checks.push({ name: 'nothing-added', passed: added.length === 0, detail: added.length === 0 ? 'It adds none.' : `Made up: ${some(added)}.` });
  }
  const whole = left.length === 0 && cut === 0;
  checks.push({ name: 'all-rewritten', passed: whole, detail: whole ? 'Every part was rewritten.' : [left.length > 0 && `${left.length} of ${facts.done.length} parts stand as they were: ${left[0]!.problems.join(' ')}`, cut > 0 && `${cut} of ${facts.done.length} parts do not come to an end.`].filter(Boolean).join(' ') });
  return checks;
}

export function some(things: readonly string[]): string {
  return `${things.slice(0, MOST_NAMED).map((thing) => (thing.length > 60 ? `${thing.slice(0, 60)}…` : thing)).join(', ')}${things.length > MOST_NAMED ? ` and ${things.length - MOST_NAMED} more` : ''}`;
}

/** The probabilities of the pieces' words, and the checks. */
export function confidenceIn({ facts, checks, tokens, output, model }: Evidence<TransformFacts, TransformOutput>): number {
  const own = output.text === facts.written && facts.done.length > 0 && tokens.length === 0;
  const mean = own ? Math.exp(facts.done.reduce((sum, { probability }) => sum + Math.log(Math.max(probability, 1e-6)), 0) / facts.done.length) : 1;
  return Math.round(confidenceOf({ checks, tokens: model === null || own ? [] : tokens }) * mean * 1000) / 1000;
}
