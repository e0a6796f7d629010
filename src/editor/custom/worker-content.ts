import * as z from 'zod';
import type { AnswerRow, WorkerContent } from './worker-view.ts';

/** Rows that the panel shows; the JSON and the problems list have all. */
const SHOWN = 500;
const LONGEST_NOTE = 300;

const line = z.int().min(1);
const place = z.object({ firstLine: line.optional(), lastLine: line.optional() });
const piece = place.extend({
  count: z.number().optional(),
  about: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
  text: z.string().optional(),
  label: z.string().nullable().optional(),
  labels: z.array(z.string()).optional(),
  probability: z.number().min(0).max(1).optional(),
  values: z.record(z.string(), z.unknown()).optional(),
});
const point = place.extend({ text: z.string() });
const foundAt = z.object({ path: z.union([z.string(), z.array(z.union([z.string(), z.number()]))]), line });
const values = z.record(z.string(), z.unknown());

export const noAnswer: WorkerContent = { text: '', fixed: false, rows: [], more: 0, rejected: [] };

/**
 * What the panel shows of an answer. The kinds know the shapes of their answers; here whatever of them looks like pieces, values or points becomes rows,
 * and everything else stays text. At most `most` rows.
 */
export function contentOf(output: unknown, rendered: string, most = SHOWN): WorkerContent {
  const whole = allOf(output, rendered);
  return { ...whole, rows: whole.rows.slice(0, most), more: Math.max(0, whole.rows.length - most) };
}

function allOf(output: unknown, rendered: string): Omit<WorkerContent, 'more'> {
  const fields = values.safeParse(output).data;
  if (!fields) return { ...noAnswer, text: rendered };
  const rejected = read(fields['rejected'], z.unknown()).map(rejectedText);
  const points = read(fields['points'], point).map((each): AnswerRow => ({ ...noRow, ...linesOf(each), answer: each.text }));
  if (points.length > 0) return { ...noAnswer, rows: points, text: typeof fields['summary'] === 'string' ? fields['summary'] : '', rejected };
  const pieces = read(fields['items'], piece);
  if (pieces.length > 0) return { ...noAnswer, rows: pieces.map(pieceRow), rejected };
  const found = values.safeParse(fields['values']).data;
  if (found) return { ...noAnswer, rows: valueRows(found, read(fields['places'], foundAt)), rejected };
  return { ...noAnswer, text: rendered, fixed: typeof fields['text'] === 'string', rejected };
}

const noRow: AnswerRow = { firstLine: null, lastLine: null, name: '', answer: '', none: false, sure: null, note: '' };

/** The entries that have the form; a list that is none has no entries. */
function read<T>(list: unknown, schema: z.ZodType<T>): T[] {
  return Array.isArray(list) ? list.flatMap((entry: unknown) => {
    const parsed = schema.safeParse(entry);
    return parsed.success ? [parsed.data] : [];
  }) : [];
}

function linesOf({ firstLine, lastLine }: z.output<typeof place>): Pick<AnswerRow, 'firstLine' | 'lastLine'> {
  return { firstLine: firstLine ?? null, lastLine: lastLine ?? firstLine ?? null };
}

function pieceRow(one: z.output<typeof piece>): AnswerRow {
  const { label, labels, probability, text = '', count = 1, about = {} } = one;
  const said = labels && labels.length > 0 ? labels.join(', ') : label;
  const answer = said ?? (one.values ? Object.entries(one.values).map(([name, value]) => `${name}: ${inWords(value)}`).join(' · ') : label === null ? 'none' : text);
  const facts = [count > 1 ? `${count.toLocaleString('en-US')} times` : '', ...Object.entries(about).map(([name, value]) => `${name}: ${value}`)].filter(Boolean).join(' · ');
  const note = [facts, answer === text ? '' : text].filter(Boolean).join('\n');
  return { ...noRow, ...linesOf(one), answer, none: said === null, sure: probability === undefined ? null : Math.round(probability * 100), note: shortened(note) };
}

/** A row a value; what stands in a value keeps its name: `lines.0.price`. */
function valueRows(found: Record<string, unknown>, places: readonly z.output<typeof foundAt>[]): AnswerRow[] {
  const at = new Map(places.map(({ path, line }) => [Array.isArray(path) ? path.join('.') : path, line]));
  const rows: AnswerRow[] = [];
  const add = (name: string, value: unknown) => {
    if (typeof value === 'object' && value !== null && Object.keys(value).length > 0) {
      for (const [key, inner] of Object.entries(value)) add(name === '' ? key : `${name}.${key}`, inner);
      return;
    }
    const line = at.get(name) ?? null;
    rows.push({ ...noRow, firstLine: line, lastLine: line, name, answer: inWords(value), none: value === null });
  };
  add('', found);
  return rows;
}

function inWords(value: unknown): string {
  return typeof value === 'string' ? value : value === null ? 'not found' : (JSON.stringify(value) ?? '');
}

function rejectedText(entry: unknown): string {
  const parsed = z.object({ path: foundAt.shape.path, value: z.unknown().optional() }).safeParse(entry);
  if (!parsed.success) return shortened(inWords(entry));
  const { path, value } = parsed.data;
  return shortened(`${Array.isArray(path) ? path.join('.') : path}: ${inWords(value)}`);
}

function shortened(text: string): string {
  return text.length > LONGEST_NOTE ? `${text.slice(0, LONGEST_NOTE - 1)}…` : text;
}
