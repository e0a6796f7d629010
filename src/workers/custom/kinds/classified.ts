import type { JsonSchema } from '../../../core/language-model.ts';
import type { Label } from '../definition.ts';
import type { Item } from '../items/item.ts';

/** The answer for one piece. */
export interface Classified extends Item {
  /** The label; the likeliest of several; what the worker says where none fits; null where it has nothing for that. */
  label: string | null;
  labels: string[];
  /** Probability that the label is right, 0 to 1. */
  probability: number;
  /** The next likely label. */
  runnerUp: { label: string; probability: number } | null;
  /** Share of the text that the model got to see, 0 to 1. */
  seen: number;
}

export interface ClassifyOutput {
  /** The label of the whole input; where it has several pieces, the most frequent one. */
  label: string | null;
  items: Classified[];
}

/** The label of most pieces, each counted as often as it occurs; the first one of several. */
export function mostFrequent(items: readonly Classified[]): string | null {
  const counts = new Map<string | null, number>();
  for (const { label, count } of items) counts.set(label, (counts.get(label) ?? 0) + count);
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0] ?? null;
}

/** JSON Schema of the answer with these labels. */
export function classifySchema(labels: readonly Label[], none: boolean): JsonSchema {
  const label = { type: 'string', enum: labels.map(({ name }) => name) };
  const orNone = none ? label : { anyOf: [label, { type: 'null' }] };
  const share = { type: 'number', minimum: 0, maximum: 1 };
  const count = { type: 'integer', minimum: 1 };
  const runnerUp = { type: 'object', properties: { label, probability: share }, required: ['label', 'probability'], additionalProperties: false };
  const properties = {
    label: orNone,
    labels: { type: 'array', items: label },
    probability: share,
    runnerUp: { anyOf: [runnerUp, { type: 'null' }] },
    text: { type: 'string' },
    firstLine: count,
    lastLine: count,
    count,
    about: { type: 'object', additionalProperties: { type: ['string', 'number'] } },
    seen: share,
  };
  const item = { type: 'object', properties, required: Object.keys(properties), additionalProperties: false };
  return { type: 'object', properties: { label: orNone, items: { type: 'array', items: item } }, required: ['label', 'items'], additionalProperties: false };
}
