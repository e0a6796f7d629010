import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { jobOf, jobsOf } from '../../../src/cli/jobs.ts';
import { Output } from '../../../src/cli/output.ts';
import type { Answers } from '../../../src/core/answers.ts';
import type { Escalation } from '../../../src/core/escalation.ts';
import { createExclusions } from '../../../src/sources/exclusions/exclusions.ts';
import { explainMaterial } from '../../../src/workers/explain/material.ts';
import type { Worker } from '../../../src/core/worker.ts';

/** Says what the model says, and remembers it by its input. */
const worker: Worker<{ word: string }, string, string> = {
  name: 'explain',
  input: z.object({ word: z.string() }),
  threshold: 0,
  gather: async ({ word }) => word,
  prompt: async (facts) => ({ messages: [{ role: 'user', text: facts }], maxTokens: 1 }),
  parse: (text) => text,
  check: () => [],
  score: () => 1,
  memory: { key: (facts) => facts, pack: (output) => output, unpack: (kept) => String(kept) },
  render: (output) => output,
};

function setUp(answers: Answers | undefined) {
  const model = { name: 'm', contextTokens: async () => 100, countTokens: async () => [], generate: async () => ({ text: 'from the model', tokens: [], stopReason: 'end', promptTokens: 1, cachedTokens: 0, firstTextMs: 0, totalMs: 0 }) };
  const scheduler = { schedule: (_priority: string, signal: AbortSignal, job: (signal: AbortSignal) => unknown) => job(signal) };
  const workers = { explain: worker, commit: worker, pr: worker, review: worker, changelog: worker };
  const { explain } = jobsOf({ workers, modelFor: () => model, scheduler, answers } as unknown as Parameters<typeof jobsOf>[0]);
  return (input: unknown) => explain.run(input, { signal: new AbortController().signal });
}

describe('jobs of the command line', () => {
  it('find what was answered before, only where they are given the answers', async () => {
    const answers: Answers = { get: async () => ({ packed: 'kept', confidence: 0.5, failed: [] }), put: async () => undefined };
    expect((await setUp(answers)({ word: 'hey' })).texts).toEqual(['kept']);
    expect((await setUp(undefined)({ word: 'hey' })).texts).toEqual(['from the model']);
  });

  it('say what is wrong with an input', async () => {
    await expect(setUp(undefined)({ word: 7 })).rejects.toThrow('This is not an input of explain.');
  });
});

describe('an input that names no folder', () => {
  let cwd = '';
  beforeAll(() => {
    cwd = mkdtempSync(join(tmpdir(), 'journeyman jobs é '));
    writeFileSync(join(cwd, '.journeymanignore'), 'secret/\n');
  });
  afterAll(() => rmSync(cwd, { recursive: true, force: true }));

  const doubtful: typeof worker = { ...worker, threshold: 1, score: () => 0 };
  /** Why the remote model was not asked, which is reached where the paths may leave. */
  async function refused(of: typeof worker, word: string): Promise<string | undefined> {
    const model = { name: 'm', contextTokens: async () => 100, countTokens: async () => [], generate: async () => ({ text: 'poor', tokens: [], stopReason: 'end' as const, promptTokens: 1, cachedTokens: 0, firstTextMs: 0, totalMs: 0 }) };
    const nothing = { dollars: 0, tokens: 0 };
    const escalation = {
      settings: { mode: 'automatic', workers: {}, doubt: 'whenInDoubt', budget: {} },
      trusted: true,
      remote: async () => ({ ...model, recipient: 'large.example', generate: () => Promise.reject(new Error('It may leave.')) }),
      exclusions: createExclusions({ patterns: [] }),
      redactor: { redact: async (texts: string[]) => ({ texts, found: [], restore: (text: string) => text, restoring: (onText: unknown) => onText }) },
      consent: { given: async () => true, ask: async () => 'once' },
      ledger: { begin: async () => 1, end: async () => undefined, stayed: async () => undefined, spent: async () => ({ today: nothing, month: nothing }) },
    } as unknown as Escalation;
    const scheduler = { schedule: <T>(_priority: string, signal: AbortSignal, job: (signal: AbortSignal) => Promise<T>) => job(signal) };
    const place = { cwd, stdin: new PassThrough(), stderr: new Output(new PassThrough()), env: {} };
    const { result } = await jobOf(of, { model, scheduler, escalation }, place).run({ word }, { signal: new AbortController().signal });
    return result.escalation?.why;
  }

  it('is about files of the folder that the command runs in: what is excluded there stays', async () => {
    const custom: typeof worker = { ...doubtful, material: (word) => ({ paths: [word], texts: [] }) };
    const explain: typeof worker = { ...doubtful, material: (file) => explainMaterial({ documentationText: '' } as never, { file, source: '', language: '', diagnostic: { tool: 'eslint', rule: '', message: '', line: 1, column: 1, endLine: 1, endColumn: 1 } }) };
    for (const each of [custom, explain]) {
      expect(await refused(each, 'secret/plan.md')).toContain('must not leave this machine (.journeymanignore)');
      expect(await refused(each, 'open/plan.md')).not.toContain('must not leave');
      expect(await refused(each, join(tmpdir(), 'elsewhere.md'))).not.toContain('must not leave');
    }
  });
});
