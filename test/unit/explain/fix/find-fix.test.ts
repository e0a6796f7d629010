import { describe, expect, it } from 'vitest';
import type { Finding, Linters, SiblingFix } from '../../../../src/core/diagnostic.ts';
import type { GenerateRequest, Generation } from '../../../../src/core/language-model.ts';
import { applyLineEdits } from '../../../../src/core/line-edits.ts';
import type { ExplainInput } from '../../../../src/workers/explain/input.ts';
import { createExplainWorker } from '../../../../src/workers/explain/worker.ts';

const source = 'def collect(item, seen=[]):\n    seen.append(item)\n    return seen\n';
const diagnostic = { tool: 'ruff', rule: 'B006', message: 'Do not use mutable data structures for argument defaults', line: 1, column: 24, endLine: 1, endColumn: 26 };
const fixed = source.replace('seen=[]', 'seen=None');
const signal = new AbortController().signal;
const found = (overrides: Partial<Finding> = {}): Finding => ({ diagnostic, fixes: [], ...overrides });
const whole = (text: string) => ({ title: '', edits: [{ startLine: 1, endLine: 3, newText: text }] });

/** Finds a fix: the tool reports the rule as long as `[]` is there, the model says `answers`, one after the other. */
async function find(answers: string[], { linters = {}, input = {} }: { linters?: Partial<Linters>; input?: Partial<ExplainInput> } = {}) {
  const asked: GenerateRequest[] = [];
  const own: Linters = {
    lint: async (target) => (target.source.includes('[]') ? [found()] : []),
    documentation: async () => undefined,
    canLint: () => true,
    siblingFixes: async () => [],
    ...linters,
  };
  const worker = createExplainWorker({ linters: own, syntax: undefined });
  const facts = await worker.gather({ file: 'a.py', source, language: 'python', diagnostic, ...input }, signal);
  const output = worker.parse('The default of `seen` is a list.', facts);
  const ask = async (request: GenerateRequest): Promise<Generation> => {
    asked.push(request);
    if (answers[0] === 'fails') throw new Error('too long');
    return { text: answers.shift() ?? '', tokens: [], stopReason: 'stop', promptTokens: 1, cachedTokens: 0, firstTextMs: 1, totalMs: 1 };
  };
  const complete = worker.complete?.(output, facts);
  const result = await complete?.({ budget: { contextTokens: 4096, countTokens: async (texts) => texts.map((text) => text.length) }, ask, show: () => undefined, signal });
  const change = result?.fix ?? result?.idea;
  return { fix: result?.fix ?? null, idea: result?.idea ?? null, after: change ? applyLineEdits(source, change.edits) : null, asked };
}

describe('a fix', () => {
  it('is the tool\'s own where it has one, and no model is asked', async () => {
    const { fix, after, asked } = await find([], { linters: { lint: async (target) => (target.source.includes('[]') ? [found({ fixes: [whole('broken []\n'), whole(fixed)] })] : []) } });
    expect([fix?.by, fix?.verified, after, asked.length]).toEqual(['ruff', true, fixed, 0]);
  });

  it('is another tool\'s where the diagnostic\'s own is content with it', async () => {
    const sibling: SiblingFix = { tool: 'pylint', rule: 'x', fix: whole(fixed) };
    const { fix, after } = await find([], { linters: { siblingFixes: async () => [sibling] } });
    expect([fix?.by, after]).toEqual(['pylint', fixed]);
  });

  it('is the model\'s, which is told what speaks against its first try', async () => {
    const { fix, after, asked } = await find(['Use a tuple.', 'def collect(item, seen=list([])):', 'Make it None.', 'def collect(item, seen=None):']);
    expect([fix?.by, after]).toEqual(['model', fixed]);
    expect(asked).toHaveLength(4);
    expect(asked[1]!.prefill).toBe('Use a tuple.\n```python\n');
    expect(asked[2]!.messages.at(-1)!.text).toContain('The rule still reports it');
  });

  it('is none after three tries, or two that are the same', async () => {
    const three = await find(['a', 'def collect(item, seen=[1]):', 'b', 'def collect(item, seen=[2]):', 'c', 'def collect(item, seen=[] ):'].map((text) => text.replace(/\[\d\]/, (list) => `${list} or []`)));
    expect([three.fix, three.idea, three.asked.length]).toEqual([null, null, 6]);
    const stuck = await find(['a', 'def collect(item, seen=[]):', 'a', 'def collect(item, seen=[]):', 'never', 'asked']);
    expect([stuck.fix, stuck.asked.length]).toEqual([null, 4]);
  });

  it('is none where the model fails, and the explanation stands', async () => {
    expect((await find(['fails'])).fix).toBeNull();
  });

  it('is not looked for where the rule asks for another design, or is no longer reported', async () => {
    expect((await find(['a', 'b'], { input: { diagnostic: { ...diagnostic, rule: 'PLR0913', message: 'Too many arguments in function definition (6 > 5)' } } })).asked).toEqual([]);
    expect((await find(['a', 'b'], { linters: { lint: async () => [] } })).asked).toEqual([]);
    expect((await find(['a', 'b'], { input: { fix: false } })).asked).toEqual([]);
  });
});

describe('an idea', () => {
  it('is the model\'s change where no tool can be asked, and says so', async () => {
    const { fix, idea, after, asked } = await find(['Make it None.', 'def collect(item, seen=None):'], { input: { runTools: false } });
    expect([fix, after, asked.length]).toEqual([null, fixed, 2]);
    expect(idea?.reason).toBe('ruff could not be asked about the changed code.');
  });

  it('is none where the change is no good on its face', async () => {
    expect((await find(['Silence it.', 'def collect(item, seen=[]):  # noqa: B006'], { input: { runTools: false } })).idea).toBeNull();
  });
});
