import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { readExamples, type Example } from './evidence.ts';
import { crossValidated, fit } from './fit.ts';
import { logOdds } from '../src/core/calibration.ts';
import { interval, mean, median } from './measures.ts';
import { COLOURS, frame, line, picture, text } from './svg.ts';

const SHOWN = [0.1, 0.2, 0.3, 0.5];
const PENALTY = 30;

interface Pair {
  repository: string;
  small: number;
  large: number;
}

/**
 * What is won by asking the large model about those answers of the small one that it is least sure of, share by share, beside asking about any,
 * and about those whose tokens were least probable. The confidence comes from weights that were learned without the answer's repository:
 * from the small model's own answers, or from those of `--from`, whose repositories must be others.
 */
export async function benchEscalation(args: string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { small: { type: 'string', multiple: true, default: [] }, large: { type: 'string', multiple: true, default: [] }, data: { type: 'string' }, from: { type: 'string', multiple: true, default: [] }, 'from-data': { type: 'string' }, picture: { type: 'string' } },
  });
  const job = positionals[0] ?? 'commit';
  if (job !== 'commit' && job !== 'explain') throw new Error('escalation takes commit or explain.');
  const [small, large] = await Promise.all([values.small, values.large].map((paths) => readExamples(job, paths, values.data)));
  const labels = new Map(large!.map(({ id, label }) => [id, label]));
  const examples = small!.filter(({ id }) => labels.has(id));
  if (examples.length === 0) throw new Error('The two files have no record in common.');
  if (examples.length < small!.length) console.log(`${small!.length - examples.length} answers of the small model have none of the large one; they are left out.`);
  const pairs = examples.map(({ id, repository, label }): Pair => ({ repository, small: label, large: labels.get(id)! }));

  const orders: Record<string, number[]> = {
    'calibrated confidence': await confidenceOf(job, examples, values.from, values['from-data']),
    'confidence as it was said': examples.map(({ said }) => said),
    'former confidence': examples.map(({ baselines }) => baselines['former confidence']),
    'mean token probability': examples.map(({ baselines }) => baselines['mean token probability']),
    'best possible order': pairs.map((pair) => pair.small - pair.large),
  };
  const [from, to] = [mean(pairs.map((pair) => pair.small)), mean(pairs.map((pair) => pair.large))];
  console.log(`${job}: ${pairs.length} records; small ${from.toFixed(4)}, large ${to.toFixed(4)}\n`);
  console.log(`Share of the way from the small model to the large one, at a share of ${SHOWN.map((share) => `${share * 100} %`).join(', ')} asked\n`);
  console.log(`| | ${SHOWN.map((share) => `${share * 100} %`).join(' | ')} |\n|---|${'---|'.repeat(SHOWN.length)}`);
  console.log(`| any | ${SHOWN.map((share) => `${share * 100} %`).join(' | ')} |`);
  const groups = [...new Set(pairs.map(({ repository }) => repository))].map((repository) => pairs.map((_, index) => index).filter((index) => pairs[index]!.repository === repository));
  for (const [name, scores] of Object.entries(orders)) {
    const cells = SHOWN.map((share) => {
      const way = (indexes: number[]) => wayOf(indexes.map((index) => pairs[index]!), indexes.map((index) => scores[index]!), share);
      const [low, high] = interval(groups, way, 300);
      return `${percent(way(pairs.map((_, index) => index)))} (${percent(low)}–${percent(high)})`;
    });
    console.log(`| ${name} | ${cells.join(' | ')} |`);
  }
  const path = values.picture ?? join('bench', 'results', `escalation-${job}.svg`);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, drawn(job, pairs, orders, [from, to]));
  console.log(`\n${path}`);
}

async function confidenceOf(job: 'commit' | 'explain', examples: Example[], from: string[], data: string | undefined): Promise<number[]> {
  const others = await readExamples(job, from, data);
  const middle = job === 'commit' ? median((others.length > 0 ? others : examples).map(({ label }) => label)) : 0.5;
  if (others.length === 0) return crossValidated(examples, examples.map(({ label }) => label > middle), PENALTY);
  const own = new Set(examples.map(({ repository }) => repository));
  if (others.some(({ repository }) => own.has(repository))) throw new Error('--from holds repositories of the records that are judged.');
  const weights = fit(others, others.map(({ label }) => label > middle), PENALTY);
  return examples.map(({ features }) => logOdds(weights, features));
}

/** Quality when the least sure `share` of the answers is the large model's; of those that are equally unsure any may be asked, so it is the mean over them. */
export function mixedQuality(pairs: Pair[], scores: number[], share: number): number {
  let left = Math.round(share * pairs.length);
  let sum = 0;
  const byScore = new Map<number, Pair[]>();
  for (const [index, pair] of pairs.entries()) byScore.set(scores[index]!, [...(byScore.get(scores[index]!) ?? []), pair]);
  for (const [, equal] of [...byScore].sort(([a], [b]) => a - b)) {
    const asked = Math.min(left, equal.length);
    left -= asked;
    sum += asked * mean(equal.map(({ large }) => large)) + (equal.length - asked) * mean(equal.map(({ small }) => small));
  }
  return sum / pairs.length;
}

function wayOf(pairs: Pair[], scores: number[], share: number): number {
  const [from, to] = [mean(pairs.map(({ small }) => small)), mean(pairs.map(({ large }) => large))];
  return (mixedQuality(pairs, scores, share) - from) / (to - from);
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

function drawn(job: string, pairs: Pair[], orders: Record<string, number[]>, [from, to]: [number, number]): string {
  const panel = { x: 80, y: 60, size: 400 };
  const shares = Array.from({ length: 51 }, (_, step) => step / 50);
  const curves = Object.entries(orders).map(([name, scores]) => ({ name, values: shares.map((share) => mixedQuality(pairs, scores, share)) }));
  const all = [from, to, ...curves.flatMap(({ values }) => values)];
  const [low, high] = [Math.min(...all), Math.max(...all)];
  const at = (value: number) => (value - low) / (high - low || 1);
  const parts = [
    frame(panel, '', 'share of the answers asked of the large model', job === 'commit' ? 'mean ROUGE-L' : 'share with a confirmed fix', (share) => [`${share * 100} %`, (low + share * (high - low)).toFixed(3)]),
    line([[0, at(from)], [1, at(to)]], panel, '#bbb', { dashed: true }),
    ...curves.map(({ values }, index) => line(shares.map((share, step) => [share, at(values[step]!)]), panel, COLOURS[index]!, { dashed: index === curves.length - 1 })),
    ...[...curves.map(({ name }) => name), 'any (random)'].map((name, index) => text(panel.x + panel.size + 20, panel.y + 12 + index * 18, name, { colour: COLOURS[index] ?? '#999' })),
  ];
  return picture(680, 530, `${job}: quality by escalated share (${pairs.length} records)`, parts);
}
