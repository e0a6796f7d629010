import * as z from 'zod';
import type { JsonSchema } from '../../core/language-model.ts';

/** What a client may send, as JSON Schema. */
export function jsonSchemaOf(schema: z.ZodType): JsonSchema {
  const json: JsonSchema = { ...z.toJSONSchema(schema, { io: 'input' }) };
  // The document that it becomes part of says it once.
  delete json['$schema'];
  return json;
}
