import type { Check } from '../../core/result.ts';
import type { Worker } from '../../core/worker.ts';
import { inventedNames } from '../checks/invented-names.ts';
import { fromMessage, judge, known, readAnswer } from './answer.ts';
import { explainConfidence } from './confidence.ts';
import { type ExplainFacts, gatherFacts } from './facts.ts';
import { findFix, type FixSources } from './fix/find-fix.ts';
import { explainInput, type ExplainInput, type ExplainOutput } from './input.ts';
import { explainMaterial } from './material.ts';
import { explainMemory } from './memory.ts';
import { explainPrompt } from './prompt.ts';
import { renderExplanation } from './render.ts';

function checks({ problem, why }: ExplainOutput, facts: ExplainFacts): Check[] {
  const invented = inventedNames(`${problem} ${why}`, known(facts));
  const own = problem !== fromMessage(facts);
  const faults = own ? judge(problem, facts).filter(({ passed }) => !passed) : [];
  return [
    { name: 'complete', passed: problem !== '' && why !== '', detail: why === '' ? 'There is no reason given.' : 'Problem and reason are given.' },
    { name: 'names', passed: invented.length === 0, detail: invented.length === 0 ? 'Every name occurs in the input.' : `Not in the input: ${invented.join(', ')}.` },
    { name: 'sound', passed: faults.length === 0, detail: faults[0]?.reason ?? 'Neither the message nor the code speaks against it.' },
    { name: 'explains', passed: own, detail: own ? 'It says what the code does.' : 'The model\'s sentence contradicted the tool or the code; this is the tool\'s message.' },
    { name: 'documented', passed: facts.rule.why !== '', detail: facts.rule.why === '' ? 'No documentation of the rule was at hand; the reason is the model\'s.' : 'The reason comes from what is known of the rule.' },
  ];
}

/** Explains what a linter reports: what in this code, why it matters, and a fix once the tool has confirmed it. */
export function createExplainWorker({ linters, syntax }: FixSources): Worker<ExplainInput, ExplainFacts, ExplainOutput> {
  return {
    name: 'explain',
    input: explainInput,
    threshold: 0.5,
    gather: (input, signal) => gatherFacts(input, linters, signal),
    prompt: explainPrompt,
    parse: readAnswer,
    check: checks,
    score: explainConfidence,
    material: explainMaterial,
    render: renderExplanation,
    memory: explainMemory,
    complete: (output, facts) => (facts.input.fix === false ? undefined : (means) => findFix(output, facts, { linters, syntax }, means)),
  };
}
