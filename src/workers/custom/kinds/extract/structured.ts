import { parse as parseToml } from 'smol-toml';
import type { ArrayField, Field, LeafField, ObjectField } from './field.ts';
import { wordsOf } from './labelled.ts';
import { type Asked, askedOf, columnsOf, pointerOf } from './leaves.ts';

/**
 * What code reads in a text that is JSON or TOML, by the pointers of the schema's fields: a value in the field's form as far as its rows go;
 * null where the document has no such list although it has what else was asked for. What code cannot tell is left out.
 */
export type Structured = ReadonlyMap<string, unknown>;

type Data = Record<string, unknown>;

const LONGEST = 2_000_000;
/** From this share of the names that a schema has at its top, it is this document's own. */
const OWN_NAMES = 0.5;
const DEEPEST = 6;

const isData = (value: unknown): value is Data => typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);

/** Reads a text that is all JSON or all TOML; undefined where it is neither. */
export function structuredIn(text: string, schema: ObjectField): Structured | undefined {
  const data = text.length <= LONGEST ? read(text) : undefined;
  if (!data) return undefined;
  const names = schema.properties.map(({ name }) => name);
  const own = names.filter((name) => shallowest(data, name).length > 0).length >= names.length * OWN_NAMES;
  const { leaves, lists } = askedOf(schema);
  const valueOf = ({ path, field }: Asked<LeafField | ArrayField>): unknown => {
    const found = along(data, path);
    if (found === undefined) return own && path.length === 1 && field.kind === 'array' ? null : undefined;
    return field.kind === 'array' ? rowsOf(found, field) : isScalar(found) ? found : undefined;
  };
  return new Map([...leaves, ...lists].map((asked) => [pointerOf(asked.path), valueOf(asked)] as const).filter(([, value]) => value !== undefined));
}

function read(text: string): Data | undefined {
  const trimmed = text.trim();
  const json = parsed<unknown>(JSON.parse, trimmed);
  if (json !== undefined) return isData(json) ? json : undefined;
  // Prose is nothing for the other parser.
  if (!/^[ \t]*(?:\[{1,2}[\w."' -]{1,80}\]{1,2}|[\w."'-]{1,80}[ \t]*=)/m.test(trimmed)) return undefined;
  return parsed(parseToml, text);
}

function parsed<Of>(parse: (text: string) => Of, text: string): Of | undefined {
  try {
    return parse(text);
  } catch {
    return undefined;
  }
}

/** The one value at the outermost level that has this name, and so on within it; undefined where there are several, or none. */
function along(data: Data, path: readonly string[]): unknown {
  let at: unknown = data;
  for (const name of path) {
    if (!isData(at)) return undefined;
    const found = shallowest(at, name);
    if (found.length !== 1) return undefined;
    at = found[0];
  }
  return at;
}

function shallowest(data: Data, name: string): unknown[] {
  const wanted = wordsOf(name).join(' ');
  let level: Data[] = [data];
  for (let depth = 0; depth < DEEPEST && level.length > 0; depth++) {
    const found = level.flatMap((each) => Object.entries(each).flatMap(([key, value]) => (wordsOf(key).join(' ') === wanted ? [value] : [])));
    if (found.length > 0) return found;
    level = level.flatMap((each) => Object.values(each).filter(isData));
  }
  return [];
}

const isScalar = (value: unknown): value is string | number | boolean => typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';

/** The elements of a list as the field wants them; undefined where they are something else. */
function rowsOf(value: unknown, field: ArrayField): unknown[] | undefined {
  const columns = columnsOf(field);
  if (!columns) return undefined;
  const plain = columns.length === 1 && columns[0]!.label === '';
  if (Array.isArray(value)) {
    const rows = value.map((each: unknown) => (plain ? (isScalar(each) ? each : undefined) : isData(each) ? rowOf(each, field.element) : undefined));
    return rows.every((row) => row !== undefined) ? rows : undefined;
  }
  if (!isData(value)) return undefined;
  if (plain) return Object.keys(value);
  return namedRows(value, columns.map(({ path }) => path).filter((path) => path.length === 1).map(([name]) => name!), columns.length);
}

function rowOf(data: Data, element: Field): Data | undefined {
  if (element.kind !== 'object') return undefined;
  const entries = element.properties.flatMap(({ name, field }) => {
    const value = along(data, [name]);
    return field.kind !== 'object' && field.kind !== 'array' && isScalar(value) ? [[name, value] as const] : [];
  });
  return entries.length > 0 ? Object.fromEntries(entries) : undefined;
}

const NAMES_OF_KEYS = ['name', 'key', 'id'];

/** `{ react: "^19" }` for rows with a name and one more value: a table whose keys are the names. */
function namedRows(data: Data, names: readonly string[], columns: number): unknown[] | undefined {
  const key = names.find((name) => NAMES_OF_KEYS.includes(name.toLowerCase()));
  if (key === undefined || names.length !== columns) return undefined;
  const others = names.filter((name) => name !== key);
  return Object.entries(data).map(([name, value]) => {
    if (isScalar(value)) return others.length === 1 ? { [key]: name, [others[0]!]: value } : { [key]: name };
    const inner = isData(value) ? Object.fromEntries(others.flatMap((other) => (isScalar(along(value, [other])) ? [[other, along(value, [other])]] : []))) : {};
    return { [key]: name, ...inner };
  });
}
