import * as z from 'zod';
import { confidenceOf } from '../../../core/confidence.ts';
import { UserError } from '../../../core/errors.ts';
import type { JsonSchema } from '../../../core/language-model.ts';
import type { Check } from '../../../core/result.ts';
import type { Preparation, Worker } from '../../../core/worker.ts';
import { fingerprint } from '../../changes/fingerprint.ts';
import type { WorkerDefinition } from '../definition.ts';
import { type CustomInput, customInput } from '../input.ts';
import type { Item } from '../items/item.ts';
import { readItems } from '../items/read-items.ts';
import { type Answered, askValues } from './extract/ask-values.ts';
import { check, type Checked, isEmpty, merge } from './extract/checked.ts';
import { type ObjectField, readSchema, schemaOf } from './extract/field.ts';
import { askedOf, pointerOf } from './extract/leaves.ts';
import { jsonIn, systemText, wholePrompt } from './extract/prompt.ts';
import { createFinish, type Extracted, type Finished } from './extract/result.ts';
import { sourceText } from './extract/source-text.ts';
import { type Structured, structuredIn } from './extract/structured.ts';
import { windowsOf } from './extract/windows.ts';
import type { CustomParts } from './parts.ts';

/** What was extracted from a piece of an input that has several, and the lines that it stands on. */
export interface ExtractedItem extends Extracted {
  firstLine: number;
  lastLine: number;
}

/** Of the whole input; or of each of its pieces, where the worker takes it apart. */
export type ExtractOutput = Extracted | { items: ExtractedItem[] };

interface ExtractFacts {
  input: CustomInput;
  items: Item[];
  /** What was found in each piece, as far as it has come. */
  checked: Checked[];
  /** Once all pieces are done: the answer, and how sure the model was of it. */
  answer?: { output: ExtractOutput; probability: number };
}

/** Goes up when what is kept changes its meaning. */
const FORMAT = 2;
/** A text that is shorter needs no windows, whatever the model. */
const SURELY_SHORT = 1_500;
const WINDOW = { tokens: 1_500, overlap: 150 };
/** A single value that is surer than this is not looked for in later windows. */
const SURE = 0.8;
const REMOTE_TOKENS = 4_000;
/** Tokens for the instructions, the schema and the single values. */
const BESIDE_TEXT = 900;

const keptAnswer = z.object({ values: z.record(z.string(), z.unknown()), probabilities: z.record(z.string(), z.number()) });

export function extractOutputSchema(definition: WorkerDefinition): JsonSchema {
  const place = { type: 'object', properties: { path: { type: 'string' }, line: { type: 'integer', minimum: 1 }, column: { type: 'integer', minimum: 1 } }, required: ['path', 'line', 'column'], additionalProperties: false };
  const rejected = { type: 'object', properties: { path: { type: 'string' }, value: {}, why: { type: 'string' } }, required: ['path', 'value', 'why'], additionalProperties: false };
  const properties = { values: schemaOf(fieldOf(definition)), places: { type: 'array', items: place }, rejected: { type: 'array', items: rejected } };
  if (definition.items === 'whole') return { type: 'object', properties, required: Object.keys(properties), additionalProperties: false };
  const lines = { firstLine: { type: 'integer', minimum: 1 }, lastLine: { type: 'integer', minimum: 1 } };
  const item = { type: 'object', properties: { ...lines, ...properties }, required: [...Object.keys(lines), ...Object.keys(properties)], additionalProperties: false };
  return { type: 'object', properties: { items: { type: 'array', items: item } }, required: ['items'], additionalProperties: false };
}

/** The definition's schema was looked at when its file was read. */
function fieldOf({ output, name }: WorkerDefinition): ObjectField {
  const read = readSchema(output ?? {});
  if ('issue' in read) throw new UserError(`The worker ${name} cannot be used.`, read.issue.message, 'Put its output right.');
  return read.field;
}

/** Fills a schema from a text: code finds what has a form, the model the rest, and nothing is taken that does not stand in the text. */
export function createExtractWorker(definition: WorkerDefinition, parts: CustomParts): Worker<CustomInput, ExtractFacts, ExtractOutput> {
  const field = fieldOf(definition);
  const finish = createFinish(field);
  const several = definition.items !== 'whole';
  const outputOf = (items: readonly Item[], found: readonly Finished[]): ExtractOutput => {
    const extracted = found.map(({ values, places, rejected }, index) => ({ values, places, rejected, firstLine: items[index]!.firstLine, lastLine: items[index]!.lastLine }));
    if (several) return { items: extracted.map(({ firstLine, lastLine, ...rest }) => ({ firstLine, lastLine, ...rest })) };
    const { values, places, rejected } = extracted[0]!;
    return { values, places, rejected };
  };
  const known = new WeakMap<Checked, Finished>();
  /** A list grows piece by piece, and is shown each time: what is done is not done again. */
  const finished = (checked: Checked): Finished => {
    const before = known.get(checked) ?? finish(checked);
    known.set(checked, before);
    return before;
  };
  const nothing = (item: Item) => check(field, {}, sourceText(item.text, item.firstLine));

  async function fill(facts: ExtractFacts, item: Item, total: number, done: number, preparation: Preparation<ExtractFacts>): Promise<Checked> {
    const { budget, kept, progress, show, signal } = preparation;
    const examples = parts.examples ? await parts.examples.nearest(definition.examples, item.text, 2, signal) : definition.examples.slice(0, 2);
    const system = systemText(definition.instruction, field, examples);
    const structured = structuredIn(item.text, field);
    const windows = item.text.length <= SURELY_SHORT || (structured && isAllIn(structured, field)) ? [{ text: item.text, line: 1, column: 1 }] : await windowsIn(item.text, await budget());
    let whole: Checked | undefined;
    for (const [index, window] of windows.entries()) {
      signal.throwIfAborted();
      progress(windows.length > 1 ? { done: done * windows.length + index, total: total * windows.length, what: `Part ${index + 1} of ${windows.length}` } : { done, total, what: total > 1 ? `Piece ${done + 1} of ${total}` : 'Reading' });
      const source = sourceText(window.text, item.firstLine + window.line - 1, window.column);
      const skip = sureOf(field, whole);
      const grown = (answered: Answered) => {
        const part = check(field, answered.values, source, answered.probabilities);
        show({ ...facts, checked: [...facts.checked, whole ? merge(whole, part) : part] });
      };
      const key = `extract ${FORMAT} ${fingerprint([definition.instruction, JSON.stringify(definition.output), system, [...skip].join(' '), window.text])}`;
      const before = keptAnswer.safeParse(await kept.get(key));
      const answered = before.success ? before.data : await askValues({ field, skip, system, source, structured: windows.length === 1 ? structured : undefined, listTokens: Math.min(WINDOW.tokens, Math.max(200, window.text.length)) }, preparation, grown);
      if (!before.success) await kept.put(key, answered);
      const part = check(field, answered.values, source, answered.probabilities);
      whole = whole ? merge(whole, part) : part;
    }
    return whole ?? nothing(item);
  }

  return {
    name: definition.name,
    input: customInput,
    threshold: definition.threshold,
    async gather(input) {
      const items = readItems(definition.items, input);
      if (items.length === 0) throw new UserError('There is nothing to extract.', 'The input is empty.', 'Select some text.');
      return { input, items, checked: [] };
    },
    known: ({ answer }) => answer?.output,
    async prepare(facts, preparation) {
      let current = facts;
      for (const [index, item] of facts.items.entries()) {
        const checked = await fill(current, item, facts.items.length, index, preparation);
        current = { ...current, checked: [...current.checked, checked] };
        preparation.show(current);
      }
      const all = current.checked.map(finished);
      // As good as the worst piece.
      const probability = all.reduce((least, each) => Math.min(least, each.probability), 1);
      return { ...current, answer: { output: outputOf(facts.items, all), probability } };
    },
    async prompt({ items }, { contextTokens, countTokens }) {
      const texts = items.map(({ text }) => text);
      const room = Math.max(500, contextTokens - BESIDE_TEXT - REMOTE_TOKENS);
      const tokens = (await countTokens([texts.join('\n\n')]))[0]!;
      const seen = Math.min(1, room / Math.max(1, tokens));
      const shown = seen < 1 ? texts.map((text) => text.slice(0, Math.floor(text.length * seen))) : texts;
      return { ...wholePrompt(definition.instruction, field, shown, several), maxTokens: REMOTE_TOKENS, ...(seen < 1 && { seen }) };
    },
    parse(text, { items, checked }) {
      if (text === '') return several ? outputOf(items, checked.map(finished)) : outputOf(items, [finished(checked[0] ?? nothing(items[0]!))]);
      const json = jsonIn(text) as { items?: unknown } | undefined;
      const given = several ? (Array.isArray(json?.items) ? (json.items as unknown[]) : []) : [json];
      return outputOf(items, items.map((item, index) => finish(check(field, given[index], sourceText(item.text, item.firstLine)))));
    },
    check: (output, _facts, seen) => checksOf(output, finish.problems, seen),
    score: ({ output, facts, checks }) => Math.round(confidenceOf({ checks, tokens: [] }) * (output === facts.answer?.output ? facts.answer.probability : 1) * 1000) / 1000,
    material: ({ input }) => ({ folder: input.folder, paths: input.path === undefined ? [] : [input.path], texts: [input.text] }),
    render: (output) => ('items' in output ? output.items.map(({ values }) => JSON.stringify(values)).join('\n') : JSON.stringify(output.values, null, 2)),
  };
}

async function windowsIn(text: string, { contextTokens, countTokens }: Awaited<ReturnType<Preparation['budget']>>) {
  // What is written of a list may be as long as what it was read from.
  const tokens = Math.max(200, Math.min(WINDOW.tokens, Math.floor((contextTokens - BESIDE_TEXT) / 2)));
  return windowsOf(text, { tokens, overlap: Math.min(WINDOW.overlap, Math.floor(tokens / 4)) }, countTokens);
}

/** Whether code reads every value: then it does not matter how long the text is. */
function isAllIn(structured: Structured, field: ObjectField): boolean {
  const { leaves, lists } = askedOf(field);
  return structured.size === leaves.length + lists.length;
}

/** The single values that need not be looked for any more. */
function sureOf(field: ObjectField, found: Checked | undefined): Set<string> {
  return new Set(
    askedOf(field).leaves.flatMap(({ path }) => {
      let node = found;
      for (const name of path) node = node?.kind === 'object' ? node.properties.get(name) : undefined;
      return node?.kind === 'leaf' && !isEmpty(node) && node.probability >= SURE ? [pointerOf(path)] : [];
    }),
  );
}

function checksOf(output: ExtractOutput, problemsOf: (values: unknown) => { missing: string[]; wrong: string[] }, seen: number | undefined): Check[] {
  const all: readonly Extracted[] = 'items' in output ? output.items : [output];
  const problems = all.map(({ values }) => problemsOf(values));
  const missing = problems.flatMap((each) => each.missing);
  const wrong = problems.flatMap((each) => each.wrong);
  const rejected = all.flatMap((each) => each.rejected).filter(({ why }) => why !== 'It is there already.');
  const some = (texts: string[]) => `${texts.slice(0, 3).join(' ')}${texts.length > 3 ? ` And ${texts.length - 3} more.` : ''}`;
  return [
    { name: 'complete', passed: missing.length === 0, detail: missing.length === 0 ? 'Every required value was found.' : some(missing) },
    { name: 'valid', passed: wrong.length === 0, detail: wrong.length === 0 ? 'The values satisfy the schema.' : some(wrong) },
    { name: 'found', passed: rejected.length === 0, detail: rejected.length === 0 ? 'Every value stands in the text.' : some(rejected.map(({ path, value, why }) => `${path}: ${JSON.stringify(value)?.slice(0, 80)} was rejected: ${why}`)) },
    ...(seen === undefined ? [] : [{ name: 'whole', passed: false, detail: `The model saw ${Math.round(seen * 100)} % of the text.` }]),
  ];
}
