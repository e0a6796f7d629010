import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ensureBuilt, root } from '../../scripts/build.ts';
import { createJourneyman, type Journeyman } from '../../src/composition.ts';
import { run } from '../../src/core/run.ts';
import type { WorkerResult } from '../../src/core/result.ts';
import { modelFolder } from '../../src/models/cache-folder.ts';
import type { ClassifyOutput } from '../../src/workers/custom/kinds/classified.ts';
import type { Extracted } from '../../src/workers/custom/kinds/extract/result.ts';
import type { SummarizeOutput } from '../../src/workers/custom/kinds/summarize.ts';
import type { TransformOutput } from '../../src/workers/custom/kinds/transform.ts';
import { ensureModel } from '../support/editor/models.ts';
import { quietLog } from '../support/editor/quiet-log.ts';

// What the workers are for shows with the model that they are used with.
const MODEL = 'qwen2.5-coder-1.5b';
const EXAMPLES = '../../docs/examples/';
let journeyman: Journeyman;
beforeAll(async () => {
  await Promise.all([ensureBuilt(), ensureModel(MODEL)]);
  journeyman = createJourneyman({ model: MODEL, modelDirectory: modelFolder(), processPath: join(root, 'dist', 'model-process.mjs'), threads: 0, contextTokens: 4096, idleMinutes: 0, log: quietLog });
});
afterAll(() => journeyman.dispose());

/** The texts of the files, one after the other. */
async function textOf(...files: string[]): Promise<string> {
  return (await Promise.all(files.map((file) => readFile(fileURLToPath(new URL(file, import.meta.url)), 'utf8')))).join('\n');
}

async function answer<Output>(name: string, ...files: string[]): Promise<WorkerResult<Output>> {
  return answerTo(name, await textOf(...files), files[0]!.split('/').at(-1)!);
}

async function answerTo<Output>(name: string, text: string, path: string): Promise<WorkerResult<Output>> {
  const { worker } = (await journeyman.customWorkers()).workers.find(({ definition }) => definition.name === name)!;
  return run(worker, { text, path }, { model: journeyman.model, scheduler: journeyman.scheduler, priority: 'user', signal: new AbortController().signal }) as Promise<WorkerResult<Output>>;
}

/** The pieces, by a part of their text, that have none of the labels that are right for them, with what they have. */
function wronglyLabelled({ items }: ClassifyOutput, expected: Record<string, string[]>): string[] {
  return Object.entries(expected).flatMap(([text, labels]) => {
    const item = items.find((each) => each.text.includes(text));
    return item?.labels.some((label) => labels.includes(label)) ? [] : [`${text}: ${item?.labels.join(', ') ?? 'not found'}`];
  });
}

describe('the workers that come with Journeyman, on real texts', () => {
  it('error-class tells the kinds of messages of Node, Python and npm', async () => {
    const { output } = await answer<ClassifyOutput>('error-class', `${EXAMPLES}messages.txt`);
    expect(output.items).toHaveLength(9);
    const wrong = wronglyLabelled(output, {
      ECONNREFUSED: ['network'], EACCES: ['permission'], PAYMENT_TOKEN: ['configuration', 'data', 'code'], FileNotFoundError: ['file system', 'configuration'], 'heap out of memory': ['memory'],
      'of undefined': ['code'], ModuleNotFoundError: ['dependency'], 'not valid JSON': ['data', 'code'], ENOTFOUND: ['network'],
    });
    expect(wrong.length, wrong.join('; ')).toBeLessThanOrEqual(2);
  });

  it('error-cause finds the cause of traces of Java, Python and Rust, and where they come from', async () => {
    const traces = '../fixtures/traces/';
    const { output } = await answer<ClassifyOutput>('error-cause', `${traces}java-chained.txt`, `${traces}python-chained.txt`, `${traces}rust-panic.txt`);
    expect(output.items.map(({ about }) => about['language'])).toEqual(['java', 'python', 'rust']);
    expect(output.items[0]).toMatchObject({ label: 'file system', about: { file: 'Chained.java', line: 4, cause: expect.stringContaining('FileNotFoundException') as string } });
    expect(output.items[1]).toMatchObject({ label: expect.stringMatching(/^(?:file system|configuration)$/) as string, about: { function: 'load', component: 'shop/chained' } });
  });

  it('log-analysis sorts the kinds of messages that nginx wrote', async () => {
    const { output } = await answer<ClassifyOutput>('log-analysis', `${EXAMPLES}nginx-error.log`);
    expect(output.items.reduce((sum, { count }) => sum + count, 0)).toBe(71);
    const wrong = wronglyLabelled(output, {
      'connect() failed': ['failure'], 'closed keepalive': ['routine'], 'limiting requests': ['capacity'], 'timed out': ['capacity', 'failure'], 'access forbidden': ['security'], 'start worker processes': ['routine'], 'not enough': ['capacity'], 'reconfiguring': ['configuration', 'routine'],
    });
    expect(wrong.length, wrong.join('; ')).toBeLessThanOrEqual(1);
  });

  it('test-failure-triage tells a wrong result from a crash and from what is not there', async () => {
    const { output } = await answer<ClassifyOutput>('test-failure-triage', '../fixtures/reports/pytest.txt');
    expect(output.items).toHaveLength(7);
    const wrong = wronglyLabelled(output, { test_adds: ['wrong result'], 'test_price[2]': ['wrong result'], test_list: ['wrong result'], test_number: ['wrong result'], test_key: ['crash'], test_error: ['crash'], test_stored: ['environment', 'setup'] });
    expect(wrong.length, wrong.join('; ')).toBeLessThanOrEqual(1);
  });

  it('todo-triage finds what is to be done in a file of SvelteKit', async () => {
    const { output } = await answer<ClassifyOutput>('todo-triage', `${EXAMPLES}render.js`);
    expect(output.items.map(({ firstLine }) => firstLine)).toEqual([6, 64, 67, 132, 152, 181]);
    expect(wronglyLabelled(output, { 'rename this function': ['cleanup'], 'tidy up': ['cleanup'] })).toEqual([]);
  });

  it('ticket-routing and ticket-tags read a report of a bug', async () => {
    expect((await answer<ClassifyOutput>('ticket-routing', `${EXAMPLES}ticket.txt`)).output.label).toMatch(/^(?:frontend|backend|triage)$/);
    expect((await answer<ClassifyOutput>('ticket-tags', `${EXAMPLES}ticket.txt`)).output.items[0]!.labels).toContain('bug');
  });

  it('crm-tags reads the notes of a table row by row', async () => {
    const { output } = await answer<ClassifyOutput>('crm-tags', `${EXAMPLES}customer-notes.csv`);
    expect(output.items).toHaveLength(5);
    const wrong = wronglyLabelled(output, { 'Bright Foods': ['buying interest', 'upsell'], Lindner: ['churn risk'], Okafor: ['support'], 'Atelier Roux': ['price', 'competitor'], Ortiz: ['payment'] });
    expect(wrong.length, wrong.join('; ')).toBeLessThanOrEqual(1);
  });

  it('crm-contact reads who writes, and what for', async () => {
    const { output } = await answer<Extracted>('crm-contact', `${EXAMPLES}mail.txt`);
    expect(output.values).toEqual({ name: 'Jane Doe', company: 'Bright Foods Ltd', role: 'Head of Procurement', email: 'jane@bright.example', phone: '+44 20 7946 0991', intent: 'buy' });
  });

  it('json-to-types, json-to-table and json-to-prose tell what a registry says of a package', async () => {
    const file = `${EXAMPLES}package-info.json`;
    const types = await answer<TransformOutput>('json-to-types', file);
    expect(types.checks.filter(({ passed }) => !passed)).toEqual([]);
    expect(types.output.text).toMatch(/"dist-tags": \w+;/);
    const table = await answer<TransformOutput>('json-to-table', file);
    expect([table.answeredBy, table.output.text]).toEqual(['code', expect.stringContaining('| dist-tags.latest | 5.3.0 |')]);
    const prose = await answer<TransformOutput>('json-to-prose', file);
    for (const value of ['express', '5.3.0', 'MIT', '>= 18', '^2.3.0']) expect(prose.output.text).toContain(value);
    expect(prose.checks.filter(({ name, passed }) => name.startsWith('nothing') && !passed)).toEqual([]);
  });

  it('summary tells of a policy from its beginning to its end, with the lines', async () => {
    const { output, checks } = await answer<SummarizeOutput>('summary', `${EXAMPLES}security-policy.md`);
    expect(checks.filter(({ name, passed }) => ['says-something', 'nothing-invented', 'length'].includes(name) && !passed)).toEqual([]);
    expect(output.points.some(({ firstLine }) => firstLine >= 26)).toBe(true);
  });

  it('plain-words keeps what it must keep, and says nothing of how it came to be', async () => {
    // Its first paragraphs: a second attempt at each takes time.
    const text = (await textOf(`${EXAMPLES}security-policy.md`)).split('\n\n').slice(0, 4).join('\n\n');
    const { output } = await answerTo<TransformOutput>('plain-words', text, 'policy.md');
    expect(output.text).toContain('https://github.com/psf/requests/security/advisories/new');
    expect(output.text).not.toMatch(/earlier attempt|former answer/i);
    expect([output.lost, output.added]).toEqual([[], []]);
  });
});
