import { appendFile, mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { ensureBuilt } from '../scripts/build.ts';
import { createJourneyman, type Journeyman } from '../src/composition.ts';
import { run } from '../src/core/run.ts';
import { modelFolder } from '../src/models/cache-folder.ts';
import { createCustomWorker } from '../src/workers/custom/custom-worker.ts';
import type { WorkerDefinition } from '../src/workers/custom/definition.ts';
import type { Extracted } from '../src/workers/custom/kinds/extract/result.ts';
import { type ObjectField, readSchema } from '../src/workers/custom/kinds/extract/field.ts';
import { jsonIn, wholePrompt } from '../src/workers/custom/kinds/extract/prompt.ts';
import { createFinish } from '../src/workers/custom/kinds/extract/result.ts';
import { parseDefinition } from '../src/workers/custom/parse-definition.ts';
import { type ExtractScore, scoreOf } from './extract-score.ts';
import { numberOf } from './options.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const BASELINE_TOKENS = 800;

interface ExtractRecord {
  worker: string;
  source: string;
  text: string;
  values: Record<string, unknown>;
}

/** What was answered to a record, by us (`ours`) or to one plain prompt; `values` is null where that was no JSON. */
interface ExtractAnswer {
  index: number;
  by: 'ours' | 'one prompt';
  values: Record<string, unknown> | null;
  ms: number;
  answeredBy: string;
}

/** Extracts the values of 100 documents whose values are known, by the product and by one plain prompt to the same model, and scores both. Answers are kept, so that it can be done in several turns. */
export async function benchExtract(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: { model: { type: 'string', default: 'qwen2.5-coder-1.5b' }, every: { type: 'string', default: '1' }, from: { type: 'string', default: '0' }, seconds: { type: 'string', default: '1000000' }, 'without-baseline': { type: 'boolean', default: false }, 'scores-only': { type: 'boolean', default: false }, show: { type: 'boolean', default: false }, name: { type: 'string', default: 'extract' } },
  });
  const records = (await readFile(join(ROOT, 'bench', 'data', 'extract.jsonl'), 'utf8')).trim().split('\n').map((line) => JSON.parse(line) as ExtractRecord);
  const definitions = new Map<string, WorkerDefinition>();
  for (const name of new Set(records.map(({ worker }) => worker))) definitions.set(name, await definitionOf(name));
  await mkdir(join(ROOT, 'bench', 'results'), { recursive: true });
  const file = join(ROOT, 'bench', 'results', `${values.name}-${values.model.replace(/[^\w.-]/g, '_')}.jsonl`);
  const answers = (await readFile(file, 'utf8').catch(() => '')).split('\n').filter(Boolean).map((line) => JSON.parse(line) as ExtractAnswer);
  const done = new Set(answers.map(({ index, by }) => `${index} ${by}`));
  const until = performance.now() + numberOf(values, 'seconds') * 1000;
  const ways = values['without-baseline'] ? (['ours'] as const) : (['ours', 'one prompt'] as const);
  const open = records.flatMap((_, index) => (index % numberOf(values, 'every') === numberOf(values, 'from') ? ways.filter((by) => !done.has(`${index} ${by}`)).map((by) => ({ index, by })) : []));
  if (!values['scores-only'] && open.length > 0) {
    await ensureBuilt();
    const quiet = () => undefined;
    const journeyman = createJourneyman({ model: values.model, modelDirectory: modelFolder(), processPath: join(ROOT, 'dist', 'model-process.mjs'), threads: 0, contextTokens: 4096, idleMinutes: 0, log: { debug: quiet, info: quiet, warn: console.error, error: console.error } });
    try {
      // Loading is nobody's time.
      await journeyman.model.generate({ messages: [{ role: 'user', text: 'Hello' }], maxTokens: 1 });
      for (const { index, by } of open) {
        if (performance.now() > until) break;
        const answer = await answerOf(records[index]!, definitions.get(records[index]!.worker)!, by, journeyman);
        answers.push({ index, by, ...answer });
        await appendFile(file, `${JSON.stringify(answers.at(-1))}\n`);
        if (values.show) console.log(`${index} ${records[index]!.source}, ${by}, ${answer.ms} ms: ${JSON.stringify(answer.values)}`);
      }
    } finally {
      await journeyman.dispose();
    }
  }
  print(records, definitions, answers);
}

async function definitionOf(name: string): Promise<WorkerDefinition> {
  const own = join(ROOT, 'bench', 'data', 'extract', `${name}.md`);
  const shipped = join(ROOT, 'workers', `${name}.md`);
  const text = await readFile(own, 'utf8').catch(() => readFile(shipped, 'utf8'));
  const { definition, problems } = parseDefinition({ path: own, origin: 'user', text });
  if (!definition) throw new Error(`${name}: ${problems[0]?.message ?? 'no worker'}`);
  return definition;
}

function fieldOf({ output }: WorkerDefinition): ObjectField {
  const read = readSchema(output!);
  if ('issue' in read) throw new Error(read.issue.message);
  return read.field;
}

async function answerOf({ text }: ExtractRecord, definition: WorkerDefinition, by: ExtractAnswer['by'], { model, scheduler }: Journeyman): Promise<Omit<ExtractAnswer, 'index' | 'by'>> {
  const started = performance.now();
  const ms = () => Math.round(performance.now() - started);
  const signal = new AbortController().signal;
  if (by === 'one prompt') {
    const { messages } = wholePrompt(definition.instruction, fieldOf(definition), [text], false);
    const { text: answer } = await model.generate({ messages, maxTokens: BASELINE_TOKENS }, undefined, signal);
    const json = jsonIn(answer);
    return { values: typeof json === 'object' && json !== null ? (json as Record<string, unknown>) : null, ms: ms(), answeredBy: 'local' };
  }
  const worker = createCustomWorker(definition, { syntax: { errors: async () => undefined } });
  const result = await run(worker, { text }, { model, scheduler, priority: 'user', signal });
  return { values: (result.output as Extracted).values, ms: ms(), answeredBy: result.answeredBy };
}

function print(records: readonly ExtractRecord[], definitions: ReadonlyMap<string, WorkerDefinition>, answers: readonly ExtractAnswer[]): void {
  const rows: string[][] = [['extract', 'documents', 'schema-valid', 'invented values', 'precision', 'recall', 'field F1', 'seconds each', 'by code alone']];
  const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
  const finishes = new Map([...definitions].map(([name, definition]) => [name, createFinish(fieldOf(definition))]));
  const score = (of: readonly ExtractAnswer[]): ExtractScore =>
    scoreOf(of.map(({ index, values }) => {
      const { worker, text, values: truth } = records[index]!;
      const { missing, wrong } = finishes.get(worker)!.problems(values);
      return { values, truth, text, field: fieldOf(definitions.get(worker)!), valid: missing.length + wrong.length === 0 };
    }));
  const both = answers.filter(({ index }) => answers.filter((each) => each.index === index).length === 2);
  for (const [title, of] of [['all', answers], ...(both.length === answers.length ? [] : [['answered both ways', both] as const]), ...[...definitions.keys()].map((name) => [name, answers.filter(({ index }) => records[index]!.worker === name)] as const)] as const) {
    for (const by of ['ours', 'one prompt'] as const) {
      const own = of.filter((each) => each.by === by);
      if (own.length === 0) continue;
      const { valid, invented, precision, recall, f1 } = score(own);
      rows.push([`${title}, ${by}`, String(own.length), percent(valid), percent(invented), precision.toFixed(3), recall.toFixed(3), f1.toFixed(3), (own.reduce((sum, { ms }) => sum + ms, 0) / own.length / 1000).toFixed(1), String(own.filter(({ answeredBy }) => answeredBy === 'code').length)]);
    }
  }
  const [head, ...rest] = rows;
  console.log([head!, head!.map(() => '---'), ...rest].map((row) => `| ${row.join(' | ')} |`).join('\n'));
}
