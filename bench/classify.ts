import { appendFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { modelFolder } from '../src/models/cache-folder.ts';
import { createModelClient, type ModelClient } from '../src/models/client.ts';
import { builtInCatalog } from '../src/models/catalog.ts';
import type { ItemReaderName, Label } from '../src/workers/custom/definition.ts';
import { readItems } from '../src/workers/custom/items/read-items.ts';
import { labelMessages } from '../src/workers/custom/kinds/classify-prompt.ts';
import { createWeighing } from '../src/workers/custom/kinds/weigh-labels.ts';
import { labelIn } from '../src/workers/custom/kinds/label-in.ts';
import { ensureBuilt } from '../scripts/build.ts';
import { CLASSIFY_DATA, type LabelledText } from './classify-data.ts';
import { median } from './measures.ts';
import { numberOf } from './options.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const RESULTS = join(ROOT, 'bench', 'results');

interface Set {
  instruction: string;
  /** What code makes of a text before the model weighs labels for it. */
  items: ItemReaderName;
  labels: Record<string, string>;
}

const SETS: Record<string, Set> = {
  commits: {
    items: 'whole',
    instruction: 'Which type of change is this commit? Its subject comes first, then its files.',
    labels: {
      feat: 'a new feature or a new option', fix: 'a bug is fixed', docs: 'documentation only', refactor: 'code is restructured without a change of behaviour', test: 'tests are added or corrected',
      perf: 'something gets faster or smaller', build: 'the build system or dependencies', ci: 'workflows of continuous integration', style: 'formatting of the code only',
    },
  },
  linters: {
    items: 'whole',
    instruction: 'What is this linter message about?',
    labels: {
      security: 'vulnerabilities and unsafe calls', docstring: 'documentation comments', naming: 'how names are written', typing: 'type annotations and stubs', testing: 'pytest and tests', async: 'asynchronous code',
      datetime: 'dates, times, time zones', logging: 'log calls and loggers', whitespace: 'spaces, blank lines, indentation', filesystem: 'paths and files, os and pathlib',
    },
  },
  traces: {
    items: 'stack-traces',
    instruction: 'What is the cause of this failure?',
    labels: {
      'missing file': 'a file, folder or program is not there', 'missing package': 'a module or an imported name is not there', 'wrong type': 'a value of the wrong type, null, undefined or None, a wrong call',
      'missing key or index': 'a key, index or variable is not in its collection', 'malformed input': 'a text or data that cannot be read: JSON, numbers, dates, encodings', network: 'connections, ports, host names, time-outs',
      syntax: 'the program itself cannot be parsed', 'failed assertion': 'an assertion or a test failed', 'out of resources': 'recursion, memory, sizes, open files',
    },
  },
};

/** How a model is asked for a label. */
type Way = 'weighed' | 'free text' | 'label only';

interface Written {
  text: string;
  said: string | undefined;
  ms: number;
  tokens: number;
}

interface Ranked {
  id: string;
  label: string;
  probabilities: number[];
}

interface Compared extends Ranked {
  ms: number;
  free: Written;
  only: Written;
}

/** Free text is given no more tokens than say what it is about. */
const FREE_TOKENS = 40;
const LABEL_TOKENS = 12;

/** Asks one model for the labels of the same records by its probabilities and by what it writes, in turn, and prints how often each is right and how long it takes. */
export async function benchClassify(args: string[]): Promise<void> {
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options: { model: { type: 'string', default: 'qwen2.5-coder-1.5b' }, limit: { type: 'string', default: '1000' }, seconds: { type: 'string', default: '100000' } } });
  const names = positionals.length > 0 ? positionals : Object.keys(SETS);
  const unknown = names.find((name) => !(name in SETS));
  if (unknown !== undefined) throw new Error(`classify takes ${Object.keys(SETS).join(', ')}, not ${unknown}.`);
  await ensureBuilt();
  await mkdir(RESULTS, { recursive: true });
  const file = builtInCatalog().find(({ name }) => name === values.model)?.file ?? values.model;
  const note = () => undefined;
  const client = createModelClient({ processPath: join(ROOT, 'dist', 'model-process.mjs'), model: values.model, library: { locate: async (name) => ({ name, path: join(modelFolder(), file) }) }, threads: 0, contextTokens: 2048, idleMs: 0, log: { debug: note, info: note, warn: console.error, error: console.error } });
  try {
    await client.contextTokens();
    for (const name of names) await benchSet(name, client, numberOf(values, 'limit'), numberOf(values, 'seconds'));
  } finally {
    await client.dispose();
  }
}

async function benchSet(name: string, client: ModelClient, limit: number, seconds: number): Promise<void> {
  const { instruction, items, labels: described } = SETS[name]!;
  const labels: Label[] = Object.entries(described).map(([label, description]) => ({ name: label, description }));
  const names = labels.map((label) => label.name);
  const records = mixed((await readFile(join(CLASSIFY_DATA, `${name}.jsonl`), 'utf8')).trim().split('\n').map((line) => JSON.parse(line) as LabelledText));
  const asked = (text: string) => labelMessages({ instruction, labels, none: undefined }, [], text);
  const free = (text: string) => [{ role: 'system' as const, text: asked(text)[0]!.text.replace(/\n\nAnswer with the label alone\.$/, '') }, { role: 'user' as const, text }];
  const kept = { get: async () => undefined, put: async () => undefined };
  const budget = async () => ({ contextTokens: await client.contextTokens(), countTokens: (texts: string[]) => client.countTokens(texts) });
  const weigh = createWeighing({ instruction, labels, none: undefined, multiple: false }, [], { rank: (request) => client.rank!(request), kept, budget });
  /** As the worker does it: code takes the text apart, and the pieces count by how often they occur. A text without such pieces is one. */
  const weighed = async (text: string): Promise<number[]> => {
    const whole = [{ text, count: 1 }];
    const pieces = items === 'whole' ? whole : piecesOf(items, text) ?? whole;
    const sums = names.map(() => 0);
    for (const piece of pieces) for (const [index, probability] of (await weigh(piece.text)).probabilities.entries()) sums[index]! += probability * piece.count;
    return sums;
  };
  const until = performance.now() + seconds * 1000;
  const out = join(RESULTS, `classify-${name}-${client.name}.jsonl`);
  // What the model says of nothing is worked out once a worker, and nobody's time.
  await weigh('A first text.');
  await writeFile(out, `${JSON.stringify({ names })}\n`);

  // The three ways take turns record by record, so that each finds the machine alike, and each finds its instruction read.
  const compared: Compared[] = [];
  for (const { id, label, text } of records.slice(0, limit)) {
    if (performance.now() > until) break;
    const timed = async <T>(messages: ReturnType<typeof asked>, act: () => Promise<T>): Promise<T & { ms: number }> => {
      await client.generate({ messages: [messages[0]!, { role: 'user', text: '' }], maxTokens: 0 });
      const started = performance.now();
      return { ...(await act()), ms: performance.now() - started };
    };
    const write = (messages: ReturnType<typeof asked>, maxTokens: number): Promise<Written> =>
      timed(messages, async () => {
        const { text: written, tokens } = await client.generate({ messages, maxTokens });
        return { text: written, said: labelIn(written, names), tokens: tokens.length };
      });
    const { probabilities, ms } = await timed(asked(text), async () => ({ probabilities: await weighed(text) }));
    compared.push({ id, label, probabilities, ms, free: await write(free(text), FREE_TOKENS), only: await write(asked(text), LABEL_TOKENS) });
    await appendFile(out, `${JSON.stringify(compared.at(-1))}\n`);
  }
  const ranked: Ranked[] = [...compared];
  for (const { id, label, text } of records.slice(compared.length)) {
    if (performance.now() > until) break;
    ranked.push({ id, label, probabilities: await weighed(text) });
    await appendFile(out, `${JSON.stringify(ranked.at(-1))}\n`);
  }
  print(name, client.name, names, ranked, compared);
}

/** In an order in which each beginning has of all. */
function mixed<Item>(items: Item[]): Item[] {
  const golden = (Math.sqrt(5) - 1) / 2;
  return items.map((item, index) => ({ item, at: (index * golden) % 1 })).sort((a, b) => a.at - b.at).map(({ item }) => item);
}

function piecesOf(items: ItemReaderName, text: string): { text: string; count: number }[] | undefined {
  try {
    return readItems(items, { text });
  } catch {
    return undefined;
  }
}

function print(name: string, model: string, names: string[], ranked: Ranked[], compared: Compared[]): void {
  const best = ({ probabilities }: Ranked) => names[probabilities.indexOf(Math.max(...probabilities))];
  const share = <T extends Ranked>(all: T[], said: (one: T) => string | undefined) => `${((100 * all.filter((one) => said(one) === one.label).length) / all.length).toFixed(1)} %`;
  const row = (way: Way, said: (one: Compared) => string | undefined, ms: (one: Compared) => number) =>
    console.log(`| ${way} | ${share(compared, said)} | ${compared.filter((one) => said(one) === undefined).length} | ${median(compared.map(ms)).toFixed(0)} |`);
  console.log(`${name}, ${model}, ${names.length} labels. All ${ranked.length} records weighed: ${share(ranked, best)} right\n`);
  console.log(`| ${compared.length} records | right | no label | median ms |\n| --- | --- | --- | --- |`);
  row('weighed', best, ({ ms }) => ms);
  row('free text', ({ free }) => free.said, ({ free }) => free.ms);
  row('label only', ({ only }) => only.said, ({ only }) => only.ms);
  console.log('');
}
