import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { WORKER_SCHEMA, workerSchemaText } from '../../../../scripts/worker-schema.ts';
import { type NewWorker, wordsOf, wordsProblem, workerTemplate } from '../../../../src/editor/custom/worker-template.ts';
import { parseDefinition } from '../../../../src/workers/custom/parse-definition.ts';

const parsed = (worker: NewWorker) => parseDefinition({ path: `/w/${worker.name}.md`, origin: 'workspace', text: workerTemplate(worker).text });

describe('the template of a new worker', () => {
  it.each([
    ['classify', ['bug', 'praise']],
    ['classify', ['404', 'no', 'yes', 'other', 'needs: review', '# odd', '"quoted"', 'ä ö']],
    ['extract', ['number', 'due date', 'true', '# odd']],
    ['transform', []],
    ['summarize', []],
  ] as const)('makes a worker that %s can use at once: %j', (kind, words) => {
    const { definition, problems } = parsed({ name: 'ticket-kind', kind, words: [...words], result: 'clipboard' });
    expect(problems).toEqual([]);
    expect(definition).toMatchObject({ title: 'Ticket kind', kind, result: 'clipboard', input: ['selection', 'file'] });
    if (kind === 'classify') expect(definition!.labels.map(({ name }) => name)).toEqual(words);
    if (kind === 'extract') expect(Object.keys((definition!.output as { properties: object }).properties)).toEqual(words);
  });

  it('says where the instruction stands, which is all that is left to write', () => {
    const { text, start, end } = workerTemplate({ name: 'a', kind: 'summarize', words: [], result: 'panel' });
    const { definition } = parsed({ name: 'a', kind: 'summarize', words: [], result: 'panel' });
    expect(text.slice(start, end)).toBe(definition!.instruction);
  });
});

it('reads words between commas, each once', () => {
  expect(wordsOf(' bug, praise ,,bug;\nwish ')).toEqual(['bug', 'praise', 'wish']);
  expect([wordsProblem('classify', 'bug,'), wordsProblem('classify', 'Bug, bug'), wordsProblem('extract', ' , '), wordsProblem('extract', 'a: b')].every((problem) => problem !== undefined)).toBe(true);
  expect([wordsProblem('classify', 'bug, wish'), wordsProblem('extract', 'number')]).toEqual([undefined, undefined]);
});

it('has a JSON Schema of the front matter beside it that is up to date (node scripts/worker-schema.ts writes it)', () => {
  expect(readFileSync(WORKER_SCHEMA, 'utf8')).toBe(workerSchemaText());
});
