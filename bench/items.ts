import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import Papa from 'papaparse';
import { readItems } from '../src/workers/custom/items/read-items.ts';
import { logEntries } from '../src/workers/custom/items/log/entries.ts';
import { createMask } from '../src/workers/custom/items/log/mask.ts';
import { createTemplates } from '../src/workers/custom/items/log/templates.ts';
import { numberOf } from './options.ts';

/** Time and memory for a large log, and how well its kinds of messages are told apart. */
export async function benchItems(args: string[]): Promise<void> {
  const { values } = parseArgs({ args, options: { megabytes: { type: 'string', default: '50' }, loghub: { type: 'string' } } });
  const text = madeLog(numberOf(values, 'megabytes') * 1e6);
  const before = process.memoryUsage().rss;
  let most = before;
  const [started, cpu] = [performance.now(), process.cpuUsage()];
  const items = readItems('log', { text });
  const ms = performance.now() - started;
  const { user, system } = process.cpuUsage(cpu);
  most = Math.max(most, process.memoryUsage().rss);
  console.log(`${(text.length / 1e6).toFixed(0)} MB, ${text.split('\n').length} lines: ${items.length} kinds of messages in ${ms.toFixed(0)} ms (${((user + system) / 1000).toFixed(0)} ms of processor time), ${((most - before) / 1e6).toFixed(0)} MB more than the text`);
  if (values.loghub !== undefined) agreement(values.loghub);
}

/** As a service writes: a few dozen kinds of messages with numbers, paths, addresses and, now and then, an exception. */
function madeLog(bytes: number): string {
  const kinds = readFileSync(new URL('./data/log-kinds.txt', import.meta.url), 'utf8').trim().split('\n');
  const lines: string[] = [];
  let seed = 1;
  const random = (below: number) => (seed = (Math.imul(seed, 1103515245) + 12345) >>> 0) % below;
  for (let length = 0, second = 0; length < bytes; second++) {
    const kind = kinds[Math.min(random(kinds.length), random(kinds.length))]!;
    const time = new Date(1714557600000 + second * 137).toISOString();
    const line = `${time} ${kind.replace(/N/g, () => String(random(100_000))).replace(/I/g, () => `10.${random(256)}.${random(256)}.${random(256)}`).replace(/U/g, () => random(1e9).toString(16).padStart(8, '0'))}`.replaceAll('\\n', '\n');
    lines.push(line);
    length += line.length + 1;
  }
  return lines.join('\n');
}

/** Grouping accuracy (Zhu and others, 2019): the share of messages whose group holds the same messages as the people's. */
function agreement(folder: string): void {
  const shares: number[] = [];
  for (const name of readdirSync(folder).sort()) {
    const [log, truth] = ['log', 'log_structured.csv'].map((ending) => read(join(folder, name, `${name}_2k.${ending}`)));
    if (log === undefined || truth === undefined) continue;
    const rows = Papa.parse<Record<string, string>>(truth.trim(), { header: true }).data;
    const [mask, templates] = [createMask(), createTemplates()];
    const found: number[] = [];
    for (const entry of logEntries(log.replaceAll('\r\n', '\n'))) for (let line = entry.firstLine; line <= entry.lastLine; line++) found[line - 1] = templates.of(mask(entry.message)).order;
    const share = groupingAccuracy(rows.map(({ EventId }) => EventId), rows.map(({ LineId }) => found[Number(LineId) - 1]));
    shares.push(share);
    console.log(`${name.padEnd(12)} ${share.toFixed(3)}`);
  }
  if (shares.length > 0) console.log(`${'mean'.padEnd(12)} ${(shares.reduce((sum, share) => sum + share, 0) / shares.length).toFixed(3)}`);
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

function groupingAccuracy(truth: readonly unknown[], found: readonly unknown[]): number {
  const groups = (of: readonly unknown[]) => {
    const map = new Map<unknown, number[]>();
    for (const [index, id] of of.entries()) map.set(id, [...(map.get(id) ?? []), index]);
    return map;
  };
  const theirs = groups(found);
  return [...groups(truth).values()].filter((group) => theirs.get(found[group[0]!])!.join() === group.join()).flat().length / truth.length;
}
