import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { GenerateRequest } from '../../../src/core/language-model.ts';
import type { Means, Worker } from '../../../src/core/worker.ts';
import { History } from '../../../src/editor/explain-history.ts';
import { tellingOfCompletion } from '../../../src/editor/fix-search.ts';
import { offeredQuickFixes } from '../../../src/editor/quick-fix-filter.ts';
import { ReadyFixes } from '../../../src/editor/ready-fixes.ts';
import { toolName } from '../../../src/editor/tool-names.ts';

describe('History', () => {
  it('goes back and forward, and a new entry takes the place of what lay ahead', () => {
    const history = new History<string>();
    expect([history.shown, history.hasBack, history.hasForward, history.go(-1)]).toEqual([undefined, false, false, false]);
    for (const entry of ['a', 'b', 'c']) history.add(entry);
    expect(history.go(1)).toBe(false);
    expect([history.go(-1), history.go(-1), history.shown, history.hasBack, history.hasForward]).toEqual([true, true, 'a', false, true]);
    expect([history.go(1), history.shown]).toEqual([true, 'b']);
    history.add('d');
    expect([history.shown, history.hasForward, history.go(-1), history.shown]).toEqual(['d', false, true, 'b']);
  });

  it('keeps the last twenty', () => {
    const history = new History<number>();
    for (let entry = 0; entry < 30; entry++) history.add(entry);
    let steps = 0;
    while (history.go(-1)) steps++;
    expect([steps, history.shown]).toEqual([19, 10]);
  });
});

describe('ReadyFixes', () => {
  const range = { start: { line: 3, character: 2 }, end: { line: 3, character: 5 } };
  const diagnostic = { message: 'Unexpected var.', source: 'eslint', code: 'no-var', range };
  const document = { uri: { toString: () => 'file:///a.js' }, version: 4, getText: () => 'var a;' };
  const fix = { edits: [{ startLine: 4, endLine: 4, newText: 'let a;\n' }], tool: 'eslint' };

  it('are there for the diagnostic in the version that they were made for, and no other', () => {
    const fixes = new ReadyFixes();
    fixes.put(document, diagnostic, fix);
    expect(fixes.get(document, diagnostic)).toEqual(fix);
    expect(fixes.get({ ...document, version: 5 }, diagnostic)).toBeUndefined();
    // Opened again it has its first version again.
    expect(fixes.get({ ...document, getText: () => 'let b;' }, diagnostic)).toBeUndefined();
    expect(fixes.get({ ...document, uri: { toString: () => 'file:///b.js' } }, diagnostic)).toBeUndefined();
    for (const other of [{ ...diagnostic, code: 'eqeqeq' }, { ...diagnostic, range: { ...range, start: { line: 4, character: 2 } } }]) expect(fixes.get(document, other)).toBeUndefined();
  });

  it('of an earlier version go when there is one of a later', () => {
    const fixes = new ReadyFixes();
    const other = { ...diagnostic, code: 'eqeqeq' };
    fixes.put(document, diagnostic, fix);
    fixes.put(document, other, fix);
    expect([fixes.get(document, diagnostic), fixes.get(document, other)]).toEqual([fix, fix]);
    fixes.put({ ...document, version: 5 }, other, fix);
    expect([fixes.get(document, diagnostic), fixes.get({ ...document, version: 5 }, diagnostic), fixes.get({ ...document, version: 5 }, other)]).toEqual([undefined, undefined, fix]);
  });

  it('are forgotten for files that were left long ago', () => {
    const fixes = new ReadyFixes();
    const numbered = (number: number) => ({ uri: { toString: () => `file:///${number}.js` }, version: 1, getText: () => '' });
    for (let number = 0; number < 60; number++) fixes.put(numbered(number), diagnostic, fix);
    expect([fixes.get(numbered(0), diagnostic), fixes.get(numbered(59), diagnostic)]).toEqual([undefined, fix]);
  });
});

describe('offeredQuickFixes', () => {
  const action = (title: string, kind = 'quickfix', edit: unknown = {}) => ({ title, kind: { value: kind }, edit });

  it('are the first three of others that say what they change', () => {
    const offered = offeredQuickFixes([
      action('Fix a', 'quickfix.journeyman.fix'),
      action('Explain', 'quickfix.journeyman', undefined),
      action('Extract', 'refactor.extract'),
      action('Fix all', 'source.fixAll'),
      action('Like one', 'quickfixes'),
      { title: 'A bare command' },
      { title: 'A command', kind: { value: 'quickfix' } },
      action('One'),
      action('One'),
      action('Two', 'quickfix.eslint'),
      action('Three', 'quickfix.journeymanlike'),
      action('Four'),
    ]);
    expect(offered.map(({ title }) => title)).toEqual(['One', 'Two', 'Three']);
  });
});

describe('tellingOfCompletion', () => {
  const worker: Worker<string, string, string> = {
    name: 'echo',
    input: z.string(),
    threshold: 0,
    gather: async (input) => input,
    prompt: async () => ({ messages: [], maxTokens: 1 }),
    parse: (text) => text,
    check: () => [],
    score: () => 1,
    render: (output) => output,
    complete: (output, facts) => (facts === 'fix' ? async () => `${output}, fixed` : undefined),
  };
  const means = { budget: { contextTokens: 1, countTokens: async () => [] }, ask: (_request: GenerateRequest) => Promise.reject(new Error('unused')), show: () => undefined, signal: new AbortController().signal } satisfies Means<string>;

  it('tells of the whole answer before the search begins, once, and leaves the rest to the worker', async () => {
    const told: string[] = [];
    const telling = tellingOfCompletion(worker, (output) => told.push(output));
    const complete = telling.complete!('answer', 'fix')!;
    expect(told).toEqual([]);
    expect(await complete(means)).toBe('answer, fixed');
    expect(told).toEqual(['answer']);
    expect(telling.name).toBe('echo');
  });

  it('tells nothing where nothing is searched', () => {
    const fail = () => expect.fail('told');
    expect(tellingOfCompletion(worker, fail).complete!('answer', 'none')).toBeUndefined();
    expect(tellingOfCompletion({ ...worker, complete: undefined }, fail).complete!('answer', 'fix')).toBeUndefined();
  });
});

describe('toolName', () => {
  it('is written as its makers do', () => {
    expect(['eslint', 'ESLint', 'ts', 'Ruff', 'pylint', 'shellcheck', 'mypy', 'constructor', ''].map(toolName)).toEqual(['ESLint', 'ESLint', 'TypeScript', 'Ruff', 'Pylint', 'ShellCheck', 'mypy', 'Constructor', 'the tool']);
  });
});
