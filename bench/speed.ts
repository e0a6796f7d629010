import { fork } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism, cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { createModelClient } from '../src/models/client.ts';
import { modelFolder } from '../src/models/cache-folder.ts';
import { createModelLibrary } from '../src/models/library.ts';
import { builtModelProcess } from '../test/support/build.ts';
import { median } from './measures.ts';
import { numberOf } from './options.ts';

/** One answer: the time to its first text and from there to its end, in milliseconds. */
export interface Measured {
  promptTokens: number;
  outputTokens: number;
  firstMs: number;
  restMs: number;
  text: string;
}

export interface DirectJob {
  system: string;
  user: string;
  maxTokens: number;
}

export interface DirectReady {
  ready: true;
}

const CONTEXT_TOKENS = 4096;
/** The share of node-llama-cpp's own speed that ours must reach. */
const BAR = 0.95;

/**
 * Compares the speed through our model process with node-llama-cpp used directly: same file, prompts, threads and context, in turns,
 * each in a process of its own that waits while the other works. Both read every prompt anew.
 */
export async function benchSpeed(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      model: { type: 'string', default: 'qwen2.5-coder-1.5b' },
      threads: { type: 'string', default: String(Math.min(4, availableParallelism())) },
      repeats: { type: 'string', default: '7' },
      lines: { type: 'string', default: '60' },
      output: { type: 'string', default: '48' },
    },
  });
  const [threads, repeats, lines, output] = [numberOf(values, 'threads'), numberOf(values, 'repeats'), numberOf(values, 'lines'), numberOf(values, 'output')];
  const note = () => undefined;
  const log = { debug: note, info: note, warn: console.error, error: console.error };
  const library = createModelLibrary({ directory: modelFolder(), log });
  const { name, path } = await library.locate(values.model);

  const direct = await startDirect(path, threads);
  const client = createModelClient({ processPath: await builtModelProcess(), model: values.model, library, threads, contextTokens: CONTEXT_TOKENS, idleMs: 0, log });
  const ours = async ({ system, user, maxTokens }: DirectJob): Promise<Measured> => {
    const started = performance.now();
    let firstAt = 0;
    const messages = [{ role: 'system' as const, text: system }, { role: 'user' as const, text: user }];
    const { text, tokens, promptTokens, cachedTokens } = await client.generate({ messages, maxTokens }, () => (firstAt ||= performance.now()));
    return { promptTokens: promptTokens - cachedTokens, outputTokens: tokens.length, firstMs: firstAt - started, restMs: performance.now() - firstAt, text };
  };

  try {
    console.log(`${name}, ${threads} threads, ${cpus()[0]?.model ?? 'unknown processor'}, ${repeats} pairs`);
    const warmUp = job(0, 4, 4);
    await direct.answer(warmUp);
    await ours(warmUp);
    const pairs: { direct: Measured; ours: Measured }[] = [];
    for (let repeat = 1; repeat <= repeats; repeat++) {
      const question = job(repeat, lines, output);
      // Whoever is second finds the machine as the first left it, so they take turns at that too.
      if (repeat % 2 === 1) {
        const first = await direct.answer(question);
        pairs.push({ direct: first, ours: await ours(question) });
      } else {
        const first = await ours(question);
        pairs.push({ direct: await direct.answer(question), ours: first });
      }
    }
    print(pairs);
  } finally {
    direct.stop();
    await client.dispose();
  }
}

/** A prompt that differs from its beginning on, so that no state of an earlier one can be used. */
function job(number: number, lines: number, maxTokens: number): DirectJob {
  const code = Array.from({ length: lines }, (_, line) => `export const value${line} = compute(${line * 7 + number}, 'part ${line % 9}');`).join('\n');
  return { system: `Task ${number}. You explain code at length.`, user: `Explain in many words what this code does:\n${code}`, maxTokens };
}

async function startDirect(path: string, threads: number) {
  const child = fork(fileURLToPath(new URL('./speed-direct.ts', import.meta.url)), { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const answer = async <T>(message: unknown): Promise<T> => {
    const ended = once(child, 'exit').then(() => Promise.reject(new Error('The process that uses node-llama-cpp directly ended.')));
    child.send(message as object);
    return Promise.race([once(child, 'message').then(([result]) => result as T), ended]);
  };
  await answer<DirectReady>({ path, threads, contextTokens: CONTEXT_TOKENS });
  return { answer: (question: DirectJob) => answer<Measured>(question), stop: () => child.kill('SIGKILL') };
}

function print(pairs: { direct: Measured; ours: Measured }[]): void {
  const rows = [
    { what: 'prompt tokens/s', of: (run: Measured) => (run.promptTokens / run.firstMs) * 1000, moreIsBetter: true },
    { what: 'output tokens/s', of: (run: Measured) => ((run.outputTokens - 1) / run.restMs) * 1000, moreIsBetter: true },
    { what: 'time to first text, ms', of: (run: Measured) => run.firstMs, moreIsBetter: false },
  ];
  console.log('| median | directly | our process | ratio |\n|---|---|---|---|');
  for (const { what, of, moreIsBetter } of rows) {
    // The ratio is taken within each pair, for the machine's speed may drift over the run.
    const ratio = median(pairs.map((pair) => of(pair.ours) / of(pair.direct)));
    const verdict = !moreIsBetter ? '' : ratio >= BAR ? ' ✓' : ` ✗ (below ${BAR})`;
    console.log(`| ${what} | ${median(pairs.map((pair) => of(pair.direct))).toFixed(1)} | ${median(pairs.map((pair) => of(pair.ours))).toFixed(1)} | ${ratio.toFixed(3)}${verdict} |`);
  }
  const same = pairs.filter((pair) => pair.direct.text === pair.ours.text).length;
  console.log(`${median(pairs.map((pair) => pair.ours.promptTokens))} prompt tokens, ${median(pairs.map((pair) => pair.ours.outputTokens))} output tokens; the same text in ${same} of ${pairs.length} pairs.`);
}
