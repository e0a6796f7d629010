import { describe, expect, it } from 'vitest';
import type { Git } from '../../../src/core/changes.ts';
import type { GenerateRequest, LanguageModel, RankRequest } from '../../../src/core/language-model.ts';
import { run } from '../../../src/core/run.ts';
import { parseDiff } from '../../../src/sources/git/parse-diff.ts';
import { createCommitWorker } from '../../../src/workers/commit/worker.ts';
import { diff } from './changes.ts';

const git: Pick<Git, 'staged'> = {
  staged: async () => ({ diff, branch: 'main', recentSubjects: ['Add a', 'Fix b'] }),
};
const worker = createCommitWorker({ git, parseDiff });

function ask(input: unknown, pieces: string[], adapters?: string[], likeliest?: string) {
  const asked: GenerateRequest[] = [];
  const ranked: RankRequest[] = [];
  const partials: string[] = [];
  const model: LanguageModel = {
    name: 'fake',
    contextTokens: async () => 4096,
    countTokens: async (texts) => texts.map((text) => Math.ceil(text.length / 4)),
    ...(adapters && { adapters: async () => adapters }),
    ...(likeliest && {
      rank: async (request: RankRequest) => {
        ranked.push(request);
        return { probabilities: request.options.map((option) => (option === likeliest ? 0.991 : 0.001)), promptTokens: 40, cachedTokens: 0, totalMs: 1 };
      },
    }),
    generate: async (request, onText) => {
      asked.push(request);
      for (const piece of pieces) onText?.(piece);
      return { text: pieces.join(''), tokens: pieces.map((text) => ({ text, probability: 0.9 })), stopReason: 'end', promptTokens: 1, cachedTokens: 0, firstTextMs: 1, totalMs: 1 };
    },
  };
  const result = run(worker, worker.input.parse(input), {
    model,
    scheduler: { schedule: (_priority, signal, job) => job(signal) },
    priority: 'user',
    signal: new AbortController().signal,
    onPartial: (rendered) => partials.push(rendered),
  });
  return { result, asked, ranked, partials };
}

describe('the commit worker', () => {
  it('writes a message for what is staged, and streams it', async () => {
    const { result, partials, asked } = ask({ cwd: 'x' }, ['Stop ', 'leaving a halted', ' queue.']);
    expect(await result).toMatchObject({ answeredBy: 'local', output: { subject: 'Stop leaving a halted queue', body: '', message: 'Stop leaving a halted queue' } });
    expect(partials).toEqual(['Stop', 'Stop leaving a halted', 'Stop leaving a halted queue']);
    expect(asked[0]!.messages.at(-1)!.text).toBe('src/queue.ts (+1 -1)\n@ export function drain() {\n-while (queue.size) drainNext();\n+while (!queue.stopped) drainNext();');
  });

  it('gives the model a type that is sure, and shows it with the first text', async () => {
    const docs = 'diff --git a/README.md b/README.md\n--- a/README.md\n+++ b/README.md\n@@ -1 +1 @@\n-old words\n+new words\n';
    const { result, partials, asked } = ask({ diff: docs, recentSubjects: ['fix: a', 'docs: b'] }, [' describe', ' new words']);
    expect((await result).output.subject).toBe('docs: describe new words');
    expect(partials[0]).toBe('docs: describe');
    expect(asked[0]!.prefill).toBe('docs:');
  });

  it('asks a model that was trained for it for the type, by the prompt of the message', async () => {
    const { result, partials, asked, ranked } = ask({ diff, recentSubjects: ['fix: a', 'perf: b'] }, [' stop a stopped', ' queue'], ['commit', 'commit-types'], 'perf');
    expect((await result).output.subject).toBe('perf: stop a stopped queue');
    expect(ranked).toEqual([expect.objectContaining({ adapter: 'commit', messages: asked[0]!.messages, options: expect.arrayContaining(['feat', 'fix', 'perf']) })]);
    expect(ranked[0]!.prefill).toBeUndefined();
    // What code held likeliest before is not shown.
    expect(partials).toEqual(['perf: stop a stopped', 'perf: stop a stopped queue']);
  });

  it.each([
    ['a model that was not trained', ['fix: a', 'perf: b'], undefined],
    ['a model that was trained for the words only', ['fix: a', 'perf: b'], ['commit']],
    ['a house of sentences', ['Add a', 'Fix b'], ['commit', 'commit-types']],
    ['a house that names areas', ['net/http: a', 'cmd/go: b', 'crypto/tls: c'], ['commit', 'commit-types']],
  ])('asks for no type of %s', async (_, recentSubjects, adapters) => {
    const { result, ranked } = ask({ diff, recentSubjects }, ['stop a stopped queue'], adapters, 'perf');
    await result;
    expect(ranked).toEqual([]);
  });

  it('asks for the type by the words of the training, however the house writes it', async () => {
    const { result, ranked } = ask({ diff, recentSubjects: ['Fix: a', 'Perf: b'] }, [' stop a stopped queue'], ['commit', 'commit-types'], 'perf');
    expect((await result).output.subject).toBe('Perf: stop a stopped queue');
    expect(ranked[0]!.messages[0]!.text).toBe('You write conventional git commit subjects.');
  });

  it('reads no more than the beginning of a recent subject', async () => {
    const paragraph = `Fix: ${'many words '.repeat(3_000)}`;
    const facts = await worker.gather(worker.input.parse({ diff, recentSubjects: [paragraph] }), new AbortController().signal);
    expect(facts.recentSubjects).toEqual([paragraph.slice(0, 200)]);
  });

  it('lets the model choose among the areas of the house where no path tells', async () => {
    const { result, asked } = ask({ diff, recentSubjects: ['net/http: a', 'cmd/go: b', 'crypto/tls: c'], extra: 1 }, ['cmd/go: stop a stopped queue']);
    expect((await result).output.subject).toBe('cmd/go: stop a stopped queue');
    expect(asked[0]!.grammar).toContain('("net/http" | "cmd/go" | "crypto/tls" | "');
    expect(asked[0]!.prefill).toBeUndefined();
  });

  it('asks no model for what code knows', async () => {
    const rename = 'diff --git a/a b.ts b/ü.ts\nsimilarity index 100%\nrename from a b.ts\nrename to ü.ts\n';
    const { result, asked } = ask({ diff: rename, recentSubjects: ['feat: a', 'chore: b'] }, []);
    expect(await result).toMatchObject({ answeredBy: 'code', model: null, output: { subject: 'chore: rename a b.ts to ü.ts' } });
    expect(asked).toEqual([]);
  });

  it('shows the language of a history that is not English', async () => {
    const { asked, result } = ask({ diff, recentSubjects: ['修复解析器', '添加测试'] }, ['停止队列']);
    expect((await result).output.subject).toBe('停止队列');
    expect(asked[0]!.messages.filter(({ role }) => role === 'assistant').at(-1)!.text).toBe('修复解析器');
    expect(asked[0]!.messages.at(-1)!.text).not.toContain('修复解析器');
  });

  it('keeps what the template and the configuration ask for out of the model, and in the message', async () => {
    const conventions = { commentMark: '#', recentBodies: [], template: '# hint\n\nTested: yes\n', signOff: 'Zoë <zoe@mail.example.com>' };
    const ruled = createCommitWorker({ git: { ...git, staged: async () => ({ diff, branch: 'fix/ABC-7-stop', recentSubjects: ['ABC-1 Add a', 'ABC-2 Fix b'], conventions }) }, parseDiff });
    const facts = await ruled.gather({ cwd: 'x' }, new AbortController().signal);
    const output = ruled.parse('Stop leaving a halted queue', facts);
    expect(output.message).toBe('ABC-7 Stop leaving a halted queue\n\nTested: yes\nSigned-off-by: Zoë <zoe@mail.example.com>');
    expect(ruled.check(output, facts).filter(({ passed }) => !passed)).toEqual([]);
  });

  it('shows a model that was trained for it no examples, and asks for its adapter', async () => {
    const { asked, result } = ask({ diff, recentSubjects: ['fix: a', 'fix: b'] }, [' stop a halted queue'], ['commit'], 'fix');
    expect((await result).output.subject).toBe('fix: stop a halted queue');
    expect(asked[0]).toMatchObject({ adapter: 'commit', prefill: 'fix:', messages: [{ role: 'system' }, { role: 'user' }] });
    expect(asked[0]).not.toHaveProperty('fixed');
  });

  it('asks without the adapter, and with examples, where it was not trained: other jobs, other languages, wishes of the user', async () => {
    for (const [input, adapters] of [
      [{ diff, recentSubjects: ['fix: a'] }, ['explain']],
      [{ diff, recentSubjects: ['修复解析器', '添加测试'] }, ['commit']],
      [{ diff, recentSubjects: ['fix: a'], instructions: 'Say why.' }, ['commit']],
    ] as const) {
      const { asked, result } = ask(input, ['停止队列'], [...adapters]);
      await result;
      expect(asked[0]).not.toHaveProperty('adapter');
      expect(asked[0]!.messages.length).toBeGreaterThan(4);
    }
  });

  it('carries the instructions of the user, within bounds', async () => {
    const input = worker.input.parse({ diff, instructions: ' Say why. ' });
    expect(await worker.gather(input, new AbortController().signal)).toMatchObject({ instructions: 'Say why.' });
    expect(await worker.gather(worker.input.parse({ diff }), new AbortController().signal)).not.toHaveProperty('instructions');
    expect(() => worker.input.parse({ cwd: 'x', instructions: 'x'.repeat(2001) })).toThrow();
  });

  it('keeps its promise to be one line of at most 72 characters, whatever the model says', async () => {
    const { result } = ask({ diff, recentSubjects: ['feat: a'] }, [`feat: ${'drain the queue and '.repeat(10)}\n\nSigned-off-by: nobody`]);
    const { subject, message } = (await result).output;
    expect(subject.length).toBeLessThanOrEqual(72);
    expect(message).not.toContain('\n');
  });

  it('says what is missing where there is no diff', async () => {
    await expect(ask({ diff: '' }, []).result).rejects.toThrow('There is no change to describe.');
    expect(() => worker.input.parse({ recentSubjects: [] })).toThrow();
  });
});
