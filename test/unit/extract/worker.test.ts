import { describe, expect, it } from 'vitest';
import { UserError } from '../../../src/core/errors.ts';
import type { GenerateRequest, LanguageModel, RankRequest } from '../../../src/core/language-model.ts';
import { run } from '../../../src/core/run.ts';
import { createCustomWorker, outputSchemaOf } from '../../../src/workers/custom/custom-worker.ts';
import type { WorkerDefinition } from '../../../src/workers/custom/definition.ts';
import type { CustomInput } from '../../../src/workers/custom/input.ts';
import { createExtractWorker } from '../../../src/workers/custom/kinds/extract.ts';
import { parseDefinition } from '../../../src/workers/custom/parse-definition.ts';
import { Ajv } from 'ajv';

const defined = (front: string): WorkerDefinition => {
  const { definition, problems } = parseDefinition({ path: 'order.md', origin: 'user', text: `---\nkind: extract\n${front}\n---\nThe text is an order.` });
  if (!definition) throw new Error(problems.map(({ message }) => message).join(' '));
  return definition;
};
const ORDER = `output:
  type: object
  properties:
    order_no: { type: string }
    day: { type: [string, "null"], format: date }
    customer: { type: [string, "null"] }
    total: { type: [number, "null"] }
    urgent: { type: boolean }
    items: { type: array, items: { type: object, properties: { what: { type: string }, price: { type: [number, "null"] } }, required: [what, price] } }
  required: [order_no, day, customer, total, urgent, items]`;
const TEXT = `Order no: A-17
12.03.2024, until 14.03.2024

for Helena Ortiz

Tea    4,50
Cake   3,00
Sum    7,50`;

/** What is asked for: the last line of what is given of the answer, but for what begins a list or a row. */
const lastLine = ({ prefill = '' }: GenerateRequest): string => prefill.replace(/\n[-|]$/, '').split('\n').at(-1)!;

/** Answers by the last line of the prefill, and notes what it was asked. */
const fakeModel = (answers: Record<string, string>, perToken = 0.9) => {
  const asked: GenerateRequest[] = [];
  const ranked: RankRequest[] = [];
  const model: LanguageModel = {
    name: 'fake',
    contextTokens: async () => 2048,
    countTokens: async (texts) => texts.map((text) => Math.ceil(text.length / 4)),
    generate: async (request) => {
      asked.push(request);
      const text = answers[lastLine(request)] ?? ' -';
      return { text, tokens: [{ text, probability: perToken }], stopReason: 'end', promptTokens: 1, cachedTokens: 0, firstTextMs: 0, totalMs: 0 };
    },
    rank: async (request) => {
      ranked.push(request);
      return { probabilities: request.options.map((_, index) => (index === 0 ? 0.8 : 0.2)), promptTokens: 1, cachedTokens: 0, totalMs: 0 };
    },
  };
  return { model, asked, ranked };
};
const answer = (definition: WorkerDefinition, input: CustomInput, { model }: Pick<ReturnType<typeof fakeModel>, 'model'>, onPartial?: (text: string) => void) =>
  run(createCustomWorker(definition, { syntax: { errors: async () => undefined } }), input, { model, scheduler: { schedule: (_priority, signal, job) => job(signal) }, priority: 'user', signal: new AbortController().signal, onPartial });

describe('an extracting worker', () => {
  const good = { 'day:': ' 12.03.2024', 'customer:': ' Helena Ortiz', 'total:': ' 7,50', '|---|---|': ' Tea | 4,50 |\n| Cake | 3,00 |' };

  it('fills the schema: code what it can, the model the rest, each with its place', async () => {
    const { model, asked, ranked } = fakeModel(good);
    const result = await answer(defined(ORDER), { text: TEXT, firstLine: 5 }, { model });
    expect(result.output).toEqual({
      values: { order_no: 'A-17', day: '2024-03-12', customer: 'Helena Ortiz', total: 7.5, urgent: true, items: [{ what: 'Tea', price: 4.5 }, { what: 'Cake', price: 3 }] },
      places: expect.arrayContaining([{ path: '/order_no', line: 5, column: 11 }, { path: '/customer', line: 8, column: 5 }, { path: '/items/1/price', line: 11, column: 8 }]),
      rejected: [],
    });
    expect(result.checks.filter(({ passed }) => !passed)).toEqual([]);
    expect(result.confidence).toBeGreaterThan(0.8);
    // What stands behind its own name, code has read; of dates and amounts there are only those of the text.
    expect(asked.map(lastLine)).toEqual(['day:', 'customer:', 'total:', '|---|---|']);
    expect(asked[0]!.grammar).toBe('root ::= " " ("1" ("2.03.2024" | "4.03.2024") | "-") "\\n"');
    expect(asked[0]!.prefill).toBe('order_no: A-17\nday:');
    expect(ranked[0]!.options).toEqual([' yes', ' no']);
    const validate = new Ajv({ strict: false, formats: { date: true } }).compile(outputSchemaOf(defined(ORDER)));
    expect(validate(result.output)).toBe(true);
  });

  it('asks everything behind the same beginning, so that the text is read once', async () => {
    const { model, asked } = fakeModel(good);
    await answer(defined(ORDER), { text: TEXT }, { model });
    expect(new Set(asked.map(({ messages }) => JSON.stringify(messages))).size).toBe(1);
    for (const [index, request] of asked.entries()) if (index > 0) expect(request.prefill).toContain(asked[index - 1]!.prefill!);
  });

  it('takes nothing over that does not stand in the text, and is unsure then', async () => {
    const { output, checks, confidence, accepted } = await answer(defined(ORDER), { text: TEXT }, fakeModel({ ...good, 'customer:': ' John Smith' }));
    expect(output).toMatchObject({ values: { customer: null }, rejected: [{ path: '/customer', value: 'John Smith', why: 'It does not stand in the text.' }] });
    expect(checks.find(({ name }) => name === 'found')?.passed).toBe(false);
    expect(confidence).toBeLessThan(0.5);
    expect(accepted).toBe(false);
  });

  it('asks no model for what a document has as data', async () => {
    const definition = defined('output: { type: object, properties: { name: { type: string }, version: { type: string }, dependencies: { type: array, items: { type: object, properties: { name: { type: string }, version: { type: string } } } } } }');
    const { model, asked } = fakeModel({});
    // Longer than a window, so that a model would read it in several.
    const dependencies = Object.fromEntries(Array.from({ length: 200 }, (_, index) => [`package-${index}`, `^${index}.0.0`]));
    const { output, answeredBy } = await answer(definition, { text: JSON.stringify({ name: 'x', version: '1.2.3', devDependencies: { no: '1' }, dependencies }, null, 2) }, { model });
    expect(output).toMatchObject({ values: { name: 'x', version: '1.2.3', dependencies: Object.entries(dependencies).map(([name, version]) => ({ name, version })) }, rejected: [] });
    expect([asked, answeredBy]).toEqual([[], 'code']);
  });

  it('reads a number before its name, and lets the model choose among currencies of one sign', async () => {
    const definition = defined('output: { type: object, properties: { insertions: { type: number }, deletions: { type: [number, "null"] }, currency: { enum: [EUR, SEK, NOK, null] } }, required: [insertions, deletions, currency] }');
    const { model, asked, ranked } = fakeModel({});
    const { output } = await answer(definition, { text: '3 files changed, 36 insertions(+), 1 deletion(-)\nfor 12 kr' }, { model });
    expect(output).toMatchObject({ values: { insertions: 36, deletions: 1, currency: 'SEK' } });
    // The second time of a text without content, for what the model says anyway.
    expect([asked, ranked.map(({ options, messages }) => [...options, messages[1]!.text === 'N/A'])]).toEqual([[], [[' SEK', ' NOK', false], [' SEK', ' NOK', true]]]);
  });

  it('lets a list of one form hold nothing but what the text has of it', async () => {
    const definition = defined('output: { type: object, properties: { attendees: { type: array, items: { type: string, format: email } } }, required: [attendees] }');
    const { model, asked } = fakeModel({ 'attendees:': ' a@b.org\n- c@d.org' });
    const two = await answer(definition, { text: 'ORGANIZER a@b.org\nATTENDEE c@d.org' }, { model });
    expect(two.output).toMatchObject({ values: { attendees: ['a@b.org', 'c@d.org'] } });
    expect(asked[0]!.grammar).toContain('"a@b.org" | "c@d.org"');
    expect((await answer(definition, { text: 'Nobody comes.' }, { model })).output).toMatchObject({ values: { attendees: [] } });
    expect(asked).toHaveLength(1);
  });

  it('says what is missing where the schema knows no null', async () => {
    const definition = defined('output: { type: object, properties: { weight: { type: number } }, required: [weight] }');
    const { output, checks, answeredBy } = await answer(definition, { text: 'No number here.' }, fakeModel({}));
    expect(output).toMatchObject({ values: {} });
    expect(checks).toContainEqual({ name: 'complete', passed: false, detail: '/weight was not found.' });
    expect(answeredBy).toBe('code');
  });

  it('shows the values as they come', async () => {
    const shown: string[] = [];
    await answer(defined(ORDER), { text: TEXT }, fakeModel(good), (text) => shown.push(text));
    expect(shown.length).toBeGreaterThan(4);
    expect(JSON.parse(shown.at(-2)!)).toMatchObject({ customer: 'Helena Ortiz' });
  });

  it('answers for each piece where the input is taken apart', async () => {
    const definition = defined('items: lines\noutput: { type: object, properties: { day: { type: string, format: date } }, required: [day] }');
    const { output } = await answer(definition, { text: '12.03.2024 Tea\n\n13.03.2024 Jam', firstLine: 3 }, fakeModel({}));
    expect(output).toEqual({
      items: [
        { firstLine: 3, lastLine: 3, values: { day: '2024-03-12' }, places: [{ path: '/day', line: 3, column: 1 }], rejected: [] },
        { firstLine: 5, lastLine: 5, values: { day: '2024-03-13' }, places: [{ path: '/day', line: 5, column: 1 }], rejected: [] },
      ],
    });
  });

  it('reads a long text in windows that overlap, and puts together what they hold', async () => {
    const definition = defined('output: { type: object, properties: { order_no: { type: [string, "null"] }, items: { type: array, items: { type: string } } }, required: [order_no, items] }');
    const lines = Array.from({ length: 400 }, (_, index) => (index === 5 ? 'Order no: A-17' : `item ${index} of the long list`));
    const { model, asked } = fakeModel({});
    const rows = (text: string) => ` ${text.split('\n').filter((line) => line.startsWith('item')).join('\n- ')}\n`;
    const reading: LanguageModel = { ...model, generate: async (request) => ({ ...(await model.generate(request)), text: rows(request.messages[1]!.text) }) };
    const { output } = await answer(definition, { text: lines.join('\n') }, { model: reading });
    expect(asked.length).toBeGreaterThan(3);
    expect(output).toMatchObject({ values: { order_no: 'A-17', items: lines.filter((line) => line.startsWith('item')) }, rejected: [] });
    expect((output as { places: unknown[] }).places).toContainEqual({ path: '/items/398', line: 400, column: 1 });
  });

  it('reads what a large model answers by the same checks', () => {
    const worker = createExtractWorker(defined(ORDER), { syntax: { errors: async () => undefined } });
    const facts = { input: { text: TEXT }, items: [{ text: TEXT, firstLine: 1, lastLine: 8, count: 1, about: {} }], checked: [] };
    const output = worker.parse('Here it is:\n```json\n{"order_no": "A-17", "day": "2024-03-12", "customer": "Umbrella", "total": 7.5, "urgent": false, "items": [{"what": "Tea", "price": 4.5}]}\n```', facts);
    expect(output).toMatchObject({ values: { order_no: 'A-17', day: '2024-03-12', customer: null, total: 7.5, urgent: false, items: [{ what: 'Tea', price: 4.5 }] }, rejected: [{ path: '/customer' }] });
    const unreadable = worker.parse('I cannot do that.', facts);
    expect(worker.check(unreadable, facts).some(({ passed }) => !passed)).toBe(true);
  });

  it('asks a large model for JSON of the schema', async () => {
    const worker = createExtractWorker(defined(ORDER), { syntax: { errors: async () => undefined } });
    const facts = { input: { text: TEXT }, items: [{ text: TEXT, firstLine: 1, lastLine: 8, count: 1, about: {} }], checked: [] };
    const { messages, schema } = await worker.prompt(facts, { contextTokens: 100_000, countTokens: async () => [100] });
    expect(schema).toMatchObject({ type: 'object', required: ['order_no', 'day', 'customer', 'total', 'urgent', 'items'] });
    expect(messages[0]!.text).toContain(JSON.stringify(schema));
    expect(messages.at(-1)!.text).toBe(TEXT);
  });

  it('refuses an empty input', async () => {
    await expect(answer(defined(ORDER), { text: ' \n' }, fakeModel({}))).rejects.toThrow(UserError);
  });
});
