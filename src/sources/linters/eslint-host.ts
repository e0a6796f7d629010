import * as z from 'zod';
import { ESLINT_PROCESS } from './eslint-process.ts';
import { NodeHost } from './node-host.ts';

const span = { line: z.number(), column: z.number(), endLine: z.number().nullish(), endColumn: z.number().nullish() };
const fix = z.object({ range: z.tuple([z.number(), z.number()]), text: z.string() });
const answer = z.object({
  id: z.number(),
  error: z.string().optional(),
  messages: z
    .array(
      z.object({
        ...span,
        line: z.number().default(1),
        column: z.number().default(1),
        ruleId: z.string().nullable(),
        message: z.string(),
        fatal: z.boolean().nullish(),
        fix: fix.nullish(),
        suggestions: z.array(z.object({ desc: z.string(), fix })).nullish(),
      }),
    )
    .default([]),
  meta: z.object({ description: z.string().optional(), url: z.string().optional(), messages: z.array(z.string()).default([]) }).nullish(),
  /** Folder of the package of the rule's plugin, where the process could tell. */
  plugin: z.string().nullish(),
});
export type EslintAnswer = z.infer<typeof answer>;

export interface EslintRequest {
  /** Folder of the ESLint package. */
  eslint: string;
  cwd: string;
  file: string;
  source: string;
  rule: string | null;
  /** Where our own configuration takes parser and plugins from; null: the project's configuration. */
  own: string | null;
  /** Whether the question is what the rule is about, and not what it reports. */
  about: boolean;
}

/** The child process that the project's ESLint runs in; milliseconds that one answer may take, if not the usual ones. */
export function createEslintHost(timeLimitMs?: number): NodeHost<EslintRequest, EslintAnswer> {
  return new NodeHost({ tool: 'ESLint', code: ESLINT_PROCESS, answer, ...(timeLimitMs === undefined ? {} : { timeLimitMs }) });
}
