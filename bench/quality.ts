import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { createJourneyman, type Journeyman } from '../src/composition.ts';
import { messageOf } from '../src/core/errors.ts';
import { run } from '../src/core/run.ts';
import type { Worker } from '../src/core/worker.ts';
import { modelFolder } from '../src/models/cache-folder.ts';
import { ensureBuilt } from '../scripts/build.ts';
import { baselineWorker } from './baseline.ts';
import { jsonPromptWorker } from './baseline-explain.ts';
import { onePromptWorker } from './baseline-pr.ts';
import { numberOf } from './options.ts';
import { inputOf, JOBS, readRecords, type CommitRecord, type Job } from './records.ts';
import { nameOf, realCommits, workerOnPast } from './real-commits.ts';
import { scoreCommits, timesOf, type Answer, type Scores } from './score.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const RESULTS = join(ROOT, 'bench', 'results');
const DEFAULT_SCORER = join(ROOT, '..', 'shared', 'eval', 'score.py');
const CONTEXT_TOKENS = 4096;

interface Settings {
  directory: string | undefined;
  limit: number;
  scorer: string | undefined;
  tools: string;
}

/** Answers records with the product's pipeline and prints how good the answers are. */
export async function benchQuality(args: string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      data: { type: 'string' },
      limit: { type: 'string', default: '1000000' },
      model: { type: 'string', default: 'qwen2.5-coder-1.5b' },
      baseline: { type: 'boolean', default: false },
      scorer: { type: 'string' },
      tools: { type: 'string', default: ROOT },
      repo: { type: 'string', multiple: true, default: [] },
      last: { type: 'string', default: '20' },
    },
  });
  const wanted = positionals[0] ?? 'all';
  const jobs = wanted === 'all' ? JOBS : JOBS.filter((job) => job === wanted);
  if (jobs.length === 0) throw new Error(`There is no job ${wanted}: commit, explain, pr or all.`);
  const limit = numberOf(values, 'limit');
  if (!Number.isInteger(limit) || limit < 1) throw new Error('--limit takes a whole number above 0.');
  const settings: Settings = {
    directory: values.data === undefined ? undefined : resolve(values.data),
    limit,
    scorer: values.scorer ?? (existsSync(DEFAULT_SCORER) ? DEFAULT_SCORER : undefined),
    tools: resolve(values.tools),
  };
  await ensureBuilt();
  const note = () => undefined;
  const journeyman = createJourneyman({
    model: values.model,
    modelDirectory: modelFolder(),
    // The built product's, with the grammars beside it.
    processPath: join(ROOT, 'dist', 'model-process.mjs'),
    threads: 0,
    contextTokens: CONTEXT_TOKENS,
    idleMinutes: 0,
    log: { debug: note, info: note, warn: console.error, error: console.error },
  });
  try {
    for (const repository of values.repo) await benchClone(resolve(repository), numberOf(values, 'last'), values.baseline, journeyman, settings);
    for (const job of values.repo.length > 0 ? [] : jobs) {
      const columns: Record<string, Scores> = { journeyman: await benchJob(job, journeyman.workers[job], 'journeyman', journeyman, settings) };
      if (values.baseline && job === 'explain') columns['JSON prompt'] = await benchJob(job, jsonPromptWorker, 'baseline', journeyman, settings);
      if (values.baseline && job === 'pr') columns['one prompt'] = await benchJob(job, onePromptWorker, 'baseline', journeyman, settings);
      if (values.baseline && job === 'commit') columns['llama.vscode'] = await benchJob(job, baselineWorker, 'baseline', journeyman, settings);
      print(job, values.model, columns);
    }
  } finally {
    await journeyman.dispose();
  }
}

/** The last commits of a clone, each with the history that it had: with what is retrieved from it, and without. */
async function benchClone(repository: string, last: number, baseline: boolean, journeyman: Journeyman, settings: Settings): Promise<void> {
  const commits = realCommits(repository, last);
  const columns: Record<string, Scores> = {};
  for (const name of ['journeyman', 'no retrieval'] as const) {
    const { worker, close } = await workerOnPast(repository, commits, join(RESULTS, 'stores'), name === 'journeyman');
    columns[name] = await answerAll('commit', commits, ({ before }) => ({ cwd: before }), worker, `${nameOf(repository)}-${name.replace(' ', '-')}`, journeyman, settings);
    await close();
  }
  if (baseline) columns['llama.vscode'] = await answerAll('commit', commits, ({ diff }) => ({ diff }), baselineWorker, `${nameOf(repository)}-baseline`, journeyman, settings);
  print('commit', `${nameOf(repository)}, ${journeyman.model.name}`, columns);
}

async function benchJob(job: Job, worker: AnyWorker, name: string, journeyman: Journeyman, settings: Settings): Promise<Scores> {
  const records = await readRecords(job, settings.directory, settings.limit);
  return answerAll(job, records, (record) => inputOf(job, record, settings.tools), worker, name, journeyman, settings);
}

async function answerAll<Of>(job: Job, records: Of[], input: (record: Of) => unknown, worker: AnyWorker, name: string, journeyman: Journeyman, settings: Settings): Promise<Scores> {
  const answers: Answer[] = [];
  for (const record of records) {
    answers.push(await answer(worker, input(record), journeyman));
    if (process.stderr.isTTY) process.stderr.write(`\r${job} ${name}: ${answers.length} of ${records.length} `);
  }
  if (process.stderr.isTTY) process.stderr.write('\r\x1b[K');
  await mkdir(RESULTS, { recursive: true });
  const [data, answered] = [join(RESULTS, `${job}-data.jsonl`), join(RESULTS, `${job}-${name}.jsonl`)];
  await writeFile(data, lines(records));
  await writeFile(answered, lines(answers));
  if (settings.scorer !== undefined) return scoreByScript(settings.scorer, job, data, answered, job === 'explain' ? ['--fixes', settings.tools] : []);
  const failed = answers.filter((each) => !each.output).length;
  return job === 'commit' ? scoreCommits(records as unknown as CommitRecord[], answers) : { n: records.length, failed, ...timesOf(answers) };
}

// Workers of different jobs have nothing in common but how they are run.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
type AnyWorker = Worker<any, any, any>;

async function answer(worker: AnyWorker, input: unknown, { model, scheduler }: Journeyman): Promise<Answer> {
  try {
    return (await run(worker, worker.input.parse(input), { model, scheduler, priority: 'user', signal: new AbortController().signal })) as Answer;
  } catch (error) {
    return { error: messageOf(error) } as Answer;
  }
}

function lines(values: unknown[]): string {
  return values.map((value) => `${JSON.stringify(value)}\n`).join('');
}

function scoreByScript(scorer: string, job: Job, data: string, answers: string, more: string[]): Scores {
  const python = process.platform === 'win32' ? 'python' : 'python3';
  const { status, stdout, stderr, error } = spawnSync(python, [scorer, job, data, answers, ...more], { encoding: 'utf8' });
  if (error || status !== 0) throw new Error(`The scorer ${scorer} failed: ${error?.message ?? stderr}`);
  return JSON.parse(stdout) as Scores;
}

function print(job: Job, model: string, columns: Record<string, Scores>): void {
  const names = Object.keys(columns);
  const rows = Object.keys(columns[names[0]!]!).map((key) => [key, ...names.map((name) => shown(columns[name]![key]))]);
  const table = [[`${job}, ${model}`, ...names], ['---', ...names.map(() => '---')], ...rows];
  console.log(`${table.map((row) => `| ${row.join(' | ')} |`).join('\n')}\n`);
}

function shown(value: unknown): string {
  return value === null || value === undefined ? '–' : typeof value === 'object' ? JSON.stringify(value) : String(value);
}
