import * as z from 'zod';
import type { Finding } from '../../core/diagnostic.ts';
import { fixesFrom } from './linter.ts';

const change = z.object({ start: z.number(), end: z.number(), text: z.string() });
const fix = z.object({ name: z.string(), title: z.string(), changes: z.array(change) });
const found = z.object({ code: z.number(), syntax: z.boolean(), message: z.string(), start: z.number(), length: z.number(), fixes: z.array(fix) });
export const typescriptAnswer = z.object({
  id: z.number(),
  error: z.string().optional(),
  /** Whether TypeScript checks the types of this file: it does not in most JavaScript. */
  checked: z.boolean().default(false),
  findings: z.array(found).default([]),
});
export type TypescriptAnswer = z.infer<typeof typescriptAnswer>;
export type TypescriptFix = z.infer<typeof fix>;

/** Fixes that take the compiler's word away instead of changing the code, by their names in TypeScript and by what they write. */
const SILENCING_NAMES = ['disableJsDiagnostics', 'addConvertToUnknownForNonOverlappingTypes'];
const SILENCING_TEXT = /@ts-(?:ignore|expect-error|nocheck)\b/;
/** Bodies that TypeScript makes up for what is missing: they compile, and throw when they run. */
const STUB = /\bnew Error\((["'])(?:Method|Function) not implemented\.\1\)/;
/** Fixes that declare what the code uses: right only where the use is right, and no more than silence where the type is `any`. */
const DECLARING_NAMES = ['fixMissingFunctionDeclaration', 'fixMissingMember', 'fixMissingProperties', 'fixMissingAttributes', 'inferFromUsage'];

function worthless({ name, changes }: TypescriptFix): boolean {
  const writes = (pattern: RegExp) => changes.some(({ text }) => pattern.test(text));
  if (SILENCING_NAMES.includes(name) || writes(SILENCING_TEXT) || writes(STUB)) return true;
  if (DECLARING_NAMES.includes(name)) return writes(/:\s*any\b/);
  // A field that is said to have a value, without being given one.
  return name === 'strictClassInitialization' && writes(/!(?=:|;|$)/);
}

/** The fixes worth trying, in TypeScript's order, but those last that declare something new or only rename what is unused. */
export function worthwhileFixes(fixes: TypescriptFix[]): TypescriptFix[] {
  const rank = ({ name, changes }: TypescriptFix) =>
    DECLARING_NAMES.includes(name) ? 2 : name === 'unusedIdentifier' && changes.every(({ text }) => text.startsWith('_')) ? 1 : 0;
  return fixes.filter((each) => !worthless(each)).sort((a, b) => rank(a) - rank(b));
}

/** Line and UTF-16 column, from 1, of offsets into a source, with the line ends that editors know. */
export function placesIn(source: string): (offset: number) => { line: number; column: number } {
  const starts = [0, ...[...source.matchAll(/\r\n|\n|\r/g)].map((match) => match.index + match[0].length)];
  return (offset) => {
    const line = starts.findLastIndex((start) => start <= offset);
    return { line: line + 1, column: offset - starts[line]! + 1 };
  };
}

/** TypeScript's answer about the source without its byte order mark as findings in the source. Syntax errors have an empty rule. */
export function typescriptFindings(source: string, { findings }: Pick<TypescriptAnswer, 'findings'>): Finding[] {
  const mark = source.startsWith('\uFEFF') ? 1 : 0;
  const place = placesIn(source.slice(mark));
  return findings.map(({ code, syntax, message, start, length, fixes }) => {
    const [from, to] = [place(start), place(start + length)];
    return {
      diagnostic: { tool: 'ts', rule: syntax ? '' : String(code), message, ...from, endLine: to.line, endColumn: to.column },
      fixes: worthwhileFixes(fixes).flatMap(({ title, changes }) =>
        fixesFrom(title, source, changes.map((each) => ({ start: each.start + mark, end: each.end + mark, text: each.text }))),
      ),
    };
  });
}
