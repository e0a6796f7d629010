import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { modelFolder } from '../src/models/cache-folder.ts';
import { modelProcesses } from '../test/support/child-processes.ts';
import { type Served, startServed } from '../test/support/served.ts';
import { numberOf } from './options.ts';

const WORKER = `---
kind: classify
labels: [network, memory]
---
Which kind of failure is it?`;
const KEPT = ['connection refused', 'out of memory', 'DNS lookup failed', 'heap limit reached'];
const BAR_MS = 50;
const MEBIBYTE = 1024 * 1024;

interface Asked {
  path: string;
  body: unknown;
  /** What the answer must hold to be the one to this request. */
  belongs(answer: unknown): boolean;
}

interface Reply {
  status: number;
  id: string | undefined;
  retryAfter: number;
  text: string;
}

/** Half of the clients ask what has an answer already, the others what the model has to do; all for some time, each on a connection of its own. */
export async function benchServe(args: string[]): Promise<void> {
  const { values } = parseArgs({ args, options: { model: { type: 'string', default: 'smollm2-135m' }, clients: { type: 'string', default: '64' }, seconds: { type: 'string', default: '60' }, queue: { type: 'string', default: '16' } } });
  const [clients, seconds] = [numberOf(values, 'clients'), numberOf(values, 'seconds')];
  const folder = await mkdtemp(join(tmpdir(), 'journeyman-serve-'));
  await mkdir(join(folder, '.journeyman', 'workers'), { recursive: true });
  await writeFile(join(folder, '.journeyman', 'workers', 'failure.md'), WORKER);
  await mkdir(join(folder, 'cache'));
  await symlink(modelFolder(), join(folder, 'cache', 'models'), 'junction');
  const served = await startServed({ cwd: folder, env: { JOURNEYMAN_CACHE: join(folder, 'cache'), JOURNEYMAN_MODEL: values.model }, args: ['--queue', values.queue] });
  try {
    for (const text of KEPT) await (await served.post('/v1/workers/failure', { text })).text();
    const before = await countedByServer(served);
    const memory = watchMemory(served.pid);
    const end = performance.now() + seconds * 1000;
    const tallies = await Promise.all(Array.from({ length: clients }, (_, index) => client(served, index, index % 2 === 0 ? keptQuestion : modelQuestion(values.model), end)));
    const { mine, model } = await memory.stop();
    const after = await countedByServer(served);
    report({ tallies, counted: after - before, mine, model, clients, seconds, name: values.model });
  } finally {
    const { code, stderr } = await served.stop();
    if (code !== 0 || stderr !== '') console.log(`the server ended with ${code}: ${stderr}`);
    await rm(folder, { recursive: true, force: true });
  }
}

interface Tally {
  /** Milliseconds of kept answers. */
  kept: number[];
  /** Milliseconds of answers that the model had to give, without refused attempts. */
  made: number[];
  replies: number;
  refused: number;
  wrong: string[];
}

async function client(served: Served, index: number, next: (index: number, count: number) => Asked, end: number): Promise<Tally> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const tally: Tally = { kept: [], made: [], replies: 0, refused: 0, wrong: [] };
  for (let count = 0; performance.now() < end; count++) {
    const asked = next(index, count);
    for (let attempt = 0; ; attempt++) {
      const id = `c${index}-${count}-${attempt}`;
      const started = performance.now();
      let reply: Reply;
      try {
        reply = await send(served, agent, id, asked);
      } catch (error) {
        tally.wrong.push(`${id} has no answer: ${String(error)}`);
        break;
      }
      const took = performance.now() - started;
      tally.replies++;
      if (reply.id !== id) tally.wrong.push(`${id} has the answer of ${reply.id}`);
      if (reply.status === 429) {
        tally.refused++;
        await sleep(Math.min(reply.retryAfter, 5) * 1000);
        if (performance.now() >= end) break;
        continue;
      }
      if (reply.status !== 200 || !asked.belongs(JSON.parse(reply.text))) tally.wrong.push(`${id} has ${reply.status} ${reply.text.slice(0, 200)}`);
      (index % 2 === 0 ? tally.kept : tally.made).push(took);
      break;
    }
    // A person or program that reads the answer.
    if (index % 2 === 0) await sleep(50 + Math.random() * 100);
  }
  agent.destroy();
  return tally;
}

function keptQuestion(index: number, count: number): Asked {
  return failure(KEPT[(index + count) % KEPT.length]!);
}

function modelQuestion(model: string) {
  return (index: number, count: number): Asked => {
    const own = `Client ${index}, request ${count}.`;
    if (count % 3 === 0) return { path: '/v1/chat/completions', body: { model, messages: [{ role: 'user', content: own }], max_tokens: 8 }, belongs: (answer) => (answer as { object?: string }).object === 'chat.completion' };
    if (count % 3 === 1) return { path: '/v1/embeddings', body: { model, input: [own, own] }, belongs: (answer) => (answer as { data?: unknown[] }).data?.length === 2 };
    return failure(own);
  };
}

function failure(text: string): Asked {
  return { path: '/v1/workers/failure', body: { text }, belongs: (answer) => JSON.stringify(answer).includes(text) };
}

function send({ url, headers }: Served, agent: Agent, id: string, { path, body }: Asked): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const sent = request(`${url}${path}`, { method: 'POST', agent, headers: { ...headers, 'x-request-id': id } }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (piece: string) => (text += piece)).on('error', reject);
      response.on('end', () => resolve({ status: response.statusCode!, id: String(response.headers['x-request-id']), retryAfter: Number(response.headers['retry-after'] ?? 1), text }));
    });
    sent.on('error', reject).end(JSON.stringify(body));
  });
}

/** Requests that the server says that it has answered, without those for its figures. */
async function countedByServer({ url, headers }: Served): Promise<number> {
  const text = await (await fetch(`${url}/metrics`, { headers })).text();
  return [...text.matchAll(/^journeyman_requests_total\{worker="(\w[\w-]*)",status="\d+"\} (\d+)$/gm)].filter(([, worker]) => worker !== 'metrics').reduce((sum, [, , count]) => sum + Number(count), 0);
}

/** MiB in memory, second by second, of the server and of its model process. */
function watchMemory(pid: number) {
  const mine: number[] = [];
  const model: number[] = [];
  const read = async (of: number) => Number(/^VmRSS:\s+(\d+) kB$/m.exec(await readFile(`/proc/${of}/status`, 'utf8').catch(() => ''))?.[1] ?? 0) * 1024 / MEBIBYTE;
  const timer = setInterval(() => {
    void (async () => {
      mine.push(await read(pid));
      const [process] = await modelProcesses(pid);
      if (process !== undefined) model.push(await read(process));
    })();
  }, 1000);
  return {
    stop: async () => {
      clearInterval(timer);
      return { mine, model };
    },
  };
}

function report({ tallies, counted, mine, model, clients, seconds, name }: { tallies: Tally[]; counted: number; mine: number[]; model: number[]; clients: number; seconds: number; name: string }): void {
  const all = <Key extends 'kept' | 'made' | 'wrong'>(key: Key) => tallies.flatMap((tally) => tally[key] as Tally[Key][number][]);
  const sum = (key: 'replies' | 'refused') => tallies.reduce((total, tally) => total + tally[key], 0);
  const kept = (all('kept') as number[]).sort((a, b) => a - b);
  const made = (all('made') as number[]).sort((a, b) => a - b);
  const wrong = all('wrong') as string[];
  const at = (values: number[], share: number) => values[Math.min(values.length - 1, Math.floor(values.length * share))]?.toFixed(1) ?? '–';
  const line = (values: number[]) => `${values.length} answers; ms: median ${at(values, 0.5)}, p95 ${at(values, 0.95)}, p99 ${at(values, 0.99)}, most ${at(values, 1)}`;
  const mean = (values: number[]) => values.reduce((total, value) => total + value, 0) / Math.max(1, values.length);
  const course = (values: number[]) => {
    const part = Math.max(1, Math.floor(values.length / 6));
    return Array.from({ length: Math.min(6, values.length) }, (_, index) => mean(values.slice(index * part, (index + 1) * part)).toFixed(0)).join(' → ');
  };
  console.log(`${clients} clients, ${seconds} s, ${name}`);
  console.log(`kept answers  ${line(kept)}  (bar: p95 ≤ ${BAR_MS} ms)`);
  console.log(`of the model  ${line(made)}`);
  console.log(`replies ${sum('replies')}, ${sum('refused')} of them 429 and asked again; the server counts ${counted}; lost, doubled or foreign: ${wrong.length}`);
  for (const one of wrong.slice(0, 5)) console.log(`  ${one}`);
  console.log(`memory, MiB: server ${course(mine)}; model process ${course(model)}`);
  if (wrong.length > 0 || counted !== sum('replies') || Number(at(kept, 0.95)) > BAR_MS) process.exitCode = 1;
}
