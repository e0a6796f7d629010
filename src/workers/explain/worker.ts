import { confidenceOf } from '../../core/confidence.ts';
import type { Check } from '../../core/result.ts';
import type { Worker } from '../../core/worker.ts';
import { inventedNames } from '../checks/invented-names.ts';
import { known, readAnswer, repeats } from './answer.ts';
import { type ExplainFacts, gatherFacts } from './facts.ts';
import { findFix, type FixSources } from './fix/find-fix.ts';
import { explainInput, type ExplainInput, type ExplainOutput } from './input.ts';
import { explainPrompt } from './prompt.ts';
import { renderExplanation } from './render.ts';

function checks({ problem, why }: ExplainOutput, facts: ExplainFacts): Check[] {
  const text = `${problem} ${why}`;
  const invented = inventedNames(text, known(facts));
  const copied = repeats(problem, facts.input.diagnostic.message);
  const documented = facts.rule.why !== '';
  return [
    { name: 'complete', passed: problem !== '' && why !== '', detail: why === '' ? 'There is no reason given.' : 'Problem and reason are given.' },
    { name: 'names', passed: invented.length === 0, detail: invented.length === 0 ? 'Every name occurs in the input.' : `Not in the input: ${invented.join(', ')}.` },
    { name: 'adds', passed: !copied, detail: copied ? 'It repeats the message.' : 'It says more than the message.' },
    { name: 'documented', passed: documented, detail: documented ? 'The reason comes from the rule\'s documentation.' : 'No documentation of the rule was at hand; the reason is the model\'s.' },
  ];
}

/** Explains what a linter reports: what in this code, why it matters, and the tool's own fix once the tool has confirmed it. */
export function createExplainWorker({ linters, syntax }: FixSources): Worker<ExplainInput, ExplainFacts, ExplainOutput> {
  return {
    name: 'explain',
    input: explainInput,
    threshold: 0.5,
    gather: (input, signal) => gatherFacts(input, linters, signal),
    prompt: explainPrompt,
    parse: readAnswer,
    check: checks,
    score: confidenceOf,
    render: renderExplanation,
    complete: (output, facts) => facts.reported && ((means) => findFix(output, facts, { linters, syntax }, means)),
  };
}
