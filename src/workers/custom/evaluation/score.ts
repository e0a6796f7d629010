import { similarity } from '../../commit/similar.ts';
import type { Check } from '../../../core/result.ts';
import type { WorkerDefinition, WorkerKind } from '../definition.ts';
import { fieldF1 } from './field-f1.ts';

/** How good an answer is, measured by the one that a person wants. */
export interface Score {
  /** 0 to 1, by the measure of the kind. */
  value: number;
  /** Whether it is just what is wanted. */
  exact: boolean;
  /** Share of its checks that it passed; 1 where there are none. */
  checks: number;
}

/** What the values mean, for people. */
export const MEASURES: Record<WorkerKind, string> = { classify: 'accuracy', extract: 'field F1', transform: 'similarity', summarize: 'ROUGE-L' };

/** Letters of a text that are compared: the time grows with their square. */
const MOST_LETTERS = 20_000;

export function scoreAnswer(definition: Pick<WorkerDefinition, 'kind' | 'none' | 'multiple'>, wanted: unknown, answer: { output: unknown; checks: readonly Check[] }): Score {
  const { checks } = answer;
  const passed = checks.length === 0 ? 1 : checks.filter((check) => check.passed).length / checks.length;
  return { ...judged(definition, wanted, answer.output), checks: passed };
}

function judged({ kind, none, multiple }: Pick<WorkerDefinition, 'kind' | 'none' | 'multiple'>, wanted: unknown, output: unknown): Omit<Score, 'checks'> {
  switch (kind) {
    case 'classify': {
      const labels = new Set(labelsIn(output, none, multiple));
      const expected = new Set([wanted].flat());
      const shared = [...expected].filter((each) => typeof each === 'string' && labels.has(each)).length;
      const exact = shared === expected.size && shared === labels.size;
      return { value: multiple ? (2 * shared) / (labels.size + expected.size) : Number(exact), exact };
    }
    case 'extract': {
      const value = fieldF1(wanted, valuesIn(output, Array.isArray(wanted)));
      return { value, exact: value === 1 };
    }
    case 'transform':
    case 'summarize': {
      const [one, other] = [String(wanted), textIn(output)].map((text) => text.replace(/\s+/g, ' ').trim().slice(0, MOST_LETTERS)) as [string, string];
      return { value: one === other ? 1 : similarity(one, other), exact: one === other };
    }
  }
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

/** The label of the whole; all labels of all pieces, where there may be several. */
function labelsIn(output: unknown, none: string | undefined, multiple: boolean): string[] {
  const { label, items } = record(output);
  const several = multiple && Array.isArray(items) ? items.flatMap((item) => record(item)['labels'] ?? []) : [];
  const found = (several.length > 0 ? several : [label]).filter((each): each is string => typeof each === 'string');
  return found.length > 0 || none === undefined ? found : [none];
}

/** The values without their places; a list of them where the input was taken apart. */
function valuesIn(output: unknown, list: boolean): unknown {
  const { values, items } = record(output);
  if (!Array.isArray(items)) return list ? [values ?? output] : (values ?? output);
  const each = items.map((item) => record(item)['values'] ?? item);
  return list ? each : each[0];
}

function textIn(output: unknown): string {
  const { text, summary } = record(output);
  return String(typeof output === 'string' ? output : (summary ?? text ?? ''));
}
