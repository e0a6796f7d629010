import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { createJourneyman } from '../src/composition.ts';
import { modelFolder } from '../src/models/cache-folder.ts';
import { parseDiff } from '../src/sources/git/parse-diff.ts';
import { askForType, TELLS_TYPES } from '../src/workers/commit/ask-type.ts';
import { countsOf } from '../src/workers/commit/head.ts';
import { logOf, scoresOfBoth, type ToldWeights } from '../src/workers/commit/told-types.ts';
import { typeFeatures } from '../src/workers/commit/type-features.ts';
import { historyOf, TYPES, typeScores } from '../src/workers/commit/type-model.ts';
import { createCommitWorker } from '../src/workers/commit/worker.ts';
import { numberOf } from './options.ts';
import { commitsHeldBack, nameOf } from './real-commits.ts';
import { readRecords, spread, type CommitRecord } from './records.ts';
import { recordedModel } from './recorded-model.ts';
import { percent, typeOf } from './types.ts';

const WEIGHTS = fileURLToPath(new URL('../src/workers/commit/told-types.json', import.meta.url));
const CONTEXT_TOKENS = 4096;
const STEPS = 4000;
const RATE = 0.05;
/** Of the squared distance from what is assumed before anything was seen, per example. */
const PENALTY = 1;
const PRIOR: ToldWeights = { code: 0.5, model: 0.5, bias: TYPES.map(() => 0) };

/** A commit of known type, and what code and model hold of it. */
interface Told {
  repository: string;
  type: number;
  byCode: number[];
  told: readonly number[];
}

/** How often code alone, the model alone and both name the type that people wrote, where evidence has to decide it; each repository judged by weights learned from the others. `--write` learns from all clones. */
export async function benchToldTypes(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: { repo: { type: 'string', multiple: true, default: [] }, each: { type: 'string', default: '20' }, data: { type: 'string' }, model: { type: 'string', default: 'qwen2.5-coder-1.5b' }, record: { type: 'string' }, write: { type: 'boolean', default: false } },
  });
  const { ensureBuilt, root } = await import('../scripts/build.ts');
  await ensureBuilt();
  const note = () => undefined;
  const journeyman = createJourneyman({
    model: values.model,
    modelDirectory: modelFolder(),
    processPath: join(root, 'dist', 'model-process.mjs'),
    threads: 0,
    contextTokens: CONTEXT_TOKENS,
    idleMinutes: 0,
    log: { debug: note, info: note, warn: console.error, error: console.error },
  });
  const record = resolve(values.record ?? join('bench', 'results', `recorded-${values.model}.jsonl`));
  await mkdir(join(record, '..'), { recursive: true });
  const model = recordedModel(journeyman.model, record, values.model);
  try {
    const own: Told[] = [];
    for (const directory of values.repo) {
      const found = await toldOf(nameOf(directory), spread(commitsHeldBack(directory).filter(({ subject }) => typeOf(subject) >= 0), numberOf(values, 'each')), model);
      const weights = fitTold(own);
      console.log(`${nameOf(directory)}: ${found.length} open; with weights of those before: ${shares(found, weights)}`);
      own.push(...found);
    }
    const others = (one: string) => fitTold(own.filter(({ repository }) => repository !== one));
    for (const repository of new Set(own.map((each) => each.repository))) console.log(`${repository}: ${shares(own.filter((each) => each.repository === repository), others(repository))}`);
    const left = own.map((each) => ({ each, weights: others(each.repository) }));
    console.log(`all clones, each by the others' weights: both ${percent(left.filter(({ each, weights }) => isRight(each, weights)).length / Math.max(1, left.length))}; ${shares(own, PRIOR)}`);
    const weights = fitTold(own);
    console.log(JSON.stringify(weights));
    if (values.write && own.length > 0) await writeFile(WEIGHTS, written(weights));
    if (values.data === undefined) return;
    const records = (await readRecords('commit', resolve(values.data), Infinity)) as unknown as CommitRecord[];
    console.log(`records: ${shares(await toldOf('records', records.filter(({ subject }) => typeOf(subject) >= 0), model), weights)}`);
  } finally {
    await journeyman.dispose();
  }
}

const worker = createCommitWorker({ git: { staged: () => Promise.reject(new Error('unused')) }, parseDiff });

async function toldOf(repository: string, commits: CommitRecord[], model: ReturnType<typeof recordedModel>): Promise<Told[]> {
  const found: Told[] = [];
  const signal = new AbortController().signal;
  // Whether this model tells them well enough is what is measured.
  const budget = async () => ({ contextTokens: await model.contextTokens(signal), countTokens: (texts: string[]) => model.countTokens(texts, signal), adapters: [...((await model.adapters?.(signal)) ?? []), TELLS_TYPES] });
  for (const { subject, diff, recent_subjects: recentSubjects } of commits) {
    const facts = await worker.gather({ diff, recentSubjects }, signal);
    if (facts.routine) continue;
    let told: readonly number[] | undefined;
    await askForType(facts, { budget, rank: async (request) => model.rank!(request, signal).then((ranking) => ((told = ranking.probabilities), ranking)) });
    if (told) found.push({ repository, type: typeOf(subject), byCode: typeScores(typeFeatures(facts.files), historyOf(countsOf(facts.style.heads))), told });
  }
  return found;
}

function isRight({ byCode, told, type }: Told, weights: ToldWeights): boolean {
  const scores = scoresOfBoth(byCode, told, weights);
  return scores.indexOf(Math.max(...scores)) === type;
}

function shares(of: Told[], weights: ToldWeights): string {
  const by = (each: ToldWeights) => percent(of.filter((one) => isRight(one, each)).length / Math.max(1, of.length));
  return `code ${by({ ...PRIOR, code: 1, model: 0 })}, model ${by({ ...PRIOR, code: 0, model: 1 })}, both ${by(weights)} of ${of.length}`;
}

/** Multinomial logistic regression by gradient descent, pulled towards the prior. */
function fitTold(examples: Told[]): ToldWeights {
  const known = { ...PRIOR, bias: [...PRIOR.bias] };
  for (let step = 0; step < STEPS; step++) {
    let code = PENALTY * (known.code - PRIOR.code);
    let model = PENALTY * (known.model - PRIOR.model);
    const bias = known.bias.map((value) => PENALTY * value);
    for (const { byCode, told, type } of examples) {
      const scores = scoresOfBoth(byCode, told, known);
      const highest = Math.max(...scores);
      const powers = scores.map((score) => Math.exp(score - highest));
      const total = powers.reduce((sum, power) => sum + power, 0);
      powers.forEach((power, each) => {
        const error = power / total - Number(each === type);
        bias[each]! += error;
        code += error * byCode[each]!;
        model += error * logOf(told[each]!);
      });
    }
    const rate = RATE / (examples.length + 10);
    known.code -= rate * code;
    known.model -= rate * model;
    known.bias = known.bias.map((value, each) => value - rate * bias[each]!);
  }
  return known;
}

function written({ code, model, bias }: ToldWeights): string {
  const round = (value: number) => Number(value.toFixed(2));
  return `{\n  "code": ${round(code)},\n  "model": ${round(model)},\n  "bias": [${bias.map(round).join(', ')}]\n}\n`;
}
