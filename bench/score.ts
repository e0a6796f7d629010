import { inventedNames } from '../src/workers/checks/invented-names.ts';
import { similarity } from '../src/workers/commit/similar.ts';
import { partsOf } from '../src/workers/commit/parts.ts';
import { median, rankedAuroc } from './measures.ts';
import type { CommitRecord } from './records.ts';

/** What a scorer needs of an answer in the batch format. */
export interface Answer {
  output?: { subject?: string; message?: string; title?: string; problem?: string } | null;
  confidence?: number;
  timings?: { firstTextMs?: number | null; totalMs?: number };
}

export type Scores = Record<string, number | null>;

const NEARLY_THE_SAME = 0.8;
const LONGEST = 72;

function round(value: number): number {
  return Math.round(value * 1e4) / 1e4;
}

function mean(values: (number | boolean | null)[]): number | null {
  const counted = values.filter((value) => value !== null).map(Number);
  return counted.length === 0 ? null : round(counted.reduce((sum, value) => sum + value, 0) / counted.length);
}

function middle(values: (number | null | undefined)[]): number | null {
  const counted = values.filter((value) => typeof value === 'number');
  return counted.length === 0 ? null : median(counted);
}

/** How well `scores` tell the good from the others: the chance that a good one has the higher score; null where all are alike. */
export function auroc(scores: number[], good: boolean[]): number | null {
  const area = rankedAuroc(scores, good);
  return Number.isNaN(area) ? null : round(area);
}

export function timesOf(answers: Answer[]): Scores {
  return { firstTextP50: middle(answers.map((answer) => answer.timings?.firstTextMs)), totalP50: middle(answers.map((answer) => answer.timings?.totalMs)) };
}

/** The subject without its `type(scope): `; an area counts as words of the description. */
export function described(subject: string): string {
  const parts = partsOf(subject);
  return parts.form === 'conventional' ? parts.description : subject;
}

function typeOf(subject: string): string | null {
  const parts = partsOf(subject);
  return parts.form === 'conventional' ? parts.head : null;
}

/** Scores commit messages against the ones that people wrote: the wording (ROUGE-L), the type, the form, the length, copies and invented names. */
export function scoreCommits(records: CommitRecord[], answers: Answer[]): Scores {
  const rows = records.map((record, index) => {
    const subject = (answers[index]?.output?.subject ?? '').trim();
    const wanted = typeOf(record.subject);
    return {
      rougeL: similarity(described(subject), described(record.subject)),
      type: wanted === null ? null : typeOf(subject) === wanted,
      style: partsOf(subject).form === partsOf(record.subject).form,
      length: subject.length > 0 && subject.length <= LONGEST && !subject.endsWith('.'),
      copied: record.recent_subjects.some((recent) => similarity(described(subject), described(recent)) > NEARLY_THE_SAME),
      invented: inventedNames(answers[index]?.output?.message ?? subject, [record.diff, record.files.join(' '), record.recent_subjects.join(' ')]).length > 0,
    };
  });
  const usual = middle(rows.map((row) => row.rougeL)) ?? 0;
  const of = (key: keyof (typeof rows)[number]) => mean(rows.map((row) => row[key]));
  return {
    n: records.length,
    failed: answers.filter((answer) => !answer.output).length,
    rougeL: of('rougeL'),
    type: of('type'),
    style: of('style'),
    length: of('length'),
    copied: of('copied'),
    invented: of('invented'),
    auroc: auroc(answers.map((answer) => answer.confidence ?? 0), rows.map((row) => row.rougeL > usual)),
    ...timesOf(answers),
  };
}
