import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { createJourneyman } from '../src/composition.ts';
import { run } from '../src/core/run.ts';
import { modelFolder } from '../src/models/cache-folder.ts';
import { type Answer, beginStream, startChatServer, writeEvent, writePiece } from '../test/support/chat-server.ts';
import { numberOf } from './options.ts';
import { recordedModel } from './recorded-model.ts';
import { inputOf, readRecords } from './records.ts';

/** When the connection breaks, and what was sent until then. */
const MOMENTS: Record<string, (response: Parameters<Answer>[0]) => void> = {
  'before the headers': () => undefined,
  'after the headers': beginStream,
  'after a piece': (response) => {
    beginStream(response);
    writePiece(response, 'feat: add');
  },
  'inside an event': (response) => {
    beginStream(response);
    response.write('data: {"id":"c","object":"chat.comp');
  },
  'before the end': (response) => {
    beginStream(response);
    writePiece(response, 'feat: add the thing');
    writeEvent(response, '{"id":"c","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}');
  },
};

/**
 * How soon the local answer stands when the connection to the large model is cut, by a real server on loopback, at several moments of its answer.
 * The local answers were recorded by `collect`; the times are those from the last cut (a connection that breaks before anything came is tried once more) to the result.
 */
export async function benchCut(args: string[]): Promise<void> {
  const { values } = parseArgs({ args, options: { data: { type: 'string' }, record: { type: 'string' }, model: { type: 'string', default: 'qwen2.5-coder-1.5b' }, times: { type: 'string', default: '20' } } });
  if (values.record === undefined) throw new Error('cut needs --record FILE: what `npm run bench -- collect commit` recorded.');
  const folder = await mkdtemp(join(tmpdir(), 'journeyman-cut-'));
  const log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: console.error };
  let cutAt = 0;
  const server = await startChatServer(() => undefined);
  const journeyman = createJourneyman({
    model: values.model,
    modelDirectory: modelFolder(),
    storePath: join(folder, 'store.sqlite'),
    processPath: 'dist/model-process.mjs',
    threads: 0,
    contextTokens: 4096,
    idleMinutes: 0,
    log,
    escalation: { settings: { mode: 'automatic', workers: {}, doubt: 'whenInDoubt', budget: {} }, remote: `openai:${server.origin}/v1#large`, allowHttp: false, exclude: [], prices: {}, trusted: true, consent: { given: async () => true, ask: async () => 'once' }, key: async () => 'none' },
  });
  try {
    const model = recordedModel(undefined, resolve(values.record), values.model);
    const records = await readRecords('commit', values.data === undefined ? undefined : resolve(values.data), 10_000);
    const doubted = { ...journeyman.workers.commit, score: () => 0.1 };
    console.log('| cut | answers | local answer stood | ms after the cut, median | most |\n|---|---|---|---|---|');
    for (const [name, send] of Object.entries(MOMENTS)) {
      server.answer = (response) => {
        send(response);
        // What was written has to be on its way first.
        setTimeout(() => {
          cutAt = performance.now();
          response.socket?.destroy();
        }, 20);
      };
      const times: number[] = [];
      let stood = 0;
      for (const record of records) {
        if (times.length >= numberOf(values, 'times')) break;
        cutAt = 0;
        const result = await run(doubted, doubted.input.parse(inputOf('commit', record, '')), { model, scheduler: journeyman.scheduler, priority: 'user', signal: new AbortController().signal, escalation: journeyman.escalation! }).catch(() => undefined);
        if (!result || cutAt === 0) continue;
        times.push(performance.now() - cutAt);
        if (result.answeredBy === 'local' && result.escalation?.reason === 'failed') stood++;
      }
      times.sort((a, b) => a - b);
      console.log(`| ${name} | ${times.length} | ${stood} | ${times[times.length >> 1]?.toFixed(1)} | ${times.at(-1)?.toFixed(1)} |`);
    }
  } finally {
    await journeyman.dispose();
    await server.close();
    await rm(folder, { recursive: true, force: true });
  }
}
