export interface SchemaProblem {
  /** In the schema. */
  path: (string | number)[];
  message: string;
}

/** Why a JSON Schema cannot be filled; undefined where it can. */
export function schemaProblem(schema: Record<string, unknown>): SchemaProblem | undefined {
  if (schema['type'] !== 'object' || typeof schema['properties'] !== 'object' || schema['properties'] === null || Object.keys(schema['properties']).length === 0) {
    return { path: [], message: 'output is the JSON Schema of an object: "type: object" with "properties".' };
  }
  return undefined;
}
