import { describe, expect, it } from 'vitest';
import type { PastCommit } from '../../../src/core/history.ts';
import { parseDiff } from '../../../src/sources/git/parse-diff.ts';
import { exampleMessages, fixedExamples, nearlyTheSame, workedExamples } from '../../../src/workers/commit/examples.ts';
import { inferStyle } from '../../../src/workers/commit/style.ts';

const diff = 'diff --git a/src/queue.ts b/src/queue.ts\n--- a/src/queue.ts\n+++ b/src/queue.ts\n@@ -1 +1 @@ drain()\n-drain(queue);\n+flush(queue);\n';
const past = (subject: string, more: Partial<PastCommit> = {}): PastCommit => ({ id: 'a'.repeat(40), subject, body: '', files: ['src/queue.ts'], diff, ...more });
const style = inferStyle(['fix: a', 'feat: b']);
const subjects = (commits: PastCommit[], of = style) => workedExamples(commits, of, parseDiff).map(({ subject }) => subject);
const countTokens = async (texts: string[]) => texts.map((text) => Math.ceil(text.length / 4));

describe('worked examples', () => {
  it('are past commits in the house\'s form whose change can be read', () => {
    expect(subjects([past('fix: flush the queue'), past('Flush it all'), past('fix: no diff here', { diff: undefined }), past('fix: nothing in it', { diff: '' })])).toEqual(['fix: flush the queue']);
    expect(subjects([past('Flush it all'), past('fix: flush the queue')], inferStyle(['One thing', 'Another thing']))).toEqual(['Flush it all']);
  });

  it('lose their issue numbers, and are short', () => {
    expect(subjects([past('fix: flush the queue (#12)'), past('fix: wait a bit, closes #7.'), past(`fix: ${'long '.repeat(20)}`), past('fix: wip')])).toEqual(['fix: flush the queue']);
    expect(subjects([past('fix: wait a bit, closes #7.')])).toEqual(['fix: wait a bit']);
  });

  it('are the most similar one: its change, then its subject', async () => {
    const examples = workedExamples([past('fix: first of all'), past('fix: second of all'), past('fix: third of all')], style, parseDiff);
    const messages = await exampleMessages(examples, countTokens);
    expect(messages.map(({ role }) => role)).toEqual(['user', 'assistant']);
    expect(messages[1]!.text).toBe('fix: first of all');
    expect(messages[0]!.text).toContain('src/queue.ts');
    expect(messages[0]!.text).toContain('+flush(queue);');
  });

  it('for a model that was trained are those of nearly the same change', () => {
    const change = (path: string, ...lines: string[]) => parseDiff(`diff --git a/${path} b/${path}\n--- a/${path}\n+++ b/${path}\n@@ -1 +1,${lines.length} @@\n${lines.map((line) => `${line}\n`).join('')}`);
    const sponsor = (name: string) => [{ subject: `Add ${name}`, files: change('README.md', `+<a href="sponsor"><img alt="${name}" width="80"></a>`) }];
    expect(nearlyTheSame(sponsor('Hishel'), change('README.md', '+<a href="sponsor"><img alt="Robox" width="80"></a>'))).toHaveLength(1);
    expect(nearlyTheSame(sponsor('Hishel'), change('README.md', '+Install it with pip, or from a release.', '+See the guide for more.'))).toEqual([]);
    expect(nearlyTheSame(sponsor('Hishel'), change('README.md', '+sponsor'))).toEqual([]);
    expect(nearlyTheSame([{ subject: 'Empty', files: change('a.txt', '+') }], change('a.txt', '+'))).toEqual([]);
  });

  it('stay small however large the commit was', async () => {
    const large = `${diff.split('@@')[0]}@@ -0,0 +1,2000 @@\n${Array.from({ length: 2000 }, (_, line) => `+call${line}(argument);\n`).join('')}`;
    const [message] = await exampleMessages(workedExamples([past('fix: call a lot', { diff: large })], style, parseDiff), countTokens);
    expect((await countTokens([message!.text]))[0]).toBeLessThan(120);
  });

  it('are fixed ones in the house\'s form where there is no past', () => {
    expect(fixedExamples(style).find(({ role }) => role === 'assistant')!.text).toBe('fix: stop draining a stopped queue');
    expect(fixedExamples(inferStyle(['Do this', 'Do that']))[1]!.text).toBe('Stop draining a stopped queue');
  });
});
