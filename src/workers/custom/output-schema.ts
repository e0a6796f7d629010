import { readSchema, type SchemaIssue } from './kinds/extract/field.ts';

/** Where in the schema, and what. */
export type SchemaProblem = SchemaIssue;

/** Why a JSON Schema cannot be filled; undefined where it can. */
export function schemaProblem(schema: Record<string, unknown>): SchemaProblem | undefined {
  if (schema['type'] !== 'object' || typeof schema['properties'] !== 'object' || schema['properties'] === null || Object.keys(schema['properties']).length === 0) {
    return { path: [], message: 'output is the JSON Schema of an object: "type: object" with "properties".' };
  }
  const read = readSchema(schema);
  return 'issue' in read ? read.issue : undefined;
}
