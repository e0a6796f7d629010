import { existsSync, readFileSync } from 'node:fs';
import { appendFile, mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { createJourneyman, type Journeyman } from '../src/composition.ts';
import { run } from '../src/core/run.ts';
import { modelFolder } from '../src/models/cache-folder.ts';
import { createTreeSitter } from '../src/sources/syntax/tree-sitter.ts';
import { sentencesOf } from '../src/workers/custom/kinds/sentences.ts';
import { stands } from '../src/workers/custom/kinds/summarize/standing.ts';
import { bareAnswer } from '../src/workers/custom/kinds/transform/bare-answer.ts';
import { compare, type KeptThing } from '../src/workers/custom/kinds/transform/compare.ts';
import { formatProblem } from '../src/workers/custom/kinds/transform/format-problems.ts';
import type { LoadedWorker } from '../src/workers/custom/load.ts';
import { ensureBuilt } from '../scripts/build.ts';
import { numberOf } from './options.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const RESULTS = join(ROOT, 'bench', 'results');

/** Jobs, how much of a text each is given, and what its result must keep: the same for both sides. */
const JOBS = {
  'json-to-types': { of: 'json', most: 1500, keep: ['keys'] },
  'json-to-table': { of: 'json', most: 1500, keep: ['numbers', 'links', 'keys'] },
  'json-to-prose': { of: 'json', most: 900, keep: ['numbers', 'links'] },
  'plain-words': { of: 'prose', most: 1000, keep: ['numbers', 'names', 'links', 'code'] },
  summary: { of: 'prose', most: 7000, keep: [] },
} as const satisfies Record<string, { of: 'json' | 'prose'; most: number; keep: readonly KeptThing[] }>;
type JobName = keyof typeof JOBS;
const PLAIN: Record<JobName, string> = {
  'json-to-types': 'Write TypeScript interfaces for this JSON.',
  'json-to-table': 'Show this JSON as a Markdown table.',
  'json-to-prose': 'Describe in plain English sentences everything that this JSON says. Keep all numbers and links.',
  'plain-words': 'Rewrite this text for readers who are no experts. Keep all numbers, names, links and code. Answer in Markdown.',
  summary: 'Summarize this text in at most 100 words.',
};

/** The measures of one answer. */
interface Measured {
  job: JobName;
  file: string;
  by: 'journeyman' | 'one prompt';
  valid: boolean;
  lost: number;
  added: number;
  /** Of a summary: sentences, and those that name or count what the text does not. */
  sentences: number;
  invented: number;
  /** Parts that were left as they were. */
  left: number;
  ms: number;
  text: string;
}

/** Transforms and summarizes packages' own files, by the product and by one plain prompt on the same model; what this model has done already, by its file in bench/results, is not done again. */
export async function benchTransform(args: string[]): Promise<void> {
  const { values } = parseArgs({ args, options: { model: { type: 'string', default: 'qwen2.5-coder-1.5b' }, limit: { type: 'string', default: '10' }, job: { type: 'string', multiple: true, default: Object.keys(JOBS) }, report: { type: 'boolean', default: false }, seconds: { type: 'string', default: '1000000' } } });
  const file = join(RESULTS, `transform-${values.model.replace(/[^\w.-]/g, '_')}.jsonl`);
  if (!values.report) await answerAll(file, values.model, values.job.filter((name): name is JobName => name in JOBS), numberOf(values, 'limit'), numberOf(values, 'seconds') * 1000);
  print(file);
}

async function answerAll(file: string, model: string, jobs: JobName[], limit: number, mostMs: number): Promise<void> {
  const started = Date.now();
  await ensureBuilt();
  await mkdir(RESULTS, { recursive: true });
  const done = new Set(existsSync(file) ? readAll(file).map(({ job, file: input, by }) => `${job} ${input} ${by}`) : []);
  const note = () => undefined;
  const journeyman = createJourneyman({ model, modelDirectory: modelFolder(), processPath: join(ROOT, 'dist', 'model-process.mjs'), threads: 0, contextTokens: 4096, idleMinutes: 0, log: { debug: note, info: note, warn: console.error, error: console.error } });
  try {
    const { workers } = await journeyman.customWorkers();
    const inputs = { json: await inputsOf('package.json', limit), prose: await inputsOf('README.md', limit) };
    for (let index = 0; index < limit; index++) {
      for (const job of jobs) {
        const input = inputs[JOBS[job].of][index];
        if (input === undefined) continue;
        for (const by of ['journeyman', 'one prompt'] as const) {
          if (done.has(`${job} ${input} ${by}`)) continue;
          if (Date.now() - started > mostMs) return;
          await appendFile(file, `${JSON.stringify(await measured(job, input, by, workers, journeyman))}\n`);
        }
      }
    }
  } finally {
    await journeyman.dispose();
  }
}

async function measured(job: JobName, file: string, by: Measured['by'], workers: LoadedWorker[], journeyman: Journeyman): Promise<Measured> {
  const { of, most, keep } = JOBS[job];
  const { definition, worker } = workers.find((each) => each.definition.name === job)!;
  const source = await readFile(join(ROOT, file), 'utf8');
  const text = of === 'json' ? smaller(JSON.parse(source) as Record<string, unknown>, most) : source.slice(0, source.lastIndexOf('\n\n', most) > most / 3 ? source.lastIndexOf('\n\n', most) : most);
  const began = performance.now();
  let [answer, left] = ['', 0];
  if (by === 'journeyman') {
    const result = await run(worker, { text, path: file.split('/').at(-1)! }, { model: journeyman.model, scheduler: journeyman.scheduler, priority: 'user', signal: new AbortController().signal });
    const output = result.output as { text?: string; summary?: string };
    answer = output.text ?? output.summary ?? '';
    left = Number(/^(\d+) of \d+ (?:parts|statements)/.exec(result.checks.find(({ name }) => name === 'all-rewritten' || name === 'in-own-words')?.detail ?? '')?.[1] ?? 0);
  } else {
    const { text: said } = await journeyman.model.generate({ messages: [{ role: 'user', text: `${PLAIN[job]}\n\n${text}` }], maxTokens: job === 'summary' ? 200 : 1200 });
    answer = job === 'summary' ? said.trim() : bareAnswer(said, definition.format, text);
  }
  const ms = Math.round(performance.now() - began);
  const { lost, added } = compare(text, answer, keep);
  const sentences = job === 'summary' ? sentencesOf(answer) : [];
  const problem = job === 'summary' ? undefined : await formatProblem(answer, definition.format, createTreeSitter({ folder: join(ROOT, 'dist', 'syntax') }));
  return { job, file, by, valid: problem === undefined && answer !== '', lost: lost.length, added: added.length, sentences: sentences.length, invented: sentences.filter((sentence) => sentence.length <= 400 && !stands(sentence, text)).length, left, ms, text: answer };
}

/** The first members of an object that fit. */
function smaller(value: Record<string, unknown>, most: number): string {
  const kept: Record<string, unknown> = {};
  for (const [key, inner] of Object.entries(value)) if (JSON.stringify({ ...kept, [key]: inner }, null, 2).length <= most) kept[key] = inner;
  return JSON.stringify(kept, null, 2);
}

/** Files of the installed packages, spread evenly over their names; READMEs of some length. */
async function inputsOf(name: string, count: number): Promise<string[]> {
  const folder = join('node_modules');
  const found: string[] = [];
  for (const entry of (await readdir(join(ROOT, folder))).sort()) {
    const file = join(folder, entry, name);
    if (!entry.startsWith('.') && !entry.startsWith('@') && existsSync(join(ROOT, file)) && (name !== 'README.md' || readFileSync(join(ROOT, file)).length > 2500)) found.push(file);
  }
  return Array.from({ length: Math.min(count, found.length) }, (_, index) => found[Math.floor((index * found.length) / count)]!);
}

function readAll(file: string): Measured[] {
  return readFileSync(file, 'utf8').split('\n').filter(Boolean).map((line) => JSON.parse(line) as Measured);
}

function print(file: string): void {
  if (!existsSync(file)) throw new Error(`There is no ${file}.`);
  const all = readAll(file);
  console.log('| job | by | answers | valid | keeps all | adds none | left or by code | invented sentences | seconds |\n|---|---|---|---|---|---|---|---|---|');
  for (const job of Object.keys(JOBS) as JobName[]) {
    for (const by of ['journeyman', 'one prompt'] as const) {
      // Only what both have answered is compared.
      const both = all.filter((each) => each.job === job && each.by === by && all.some((other) => other.job === job && other.file === each.file && other.by !== by));
      const share = (count: number, of = both.length) => (of === 0 ? '–' : `${Math.round((100 * count) / of)} %`);
      const sum = (key: 'sentences' | 'invented' | 'left' | 'ms') => both.reduce((total, each) => total + each[key], 0);
      console.log(`| ${job} | ${by} | ${both.length} | ${share(both.filter(({ valid }) => valid).length)} | ${share(both.filter(({ lost }) => lost === 0).length)} | ${share(both.filter(({ added }) => added === 0).length)} | ${sum('left')} | ${job === 'summary' ? `${sum('invented')} of ${sum('sentences')}` : ''} | ${(sum('ms') / 1000).toFixed(0)} |`);
    }
  }
}
