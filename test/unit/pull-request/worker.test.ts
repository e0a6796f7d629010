import { describe, expect, it } from 'vitest';
import type { BranchChanges, Git } from '../../../src/core/changes.ts';
import { UserError } from '../../../src/core/errors.ts';
import { parseDiff } from '../../../src/sources/git/parse-diff.ts';
import type { PullRequestInput } from '../../../src/workers/pull-request/facts.ts';
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
const ANSWER = 'Title: Parses text line by line.\n- Adds `parseLine` to each line of the text\n- Test parsing of lines\n';

describe('the pull-request worker', () => {
  it('takes a branch or a diff, and refuses anything else', () => {
    for (const good of [{ cwd: '/x' }, { cwd: '/x', base: 'main', head: 'y' }, { commits: [], diff: 'x' }, { commits: [{ subject: 'a' }], diff: 'x', template: null, recentSubjects: ['b'] }]) {
      expect(worker.input.safeParse(good).success).toBe(true);
    }
    for (const bad of [{}, { cwd: 1 }, { cwd: '' }, { diff: 'x' }, { commits: 'x', diff: 'x' }, null]) expect(worker.input.safeParse(bad).success).toBe(false);
  });

  it('turns the model’s lines into title, description and a summary of every file', async () => {
    const facts = await gather();
    const output = worker.parse(ANSWER, facts);
    expect(output.title).toBe('Parse text line by line');
    expect(output.description).toBe(
      '## Summary\n\n- Add `parseLine` to each line of the text\n- Test parsing of lines\n\n## Changes\n\n- **Source** (+2 −1): `src/parse.ts`\n- **Tests** (+1): `test/parse.test.ts` (new)\n\n## How it was tested\n\nAdds a test in `test/parse.test.ts`: parses lines\n',
    );
    expect(output.files).toEqual([{ path: 'src/parse.ts', summary: 'Changes `parse` (+2 −1)' }, { path: 'test/parse.test.ts', summary: 'New file; adds a test (+1)' }]);
    expect(worker.check(output, facts).filter(({ passed }) => !passed)).toEqual([]);
    expect(worker.render(output)).toBe(`# ${output.title}\n\n${output.description}`);
  });

  it('keeps its form at every step of the stream', async () => {
    const facts = await gather({ template: '## Description\n\n## Checklist\n- [ ] x\n' });
    for (let length = 0; length <= ANSWER.length; length++) {
      const { title, description, files } = worker.parse(ANSWER.slice(0, length), facts);
      expect(title).toMatch(/^.{1,72}$/);
      expect(title).not.toMatch(/^Tit(?:le?)?$/);
      expect(description).toContain('## Checklist\n- [ ] x');
      expect(files).toHaveLength(2);
    }
  });

  it('leaves out what names something that is not there, says nothing, or repeats', async () => {
    const facts = await gather();
    const { title, description } = worker.parse('Title: Use inventedThing everywhere\n- Add `inventedThing` to it\n- Improve code readability and maintainability\n- Split the text into lines\n- Split the text into lines.\n- Fix parsing, fixes #42\n', facts);
    expect(description).toMatch(/^## Summary\n\n- Split the text into lines\n- Fix parsing\n\n## Changes/);
    expect(title).toBe('Split the text into lines');
  });

  it.each(['', 'Title: ', '- \n- ', '```json\n{}\n```', 'Title: Update code', 'Title: Update code\n- Add `madeUp`\n- Call `madeUpToo`\n', '- <|im_end|>\n'])('makes do with the answer %j', async (text) => {
    const facts = await gather();
    const output = worker.parse(text, facts);
    expect(output.title).toBeTruthy();
    expect(output.files).toHaveLength(2);
    expect(worker.score({ checks: worker.check(output, facts), tokens: [] })).toBeLessThan(1);
  });

  it('uses the conventional form of the commits', async () => {
    const facts = await gather({ commits: [{ subject: 'feat(parser): read lines', body: '' }, { subject: 'test(parser): read lines', body: '' }] });
    expect(worker.parse(ANSWER, facts).title).toBe('feat(parser): parse text line by line');
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
    expect(worker.parse(ANSWER, facts).title).toBe('Parse line by line');
  });

  it('needs no model where there is nothing to read', async () => {
    const facts = await gather({ diff: 'diff --git a/x.png b/x.png\nnew file mode 100644\nBinary files /dev/null and b/x.png differ\n' });
    const output = worker.known!(facts);
    expect(output).toEqual({ title: 'Add x.png', description: '## Changes\n\n- **Assets**: `x.png` (new)\n', files: [{ path: 'x.png', summary: 'New binary file' }] });
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
    const facts = await gather({ diff: large, commits });
    for (const contextTokens of [1024, 4096]) {
      const request = await worker.prompt(facts, { ...budget, contextTokens });
      const [tokens] = await budget.countTokens([request.messages.map(({ text }) => text).join('')]);
      expect(tokens).toBeLessThan(Math.min(contextTokens - request.maxTokens, 1400));
      expect(request.messages[1]?.text).toContain('more commits)');
    }
  });

  it('fails the checks of an answer with a made-up issue or a missing file', async () => {
    const facts = await gather();
    const failed = worker.check({ title: 'Fix #77.', description: 'x', files: [{ path: 'src/parse.ts', summary: '' }] }, facts).filter(({ passed }) => !passed);
    expect(failed.map(({ name }) => name)).toEqual(['title-form', 'summary', 'no-invented-issues', 'every-file']);
  });
});
