import { describe, expect, it } from 'vitest';
import type { Check } from '../../../src/core/result.ts';
import { explainConfidence } from '../../../src/workers/explain/confidence.ts';
import type { ExplainFacts } from '../../../src/workers/explain/facts.ts';
import type { ExplainInput, ExplainOutput } from '../../../src/workers/explain/input.ts';

const input: ExplainInput = { file: 'a.py', source: 'x', language: 'python', diagnostic: { tool: 'ruff', rule: 'F401', message: 'unused', line: 1, column: 1, endLine: 1, endColumn: 2 } };
const passed: Check[] = ['complete', 'names', 'sound', 'explains', 'documented'].map((name) => ({ name, passed: true, detail: '' }));
const failing = (name: string) => passed.map((check) => (check.name === name ? { ...check, passed: false } : check));
const judged = { input, reported: Promise.resolve([]) } as Pick<ExplainFacts, 'input' | 'reported'>;
const explained = { input: { ...input, fix: false }, reported: undefined };

function output(by?: string): ExplainOutput {
  const fix = by === undefined ? null : { edits: [{ startLine: 1, endLine: 1, newText: 'y' }], verified: true, diff: '', by };
  return { problem: 'p', why: 'w', fix, idea: null, documentation: null };
}

const confidence = (by: string | undefined, checks: Check[], facts = judged) => explainConfidence({ output: output(by), facts, checks, tokens: [], model: 'qwen2.5-coder-1.5b' });

describe('explainConfidence', () => {
  it('rests on whether the tool has confirmed a fix, and on whose it is', () => {
    expect(confidence(undefined, passed)).toBeLessThan(0.25);
    for (const by of ['ruff', 'message', 'model']) expect(confidence(by, passed)).toBeGreaterThan(0.75);
    expect(confidence('ruff', passed)).toBeGreaterThanOrEqual(confidence('model', passed));
  });

  it('says how likely the explanation is sound where no fix was asked for, or no tool could be asked', () => {
    expect(confidence(undefined, passed, explained)).toBeGreaterThan(0.75);
    expect(confidence(undefined, passed, { input, reported: undefined })).toBeGreaterThan(0.75);
  });

  it.each(['names', 'sound', 'complete'])('does not accept an explanation alone whose check `%s` failed', (name) => {
    expect(confidence(undefined, failing(name), explained)).toBeLessThan(0.5);
  });
});
