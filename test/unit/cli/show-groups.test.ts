import { join, resolve } from 'node:path';
import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import type { Job } from '../../../src/cli/jobs.ts';
import { Output } from '../../../src/cli/output.ts';
import type { Reported } from '../../../src/cli/reported.ts';
import { type Format, showGroups } from '../../../src/cli/show-groups.ts';
import { UserError } from '../../../src/core/errors.ts';
import type { Diagnostic } from '../../../src/core/diagnostic.ts';
import type { ExplainOutput } from '../../../src/workers/explain/input.ts';
import { reported, resultOf } from './explained.ts';

const cwd = resolve('/work');
const file = join(cwd, 'src', 'a.js');
const long = `var b = 1; ${'x'.repeat(300)}`;
const source = `${long}\nvar c;\nif (c == 1) debugger;\nvar d;\n`;
const items: Reported[] = [
  reported(file, source, 1),
  reported(file, source, 3, 'eqeqeq', { message: 'Expected === \u001b[2J' }),
  reported(file, source, 2, 'no-var', { message: 'Unexpected var, too.' }),
];
const fix = { edits: [{ startLine: 2, endLine: 2, newText: 'let c;\n' }], verified: true, diff: '-var c;\n+let c;', by: 'eslint' };

/** A job that explains by rule; an error is what it throws. */
function jobOf(answers: Record<string, Partial<ExplainOutput> | Error>): { job: Job; asked: unknown[] } {
  const asked: unknown[] = [];
  const run: Job['run'] = async (input, { onPartial }) => {
    asked.push(input);
    const answer = answers[(input as { diagnostic: Diagnostic }).diagnostic.rule] ?? {};
    if (answer instanceof Error) throw answer;
    onPartial?.('half an answer');
    return { result: resultOf(answer), texts: [] };
  };
  return { job: { name: 'explain', run }, asked };
}

interface Setting {
  terminal?: boolean;
  signal?: AbortSignal;
  model?: () => Promise<number>;
}

async function show(all: Reported[], job: Job, format: Format, { terminal = false, signal = new AbortController().signal, model = async () => 2048 }: Setting = {}) {
  const stream = () => Object.assign(new PassThrough({ encoding: 'utf8' }), terminal ? { isTTY: true, columns: 120, rows: 40 } : {});
  const streams = { stdout: stream(), stderr: stream() };
  const context = { stdout: new Output(streams.stdout), stderr: new Output(streams.stderr), signal, cwd };
  const code = await showGroups(all, { context, job, model: { onStatus: () => () => undefined, contextTokens: model }, format });
  const text = (name: 'stdout' | 'stderr') => (streams[name].read() as string | null) ?? '';
  return { code, stdout: text('stdout'), stderr: text('stderr') };
}

describe('explanations of several findings', () => {
  it('say where the model wrote the fix', async () => {
    const { job } = jobOf({ 'no-var': { fix: { ...fix, by: 'model' } } });
    expect((await show(items, job, 'text')).stdout).toMatch(/^The model's fix .*, confirmed by eslint:$/m);
  });

  it('come by rule, the most frequent first, each with its places, its fix and its documentation', async () => {
    const { job, asked } = jobOf({ 'no-var': { fix }, eqeqeq: { why: '', documentation: null, idea: { edits: [], diff: '-a\n+b', reason: 'It still reports it.' } } });
    const { code, stdout, stderr } = await show(items, job, 'text');
    expect(code).toBe(0);
    const place = (line: number) => join('src', `a.js:${line}:3`);
    expect(stdout).toBe(`eslint no-var: Unexpected var, too.
  ${place(2)}
  ${place(1)}  Unexpected var.

\`var\` declares sum for the whole function.

Block scope is easier to follow.

Fix ${place(2)}, confirmed by eslint:
  -var c;
  +let c;

Documentation: https://eslint.org/docs/latest/rules/no-var

---

eslint eqeqeq: Expected === [2J
  ${place(3)}

\`var\` declares sum for the whole function.

Idea, not confirmed: It still reports it.
  -a
  +b
`);
    expect(stderr).toMatch(/^confidence 80 % · tiny on this machine.*\nconfidence 80 %.*\n$/);
    // The one in the long line is not the one to look at.
    expect(asked).toMatchObject([{ file, source, language: 'javascript', diagnostic: { rule: 'no-var', line: 2 } }, { diagnostic: { rule: 'eqeqeq' } }]);
  });

  it('are one JSON result a line, with all places', async () => {
    const { code, stdout, stderr } = await show(items, jobOf({}).job, 'json');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const results = stdout.trim().split('\n').map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(results).toEqual([
      {
        ...resultOf(),
        tool: 'eslint',
        rule: 'no-var',
        places: [
          { file, line: 2, column: 3, endLine: 2, endColumn: 6, message: 'Unexpected var, too.' },
          { file, line: 1, column: 3, endLine: 1, endColumn: 6, message: 'Unexpected var.' },
        ],
      },
      expect.objectContaining({ rule: 'eqeqeq', places: [expect.objectContaining({ line: 3 })] }),
    ]);
  });

  it('are one SARIF log', async () => {
    const { code, stdout } = await show(items, jobOf({ eqeqeq: new UserError('It is odd.', '', '') }).job, 'sarif');
    expect(code).toBe(1);
    expect((JSON.parse(stdout) as { runs: { results: { ruleId: string }[] }[] }).runs[0]!.results.map(({ ruleId }) => ruleId)).toEqual(['eslint/no-var', 'eslint/no-var', 'eslint/eqeqeq']);
  });

  it('do not end with a rule that cannot be explained', async () => {
    const job = jobOf({ 'no-var': new UserError('There is no line 2.', '', 'Run it again.') }).job;
    const text = await show(items, job, 'text');
    expect(text).toMatchObject({ code: 1, stdout: expect.stringMatching(/^eslint eqeqeq: /), stderr: expect.stringMatching(/^eslint no-var was not explained: There is no line 2\. Run it again\.\n/) });
    const { code, stdout } = await show(items, job, 'json');
    expect(code).toBe(1);
    expect(JSON.parse(stdout.split('\n')[0]!)).toMatchObject({ error: 'There is no line 2. Run it again.', rule: 'no-var', places: [{ line: 2 }, { line: 1 }] });
  });

  it('end where there is no model at all', async () => {
    const missing = new UserError('tiny is not installed.', '', '');
    const { job, asked } = jobOf({ 'no-var': missing, eqeqeq: missing });
    await expect(show(items, job, 'text', { model: () => Promise.reject(missing) })).rejects.toBe(missing);
    expect(asked).toHaveLength(1);
  });

  it('end at once when the person interrupts', async () => {
    const leaving = new AbortController();
    let asked = 0;
    const run: Job['run'] = async () => {
      asked++;
      leaving.abort();
      throw new UserError('The model went away.', '', '');
    };
    await expect(show(items, { name: 'explain', run }, 'text', { signal: leaving.signal })).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }));
    expect(asked).toBe(1);
  });

  it('show in a terminal how far they are, and nothing of that for a program', async () => {
    const { stdout } = await show(items, jobOf({}).job, 'text', { terminal: true });
    expect(stdout).toContain('1 of 2 rules: eslint no-var');
    expect(stdout).toContain('2 of 2 rules: eslint eqeqeq');
    expect(stdout).toContain('half an answer');
    const program = await show(items, jobOf({}).job, 'json', { terminal: true });
    expect(program.stdout + program.stderr).not.toContain('2 rules');
  });

  it('name only so many places, and run no linter where it is not allowed', async () => {
    const many = Array.from({ length: 30 }, (_, line): Reported => ({ ...reported(file, 'var x;\n'.repeat(30), line + 1), runTools: false }));
    const { job, asked } = jobOf({});
    const { stdout } = await show(many, job, 'text');
    expect(stdout.match(/a\.js:\d+:3/g)).toHaveLength(20);
    expect(stdout).toContain('and 10 more');
    expect(asked).toEqual([expect.objectContaining({ runTools: false })]);
  });
});
