import { describe, expect, it } from 'vitest';
import type { Answers, KeptAnswer } from '../../../src/core/answers.ts';
import type { BranchChanges, Git } from '../../../src/core/changes.ts';
import { UserError } from '../../../src/core/errors.ts';
import type { GenerateRequest, LanguageModel } from '../../../src/core/language-model.ts';
import { run } from '../../../src/core/run.ts';
import type { Scheduler } from '../../../src/core/scheduler.ts';
import type { Progress } from '../../../src/core/worker.ts';
import { parseDiff } from '../../../src/sources/git/parse-diff.ts';
import { createReviewWorker } from '../../../src/workers/review/worker.ts';

const DIFF = `diff --git a/README.md b/README.md
--- a/README.md
+++ b/README.md
@@ -1,2 +1,3 @@
 # Shop
+Orders can be removed.
 
diff --git a/src/orders.ts b/src/orders.ts
--- a/src/orders.ts
+++ b/src/orders.ts
@@ -10,4 +10,6 @@ export function open() {
 export function remove(order: Order) {
-  if (!hasPermission(user)) throw new Error('no');
+  const query = buildQuery(order);
+  log(query);
+  store.run(query);
   return order;
 }
diff --git a/src/query.ts b/src/query.ts
new file mode 100644
--- /dev/null
+++ b/src/query.ts
@@ -0,0 +1,4 @@
+export function buildQuery(order: Order): string {
+  const id = order.id;
+  return \`DELETE FROM orders WHERE id = \${id}\`;
+}
diff --git a/test/query.test.ts b/test/query.test.ts
new file mode 100644
--- /dev/null
+++ b/test/query.test.ts
@@ -0,0 +1,3 @@
+it('builds a query', () => {
+  expect(buildQuery(order)).toContain('7');
+});
`;
const git = (changes: Partial<BranchChanges> = {}): Pick<Git, 'branchChanges'> => ({
  branchChanges: async () => ({ base: 'main', baseReason: 'given', head: 'orders', branch: 'orders', baseId: 'a'.repeat(40), headId: 'b'.repeat(40), commits: [], diff: DIFF, recentSubjects: [], templates: [], ...changes }),
});
const worker = createReviewWorker({ git: git(), parseDiff });
const signal = new AbortController().signal;
const immediately: Scheduler = { schedule: (_priority, given, job) => job(given) };

const SENTENCES: Record<string, string> = {
  'src/orders.ts': 'Runs the query of `buildQuery` without a check of the user.',
  'src/query.ts': 'Adds `buildQuery`, which makes the statement that removes an order.',
};
const SUMMARY = 'This branch removes orders by a query of their own. It builds the statement in `buildQuery`.';

/** Answers by the file that it is asked about, and sums up at the end. */
function fake(sentences: Record<string, string> = SENTENCES, summary = SUMMARY) {
  const asked: GenerateRequest[] = [];
  const model: LanguageModel = {
    name: 'fake',
    contextTokens: async () => 4096,
    countTokens: async (texts) => texts.map((text) => Math.ceil(text.length / 4)),
    async generate(request, onText, given) {
      given?.throwIfAborted();
      asked.push(request);
      const question = request.messages.at(-1)!.text;
      const text = question.includes('Sum up') ? summary : (Object.entries(sentences).find(([path]) => question.includes(path))?.[1] ?? '');
      for (const piece of text.split(/(?<= )/)) onText?.(piece);
      return { text, tokens: [{ text, probability: 0.9 }], stopReason: 'end', promptTokens: 10, cachedTokens: 0, firstTextMs: 1, totalMs: 1 };
    },
  };
  return { model, asked };
}

function keeping(): Answers & { size(): number } {
  const kept = new Map<string, KeptAnswer>();
  return {
    get: async (name, key) => kept.get(`${name} ${key}`),
    put: async (name, key, value) => void kept.set(`${name} ${key}`, JSON.parse(JSON.stringify(value)) as KeptAnswer),
    size: () => kept.size,
  };
}

const review = (model: LanguageModel, more: { diff?: string; answers?: Answers; onProgress?: (progress: Progress) => void; onPartial?: (text: string) => void; signal?: AbortSignal } = {}) =>
  run(worker, { diff: more.diff ?? DIFF }, { model, scheduler: immediately, priority: 'user', signal, ...more });

describe('the review worker', () => {
  it('takes a branch or a diff, and refuses anything else', () => {
    for (const good of [{ cwd: '/x' }, { cwd: '/x', base: 'main', head: 'y' }, { diff: 'x' }]) expect(worker.input.safeParse(good).success).toBe(true);
    for (const bad of [{}, { cwd: '' }, { diff: 1 }, null]) expect(worker.input.safeParse(bad).success).toBe(false);
  });

  it('tells of each file in reading order, with its risky places', async () => {
    const { model, asked } = fake();
    const progress: Progress[] = [];
    const { output, checks, confidence, answeredBy } = await review(model, { onProgress: (each) => progress.push(each) });
    expect(output.summary).toBe(
      'Removes orders by a query of their own. Builds the statement in `buildQuery`. Look first at `src/query.ts`: SQL is put together from text and values. There is one more place to look at.',
    );
    expect(output.files.map(({ path, summary, by, risks }) => ({ path, summary, by, risks: risks.map(({ kind, line }) => [kind, line]) }))).toEqual([
      { path: 'src/query.ts', summary: SENTENCES['src/query.ts'], by: 'model', risks: [['security', 3]] },
      { path: 'test/query.test.ts', summary: 'New file: adds the test `builds a query`.', by: 'code', risks: [] },
      { path: 'src/orders.ts', summary: SENTENCES['src/orders.ts'], by: 'model', risks: [['security', null]] },
      { path: 'README.md', summary: 'Adds the line `Orders can be removed.`.', by: 'code', risks: [] },
    ]);
    expect(output).toMatchObject({ base: null, head: null });
    expect(checks.filter(({ passed }) => !passed)).toEqual([]);
    expect({ confidence, answeredBy }).toEqual({ confidence: 0.9, answeredBy: 'local' });
    expect(progress).toEqual([{ done: 0, total: 2, what: 'File 1 of 2' }, { done: 1, total: 2, what: 'File 2 of 2' }]);
    expect(asked).toHaveLength(3);
    // The model's state after the fixed beginning is used again.
    expect(asked[0]!.messages[0]).toEqual(asked[1]!.messages[0]);
    expect(asked[2]!.messages[1]!.text).toContain(SENTENCES['src/query.ts']);
    expect(asked[2]!.messages[1]!.text).toContain('- Test: builds a query');
  });

  it('counts all the places that it lists, small ones too', async () => {
    const lock = 'diff --git a/package-lock.json b/package-lock.json\n--- a/package-lock.json\n+++ b/package-lock.json\n@@ -1 +1 @@\n-"version": "1.0.0"\n+"version": "1.0.1"\n';
    const { output } = await review(fake().model, { diff: DIFF + lock });
    expect(output.files.flatMap(({ risks }) => risks)).toHaveLength(3);
    expect(output.summary).toMatch(/There are 2 more places to look at\.$/);
  });

  it('lets code speak where the model’s words do not stand, and says so', async () => {
    const { model } = fake({ 'src/orders.ts': 'Calls `inventedThing`.', 'src/query.ts': '' }, 'Improves the code quality.');
    const { output, checks } = await review(model);
    expect(output.files.every(({ by }) => by === 'code')).toBe(true);
    expect(output.summary).toMatch(/^4 files change \(\+11 −1\)\. `src\/query\.ts`: .* Look first at `src\/query\.ts`: SQL .* There is one more place to look at\.$/);
    expect(checks.filter(({ passed }) => !passed).map(({ name }) => name)).toEqual(['summary']);
  });

  it('shows at every step of the stream a whole review', async () => {
    const partial: string[] = [];
    await review(fake().model, { onPartial: (text) => partial.push(text) });
    expect(partial.length).toBeGreaterThan(1);
    for (const text of partial) for (const path of ['src/query.ts', 'test/query.test.ts', 'src/orders.ts', 'README.md']) expect(text).toContain(`\n${path}`);
    expect(partial.at(-1)).toMatch(/^Removes orders/);
  });

  it('asks nothing twice: not of the same review, nor of a file that stayed as it was', async () => {
    const answers = keeping();
    const first = await review(fake().model, { answers });
    const again = fake();
    expect((await review(again.model, { answers })).output).toEqual(first.output);
    expect(again.asked).toEqual([]);
    const later = fake();
    const { output } = await review(later.model, { answers, diff: DIFF.replace('log(query)', 'trace(query)') });
    expect(later.asked.map(({ messages }) => messages[1]!.text.includes('src/orders.ts') && !messages[1]!.text.includes('Sum up'))).toEqual([true, false]);
    expect(output.files.filter(({ by }) => by === 'model')).toHaveLength(2);
  });

  it('goes on where it was stopped', async () => {
    const answers = keeping();
    const stop = new AbortController();
    await expect(review(fake().model, { answers, signal: stop.signal, onProgress: ({ done }) => void (done === 1 && stop.abort()) })).rejects.toMatchObject({ name: 'AbortError' });
    expect(answers.size()).toBe(1);
    const later = fake();
    await review(later.model, { answers });
    expect(later.asked).toHaveLength(2);
  });

  it('does not take what was kept for another change, or in another form', async () => {
    const facts = await worker.gather({ diff: DIFF }, signal);
    const other = await worker.gather({ diff: DIFF.replace('log(query)', 'trace(query)') }, signal);
    expect(worker.memory!.key(facts)).not.toBe(worker.memory!.key(other));
    expect(worker.memory!.key(facts).length).toBeLessThan(100);
    for (const bad of [null, 'x', { summary: '', sentences: [] }, { summary: 'x' }]) expect(worker.memory!.unpack(bad, facts)).toBeUndefined();
    // What was kept is judged like what the model says.
    expect(worker.memory!.unpack({ summary: 'x', sentences: [['src/query.ts', 'Calls `inventedThing`.']] }, facts)!.files[0]).toMatchObject({ by: 'code' });
  });

  it('needs no model where nothing is left to put in words', async () => {
    const { model, asked } = fake();
    const { output, answeredBy, checks } = await review(model, { diff: 'diff --git a/a.png b/a.png\nnew file mode 100644\nBinary files /dev/null and b/a.png differ\ndiff --git a/x.ts b/y.ts\nsimilarity index 100%\nrename from x.ts\nrename to y.ts\n' });
    expect(asked).toEqual([]);
    expect(answeredBy).toBe('code');
    expect(output.files.map(({ path, oldPath, summary }) => ({ path, oldPath, summary }))).toEqual([
      { path: 'y.ts', oldPath: 'x.ts', summary: 'Moved from `x.ts`, otherwise as it was.' },
      { path: 'a.png', oldPath: undefined, summary: 'New binary file.' },
    ]);
    expect(checks.every(({ passed }) => passed)).toBe(true);
  });

  it('names the branch and heeds what its author wrote', async () => {
    const facts = await createReviewWorker({ git: git({ commits: [{ id: '1', subject: 'Remove orders by query', body: '' }] }), parseDiff }).gather({ cwd: '/x' }, signal);
    const request = await worker.prompt(facts, { contextTokens: 4096, countTokens: async (texts) => texts.map((text) => Math.ceil(text.length / 4)) });
    expect(request.messages[1]!.text).toContain('What its author wrote:\n- Remove orders by query');
    const text = worker.render(worker.parse(SUMMARY, facts));
    expect(text).toMatch(/^main…orders\n\nRemoves orders/);
    expect(text).toContain('\n\nsrc/query.ts  +4\n  New file: adds `buildQuery`.\n    src/query.ts:3  security: SQL is put together from text and values.\n\n');
  });

  it('passes the errors of git on, and wants a change', async () => {
    const refusing = createReviewWorker({ git: { branchChanges: () => Promise.reject(new UserError('No.', 'a', 'b')) }, parseDiff });
    await expect(refusing.gather({ cwd: '/x' }, signal)).rejects.toThrow(UserError);
    await expect(worker.gather({ diff: 'nothing of a diff' }, signal)).rejects.toThrow(/names no file/);
  });

  it('stops in the middle of a large change when it is cancelled', async () => {
    const leaving = new AbortController();
    setImmediate(() => leaving.abort());
    const large = Array.from({ length: 1000 }, (_, index) => DIFF.replaceAll('src/', `src/a${index}/`)).join('');
    await expect(worker.gather({ diff: large }, leaving.signal)).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }));
  });

  it('fails the checks of a review that leaves out a file, makes up a name, or points nowhere', async () => {
    const facts = await worker.gather({ diff: DIFF }, signal);
    const [first] = worker.parse(SUMMARY, facts).files;
    const failed = worker.check({ base: null, head: null, baseId: null, summary: 'Calls `inventedThing` for every order.', files: [{ ...first!, risks: [{ kind: 'security', detail: 'x', line: 99 }] }] }, facts).filter(({ passed }) => !passed);
    expect(failed.map(({ name }) => name)).toEqual(['every-file', 'no-invented-names', 'risk-lines']);
  });

  it('gets through 1,000 files and 50,000 lines with a small prompt and all of them told', async () => {
    const file = (index: number) => {
      const lines = Array.from({ length: 48 }, (_, line) => `+  const value${line} = await service${(index + line) % 1000}(${line}, "text ${line}"); // because`);
      return `diff --git a/src/m${index % 40}/file${index}.ts b/src/m${index % 40}/file${index}.ts\nnew file mode 100644\n--- /dev/null\n+++ b/src/m${index % 40}/file${index}.ts\n@@ -0,0 +1,50 @@\n+export async function service${index}(id: number) {\n${lines.join('\n')}\n+}\n`;
    };
    const { model, asked } = fake({}, 'Adds a thousand services that call each other.');
    const { output, checks } = await review(model, { diff: Array.from({ length: 1000 }, (_, index) => file(index)).join('') });
    expect(output.files).toHaveLength(1000);
    expect(checks.filter(({ passed }) => !passed)).toEqual([]);
    // At most 12 files and the whole.
    expect(asked).toHaveLength(13);
    for (const { messages } of asked) expect(messages.map(({ text }) => text).join('').length).toBeLessThan(6000);
  }, 60_000);

  it('is not kept busy by one long hostile line', async () => {
    const line = `${'('.repeat(3000)}${'select from '.repeat(3000)}${'"'.repeat(3001)}`;
    for (const path of ['a.ts', 'a.py', 'a.sql', 'a.go', 'Dockerfile', '.github/workflows/a.yml', 'a.h']) {
      const facts = await worker.gather({ diff: `diff --git a/${path} b/${path}\n--- a/${path}\n+++ b/${path}\n@@ -1 +1 @@\n-${line}\n+${line}x\n` }, signal);
      expect(facts.files).toHaveLength(1);
    }
  });
});
