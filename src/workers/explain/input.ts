import * as z from 'zod';
import type { Diagnostic, LineEdit } from '../../core/diagnostic.ts';

export interface ExplainInput {
  /** Absolute path, or a name only for a source that has no project. */
  file: string;
  /** Where the source stands, if that is not `file`, for whether it may leave: the path of the file that it is a part or another version of, or an address. */
  origin?: string;
  source: string;
  /** Language identifier of VS Code. */
  language: string;
  diagnostic: Diagnostic;
  /** A folder whose `node_modules` holds linters, for files that have no project of their own. */
  toolsDir?: string;
  /** False: no linter is run, as in an untrusted workspace; then there is neither documentation nor a fix. */
  runTools?: boolean;
  /** False: only an explanation is wanted, no fix. */
  fix?: boolean;
}

export interface Fix {
  edits: LineEdit[];
  /** True: the tool was run on the changed source. */
  verified: boolean;
  /** The same edits to read. */
  diff: string;
  /** Who wrote it: a tool's name, `message` where the tool's message says it, or `model`. */
  by: string;
}

export interface ExplainOutput {
  /** What in this code the diagnostic is about. Plain text, as `why` is. */
  problem: string;
  /** Why it matters, from the rule's documentation where there is one. */
  why: string;
  /** A fix that the tool, run on the changed source, is content with; null where there is none. */
  fix: Fix | null;
  /** A change that no tool has confirmed, and why. Never offered as a fix. */
  idea: { edits: LineEdit[]; diff: string; reason: string } | null;
  documentation: { summary: string; url: string | null } | null;
}

const place = z.number().int().min(1);
// Some tools give a place without an end, or a column of 0 for the whole line.
const diagnostic = z
  .object({
    tool: z.string(),
    rule: z.string().nullish(),
    message: z.string(),
    line: place,
    column: z.number().int().nullish(),
    endLine: z.number().int().nullish(),
    endColumn: z.number().int().nullish(),
  })
  .transform(({ tool, rule, message, line, column, endLine, endColumn }): Diagnostic => {
    const start = Math.max(column ?? 1, 1);
    const last = Math.max(endLine ?? line, line);
    return { tool, rule: rule ?? '', message, line, column: start, endLine: last, endColumn: Math.max(endColumn ?? start + 1, last === line ? start : 1) };
  });

export const explainInput: z.ZodType<ExplainInput> = z.object({
  file: z.string().min(1),
  origin: z.string().min(1).optional(),
  source: z.string().max(4_000_000),
  language: z.string().default(''),
  diagnostic,
  toolsDir: z.string().optional(),
  runTools: z.boolean().optional(),
  fix: z.boolean().optional(),
});
