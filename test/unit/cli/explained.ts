import type { Explained } from '../../../src/cli/explain-groups.ts';
import type { Reported } from '../../../src/cli/reported.ts';
import type { WorkerResult } from '../../../src/core/result.ts';
import type { ExplainOutput } from '../../../src/workers/explain/input.ts';

export const output: ExplainOutput = {
  problem: '`var` declares sum for the whole function.',
  why: 'Block scope is easier to follow.',
  fix: null,
  idea: null,
  documentation: { summary: 'Require let or const.', url: 'https://eslint.org/docs/latest/rules/no-var' },
};

export function resultOf(more: Partial<ExplainOutput> = {}): WorkerResult<ExplainOutput> {
  return {
    worker: 'explain',
    output: { ...output, ...more },
    confidence: 0.8,
    accepted: true,
    answeredBy: 'local',
    model: 'tiny',
    checks: [],
    timings: { firstTextMs: 1, totalMs: 2, promptTokens: 3, outputTokens: 4, cachedTokens: 0 },
    cost: 0,
  };
}

export function reported(file: string, source: string, line: number, rule = 'no-var', more: Partial<Reported['diagnostic']> = {}): Reported {
  return { target: { file, source, language: 'javascript' }, diagnostic: { tool: 'eslint', rule, message: 'Unexpected var.', line, column: 3, endLine: line, endColumn: 6, ...more } };
}

export function explained(items: [Reported, ...Reported[]], more: Partial<ExplainOutput> = {}): Explained {
  return { tool: items[0].diagnostic.tool, rule: items[0].diagnostic.rule, items, chosen: items[0], result: resultOf(more) };
}
