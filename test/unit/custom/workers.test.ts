import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import type { Answers, KeptAnswer } from '../../../src/core/answers.ts';
import { isAbort } from '../../../src/core/errors.ts';
import type { GenerateRequest, Generation, LanguageModel } from '../../../src/core/language-model.ts';
import { run } from '../../../src/core/run.ts';
import type { Progress } from '../../../src/core/worker.ts';
import { createCustomWorker, outputSchemaOf } from '../../../src/workers/custom/custom-worker.ts';
import type { SummarizeOutput } from '../../../src/workers/custom/kinds/summarize.ts';
import type { TransformOutput } from '../../../src/workers/custom/kinds/transform.ts';
import { parseDefinition } from '../../../src/workers/custom/parse-definition.ts';

const syntax = { errors: async (source: string) => (source.includes('???') ? 1 : 0) };

function worker(frontMatter: string) {
  const { definition, problems } = parseDefinition({ path: 'mine.md', origin: 'user', text: `---\n${frontMatter}\n---\nRewrite it.` });
  expect(problems).toEqual([]);
  return createCustomWorker(definition!, { syntax });
}

/** Answers by what it is asked. */
function saying(answer: (question: string, request: GenerateRequest) => string, asked: string[] = []): LanguageModel {
  return {
    name: 'fake',
    contextTokens: async () => 4096,
    countTokens: async (texts) => texts.map((text) => text.length),
    async generate(request, onText): Promise<Generation> {
      const question = request.messages.at(-1)!.text;
      asked.push(question);
      const text = answer(question, request);
      onText?.(text);
      return { text, tokens: [{ text, probability: 0.9 }], stopReason: 'end', promptTokens: 1, cachedTokens: 0, firstTextMs: 1, totalMs: 1 };
    },
  };
}

const options = (model: LanguageModel) => ({ model, scheduler: { schedule: async <T>(_: unknown, signal: AbortSignal, job: (signal: AbortSignal) => Promise<T>) => job(signal) }, priority: 'user' as const, signal: new AbortController().signal });

function remembering(): Answers {
  const kept = new Map<string, KeptAnswer>();
  return { get: async (by, key) => kept.get(`${by} ${key}`), put: async (by, key, answer) => void kept.set(`${by} ${key}`, answer) };
}

describe('the worker files that come with it', () => {
  it.each(['json-to-types', 'json-to-table', 'json-to-prose', 'plain-words', 'summary'])('%s is right, and its answers are what its schema says', async (name) => {
    const path = join(import.meta.dirname, '..', '..', '..', 'workers', `${name}.md`);
    const { definition, problems } = parseDefinition({ path, origin: 'built-in', text: await readFile(path, 'utf8') });
    expect(problems).toEqual([]);
    const result = await run(createCustomWorker(definition!, { syntax }), { text: name.startsWith('json') ? '{"name": "x", "size": 3}' : 'It is a text of 3 words.' }, options(saying(() => 'It is a text.')));
    expect(new Ajv({ strict: false }).validate(outputSchemaOf(definition!), result.output)).toBe(true);
  });

  it('a consent to one holds for no other file of its name', () => {
    const consentOf = (origin: 'built-in' | 'user' | 'workspace', path: string, does = 'Rewrite it.', input = 'selection') => {
      const made = createCustomWorker(parseDefinition({ path, origin, text: `---\nkind: transform\ninput: ${input}\n---\n${does}` }).definition!, { syntax });
      return made.consentFor ?? made.name;
    };
    expect([consentOf('built-in', '/ours/mine.md'), consentOf('user', '/home/mine.md')]).toEqual(['mine', 'mine']);
    const theirs = [consentOf('workspace', '/a/mine.md'), consentOf('workspace', '/b/mine.md'), consentOf('workspace', '/a/mine.md', 'Send it.'), consentOf('workspace', '/a/mine.md', 'Rewrite it.', 'clipboard')];
    expect(new Set([...theirs, 'mine']).size).toBe(5);
    expect(theirs[0]).toMatch(/^mine of \/a\/mine\.md \([0-9a-f]{64}\)$/);
    expect(consentOf('workspace', '/a/mine.md')).toBe(theirs[0]);
  });

  it('a start belongs to a transformation into its format', () => {
    const problemsOf = (text: string) => parseDefinition({ path: 'a.md', origin: 'user', text: `---\n${text}\n---\nDo.` }).problems.map(({ line, message }) => [line, message]);
    expect(problemsOf('kind: summarize\nstart: table')).toEqual([[3, 'It belongs to transform, not to summarize.']]);
    expect(problemsOf('kind: transform\nstart: interface')).toEqual([[3, 'start: interface needs format: typescript.']]);
  });
});

describe('a worker that transforms', () => {
  it('rewrites paragraph by paragraph and leaves all else as it was', async () => {
    const text = '# Tool\r\n\r\nIt utilizes 3 parts.\r\n\r\n```sh\r\nutilize it\r\n```\r\n\r\n---\r\n' + 'It utilizes more. '.repeat(50) + '\r\n\r\n';
    const shown: string[] = [];
    const progress: Progress[] = [];
    const result = await run(worker('kind: transform\nformat: markdown\nkeep: [numbers, code]'), { text }, { ...options(saying((asked) => asked.replaceAll('utilizes', 'uses'))), onPartial: (part) => shown.push(part), onProgress: (each) => progress.push(each) });
    expect((result.output as TransformOutput).text).toBe(text.replaceAll('utilizes', 'uses').replaceAll('. \r\n\r\n', '. \r\n\r\n'));
    expect(result.checks.every(({ passed }) => passed)).toBe(true);
    expect(progress.map(({ what }) => what)).toEqual(['Part 1 of 3', 'Part 2 of 3', 'Part 3 of 3']);
    expect(shown.length).toBeGreaterThan(2);
    expect(shown[0]).toBe('# Tool\n\nIt uses 3 parts.');
  });

  it('asks again with what failed, and takes the answer that stands', async () => {
    const asked: string[] = [];
    const model = saying((_question, { messages }) => (messages[0]!.text.includes('It left out: 42.') ? 'Sure! Here is the text:\n\nThere are 42 of them.' : 'There are some, since 1999.'), asked);
    const result = await run(worker('kind: transform\nkeep: [numbers]'), { text: 'The number of them amounts to 42.' }, options(model));
    expect(result.output).toEqual({ text: 'There are 42 of them.', lost: [], added: [] });
    // What was wrong is said apart from the text, or it would be rewritten with it.
    expect(asked).toEqual(['The number of them amounts to 42.', 'The number of them amounts to 42.']);
  });

  it('leaves a part as it was where no answer stands, and says so', async () => {
    const result = await run(worker('kind: transform\nkeep: [numbers]'), { text: 'There are 42.' }, options(saying(() => 'There are some.')));
    expect(result.output).toEqual({ text: 'There are 42.', lost: [], added: [] });
    expect(result.checks.find(({ name }) => name === 'all-rewritten')).toMatchObject({ passed: false, detail: '1 of 1 parts stand as they were: It left out: 42.' });
    expect(result.confidence).toBeLessThan(0.5);
  });

  it('tells what was lost where the text cannot stay: it is another format', async () => {
    const result = await run(worker('kind: transform\nformat: yaml\nkeep: [keys]'), { text: '{"a": 1, "b": 2}' }, options(saying(() => 'a: 1\nc: 2')));
    expect(result.output).toEqual({ text: 'a: 1\nc: 2', lost: ['b'], added: ['c'] });
    expect(result.accepted).toBe(false);
  });

  it('rewrites elements of JSON in their places, and code only where it can be parsed', async () => {
    const json = '[\n  {"t": "a"},\n  7,\n  {"t": "b"}\n]\n';
    const upper = await run(worker('kind: transform\nformat: json\nkeep: [keys]'), { text: json }, options(saying((asked) => `${asked.replace(/"(a|b)"/, (letter) => letter.toUpperCase())}`)));
    expect((upper.output as TransformOutput).text).toBe(json.replace('"a"', '"A"').replace('"b"', '"B"'));
    const code = await run(worker('kind: transform\nformat: typescript'), { text: 'const a = 1;\n', language: 'typescript' }, options(saying(() => 'const a ???')));
    expect((code.output as TransformOutput).text).toBe('const a = 1;\n');
  });

  it('goes on where it was stopped', async () => {
    const answers = remembering();
    const text = `${'First part. '.repeat(50)}\n\n${'Second part. '.repeat(50)}`;
    const stop = new AbortController();
    const stopping = saying((asked) => {
      if (asked.includes('Second')) stop.abort();
      return asked;
    });
    const stopped = run(worker('kind: transform'), { text }, { ...options({ ...stopping, generate: async (...args) => { const answer = await stopping.generate(...args); stop.signal.throwIfAborted(); return answer; } }), answers, signal: stop.signal });
    expect(isAbort(await stopped.catch((error: unknown) => error))).toBe(true);
    const asked: string[] = [];
    await run(worker('kind: transform'), { text }, { ...options(saying((question) => question, asked)), answers });
    expect(asked).toHaveLength(1);
    expect(asked[0]).toContain('Second');
    // The whole answer is there at once.
    await run(worker('kind: transform'), { text }, { ...options(saying((question) => question, asked)), answers });
    expect(asked).toHaveLength(1);
  });

  it('does not ask about what is too long for the model and cannot be taken apart', async () => {
    const asked: string[] = [];
    const text = `const a = "${'x'.repeat(100_000)}";`;
    const result = await run(worker('kind: transform\nformat: typescript'), { text, language: 'typescript' }, options(saying(() => '', asked)));
    expect([asked.length, (result.output as TransformOutput).text === text, result.accepted]).toEqual([0, true, false]);
  });
});

describe('a worker whose answer code begins', () => {
  const json = '{"data": [{"id": 1, "name": "x"}], "next": null}';

  it('asks the model for names alone', async () => {
    const model = saying((question) => (question.includes('whole answer') ? 'UserPage: a page of users' : 'User: one user of the page'));
    const result = await run(worker('kind: transform\nstart: interface\nformat: typescript'), { text: json }, options(model));
    expect((result.output as TransformOutput).text).toBe('/** A page of users. */\nexport interface UserPage {\n  data: User[];\n  next: null;\n}\n\n/** One user of the page. */\nexport interface User {\n  id: number;\n  name: string;\n}\n');
  });

  it('asks none for a table', async () => {
    const result = await run(worker('kind: transform\nstart: table\nformat: markdown'), { text: json }, options(saying(() => { throw new Error('asked'); })));
    expect([result.answeredBy, result.confidence]).toEqual(['code', 1]);
  });

  it('mends the model\'s prose', async () => {
    const result = await run(worker('kind: transform\nstart: statements\nkeep: [numbers]'), { text: json }, options(saying(() => 'The item x has 7 parts. Its name is x.')));
    expect((result.output as TransformOutput).text).toBe('Its name is x. `data.id` is 1.\n');
  });

  it('refuses what is no JSON', async () => {
    await expect(run(worker('kind: transform\nstart: table\nformat: markdown'), { text: 'x' }, options(saying(() => '')))).rejects.toThrow('The input is not JSON.');
  });
});

describe('a worker that summarizes', () => {
  const short = 'The store keeps answers for 30 days.\nRequests need a token.\n';
  const part = (index: number) => `## Part ${index}\n\n${`Topic${index} counts ${index * 11} things here. `.repeat(12)}\n\n`;
  const long = Array.from({ length: 24 }, (_, index) => part(index + 1)).join('');

  it('says in one go what a short text says, with lines, and without what is invented', async () => {
    const result = await run(worker('kind: summarize\nwords: 20'), { text: short, firstLine: 5 }, options(saying(() => 'Answers are kept for 30 days. They cost 99 dollars.')));
    expect(result.output).toEqual({ summary: 'Answers are kept for 30 days.', points: [{ text: 'Answers are kept for 30 days.', firstLine: 5, lastLine: 5 }], seen: 1 });
  });

  it('has a point for each part of a long one, drawn together until they fit one prompt', async () => {
    const progress: Progress[] = [];
    const shown: SummarizeOutput[] = [];
    const model = saying((question) => /Topic\d+ counts \d+ things/.exec(question)?.[0] + ' here.');
    const result = await run(worker('kind: summarize\nwords: 40'), { text: long }, { ...options(model), onProgress: (each) => progress.push(each), onPartial: (_, output) => shown.push(output as SummarizeOutput) });
    const { summary, points, seen } = result.output as SummarizeOutput;
    expect(seen).toBe(1);
    expect(points.length).toBeGreaterThan(5);
    const lines = long.split('\n');
    for (const { text, firstLine, lastLine } of points) expect(lines.slice(firstLine - 1, lastLine).join(' ')).toContain(/Topic\d+/.exec(text)![0]);
    expect(summary).toMatch(/^Topic\d+ counts/);
    expect(progress[0]!.what).toMatch(/^Part 1 of \d+$/);
    expect(shown.length).toBeGreaterThan(3);
  });

  it('stands by the text\'s own sentences where the model\'s do not', async () => {
    const result = await run(worker('kind: summarize\nwords: 40'), { text: long }, options(saying(() => 'It has 12345 unknownThings in it.')));
    const { summary } = result.output as SummarizeOutput;
    expect(long).toContain(summary.split('. ')[0]!.replace(/\.$/, ''));
    expect(result.checks.find(({ name }) => name === 'in-own-words')!.passed).toBe(false);
  });

  it('reads parts of a huge text and says how much', async () => {
    let asked = 0;
    const result = await run(worker('kind: summarize'), { text: `${'some words of a log line 17\n'.repeat(300_000)}` }, options(saying(() => { asked++; return 'A log line has some words.'; })));
    expect(asked).toBeLessThan(60);
    expect((result.output as SummarizeOutput).seen).toBeLessThan(0.02);
    expect(result.checks.find(({ name }) => name === 'all-read')!.passed).toBe(false);
  });
});
