import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export type Job = 'commit' | 'explain' | 'pr';
export const JOBS: readonly Job[] = ['commit', 'explain', 'pr'];

/** A commit of a public repository. `subject` is what its author wrote: the answer, never part of an input. */
export interface CommitRecord {
  id: string;
  subject: string;
  body: string;
  files: string[];
  diff: string;
  recent_subjects: string[];
}

/** What a linter reported on a public file. */
export interface DiagnosticRecord {
  id: string;
  file: string;
  language: string;
  tool: string;
  rule: string;
  message: string;
  line: number;
  column: number;
  endLine: number;
  endColumn: number;
  source: string;
  rule_doc: string | null;
}

const FILES: Record<Job, string> = { commit: 'commits.jsonl', explain: 'diagnostics.jsonl', pr: 'prs.jsonl' };
const OWN_DATA = fileURLToPath(new URL('./data', import.meta.url));

/** The records of a job, at most `limit`, spread evenly over the file: its beginning may be one repository. */
export async function readRecords(job: Job, directory: string | undefined, limit: number): Promise<Record<string, unknown>[]> {
  const text = await readFile(join(directory ?? OWN_DATA, FILES[job]), 'utf8');
  const records = text.split('\n').filter((line) => line.trim() !== '').map((line) => JSON.parse(line) as Record<string, unknown>);
  return spread(records, limit);
}

export function spread<Item>(items: Item[], limit: number): Item[] {
  if (items.length <= limit) return items;
  return Array.from({ length: limit }, (_, index) => items[Math.floor((index * items.length) / limit)]!);
}

/** A record as the job's worker takes it. */
export function inputOf(job: Job, record: Record<string, unknown>, toolsDir: string): unknown {
  if (job === 'commit') return { diff: record['diff'], recentSubjects: record['recent_subjects'] };
  if (job === 'pr') return { commits: [], diff: record['diff'] };
  const { file, source, language, tool, rule, message, line, column, endLine, endColumn } = record;
  return { file, source, language, diagnostic: { tool, rule, message, line, column, endLine, endColumn }, toolsDir };
}
