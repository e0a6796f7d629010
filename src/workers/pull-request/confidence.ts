import { calibrated, type Calibration } from '../../core/calibration.ts';
import { modelFeatures, tokenFeatures } from '../../core/token-features.ts';
import type { Evidence } from '../../core/worker.ts';
import calibration from './confidence.json' with { type: 'json' };
import type { PullRequestFacts, PullRequestOutput } from './facts.ts';

export function pullRequestFeatures({ facts, checks, tokens, seen, model }: Evidence<Pick<PullRequestFacts, 'files' | 'commits'>, PullRequestOutput>): Record<string, number> {
  return {
    'failed checks': checks.filter(({ passed }) => !passed).length,
    'files': Math.log1p(facts.files.length),
    'commits say it': Number(facts.commits.length > 0),
    'code answered': Number(model === null),
    ...(seen !== undefined && { seen }),
    ...tokenFeatures(tokens),
    ...modelFeatures(model),
  };
}

/** How likely a reviewer would keep the text, 0 to 1. */
export function pullRequestConfidence(evidence: Evidence<PullRequestFacts, PullRequestOutput>): number {
  return Math.round(calibrated(calibration as Calibration, pullRequestFeatures(evidence)) * 1000) / 1000;
}
