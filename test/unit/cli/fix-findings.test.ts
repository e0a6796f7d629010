import { describe, expect, it } from 'vitest';
import { fixFindings } from '../../../src/cli/fix-findings.ts';
import type { Job } from '../../../src/cli/jobs.ts';
import type { Diagnostic, LineEdit } from '../../../src/core/diagnostic.ts';
import { UserError } from '../../../src/core/errors.ts';
import { resultOf } from './explained.ts';

/** A linter that finds the words `bad` and `ugly`, each under a rule of that name. */
function lint(source: string): Diagnostic[] {
  return source.split('\n').flatMap((text, index) => Array.from(text.matchAll(/bad|ugly/g), ({ 0: rule, index: at }) => ({ tool: 'words', rule, message: `${rule} word`, line: index + 1, column: at + 1, endLine: index + 1, endColumn: at + 1 + rule.length })));
}
const linters = { canLint: (tool: string) => tool === 'words', lint: async ({ source }: { source: string }, { rule }: { rule?: string }) => lint(source).filter((each) => each.rule === rule).map((diagnostic) => ({ diagnostic, fixes: [] })) };

type Rewrite = (lines: string[], diagnostic: Diagnostic) => LineEdit | Error | undefined;

/** Offers what `rewrite` says as a fix. */
function jobOf(rewrite: Rewrite, verified = true): { job: Job; asked: string[] } {
  const asked: string[] = [];
  const run: Job['run'] = async (input) => {
    const { source, diagnostic } = input as { source: string; diagnostic: Diagnostic };
    asked.push(`${diagnostic.rule} ${diagnostic.line}:${diagnostic.column}`);
    const edit = rewrite(source.split('\n'), diagnostic);
    if (edit instanceof Error) throw edit;
    return { result: resultOf({ fix: edit ? { edits: [edit], verified, diff: '', by: 'model' } : null }), texts: [] };
  };
  return { job: { name: 'explain', run }, asked };
}
const good: Rewrite = (lines, { line, column, rule }) => {
  const text = lines[line - 1]!.replace(/\r$/, '');
  return { startLine: line, endLine: line, newText: `${text.slice(0, column - 1)}good${text.slice(column - 1 + rule.length)}\n` };
};

async function fix(source: string, job: Job, { findings = lint(source), signal = new AbortController().signal, lintWith = linters, ready = async () => undefined }: { findings?: Diagnostic[]; signal?: AbortSignal; lintWith?: typeof linters; ready?: () => Promise<unknown> } = {}) {
  const fixed = await fixFindings({ file: 'a.txt', source, language: '' }, findings, { job, linters: lintWith, signal, ready });
  return { ...fixed, states: fixed.outcomes.map(({ state, diagnostic }) => `${state} ${diagnostic.rule} ${diagnostic.line}:${diagnostic.column}`) };
}

describe('fixing one finding after the other', () => {
  it('applies all confirmed fixes, also several on one line', async () => {
    const { source, states, left } = await fix('a bad bad one\nfine\nugly\n', jobOf(good).job);
    expect(source).toBe('a good good one\nfine\ngood\n');
    expect(states).toEqual(['fixed bad 1:3', 'fixed bad 1:8', 'fixed ugly 3:1']);
    expect(left).toEqual([]);
  });

  it('finds the later ones where they are after lines came and went', async () => {
    const rewrite: Rewrite = (_lines, diagnostic) => (diagnostic.rule === 'bad' ? { startLine: diagnostic.line, endLine: diagnostic.line, newText: 'one\ntwo\nthree\n' } : { startLine: diagnostic.line, endLine: diagnostic.line, newText: '' });
    const { source, states } = await fix('bad\nugly\nx\nugly\nbad', jobOf(rewrite).job);
    expect(states).toEqual(['fixed bad 1:1', 'fixed ugly 4:1', 'fixed ugly 5:1', 'fixed bad 5:1']);
    expect(source).toBe('one\ntwo\nthree\nx\none\ntwo\nthree\n');
  });

  it('does not ask again for what went with another fix', async () => {
    const { job, asked } = jobOf((lines) => ({ startLine: 1, endLine: lines.length - 1, newText: 'all is well\n' }));
    const { states, source } = await fix('bad\nbad\nugly\n', job);
    expect(source).toBe('all is well\n');
    expect(states).toEqual(['fixed bad 1:1', expect.stringMatching(/^gone bad/), expect.stringMatching(/^gone ugly/)]);
    expect(asked).toEqual(['bad 1:1']);
  });

  it('tries each once and leaves what has no confirmed fix, at its new place', async () => {
    const { job, asked } = jobOf((_lines, diagnostic) => (diagnostic.rule === 'ugly' ? undefined : { startLine: diagnostic.line, endLine: diagnostic.line, newText: 'one\ntwo\n' }));
    const { states, left } = await fix('ugly ugly\nbad\nugly\n', job);
    expect(states).toEqual(['left ugly 1:1', 'left ugly 1:6', 'fixed bad 2:1', 'left ugly 4:1']);
    expect(asked).toHaveLength(4);
    expect(left.map(({ line, column }) => `${line}:${column}`)).toEqual(['1:1', '1:6', '4:1']);
  });

  it('does not take an unconfirmed fix, one that does not fit or one that changes nothing', async () => {
    expect((await fix('bad\n', jobOf(good, false).job)).source).toBe('bad\n');
    expect((await fix('bad\n', jobOf(() => ({ startLine: 7, endLine: 9, newText: 'x\n' })).job)).states).toEqual(['left bad 1:1']);
    expect((await fix('bad\n', jobOf(() => ({ startLine: 1, endLine: 1, newText: 'bad\n' })).job)).states).toEqual(['left bad 1:1']);
  });

  it('keeps the line ends of the file', async () => {
    expect((await fix('bad\r\nfine\r\nugly', jobOf(good).job)).source).toBe('good\r\nfine\r\ngood\r\n');
    expect((await fix('bad\nfine\r\n', jobOf(good).job)).source).toBe('good\nfine\r\n');
  });

  it('asks nobody where nothing could be confirmed, and says so', async () => {
    const { job, asked } = jobOf(good);
    const [found] = lint('bad\n');
    const { outcomes } = await fix('bad\n', job, { findings: [{ ...found!, tool: 'mypy' }, { ...found!, rule: '' }] });
    expect(outcomes.map(({ reason }) => reason)).toEqual(['Journeyman cannot run mypy to confirm a fix', 'it belongs to no rule that could be checked']);
    expect(asked).toEqual([]);
  });

  it('goes on after an answer that failed, and after a linter that failed', async () => {
    const { outcomes, source } = await fix('bad\nugly\n', jobOf((lines, diagnostic) => (diagnostic.rule === 'bad' ? new UserError('Too long.', '', '') : good(lines, diagnostic))).job);
    expect(outcomes.map(({ state, reason }) => `${state} ${reason}`)).toEqual(['left Too long.', 'fixed ']);
    expect(source).toBe('bad\ngood\n');
    const failing = { ...linters, lint: () => Promise.reject(new UserError('words was not found.', '', '')) };
    const second = await fix('bad\nugly\n', jobOf(good).job, { lintWith: failing });
    expect(second.source).toBe('good\nugly\n');
    expect(second.outcomes.map(({ reason }) => reason)).toEqual(['', 'words was not found.']);
  });

  it('ends where there is no model, instead of failing for each finding', async () => {
    const missing = new UserError('tiny is not installed.', '', '');
    const { job, asked } = jobOf(() => missing);
    await expect(fix('bad\nbad\n', job, { ready: () => Promise.reject(missing) })).rejects.toBe(missing);
    expect(asked).toHaveLength(1);
  });

  it('ends when the person interrupts, and at a failure inside', async () => {
    const leaving = new AbortController();
    const { job } = jobOf((lines, diagnostic) => {
      leaving.abort();
      return good(lines, diagnostic);
    });
    await expect(fix('bad\nbad\n', job, { signal: leaving.signal })).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }));
    await expect(fix('bad\n', jobOf(() => new TypeError('bug')).job)).rejects.toThrow('bug');
  });
});
