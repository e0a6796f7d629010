import { describe, expect, it } from 'vitest';
import type { BranchChanges, Git } from '../../../src/core/changes.ts';
import { UserError } from '../../../src/core/errors.ts';
import type { GenerateRequest } from '../../../src/core/language-model.ts';
import type { Preparation } from '../../../src/core/worker.ts';
import { parseDiff } from '../../../src/sources/git/parse-diff.ts';
import type { PullRequestFacts, PullRequestInput } from '../../../src/workers/pull-request/facts.ts';
import { createPullRequestWorker } from '../../../src/workers/pull-request/worker.ts';

const DIFF = `diff --git a/src/parse.ts b/src/parse.ts
--- a/src/parse.ts
+++ b/src/parse.ts
@@ -1,2 +1,3 @@ export function parse(text: string) {
-  return text;
+  const lines = text.split('\\n');
+  return lines.map(parseLine);
 }
diff --git a/test/parse.test.ts b/test/parse.test.ts
new file mode 100644
--- /dev/null
+++ b/test/parse.test.ts
@@ -0,0 +1,1 @@
+it('parses lines', () => {});
`;
const git = (changes: Partial<BranchChanges>): Pick<Git, 'branchChanges' | 'commitDiffs'> => ({
  branchChanges: async () => ({ base: 'main', baseReason: 'given', head: 'x', branch: 'x', baseId: 'a'.repeat(40), headId: 'b'.repeat(40), commits: [], diff: DIFF, recentSubjects: [], templates: [], ...changes }),
  async *commitDiffs() {},
});
const signal = new AbortController().signal;
const budget = { contextTokens: 4096, countTokens: async (texts: string[]) => texts.map((text) => Math.ceil(text.length / 4)) };
const worker = createPullRequestWorker({ git: git({}), parseDiff });
const gather = (input: Partial<Extract<PullRequestInput, { diff: string }>> = {}) => worker.gather({ commits: [], diff: DIFF, ...input }, signal);
const said = async (purpose: string, points: string[], input: Partial<Extract<PullRequestInput, { diff: string }>> = {}): Promise<PullRequestFacts> => ({ ...(await gather(input)), purpose, points });
/** A model that answers with these texts, one after the other, and remembers what it was asked. */
function scripted(texts: string[], asked: GenerateRequest[] = [], store = new Map<string, unknown>()): Preparation<PullRequestFacts> {
  return {
    budget: async () => budget,
    async ask(request) {
      asked.push(request);
      return { text: texts[asked.length - 1] ?? '', tokens: [], stopReason: 'stop', promptTokens: 1, cachedTokens: 0, firstTextMs: 0, totalMs: 0 };
    },
    rank: () => Promise.reject(new Error('Nothing is to be ranked.')),
    kept: { get: async (key) => store.get(key), put: async (key, value) => void store.set(key, value) },
    progress: () => undefined,
    show: () => undefined,
    signal,
  };
}

describe('the pull-request worker', () => {
  it('takes a branch or a diff, and refuses anything else', () => {
    for (const good of [{ cwd: '/x' }, { cwd: '/x', base: 'main', head: 'y', template: '' }, { commits: [], diff: 'x' }, { commits: [{ subject: 'a' }], diff: 'x', template: null, recentSubjects: ['b'] }]) {
      expect(worker.input.safeParse(good).success).toBe(true);
    }
    for (const bad of [{}, { cwd: 1 }, { cwd: '' }, { diff: 'x' }, { commits: 'x', diff: 'x' }, null]) expect(worker.input.safeParse(bad).success).toBe(false);
  });

  it('asks the model for the purpose, then for a line on what code has seen to change', async () => {
    const asked: GenerateRequest[] = [];
    const facts = await worker.prepare!(await gather(), scripted([' read long texts line by line', ' to handle each line by `parseLine`'], asked));
    expect(facts).toMatchObject({ purpose: 'read long texts line by line', points: ['Change `parse` to handle each line by `parseLine`'] });
    expect(asked.map(({ prefill }) => prefill)).toEqual([
      'The purpose of this pull request is to',
      'The purpose of this pull request is to read long texts line by line.\n\nIt makes these changes:\n- Change `parse`',
    ]);
    expect(new Set(asked.map(({ messages }) => JSON.stringify(messages))).size).toBe(1);
    const request = await worker.prompt(facts, budget);
    expect(request).toMatchObject({ messages: asked[0]!.messages, prefill: expect.stringMatching(/- Change `parse` to handle each line by `parseLine`\.\n\nA good title of at most eight words: "$/) });
  });

  it('drops what names something that is not there, or says nothing', async () => {
    const facts = await worker.prepare!(await gather(), scripted([' improve code readability', ' to call `inventedThing`']));
    expect(facts).toMatchObject({ purpose: '', points: [] });
    const output = worker.parse('Read lines', facts);
    expect(output.description).toContain('- `src/parse.ts`: changes `parse` (+2 −1)');
    expect(worker.check(output, facts).filter(({ passed }) => !passed).map(({ name }) => name)).toContain('summary');
  });

  it('makes title, description and a summary of every file of them', async () => {
    const facts = await said('read long texts line by line', ['Change `parse` to read lines']);
    const output = worker.parse('Parses text line by line.', facts);
    expect(output.title).toBe('Parse text line by line');
    expect(output.description).toBe('## Summary\n\nRead long texts line by line.\n\n## Changes\n\n- Change `parse` to read lines\n\n## How it was tested\n\nAdds a test in `test/parse.test.ts`: parses lines\n');
    expect(output.files).toEqual([{ path: 'src/parse.ts', summary: 'Changes `parse` (+2 −1)' }, { path: 'test/parse.test.ts', summary: 'New file; adds a test (+1)' }]);
    expect(worker.check(output, facts).filter(({ passed }) => !passed)).toEqual([]);
    expect(worker.render(output)).toBe(`# ${output.title}\n\n${output.description}`);
  });

  it('says nothing of the title before the model has begun, and has one at every step after', async () => {
    expect(worker.parse('', await gather()).title).toBe('');
    const facts = await said('', ['Read lines one by one'], { template: '## Description\n\n## Checklist\n- [ ] x\n' });
    const text = 'Parse the text line by line';
    for (let length = 0; length <= text.length; length++) {
      const { title, description, files } = worker.parse(text.slice(0, length), facts);
      expect(title).toMatch(/^.{1,72}$/);
      expect(description).toContain('## Checklist\n- [ ] x');
      expect(files).toHaveLength(2);
    }
  });

  it.each(['', 'Title: ', '"', '{}', 'Update code', 'Add `madeUp`', '<|im_end|>'])('makes do with the title %j', async (text) => {
    const facts = await said('read long texts line by line', []);
    expect(worker.parse(text, facts).title).toBe('Read long texts line by line');
    expect(worker.parse(text || 'x', await gather()).title).toBeTruthy();
  });

  it('takes the line that the change adds to the changelog for the title', async () => {
    const note = 'diff --git a/CHANGELOG.md b/CHANGELOG.md\n--- a/CHANGELOG.md\n+++ b/CHANGELOG.md\n@@ -1,1 +1,2 @@\n # Changes\n+- Fixed: `parse` loses the last line (#7)\n';
    const asked: GenerateRequest[] = [];
    const facts = await worker.prepare!(await gather({ diff: DIFF + note }), scripted([' to read lines'], asked));
    expect(worker.parse('Anything else here', facts)).toMatchObject({ title: 'Fix `parse` loses the last line', description: expect.stringContaining('Fix `parse` loses the last line.') });
    expect(asked).toHaveLength(1);
  });

  it('ends a title that the limit of words has ended with a word that may stand there', async () => {
    expect(worker.parse('Read long texts line by line in the parser of the', await said('', [])).title).toBe('Read long texts line by line in the parser');
  });

  it.each([
    ['- TODO(ann): say more of it', 'Read long texts'],
    ['- ORM mode, #562 by @ann', 'Read long texts'],
    ['- add a `Color` type, #504 by @ann and @ben', 'Add a `Color` type'],
    ['- Fix a regression of `parse` introduced in #1234', 'Fix a regression of `parse`'],
  ])('takes no more of a changelog than what it says: %s', async (line, title) => {
    const note = `diff --git a/CHANGELOG.md b/CHANGELOG.md\n--- a/CHANGELOG.md\n+++ b/CHANGELOG.md\n@@ -1,1 +1,2 @@\n # Changes\n+${line}\n`;
    const facts = await worker.prepare!(await gather({ diff: DIFF + note }), scripted([' to read long texts'], []));
    expect(worker.parse('Read long texts', facts).title).toBe(title);
  });

  it('uses the conventional form of the commits', async () => {
    const facts = await gather({ commits: [{ subject: 'feat(parser): read lines', body: '' }, { subject: 'test(parser): read lines', body: '' }] });
    expect(worker.parse('Parse text line by line', facts).title).toBe('feat(parser): parse text line by line');
  });

  it('makes points of the commits that say what they do, what breaks first', async () => {
    const commits = [{ subject: 'test: read lines', body: '' }, { subject: 'fix: keep the last line (#3)', body: '' }, { subject: 'feat!: read lines', body: '' }];
    const asked: GenerateRequest[] = [];
    const facts = await worker.prepare!(await gather({ commits }), scripted([], asked));
    expect(facts.points).toEqual(['Read lines', 'Keep the last line']);
    expect(asked).toEqual([]);
    expect((await worker.prompt(facts, budget)).messages[1]?.text).toContain('- keep the last line');
  });

  it.each<[subjects: string[], recentSubjects: string[], title: string, point: string]>([
    [['runtime: release stacks of dead goroutines', 'net: close idle sockets sooner'], ['os: open files', 'io: read lines'], 'runtime: release stacks of dead goroutines', 'Close idle sockets sooner (net)'],
    [['ABC-123: Add dark theme', 'ABC-123: Keep the choice'], ['ABC-1: Read files', 'ABC-2: Read lines'], 'ABC-123: Add dark theme', 'Keep the choice'],
    [['feat: 新增暗色主题 (#33)', 'feat: ダークテーマを追加'], ['feat: 读取文件', 'fix: 读取空行'], 'feat: 新增暗色主题', 'ダークテーマを追加'],
    [['Fix crash on empty input', 'Fix the order of equal items'], ['feat: read files', 'fix: read lines', 'docs: tell of files', 'feat: sort', 'fix: sort lines'], 'fix: fix crash on empty input', 'Fix the order of equal items'],
  ])('keeps the words of the authors and the form of the house: %j', async (subjects, recentSubjects, title, point) => {
    const asked: GenerateRequest[] = [];
    const facts = await worker.prepare!(await gather({ commits: subjects.map((subject) => ({ subject, body: '' })), recentSubjects }), scripted([], asked));
    expect(facts.points).toContain(point);
    expect(worker.known!(facts)).toMatchObject({ title });
    expect(asked).toEqual([]);
  });

  it('needs no model for one commit that explains itself', async () => {
    const facts = await gather({ commits: [{ subject: 'Parse line by line', body: 'Long texts took too long.\n\nFixes #3\nSigned-off-by: A <a@b.c>' }, { subject: 'fixup! Parse line by line', body: '' }] });
    const output = worker.known!(facts);
    expect(output).toMatchObject({ title: 'Parse line by line', description: expect.stringMatching(/^## Summary\n\nLong texts took too long\.\n\nFixes #3\n\n## Changes\n/) });
    expect(worker.check(output!, facts).every(({ passed }) => passed)).toBe(true);
    expect(worker.known!(await gather({ commits: [{ subject: 'wip', body: 'x' }] }))).toBeUndefined();
    expect(worker.known!(await gather({ commits: [{ subject: 'Parse line by line', body: '' }] }))).toBeUndefined();
  });

  it('takes the subject of the only commit as the title', async () => {
    const facts = await gather({ commits: [{ subject: 'Parse line by line', body: '' }] });
    expect(worker.parse('Something else', facts).title).toBe('Parse line by line');
  });

  it('needs no model where there is nothing to read', async () => {
    const facts = await gather({ diff: 'diff --git a/x.png b/x.png\nnew file mode 100644\nBinary files /dev/null and b/x.png differ\n' });
    const output = worker.known!(facts);
    expect(output).toEqual({ title: 'Add x.png', description: '## Changes\n\n- **Assets**: `x.png` (new)\n', files: [{ path: 'x.png', summary: 'New binary file' }], range: null });
    expect(worker.check(output!, facts).every(({ passed }) => passed)).toBe(true);
  });

  it('asks git for a branch, and passes its errors on', async () => {
    const fromGit = createPullRequestWorker({ git: git({ templates: [{ path: 'x.md', text: '## Summary\n' }] }), parseDiff });
    expect(await fromGit.gather({ cwd: '/x' }, signal)).toMatchObject({ template: '## Summary\n', readable: true });
    const refusing = { ...git({}), branchChanges: () => Promise.reject(new UserError('No.', 'a', 'b')) };
    await expect(createPullRequestWorker({ git: refusing, parseDiff }).gather({ cwd: '/x' }, signal)).rejects.toThrow(UserError);
    await expect(gather({ diff: 'nothing of a diff' })).rejects.toThrow(/names no file/);
  });

  it('keeps its prompt within the budget, also of a large change and a small context', async () => {
    const large = Array.from({ length: 400 }, (_, index) => DIFF.replaceAll('parse', `parse${index}`)).join('');
    const commits = Array.from({ length: 200 }, (_, index) => ({ subject: `Change number ${index} of the parser`, body: 'Because. '.repeat(30) }));
    const facts = await worker.prepare!(await gather({ diff: large, commits }), scripted([]));
    expect(facts.points).toHaveLength(8);
    for (const contextTokens of [1024, 4096]) {
      const request = await worker.prompt(facts, { ...budget, contextTokens });
      const [tokens] = await budget.countTokens([request.messages.map(({ text }) => text).join('')]);
      expect(tokens).toBeLessThan(Math.min(contextTokens - request.maxTokens, 1400));
      expect(request.messages[1]?.text).toContain('more commits)');
    }
  });

  it('stops in the middle of a large change when it is cancelled', async () => {
    const leaving = new AbortController();
    setImmediate(() => leaving.abort());
    const large = Array.from({ length: 20_000 }, (_, index) => DIFF.replaceAll('src/', `src/a${index}/`)).join('');
    await expect(worker.gather({ commits: [], diff: large }, leaving.signal)).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }));
  });

  it('fails the checks of an answer with a made-up issue or a missing file', async () => {
    const facts = await gather();
    const failed = worker.check({ title: 'Fix #77 of ABC-9.', description: 'x', files: [{ path: 'src/parse.ts', summary: '' }], range: null }, facts).filter(({ passed }) => !passed);
    expect(failed.map(({ name }) => name)).toEqual(['title-form', 'summary', 'no-invented-issues', 'every-file']);
  });
});
