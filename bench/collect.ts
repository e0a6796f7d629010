import { existsSync } from 'node:fs';
import { appendFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { createJourneyman } from '../src/composition.ts';
import { messageOf } from '../src/core/errors.ts';
import type { GeneratedToken } from '../src/core/language-model.ts';
import type { Check } from '../src/core/result.ts';
import { run } from '../src/core/run.ts';
import type { Evidence, Worker } from '../src/core/worker.ts';
import { modelFolder } from '../src/models/cache-folder.ts';
import { similarity } from '../src/workers/commit/similar.ts';
import type { ExplainOutput } from '../src/workers/explain/input.ts';
import { numberOf } from './options.ts';
import { inputOf, readRecords } from './records.ts';
import { recordedModel } from './recorded-model.ts';
import { described } from './score.ts';

const CONTEXT_TOKENS = 4096;

/** One judged answer, as it is collected. */
export interface CollectedEvidence {
  output: unknown;
  checks: Check[];
  tokens: GeneratedToken[];
  agreement?: number;
  seen?: number;
  model: string | null;
}

/** A record's answer with all that its confidence may be worked out from: one line of a collected file. */
export interface Collected {
  job: 'commit' | 'explain';
  id: string;
  repo: string;
  /** The model's name, also where code answered. */
  model: string;
  /** commit: what the person wrote. */
  subject?: string;
  /** commit: ROUGE-L of the answer's description with the person's; explain: 1 where the fix is confirmed, otherwise 0. Null where there is no answer. */
  label: number | null;
  answeredBy?: string;
  confidence?: number;
  output?: unknown;
  error?: string;
  /** All that were judged on the way; `chosen` is the place of the answer's. */
  evidence: CollectedEvidence[];
  chosen: number;
  outputTokens?: number;
  totalMs?: number;
}

/** Runs a worker over records and writes down what its confidence may be worked out from. Records that have their answer in the output already are left out. */
export async function collect(args: string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      data: { type: 'string' },
      limit: { type: 'string', default: '1000000' },
      model: { type: 'string', default: 'qwen2.5-coder-1.5b' },
      models: { type: 'string', default: modelFolder() },
      process: { type: 'string' },
      tools: { type: 'string', default: process.cwd() },
      record: { type: 'string' },
      replay: { type: 'boolean', default: false },
      shard: { type: 'string', default: '1/1' },
      threads: { type: 'string', default: '0' },
      gpu: { type: 'boolean', default: false },
      out: { type: 'string' },
    },
  });
  const job = positionals[0];
  if (job !== 'commit' && job !== 'explain') throw new Error('collect takes commit or explain.');
  const [shard, shards] = values.shard.split('/').map(Number) as [number, number];
  if (!(shard >= 1 && shard <= shards)) throw new Error('--shard takes I/N, for instance 1/4.');
  const name = basename(values.model, '.gguf');
  const suffix = shards > 1 ? `-${shard}-of-${shards}` : '';
  const out = resolve(values.out ?? join('bench', 'results', `collected-${job}-${name}${suffix}.jsonl`));
  const record = resolve(values.record ?? join('bench', 'results', `recorded-${name}${suffix}.jsonl`));
  await Promise.all([out, record].map((path) => mkdir(dirname(path), { recursive: true })));
  const processPath = values.process === undefined ? await builtProcess() : resolve(values.process);

  const note = () => undefined;
  const loaded = (message: string) => {
    if (!message.includes(' loaded in ')) return;
    console.error(message);
    if (values.gpu && message.includes(' no GPU')) throw new Error('--gpu was asked for, and the model is on the CPU.');
  };
  const journeyman = createJourneyman({
    model: values.model,
    modelDirectory: resolve(values.models),
    processPath,
    threads: numberOf(values, 'threads'),
    contextTokens: CONTEXT_TOKENS,
    idleMinutes: 0,
    log: { debug: note, info: loaded, warn: console.error, error: console.error },
  });
  const model = recordedModel(values.replay ? undefined : journeyman.model, record, name);
  try {
    const records = (await readRecords(job, values.data === undefined ? undefined : resolve(values.data), numberOf(values, 'limit'))).filter((_, index) => index % shards === shard - 1);
    // What has failed is tried again, and its line goes.
    const done = (existsSync(out) ? await readCollected([out]) : []).filter(({ label }) => label !== null);
    const known = new Set(done.map(({ id }) => id));
    const left = records.filter(({ id }) => !known.has(id as string));
    await writeFile(out, done.map((line) => `${JSON.stringify(line)}\n`).join(''));
    for (const [index, each] of left.entries()) {
      const line = await collectOne(job, each, { worker: journeyman.workers[job], input: inputOf(job, each, resolve(values.tools)), model, scheduler: journeyman.scheduler });
      await appendFile(out, `${JSON.stringify(line)}\n`);
      if ((index + 1) % 20 === 0 || index + 1 === left.length) console.error(`${job} ${name}: ${index + 1} of ${left.length}`);
    }
  } finally {
    await journeyman.dispose();
  }
  console.log(out);
}

// Workers of different jobs have nothing in common but how they are run.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
type AnyWorker = Worker<any, any, any>;

async function collectOne(
  job: Collected['job'],
  record: Record<string, unknown>,
  { worker, input, model, scheduler }: { worker: AnyWorker; input: unknown; model: ReturnType<typeof recordedModel>; scheduler: ReturnType<typeof createJourneyman>['scheduler'] },
): Promise<Collected> {
  const judged: Evidence[] = [];
  const watched: AnyWorker = {
    ...worker,
    score: (evidence: Evidence) => {
      judged.push(evidence);
      return worker.score(evidence);
    },
  };
  const common = { job, id: record['id'] as string, repo: repositoryOf(record), model: model.name, ...(job === 'commit' && { subject: record['subject'] as string }) };
  try {
    const result = await run(watched, worker.input.parse(input), { model, scheduler, priority: 'user', signal: new AbortController().signal });
    const evidence = judged.map(({ output, checks, tokens, agreement, seen, model: by }): CollectedEvidence => ({ output, checks, tokens, ...(agreement !== undefined && { agreement }), ...(seen !== undefined && { seen }), model: by }));
    return {
      ...common,
      label: labelOf(job, record, result.output),
      answeredBy: result.answeredBy,
      confidence: result.confidence,
      output: result.output,
      evidence,
      chosen: judged.findLastIndex(({ output }) => output === result.output),
      outputTokens: result.timings.outputTokens,
      totalMs: result.timings.totalMs,
    };
  } catch (error) {
    return { ...common, label: null, error: messageOf(error), evidence: [], chosen: -1 };
  }
}

/** Records of clones have none; they are told apart by the first part of the id. */
function repositoryOf({ repo, id }: Record<string, unknown>): string {
  return (repo as string | undefined) ?? (id as string).replace(/[-_][^-_]*$/, '');
}

function labelOf(job: Collected['job'], record: Record<string, unknown>, output: unknown): number {
  if (job === 'explain') return (output as ExplainOutput).fix?.verified ? 1 : 0;
  return Math.round(similarity(described((output as { subject: string }).subject), described(record['subject'] as string)) * 1e4) / 1e4;
}

/** The lines of collected files. */
export async function readCollected(paths: string[]): Promise<Collected[]> {
  const texts = await Promise.all(paths.map((path) => readFile(path, 'utf8')));
  return texts.flatMap((text) => text.split('\n').filter((line) => line.endsWith('}')).map((line) => JSON.parse(line) as Collected));
}

/** The product's, built if need be; where this runs from a bundle, `--process` names it. */
async function builtProcess(): Promise<string> {
  const { ensureBuilt, root } = await import('../scripts/build.ts');
  await ensureBuilt();
  return join(root, 'dist', 'model-process.mjs');
}
