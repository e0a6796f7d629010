import * as z from 'zod';
import type { ChatMessage, GeneratedToken } from '../../../../core/language-model.ts';
import type { Preparation } from '../../../../core/worker.ts';
import { fingerprint } from '../../../changes/fingerprint.ts';
import { NO_CONTENT, withoutPrior } from '../label-confidence.ts';
import { candidatesFor, elementsFor } from './candidates.ts';
import { askedSchemaOf, type LeafField, type ObjectField } from './field.ts';
import { CELL, LINE_GRAMMAR, listGrammar, NONE, optionsGrammar } from './grammar.ts';
import { labelledIn } from './labelled.ts';
import { type Asked, askedOf, columnsOf, pointerOf, setAt } from './leaves.ts';
import { locate } from './locate.ts';
import { jsonIn } from './prompt.ts';
import type { SourceText } from './source-text.ts';
import type { Structured } from './structured.ts';

/** Values as they stand in the text, in the schema's form, and how sure the model was of each by its path. */
export interface Answered {
  values: Record<string, unknown>;
  probabilities: Record<string, number>;
}

export interface Question {
  field: ObjectField;
  /** Paths of single values that need not be asked for again. */
  skip: ReadonlySet<string>;
  system: string;
  source: SourceText;
  /** What the text holds as data, where it is such. */
  structured: Structured | undefined;
  /** Tokens that a list may take. */
  listTokens: number;
}

const keptPrior = z.array(z.number());
const LINE_TOKENS = 160;
/** Of how many leading tokens the probability is that of the value: the rest is copied. */
const TELLING_TOKENS = 12;
/** How often code is right that reads a document's own names. */
const BY_STRUCTURE = 0.97;

/**
 * Asks for one value after the other, each behind its name and after those that are known: the model has read the text once, and writes values alone.
 * What code knows it is not asked. Lists come last, row by row.
 */
export async function askValues({ field, skip, system, source, structured, listTokens }: Question, { ask, rank, kept, signal }: Pick<Preparation, 'ask' | 'rank' | 'kept' | 'signal'>, grown: (answered: Answered) => void): Promise<Answered> {
  const { leaves, lists } = askedOf(field);
  const answered: Answered = { values: {}, probabilities: {} };
  const messages: ChatMessage[] = [{ role: 'system', text: system }, { role: 'user', text: source.text }];
  const labelled = labelledIn(source);
  /** The answer so far, as the model would have written it. */
  let written = '';
  const note = (asked: Asked<LeafField>, value: string | number | boolean | null, probability: number) => {
    written += `${asked.label}: ${value === null ? NONE : value === true ? 'yes' : value === false ? 'no' : oneLine(String(value))}\n`;
    if (value !== null) setAt(answered.values, asked.path, value);
    answered.probabilities[pointerOf(asked.path)] = probability;
    grown(answered);
  };

  /** What the model says where there is nothing to say it of, worked out once for all texts. */
  async function priorOf(label: string, options: readonly string[]): Promise<number[]> {
    const key = `extract prior ${fingerprint([system, label, options.join()])}`;
    const before = keptPrior.safeParse(await kept.get(key));
    if (before.success && before.data.length === options.length) return before.data;
    const { probabilities, rough } = await rank({ messages: [messages[0]!, { role: 'user', text: NO_CONTENT }], prefill: `${label}:`, options: [...options] });
    const prior = rough ? options.map(() => 1) : probabilities;
    await kept.put(key, prior);
    return prior;
  }

  const open = leaves.filter(({ path }) => !skip.has(pointerOf(path)));
  const found = open.map((asked) => {
    const value = structured?.get(pointerOf(asked.path));
    const known = (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') && 'value' in locate(asked.field, value, source);
    return { asked, candidates: known ? { known: value, probability: BY_STRUCTURE } : candidatesFor(asked, source, labelled) };
  });
  // What is known stands before what is asked for, so that the model goes on in the same way.
  for (const { asked, candidates } of found) if (candidates !== 'any' && 'known' in candidates && candidates.known !== null) note(asked, candidates.known, candidates.probability);
  for (const { asked, candidates } of found) {
    signal.throwIfAborted();
    if (candidates !== 'any' && 'known' in candidates) {
      if (candidates.known === null) answered.probabilities[pointerOf(asked.path)] = candidates.probability;
      continue;
    }
    const prefill = `${written}${asked.label}:`;
    if (asked.field.kind === 'choice' || asked.field.kind === 'boolean') {
      const few = candidates === 'any' ? undefined : candidates.options;
      const values: (string | number | boolean | null)[] = asked.field.kind === 'boolean' ? [true, false] : (few ?? [...asked.field.values]);
      if (!few && (asked.field.nullable || !asked.required)) values.push(null);
      const options = values.map((value) => ` ${value === null ? NONE : value === true ? 'yes' : value === false ? 'no' : String(value)}`);
      const { probabilities: weighed } = await rank({ messages, prefill, options });
      const probabilities = withoutPrior(weighed, await priorOf(asked.label, options));
      const best = probabilities.indexOf(Math.max(...probabilities));
      note(asked, values[best]!, probabilities[best]!);
      continue;
    }
    const options = candidates === 'any' ? undefined : candidates.options;
    const { text, tokens } = await ask({ messages, prefill, maxTokens: LINE_TOKENS, stop: ['\n'], grammar: (options && optionsGrammar(options)) ?? LINE_GRAMMAR });
    note(asked, text.trim() === NONE ? null : text.trim(), certainty(tokens));
  }
  for (const list of lists) {
    signal.throwIfAborted();
    const columns = columnsOf(list.field);
    const path = pointerOf(list.path);
    const rowsInData = structured?.get(path);
    const elements = columns ? elementsFor(list.field.element, source) : undefined;
    if (rowsInData !== undefined || elements?.length === 0) {
      setAt(answered.values, list.path, Array.isArray(rowsInData) ? rowsInData : []);
      answered.probabilities[path] = BY_STRUCTURE;
    } else if (!columns) {
      const { text, tokens } = await ask({ messages, prefill: `${written}${list.label}, as JSON:\n`, maxTokens: listTokens, schema: { type: 'object', properties: { list: askedSchemaOf(list.field) }, required: ['list'], additionalProperties: false } });
      setAt(answered.values, list.path, (jsonIn(text) as { list?: unknown } | undefined)?.list ?? []);
      answered.probabilities[path] = certainty(tokens);
    } else {
      const plain = columns.length === 1 && columns[0]!.label === '';
      // A table, for that is how models write rows, and where they know an end.
      const head = plain ? `${list.label}:\n-` : `${list.label}:\n\n| ${columns.map(({ label }) => label).join(CELL)} |\n|${'---|'.repeat(columns.length)}\n|`;
      const form = elements && listGrammar(elements);
      const { text, tokens, stopReason } = await ask({ messages, prefill: `${written}${head}`, maxTokens: form ? Math.min(listTokens, tokensOf(elements)) : listTokens, stop: ['\n\n', '\n#'], ...(form && { grammar: form }) });
      const lines = rowLines(text, plain ? '-' : '|', stopReason === 'length');
      const rows = lines.map((line) => (plain ? line : rowOf(line, columns))).filter((row) => (typeof row === 'string' ? row !== NONE : Object.keys(row).length > 0));
      setAt(answered.values, list.path, rows);
      Object.assign(answered.probabilities, rowProbabilities(tokens, rows, columns, path));
      written += `${head}${lines.map((line) => ` ${line}`).join(plain ? '\n-' : '\n|')}\n\n`;
    }
    grown(answered);
  }
  return answered;
}

/** More tokens than these lines take: the model ends where it has written all that it wants, or begins anew. */
const tokensOf = (lines: readonly string[]) => lines.reduce((sum, line) => sum + line.length, 0) + 4 * lines.length + 8;

const oneLine = (text: string) => text.replace(/\s+/g, ' ');

/** Geometric mean of the probabilities of a value's first tokens. */
function certainty(tokens: readonly GeneratedToken[]): number {
  const telling = tokens.filter(({ text }) => text.trim() !== '').slice(0, TELLING_TOKENS);
  if (telling.length === 0) return 1;
  return Math.exp(telling.reduce((sum, { probability }) => sum + Math.log(Math.max(probability, 1e-6)), 0) / telling.length);
}

/** The lines of a list or table behind its mark, the first one's being given, as far as there is one after the other; the last one is not whole where it was cut off. */
function rowLines(text: string, mark: string, cut: boolean): string[] {
  const lines = `${mark}${text}`.split('\n');
  const end = lines.findIndex((line) => !line.startsWith(mark));
  const rows = end < 0 ? (cut ? lines.slice(0, -1) : lines) : lines.slice(0, end);
  return rows.map((line) => line.slice(mark.length).trim()).filter((line) => line !== '');
}

function rowOf(line: string, columns: readonly Asked<LeafField>[]): Record<string, unknown> {
  const cells = line.replace(/\|$/, '').split('|').map((cell) => cell.trim());
  const row: Record<string, unknown> = {};
  for (const [index, { path }] of columns.entries()) if (cells[index] !== undefined && cells[index] !== '' && cells[index] !== NONE) setAt(row, path, cells[index]);
  return row;
}

/** Each row's certainty holds for all its values. */
function rowProbabilities(tokens: readonly GeneratedToken[], rows: readonly unknown[], columns: readonly Asked<LeafField>[], path: string): Record<string, number> {
  const perRow: GeneratedToken[][] = [];
  let line: GeneratedToken[] = [];
  for (const token of tokens) {
    line.push(token);
    if (!token.text.includes('\n')) continue;
    if (line.some(({ text }) => text.trim() !== '')) perRow.push(line);
    line = [];
  }
  if (line.length > 0) perRow.push(line);
  const found: Record<string, number> = {};
  for (const index of rows.keys()) for (const column of columns) found[`${path}/${index}${pointerOf(column.path)}`] = perRow[index] ? certainty(perRow[index]) : 1;
  return found;
}
