import { execFileSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { headsFor } from '../src/workers/commit/head.ts';
import { inferStyle } from '../src/workers/commit/style.ts';
import { parseDiff } from '../src/sources/git/parse-diff.ts';
import { typeFeatures } from '../src/workers/commit/type-features.ts';
import { historyOf, TYPES, typeScores, type CommitType, type TypeWeights } from '../src/workers/commit/type-model.ts';
import { nameOf } from './real-commits.ts';
import { readRecords, type CommitRecord } from './records.ts';
import { trainTypes, type TypeExample } from './train-types.ts';

const WEIGHTS = fileURLToPath(new URL('../src/workers/commit/type-model.json', import.meta.url));
const SUBJECT = /^(\w+)(?:\([^)]*\))?!?: ./;
const PER_REPOSITORY = 600;
const HISTORY = 30;
const LARGEST_DIFF = 300_000;
/** Rarer features are left out: their weights would be chance. */
const SEEN_IN = 40;

/** How often code alone names the type that people wrote: each repository judged by weights learned from the others. `--write` learns from all of them. */
export async function benchTypes(args: string[]): Promise<void> {
  const { values } = parseArgs({ args, options: { repo: { type: 'string', multiple: true, default: [] }, data: { type: 'string' }, write: { type: 'boolean', default: false } } });
  const examples = values.repo.flatMap(examplesOf);
  const repositories = [...new Set(examples.map(({ repository }) => repository))];
  const names = frequentFeatures(examples);
  for (const repository of repositories.length > 1 ? repositories : []) {
    const own = examples.filter((each) => each.repository === repository);
    const weights = trainTypes(examples.filter((each) => each.repository !== repository), names);
    console.log(`${repository}: ${percent(accuracy(own, weights))} of ${own.length}; the history's commonest type ${percent(accuracy(own, { history: 1, bias: TYPES.map(() => 0), features: {} }))}`);
  }
  if (values.write && examples.length > 0) await writeFile(WEIGHTS, written(trainTypes(examples, names)));
  const records = ((await readRecords('commit', values.data, Infinity)) as unknown as CommitRecord[]).flatMap((record) => exampleOf('records', record.subject, record.recent_subjects, record.diff));
  const groups = [...repositories.map((repository) => ({ name: repository, of: examples.filter((each) => each.repository === repository) })), { name: 'records', of: records }];
  for (const { name, of } of groups) console.log(`${name}, as the worker writes them: ${percent(of.filter(isWrittenRight).length / of.length)} of ${of.length}, with the weights in use${name === 'records' ? '' : ', which may have been learned from these commits'}`);
  console.log(`records: ${percent(accuracy(records, undefined))} of ${records.length} with the weights in use`);
}

/** Whether the worker would write the person's type: its form, habits and rules of the house included. */
function isWrittenRight({ files, recent, type }: TypeExample): boolean {
  const [head = ''] = headsFor(files, inferStyle(recent));
  return head.replace(/\W.*/s, '') === TYPES[type];
}

export function percent(share: number): string {
  return `${Math.round(share * 1000) / 10} %`;
}

function accuracy(examples: TypeExample[], weights: TypeWeights | undefined): number {
  const right = examples.filter(({ features, history, type }) => {
    const scores = typeScores(features, history, weights);
    return scores.indexOf(Math.max(...scores)) === type;
  });
  return right.length / examples.length;
}

function frequentFeatures(examples: TypeExample[]): string[] {
  const counts = new Map<string, number>();
  for (const { features } of examples) for (const name of Object.keys(features)) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].filter(([, count]) => count >= SEEN_IN).map(([name]) => name).sort();
}

/** Commits of a git directory that say their type, spread over its newest few thousand. */
function examplesOf(directory: string): TypeExample[] {
  const git = (...rest: string[]) => execFileSync('git', ['-C', directory, ...rest], { maxBuffer: 1 << 28, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  const log = git('log', '--no-merges', '--max-count=6000', '--format=%H%x00%s').trim().split('\n').map((line) => line.split('\0') as [string, string]);
  const step = Math.max(1, Math.floor(log.length / (PER_REPOSITORY * 1.2)));
  const examples: TypeExample[] = [];
  for (let index = 0; index + HISTORY < log.length && examples.length < PER_REPOSITORY; index += step) {
    const [id, subject] = log[index]!;
    if (!SUBJECT.test(subject)) continue;
    try {
      const diff = git('show', '--format=', '-M', '--no-color', '--no-ext-diff', '--no-textconv', id);
      if (diff.length <= LARGEST_DIFF) examples.push(...exampleOf(nameOf(directory), subject, log.slice(index + 1, index + 1 + HISTORY).map(([, recent]) => recent), diff));
    } catch {
      // A commit whose files are not all there.
    }
  }
  return examples;
}

/** Place among TYPES of the type that a subject begins with; -1 where it begins with none of them. */
export function typeOf(subject: string): number {
  return TYPES.indexOf(SUBJECT.exec(subject)?.[1] as CommitType);
}

function exampleOf(repository: string, subject: string, recent: string[], diff: string): TypeExample[] {
  const type = typeOf(subject);
  const files = parseDiff(diff);
  if (type < 0 || files.length === 0) return [];
  const counts = new Map<string, number>();
  for (const head of recent.map((each) => SUBJECT.exec(each)?.[1])) if (head) counts.set(head, (counts.get(head) ?? 0) + 1);
  return [{ files, recent, repository, type, features: typeFeatures(files), history: historyOf(counts) }];
}

/** One feature a line, so that a person can read them and a diff shows what changed. */
function written({ history, bias, features }: TypeWeights): string {
  const row = (numbers: number[]) => `[${numbers.map((number) => number.toFixed(2)).join(', ')}]`;
  const lines = Object.entries(features).map(([name, numbers]) => `    ${JSON.stringify(name)}: ${row(numbers)}`);
  return `{\n  "history": ${history.toFixed(2)},\n  "bias": ${row(bias)},\n  "features": {\n${lines.join(',\n')}\n  }\n}\n`;
}
