import type { JsonSchema } from '../../../core/language-model.ts';
import type { Worker } from '../../../core/worker.ts';
import type { WorkerDefinition } from '../definition.ts';
import { type CustomInput, customInput } from '../input.ts';
import type { Item } from '../items/item.ts';
import { readItems } from '../items/read-items.ts';
import type { CustomParts } from './parts.ts';

/** The answer for one piece. */
export interface Classified {
  firstLine: number;
  lastLine: number;
  /** What code knows of the piece, and how often it occurs. */
  count: number;
  about: Readonly<Record<string, string | number>>;
  text: string;
  /** The label; several where several may fit; null where none does. */
  label: string | null;
  labels: string[];
  /** Probability of the label, 0 to 1. */
  probability: number;
}

export interface ClassifyOutput {
  /** The label of the whole input; where it has several pieces, the most frequent one. */
  label: string | null;
  items: Classified[];
}

interface ClassifyFacts {
  input: CustomInput;
  items: Item[];
  classified: Classified[];
}

export function classifyOutputSchema(_definition: WorkerDefinition): JsonSchema {
  return { type: 'object', properties: { label: { type: ['string', 'null'] }, items: { type: 'array', items: { type: 'object' } } }, required: ['label', 'items'] };
}

export function createClassifyWorker(definition: WorkerDefinition, _parts: CustomParts): Worker<CustomInput, ClassifyFacts, ClassifyOutput> {
  const answer = ({ classified }: ClassifyFacts): ClassifyOutput => ({ label: classified[0]?.label ?? null, items: classified });
  return {
    name: definition.name,
    input: customInput,
    threshold: definition.threshold,
    async gather(input) {
      const items = readItems(definition.items, input, definition.examples);
      return { input, items, classified: [] };
    },
    known: (facts) => (facts.classified.length === facts.items.length ? answer(facts) : undefined),
    async prepare(facts, { rank, progress, show }) {
      const classified: Classified[] = [];
      for (const item of facts.items) {
        progress({ done: classified.length, total: facts.items.length, what: `Piece ${classified.length + 1} of ${facts.items.length}` });
        const { probabilities } = await rank({ messages: [{ role: 'system', text: definition.instruction }, { role: 'user', text: item.text }], options: definition.labels.map(({ name }) => name) });
        const best = probabilities.indexOf(Math.max(...probabilities));
        const { name } = definition.labels[best]!;
        classified.push({ ...item, label: name, labels: [name], probability: probabilities[best]! });
        show({ ...facts, classified });
      }
      return { ...facts, classified };
    },
    prompt: async ({ input }) => ({ messages: [{ role: 'system', text: definition.instruction }, { role: 'user', text: input.text }], maxTokens: 32 }),
    parse: (_text, facts) => answer(facts),
    check: () => [],
    score: ({ output }) => Math.min(1, ...output.items.map(({ probability }) => probability)),
    material: ({ input }) => ({ folder: input.folder, paths: input.path === undefined ? [] : [input.path], texts: [input.text] }),
    render: ({ items }) => items.map(({ label, firstLine }) => (items.length === 1 ? (label ?? '') : `${firstLine}: ${label ?? ''}`)).join('\n'),
  };
}
