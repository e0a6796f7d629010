import type { JsonSchema } from '../../core/language-model.ts';
import type { WorkerName } from '../jobs.ts';

export const SUMMARIES: Record<WorkerName, string> = {
  explain: 'Explains a diagnostic of a linter or compiler: what in this code, why it matters, and a fix that the tool has confirmed.',
  commit: 'Writes a commit message for what is staged, or for a diff.',
  pr: 'Writes the title and description of a pull request.',
  review: 'Sums up a branch or a diff file by file, in the order in which it is best read, with the risky places.',
  changelog: 'Writes a changelog entry, or notes for a release.',
};

const text = { type: 'string' };
const textOrNull = { type: ['string', 'null'] };
const list = (items: JsonSchema) => ({ type: 'array', items });
const object = (properties: Record<string, unknown>, optional: string[] = []): JsonSchema => ({ type: 'object', properties, required: Object.keys(properties).filter((name) => !optional.includes(name)) });
const orNull = (schema: JsonSchema): JsonSchema => ({ anyOf: [schema, { type: 'null' }] });

const edits = list(object({ startLine: { type: 'integer' }, endLine: { type: 'integer' }, newText: text }));

/** What clients may rely on; there may be more. */
export const OUTPUT_SCHEMAS: Record<WorkerName, JsonSchema> = {
  explain: object({
    problem: text,
    why: text,
    fix: orNull(object({ edits, verified: { type: 'boolean' } })),
    documentation: orNull(object({ summary: text, url: textOrNull })),
  }),
  commit: object({ subject: text, body: text, message: text }),
  pr: object({ title: text, description: text, files: list(object({ path: text, summary: text })) }),
  review: object({ base: textOrNull, head: textOrNull, summary: text, files: list(object({ path: text, summary: text, risks: list(object({ kind: text, detail: text, line: { type: ['integer', 'null'] } })) })) }),
  changelog: object({ kind: text, form: text, root: textOrNull, path: textOrNull, entry: text, files: list(object({ path: text, before: textOrNull, after: text })) }),
};
