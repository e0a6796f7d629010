import { resolve } from 'node:path';
import { createGit } from '../src/sources/git/git.ts';
import { parseDiff } from '../src/sources/git/parse-diff.ts';
import { confidenceOf } from '../src/core/confidence.ts';
import type { CommitOutput } from '../src/workers/commit/input.ts';
import { commitFeatures } from '../src/workers/commit/features.ts';
import { createCommitWorker } from '../src/workers/commit/worker.ts';
import { explainFeatures } from '../src/workers/explain/features.ts';
import type { ExplainOutput } from '../src/workers/explain/input.ts';
import { readCollected, type Collected } from './collect.ts';
import { inputOf, readRecords } from './records.ts';

/** An answer with its features, for learning and judging a calibration. */
export interface Example {
  id: string;
  repository: string;
  model: string;
  label: number;
  features: Record<string, number>;
  /** What it is compared with. */
  baselines: { 'mean token probability': number; 'former confidence': number };
  /** What the product said when the answer was collected. */
  said: number;
}

/** The collected answers of a job with their features; says how many were left out. The records of commits are needed too, for what the answers are about. */
export async function readExamples(job: Collected['job'], paths: string[], data: string | undefined): Promise<Example[]> {
  const lines = (await readCollected(paths.map((path) => resolve(path)))).filter((line) => line.job === job);
  const collected = lines.filter((line) => line.label !== null && line.chosen >= 0);
  const records = job === 'commit' ? new Map((await readRecords(job, data === undefined ? undefined : resolve(data), Infinity)).map((record) => [record['id'], record])) : new Map<unknown, Record<string, unknown>>();
  const worker = createCommitWorker({ git: createGit(), parseDiff });
  const examples: Example[] = [];
  for (const { id, repo, model, label, confidence = 0, evidence, chosen } of collected) {
    const { output, checks, tokens, agreement, seen, model: by } = evidence[chosen]!;
    const common = { checks, tokens, agreement, seen, model: by };
    let features: Record<string, number>;
    if (job === 'commit') {
      const record = records.get(id);
      if (!record) continue;
      const facts = await worker.gather(worker.input.parse(inputOf('commit', record, '')), new AbortController().signal);
      features = commitFeatures({ ...common, output: output as CommitOutput, facts });
    } else {
      features = explainFeatures({ ...common, output: output as ExplainOutput });
    }
    // What code says is as sure as can be, so far.
    const probability = tokens.length === 0 ? 1 : confidenceOf({ checks: [], tokens });
    examples.push({ id, repository: repo, model, label: label!, features, baselines: { 'mean token probability': probability, 'former confidence': confidenceOf({ checks, tokens }) }, said: confidence });
  }
  if (examples.length < lines.length) console.log(`${paths.join(', ')}: ${lines.length - collected.length} of ${lines.length} answers failed, ${collected.length - examples.length} have no record in the data; they are left out.`);
  return examples;
}
