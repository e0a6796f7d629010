import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { logOdds } from '../src/core/calibration.ts';
import { confidencePicture } from './confidence-picture.ts';
import { readExamples, type Example } from './evidence.ts';
import { crossValidated, featureNames, fit, foldsOf, logLoss, type Weighted } from './fit.ts';
import { brier, calibrationError, interval, median, rankedAuroc } from './measures.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const FILES = { commit: join(ROOT, 'src', 'workers', 'commit', 'confidence.json'), explain: join(ROOT, 'src', 'workers', 'explain', 'confidence.json') };
const PENALTIES = [3, 10, 30, 100, 300, 1000];

/** Learns a worker's calibration from collected answers, tells how good it is in repositories that it was not learned from, and with `--write` puts it into the worker's folder. */
export async function calibrate(args: string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      from: { type: 'string', multiple: true, default: [] },
      data: { type: 'string' },
      test: { type: 'string', multiple: true, default: [] },
      'test-data': { type: 'string' },
      model: { type: 'string', default: 'qwen2.5-coder-1.5b' },
      drop: { type: 'boolean', default: false },
      write: { type: 'boolean', default: false },
      picture: { type: 'string' },
    },
  });
  const job = positionals[0] ?? 'commit';
  if (job !== 'commit' && job !== 'explain') throw new Error('calibrate takes commit or explain.');
  if (values.from.length === 0) throw new Error('calibrate needs --from FILE …: what `npm run bench -- collect` wrote.');

  const examples = await readExamples(job, values.from, values.data);
  if (examples.length === 0) throw new Error('There is no answer in these files whose record is in the data.');
  const own = examples.filter(({ model }) => model === values.model);
  const middle = job === 'commit' ? median((own.length > 0 ? own : examples).map(({ label }) => label)) : 0.5;
  const good = examples.map(({ label }) => label > middle);
  const [penalty] = PENALTIES.map((each) => [each, logLoss(crossValidated(examples, good, each), good)] as const).reduce((best, each) => (each[1] < best[1] ? each : best));
  const scores = crossValidated(examples, good, penalty);
  const names = featureNames(examples);
  console.log(`${job}: ${examples.length} answers from ${repositoriesOf(examples).length} repositories, ${foldsOf(examples).length} folds; good: above ${middle}; ${names.length} features, penalty ${penalty}\n`);

  for (const model of new Set(examples.map((each) => each.model))) {
    const of = examples.map((_, index) => index).filter((index) => examples[index]!.model === model);
    report(`${model}, repositories left out`, of.map((index) => examples[index]!), of.map((index) => scores[index]!), of.map((index) => good[index]!));
  }
  const whole = fit(examples, good, penalty);
  const held = await readExamples(job, values.test, values['test-data']);
  const known = new Set(repositoriesOf(examples));
  if (repositoriesOf(held).some((repository) => known.has(repository))) throw new Error('--test holds repositories that are learned from.');
  if (held.length > 0) {
    // Judged as score.py does: by the median of these records.
    const line = job === 'commit' ? median(held.map(({ label }) => label)) : 0.5;
    report(`held out (${repositoriesOf(held).length} repositories)`, held, held.map(({ features }) => 1 / (1 + Math.exp(-logOdds(whole, features)))), held.map(({ label }) => label > line));
  }
  if (values.drop) dropOne(examples, good, penalty, names, scores);

  const judged = examples.map((_, index) => index).filter((index) => own.length === 0 || examples[index]!.model === values.model);
  const [ownScores, ownGood] = [judged.map((index) => scores[index]!), judged.map((index) => good[index]!)];
  const picture = values.picture ?? join('bench', 'results', `confidence-${job}.svg`);
  await mkdir(dirname(picture), { recursive: true });
  await writeFile(picture, confidencePicture(`${job}: confidence in repositories left out of the fit`, ownGood, {
    'calibrated confidence': ownScores,
    'former confidence': judged.map((index) => examples[index]!.baselines['former confidence']),
    'mean token probability': judged.map((index) => examples[index]!.baselines['mean token probability']),
  }));
  console.log(picture);
  if (values.write) {
    await writeFile(FILES[job], written(whole, {
      basis: `learned from ${examples.length} answers to records of ${repositoriesOf(examples).length} repositories (npm run calibrate)`,
      good: job === 'commit' ? `ROUGE-L with the person's own words above ${middle}, the median of these records` : 'the tool confirms a fix, and it is a clean one',
      measured: { records: judged.length, repositories: repositoriesOf(judged.map((index) => examples[index]!)).length, date: new Date().toISOString().slice(0, 10), auroc: rounded(rankedAuroc(ownScores, ownGood)), ece: rounded(calibrationError(ownScores, ownGood)) },
    }));
    console.log(FILES[job]);
  }
}

function repositoriesOf(examples: readonly Example[]): string[] {
  return [...new Set(examples.map(({ repository }) => repository))];
}

function report(title: string, examples: Example[], scores: number[], good: boolean[]): void {
  const columns = { 'calibrated': scores, 'as it was said': examples.map(({ said }) => said), 'former': examples.map(({ baselines }) => baselines['former confidence']), 'token probability': examples.map(({ baselines }) => baselines['mean token probability']) };
  console.log(`**${title}**: ${examples.length} answers, ${good.filter(Boolean).length} good\n`);
  console.log(`| | ${Object.keys(columns).join(' | ')} |\n|---|${'---|'.repeat(Object.keys(columns).length)}`);
  const row = (name: string, of: (values: number[]) => string) => console.log(`| ${name} | ${Object.values(columns).map(of).join(' | ')} |`);
  const groups = repositoriesOf(examples).map((repository) => examples.map((_, index) => index).filter((index) => examples[index]!.repository === repository));
  row('AUROC (95 % over repositories)', (values) => {
    const [low, high] = interval(groups, (indexes) => rankedAuroc(indexes.map((index) => values[index]!), indexes.map((index) => good[index]!)));
    return `${rankedAuroc(values, good).toFixed(3)} (${low.toFixed(2)}–${high.toFixed(2)})`;
  });
  row('ECE, equal width', (values) => calibrationError(values, good).toFixed(3));
  row('ECE, equal mass', (values) => calibrationError(values, good, 'mass').toFixed(3));
  row('Brier', (values) => brier(values, good).toFixed(3));
  console.log('');
  for (const [place, repository] of repositoriesOf(examples).entries()) {
    const indexes = groups[place]!;
    const own = indexes.map((index) => good[index]!);
    console.log(`  ${repository}: ${indexes.length} answers, ${own.filter(Boolean).length} good, AUROC ${rankedAuroc(indexes.map((index) => scores[index]!), own).toFixed(2)}`);
  }
  console.log('');
}

/** What the AUROC loses without each feature, for those that carry most. */
function dropOne(examples: Example[], good: boolean[], penalty: number, names: string[], scores: number[]): void {
  const all = rankedAuroc(scores, good);
  const losses = names.map((name) => ({ name, loss: all - rankedAuroc(crossValidated(examples, good, penalty, names.filter((other) => other !== name)), good) }));
  const alone = (name: string) => rankedAuroc(examples.map(({ features }) => features[name] ?? 0), good);
  for (const { name, loss } of losses.sort((a, b) => b.loss - a.loss).slice(0, 15)) console.log(`  without ${name}: −${loss.toFixed(4)} (alone ${Math.max(alone(name), 1 - alone(name)).toFixed(2)})`);
  console.log('');
}

function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}

/** One feature a line, the weightiest first. */
function written({ intercept, features }: Weighted, { basis, good, measured }: { basis: string; good: string; measured: object }): string {
  const lines = Object.entries(features)
    .sort(([, a], [, b]) => Math.abs(b.weight) - Math.abs(a.weight))
    .map(([name, { mean, scale, weight }]) => `    ${JSON.stringify(name)}: { "mean": ${rounded(mean)}, "scale": ${Number(scale.toPrecision(4))}, "weight": ${rounded(weight)} }`);
  return `{\n  "basis": ${JSON.stringify(basis)},\n  "good": ${JSON.stringify(good)},\n  "measured": ${JSON.stringify(measured)},\n  "intercept": ${rounded(intercept)},\n  "features": {\n${lines.join(',\n')}\n  }\n}\n`;
}
