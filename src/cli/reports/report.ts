import * as z from 'zod';
import type { ColumnUnit } from '../../sources/linters/text-position.ts';

/** Severities as VS Code counts them. */
export const SEVERITY = { error: 0, warning: 1, information: 2, hint: 3 } as const;

/** One finding as a report has it, before its file was looked at. Lines and columns count from 1, end columns are exclusive. */
export interface ReportFinding {
  /** A path, absolute or relative to the folder in which the tool ran, or a `file:` address. */
  path: string;
  /** Another folder that the path may be relative to. */
  base?: string;
  tool: string;
  /** Empty where the report names none, as for a source that cannot be parsed. */
  rule: string;
  message: string;
  severity?: number;
  line: number;
  column?: number;
  endLine?: number;
  endColumn?: number;
  /** What columns are counted in; `tabs`: in characters, with tab stops every eight. */
  unit: ColumnUnit | 'tabs';
}

/** Reads the reports of one tool. A new tool is one file with such an object, named in read-report.ts. */
export interface ReportFormat {
  /** As a person knows it. */
  readonly name: string;
  /**
   * What this document reports, one at a time, null for an entry that could not be understood; undefined where the document is of another format.
   * A report of one JSON value a line is given line by line.
   */
  read(document: unknown): Iterable<ReportFinding | null> | undefined;
}

/** The entries that have the shape, each turned into findings; null for every other one. */
export function* entriesOf<T>(entries: readonly unknown[], shape: z.ZodType<T>, findings: (entry: T) => Iterable<ReportFinding | null>): Generator<ReportFinding | null> {
  for (const entry of entries) {
    const parsed = shape.safeParse(entry);
    if (parsed.success) yield* findings(parsed.data);
    else yield null;
  }
}

/** Whether it is a list whose first entry has these properties; an empty list tells nothing. */
export function isListOf(document: unknown, ...properties: string[]): document is unknown[] {
  return Array.isArray(document) && hasProperties(document[0], ...properties);
}

export function hasProperties(value: unknown, ...properties: string[]): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && properties.every((property) => Object.hasOwn(value, property));
}

export const number = z.number().int();
export const maybeNumber = number.nullish().transform((value) => value ?? undefined);
export const maybeText = z.string().nullish().transform((value) => value ?? undefined);
