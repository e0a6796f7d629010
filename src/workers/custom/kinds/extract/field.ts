import type { JsonSchema } from '../../../../core/language-model.ts';
import { patternProblem } from './safe-pattern.ts';

/** Formats of strings that code can find in a text. */
export const STRING_FORMATS = ['date', 'date-time', 'time', 'email', 'uri', 'ipv4', 'ipv6', 'uuid', 'hostname'] as const;
export type StringFormat = (typeof STRING_FORMATS)[number];

export type Scalar = string | number | boolean | null;

interface Common {
  nullable: boolean;
  /** For people and the model; empty where nothing is said. */
  description: string;
}

export interface StringField extends Common {
  kind: 'string';
  format?: StringFormat | undefined;
  limits: Readonly<Record<string, number | string>>;
}
export interface NumberField extends Common {
  kind: 'number' | 'integer';
  limits: Readonly<Record<string, number>>;
}
export interface BooleanField extends Common {
  kind: 'boolean';
}
/** One of given values, which need not stand in the text. */
export interface ChoiceField extends Common {
  kind: 'choice';
  values: readonly Exclude<Scalar, null>[];
}
export type LeafField = StringField | NumberField | BooleanField | ChoiceField;

export interface ObjectField extends Common {
  kind: 'object';
  properties: readonly { name: string; field: Field; required: boolean }[];
}
export interface ArrayField extends Common {
  kind: 'array';
  element: Field;
  limits: Readonly<Record<string, number>>;
}
/** What a JSON Schema asks for, as far as it can be filled from a text. */
export type Field = LeafField | ObjectField | ArrayField;

export interface SchemaIssue {
  path: (string | number)[];
  message: string;
}

const DEEPEST = 6;
const MOST_FIELDS = 200;
const MOST_VALUES = 200;
const NAMES_OF_CHOICES = ['anyOf', 'oneOf'];
const NEVER = ['allOf', 'not', 'if', 'patternProperties', 'dependentSchemas', 'dependentRequired', 'prefixItems', 'contains', 'propertyNames', 'unevaluatedProperties', 'unevaluatedItems', '$dynamicRef', '$recursiveRef'];
const STRING_LIMITS = ['minLength', 'maxLength', 'pattern'];
const NUMBER_LIMITS = ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf'];
const ARRAY_LIMITS = ['minItems', 'maxItems'];

class Unfillable extends Error {
  readonly path: (string | number)[];
  constructor(path: (string | number)[], message: string) {
    super(message);
    this.path = path;
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Reads the JSON Schema of an object. What cannot be filled is said with its place. */
export function readSchema(schema: JsonSchema): { field: ObjectField } | { issue: SchemaIssue } {
  let fields = 0;
  const fail = (path: (string | number)[], message: string): never => {
    throw new Unfillable(path, message);
  };

  function read(given: unknown, path: (string | number)[], depth: number): Field {
    if (!isRecord(given)) return fail(path, 'This is no JSON Schema: write "type: string" or the like.');
    if (depth > DEEPEST) return fail(path, `Values are nested more than ${DEEPEST} deep here, or a $ref leads in a circle.`);
    if (++fields > MOST_FIELDS) return fail(path, `There are more than ${MOST_FIELDS} fields: split the worker.`);
    if (given['$ref'] !== undefined) return read(referenced(given['$ref'], path), path, depth + 1);
    for (const name of NEVER) if (given[name] !== undefined) fail([...path, name], `${name} cannot be filled from a text: describe the value by type, properties, items and enum.`);
    for (const name of NAMES_OF_CHOICES) if (given[name] !== undefined) return readAlternatives(given, name, path, depth);

    const types = (Array.isArray(given['type']) ? given['type'] : [given['type']]) as unknown[];
    const nullable = types.includes('null') || given['nullable'] === true || (Array.isArray(given['enum']) && given['enum'].includes(null));
    const common: Common = { nullable, description: typeof given['description'] === 'string' ? given['description'].replace(/\s+/g, ' ').trim().slice(0, 300) : typeof given['title'] === 'string' ? given['title'].slice(0, 100) : '' };
    const values = given['const'] !== undefined ? [given['const']] : given['enum'];
    if (values !== undefined) return readChoice(values, common, [...path, given['const'] !== undefined ? 'const' : 'enum']);
    const own = types.filter((type) => type !== 'null' && type !== undefined);
    if (own.length !== 1) return fail(types.length > 1 ? [...path, 'type'] : path, own.length === 0 ? 'type is missing: string, number, integer, boolean, object or array.' : 'A value has one type, or one and null.');
    switch (own[0]) {
      case 'string':
        return readString(given, common, path);
      case 'number':
      case 'integer':
        return { ...common, kind: own[0], limits: limitsIn(given, NUMBER_LIMITS, path) as Record<string, number> };
      case 'boolean':
        return { ...common, kind: 'boolean' };
      case 'array':
        if (given['items'] === undefined) return fail(path, 'An array needs items: the JSON Schema of each of them.');
        return { ...common, kind: 'array', element: read(given['items'], [...path, 'items'], depth + 1), limits: limitsIn(given, ARRAY_LIMITS, path) as Record<string, number> };
      case 'object':
        return readObject(given, common, path, depth);
      default:
        return fail([...path, 'type'], 'type is one of: string, number, integer, boolean, object, array.');
    }
  }

  function referenced(reference: unknown, path: (string | number)[]): unknown {
    const parts = typeof reference === 'string' ? /^#\/(\$defs|definitions)\/([^/~%]+)$/.exec(reference) : null;
    const definitions = parts && schema[parts[1]!];
    if (!parts || !isRecord(definitions) || !Object.hasOwn(definitions, parts[2]!)) return fail([...path, '$ref'], '$ref may lead to "#/$defs/NAME" of this schema alone.');
    return definitions[parts[2]!];
  }

  /** `anyOf: [X, {type: null}]` is how some write that a value may be null. */
  function readAlternatives(given: Record<string, unknown>, name: string, path: (string | number)[], depth: number): Field {
    const all = Array.isArray(given[name]) ? (given[name] as unknown[]) : [];
    const others = all.filter((each) => !(isRecord(each) && each['type'] === 'null'));
    if (others.length !== 1 || all.length !== 2) return fail([...path, name], `${name} cannot be filled from a text, unless it is a value or null.`);
    const field = read(others[0], [...path, name, all.indexOf(others[0])], depth);
    return { ...field, nullable: true, description: field.description || (typeof given['description'] === 'string' ? given['description'].slice(0, 300) : '') };
  }

  function readChoice(values: unknown, common: Common, path: (string | number)[]): ChoiceField {
    const given = (Array.isArray(values) ? values : []).filter((value) => value !== null);
    if (given.length === 0 || given.length > MOST_VALUES || !given.every((value) => ['string', 'number', 'boolean'].includes(typeof value) && value !== '')) return fail(path, `enum is a list of at most ${MOST_VALUES} texts or numbers.`);
    return { ...common, kind: 'choice', values: given as Exclude<Scalar, null>[] };
  }

  function readString(given: Record<string, unknown>, common: Common, path: (string | number)[]): StringField {
    const format = given['format'];
    if (format !== undefined && !(STRING_FORMATS as readonly unknown[]).includes(format)) return fail([...path, 'format'], `format is one of: ${STRING_FORMATS.join(', ')}.`);
    const limits = limitsIn(given, STRING_LIMITS, path);
    const wrong = typeof limits['pattern'] === 'string' ? patternProblem(limits['pattern']) : undefined;
    if (wrong) return fail([...path, 'pattern'], wrong);
    return { ...common, kind: 'string', format: format as StringFormat | undefined, limits };
  }

  function readObject(given: Record<string, unknown>, common: Common, path: (string | number)[], depth: number): ObjectField {
    const properties = given['properties'];
    if (!isRecord(properties) || Object.keys(properties).length === 0) return fail(path, 'An object needs properties: the name and the JSON Schema of each value.');
    const required = given['required'] === undefined ? [] : given['required'];
    if (!Array.isArray(required)) return fail([...path, 'required'], 'required is a list of names of properties.');
    for (const [index, name] of required.entries()) if (typeof name !== 'string' || !Object.hasOwn(properties, name)) fail([...path, 'required', index], `There is no property ${JSON.stringify(name)}.`);
    return {
      ...common,
      kind: 'object',
      properties: Object.entries(properties).map(([name, each]) => {
        if (name === '__proto__' || name.length > 80 || /[\n:|]/.test(name)) fail([...path, 'properties', name], 'The name of a property is short, on one line, and without ":" and "|".');
        return { name, required: required.includes(name), field: read(each, [...path, 'properties', name], depth + 1) };
      }),
    };
  }

  function limitsIn(given: Record<string, unknown>, names: string[], path: (string | number)[]): Record<string, number | string> {
    const found: Record<string, number | string> = {};
    for (const name of names) {
      const value = given[name];
      if (value === undefined) continue;
      if (typeof value !== (name === 'pattern' ? 'string' : 'number')) fail([...path, name], `${name} is a ${name === 'pattern' ? 'regular expression' : 'number'}.`);
      found[name] = value as number | string;
    }
    return found;
  }

  try {
    const field = read(schema, [], 0);
    if (field.kind !== 'object') return { issue: { path: [], message: 'output is the JSON Schema of an object: "type: object" with "properties".' } };
    return { field };
  } catch (error) {
    if (error instanceof Unfillable) return { issue: { path: error.path, message: error.message } };
    throw error;
  }
}

/** What a model is asked for: every value, or null where there is none. Limits are for code to check, and some servers refuse schemas that have any. */
export function askedSchemaOf(field: Field, absent = true): JsonSchema {
  const nullable = absent || field.nullable;
  const type = (name: string) => (nullable ? [name, 'null'] : name);
  const said = field.description === '' ? {} : { description: field.description };
  switch (field.kind) {
    case 'choice':
      return { enum: nullable ? [...field.values, null] : [...field.values], ...said };
    case 'array':
      return { type: 'array', items: askedSchemaOf(field.element, false), ...said };
    case 'object':
      return { type: 'object', properties: Object.fromEntries(field.properties.map(({ name, field: each }) => [name, askedSchemaOf(each)])), required: field.properties.map(({ name }) => name), additionalProperties: false, ...said };
    default:
      return { type: type(field.kind), ...said };
  }
}

/** The same as JSON Schema again, with nothing in it but what is known here: safe to compile, whoever wrote the first one. */
export function schemaOf(field: Field): JsonSchema {
  const type = (name: string) => (field.nullable ? [name, 'null'] : name);
  const said = field.description === '' ? {} : { description: field.description };
  switch (field.kind) {
    case 'string':
      return { type: type('string'), ...(field.format && { format: field.format }), ...field.limits, ...said };
    case 'number':
    case 'integer':
      return { type: type(field.kind), ...field.limits, ...said };
    case 'boolean':
      return { type: type('boolean'), ...said };
    case 'choice':
      return { enum: field.nullable ? [...field.values, null] : [...field.values], ...said };
    case 'array':
      return { type: type('array'), items: schemaOf(field.element), ...field.limits, ...said };
    case 'object':
      return {
        type: type('object'),
        properties: Object.fromEntries(field.properties.map(({ name, field: each }) => [name, schemaOf(each)])),
        required: field.properties.filter(({ required }) => required).map(({ name }) => name),
        additionalProperties: false,
        ...said,
      };
  }
}
