// node-llama-cpp as a user of the library would use it, in a process of its own: `node speed-direct.ts` with an IPC channel.
import { type ChatHistoryItem, getLlama, resolveChatWrapper } from 'node-llama-cpp';
import type { DirectJob, DirectReady, Measured } from './speed.ts';

process.once('message', async ({ path, threads, contextTokens }: { path: string; threads: number; contextTokens: number }) => {
  const llama = await getLlama({ build: 'never' });
  const model = await llama.loadModel({ modelPath: path });
  const context = await model.createContext({ contextSize: contextTokens, threads, flashAttention: true });
  const sequence = context.getSequence();
  const format = resolveChatWrapper(model);

  process.on('message', async ({ system, user, maxTokens }: DirectJob) => {
    await sequence.clearHistory();
    const chatHistory: ChatHistoryItem[] = [{ type: 'system', text: system }, { type: 'user', text: user }, { type: 'model', response: [''] }];
    const started = performance.now();
    const prompt = format.generateContextState({ chatHistory }).contextText.tokenize(model.tokenizer);
    let firstAt = 0;
    let text = '';
    let outputTokens = 0;
    for await (const { token } of sequence.evaluateWithMetadata(prompt, { confidence: true }, { temperature: 0 })) {
      text += model.detokenize([token]);
      if (outputTokens++ === 0) firstAt = performance.now();
      if (outputTokens >= maxTokens) break;
    }
    const measured: Measured = { promptTokens: prompt.length, outputTokens, firstMs: firstAt - started, restMs: performance.now() - firstAt, text };
    process.send!(measured);
  });
  const ready: DirectReady = { ready: true };
  process.send!(ready);
});
process.on('disconnect', () => process.exit());
