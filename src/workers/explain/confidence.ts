import { calibrated, type Calibration } from '../../core/calibration.ts';
import type { Evidence } from '../../core/worker.ts';
import calibration from './confidence.json' with { type: 'json' };
import { explainFeatures } from './features.ts';
import type { ExplainFacts } from './facts.ts';
import type { ExplainOutput } from './input.ts';
import soundness from './soundness.json' with { type: 'json' };

/** How likely the tool's finding is gone with the fix, and nothing else broken; where no fix was asked for, or no tool could be asked, how likely the explanation is sound. */
export function explainConfidence(evidence: Evidence<Pick<ExplainFacts, 'input' | 'reported'>, ExplainOutput>): number {
  const { input, reported } = evidence.facts;
  const judged = input.fix !== false && reported !== undefined;
  const value = calibrated((judged ? calibration : soundness) as Calibration, explainFeatures(evidence));
  return Math.round(value * 1000) / 1000;
}
