import type { Example } from '../../../core/examples.ts';
import type { JsonSchema } from '../../../core/language-model.ts';
import type { Check } from '../../../core/result.ts';
import type { Worker } from '../../../core/worker.ts';
import type { WorkerDefinition } from '../definition.ts';
import { type CustomInput, customInput } from '../input.ts';
import type { Item } from '../items/item.ts';
import { readItems } from '../items/read-items.ts';
import { classifySchema, type Classified, type ClassifyOutput, mostFrequent } from './classified.ts';
import { choices, listMessages } from './classify-prompt.ts';
import { classifyTable } from './classify-table.ts';
import type { CustomParts } from './parts.ts';
import { readLabels } from './read-labels.ts';
import { createWeighing, type Weighed } from './weigh-labels.ts';

interface ClassifyFacts {
  input: CustomInput;
  items: Item[];
  classified: Classified[];
  examples: Example[];
}

/** Examples are read with every job: a few say what is meant, more take time. */
const EXAMPLES = 4;
/** Where several labels may fit, the best one needs this many times what each has of a text that says nothing, and others this share of what the best has. */
const FITS = 1.25;
const BESIDE = 0.6;
/** A label is sure where the next one is this much less likely. */
const MARGIN = 1.5;
/** How sure a written label is taken to be. */
const WRITTEN = 0.9;
/** Of many pieces the answer is shown this often at most. */
const SHOWN = 100;
const MOST_WRITTEN = 100;
/** About four letters are a token. */
const LETTERS_OF_A_TOKEN = 3;

export function classifyOutputSchema(definition: WorkerDefinition): JsonSchema {
  return classifySchema(choices(definition), definition.none !== undefined);
}

export function createClassifyWorker(definition: WorkerDefinition, parts: CustomParts): Worker<CustomInput, ClassifyFacts, ClassifyOutput> {
  const names = choices(definition).map(({ name }) => name);
  const none = definition.none ?? null;
  /** All alike, and neither yes nor no. */
  const least = FITS * Math.sqrt(1 / names.length) * 0.5;
  const answer = ({ classified }: ClassifyFacts): ClassifyOutput => ({ label: mostFrequent(classified), items: classified });

  const labelled = (item: Item, { probabilities, seen }: Weighed): Classified => {
    const order = names.map((_, index) => index).sort((a, b) => probabilities[b]! - probabilities[a]!);
    const [first, second] = order as [number, number?];
    const runnerUp = second === undefined ? null : { label: names[second]!, probability: rounded(probabilities[second]!) };
    if (!definition.multiple) return { ...item, label: names[first]!, labels: [names[first]!], probability: rounded(probabilities[first]!), runnerUp, seen };
    const fitting = order.filter((index) => probabilities[index]! >= Math.max(least, BESIDE * probabilities[first]!));
    if (fitting.length === 0) return { ...item, label: none, labels: none === null ? [] : [none], probability: rounded(1 - probabilities[first]!), runnerUp: { label: names[first]!, probability: rounded(probabilities[first]!) }, seen };
    const next = order.find((index) => !fitting.includes(index));
    return {
      ...item,
      label: names[first]!,
      labels: fitting.map((index) => names[index]!),
      // All that were said have to be right.
      probability: rounded(Math.min(...fitting.map((index) => probabilities[index]!))),
      runnerUp: next === undefined ? null : { label: names[next]!, probability: rounded(probabilities[next]!) },
      seen,
    };
  };
  const written = (item: Item, labels: string[]): Classified => ({ ...item, label: labels[0] ?? null, labels, probability: labels.length === 0 ? 0 : WRITTEN, runnerUp: null, seen: 1 });

  return {
    name: definition.name,
    input: customInput,
    threshold: definition.threshold,
    async gather(input, signal) {
      const items = readItems(definition.items, input, definition.examples);
      // The same examples for all pieces: they stand before the text, where the model has read them already.
      const examples = (await parts.examples?.nearest(definition.examples, items.map(({ text }) => text).join('\n').slice(0, 4_000), EXAMPLES, signal)) ?? definition.examples.slice(0, EXAMPLES);
      return { input, items, classified: [], examples };
    },
    known: (facts) => (facts.classified.length === facts.items.length ? answer(facts) : undefined),
    async prepare(facts, preparation) {
      const total = facts.items.length;
      const weigh = createWeighing(definition, facts.examples, preparation);
      const classified: Classified[] = [];
      const step = Math.max(1, Math.floor(total / SHOWN));
      for (const item of facts.items) {
        preparation.signal.throwIfAborted();
        preparation.progress({ done: classified.length, total, what: `Piece ${classified.length + 1} of ${total}` });
        classified.push(labelled(item, await weigh(item.text)));
        if (classified.length % step === 0) preparation.show({ ...facts, classified: [...classified] });
      }
      return { ...facts, classified };
    },
    async prompt({ items, examples }, { contextTokens }) {
      const room = (contextTokens * LETTERS_OF_A_TOKEN) / 2;
      const shown: Item[] = [];
      let letters = 0;
      for (const item of items.slice(0, MOST_WRITTEN)) {
        const text = item.text.slice(0, Math.max(200, Math.floor(room / Math.min(items.length, MOST_WRITTEN))));
        letters += text.length;
        if (letters > room && shown.length > 0) break;
        shown.push({ ...item, text });
      }
      const whole = items.reduce((sum, { text }) => sum + text.length, 0);
      const seen = whole === 0 ? 1 : Math.min(1, shown.reduce((sum, { text }) => sum + text.length, 0) / whole);
      return { messages: listMessages(definition, examples, shown), maxTokens: 24 * shown.length + 16, ...(seen < 1 && { seen }) };
    },
    parse(text, facts) {
      if (text.trim() === '') return answer(facts);
      const said = readLabels(text, facts.items.length, names, definition.multiple);
      // What was not written about stays as it was.
      const items = facts.items.map((item, index) => {
        const labels = said[index];
        return labels ? written(item, labels) : (facts.items.length > 1 ? facts.classified[index] : undefined) ?? written(item, []);
      });
      return { label: mostFrequent(items), items };
    },
    check: ({ items }, _facts, seen = 1) => [answered(items, none), apart(items), readWhole(items, seen)],
    score: ({ output: { items } }) => {
      const weight = items.reduce((sum, { count }) => sum + count, 0);
      return weight === 0 ? 0 : rounded(items.reduce((sum, { probability, count }) => sum + probability * count, 0) / weight);
    },
    material: ({ input }) => ({ folder: input.folder, paths: input.path === undefined ? [] : [input.path], texts: [input.text] }),
    render: ({ items }) => classifyTable(items),
  };
}

function answered(items: Classified[], none: string | null): Check {
  const without = items.filter(({ label, probability }) => label === null && (none !== null || probability === 0));
  return { name: 'label', passed: without.length === 0, detail: without.length === 0 ? 'Each piece has an answer.' : `${of(without, items)} no label.` };
}

function apart(items: Classified[]): Check {
  const near = items.filter(({ probability, runnerUp }) => runnerUp !== null && runnerUp.probability * MARGIN > probability);
  const [first] = near;
  if (!first) return { name: 'margin', passed: true, detail: 'No other label is nearly as likely.' };
  const detail = `${first.runnerUp!.label} is nearly as likely as ${first.label ?? 'none'}.`;
  return { name: 'margin', passed: false, detail: items.length === 1 ? detail : `${of(near, items)} another label that is nearly as likely. Line ${first.firstLine}: ${detail}` };
}

function readWhole(items: Classified[], seen: number): Check {
  const cut = items.filter((item) => item.seen < 1);
  if (cut.length === 0 && seen >= 1) return { name: 'seen', passed: true, detail: 'The model has read all of it.' };
  return { name: 'seen', passed: false, detail: cut.length === 0 ? `The model has read ${Math.round(seen * 100)} % of the input.` : `${of(cut, items)} more text than the model has read.` };
}

function of(some: Classified[], all: Classified[]): string {
  if (all.length === 1) return 'The text has';
  return some.length === 1 ? `1 of ${all.length} pieces has` : `${some.length} of ${all.length} pieces have`;
}

function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}
