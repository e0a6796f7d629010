/** What is known of the values that stand at one place of a JSON text. */
export interface Shape {
  /** Values seen. */
  count: number;
  /** JSON's types of those that are neither objects nor arrays. */
  scalars: Set<'string' | 'number' | 'boolean' | 'null'>;
  /** Strings seen, and those of them that are dates or times by ISO 8601. */
  strings: number;
  dates: number;
  /** Of the objects: how many, and their members. */
  objects: number;
  fields: Map<string, Shape>;
  /** Of the elements of the arrays; undefined where there was no array, or all were empty. */
  arrays: number;
  elements: Shape | undefined;
  /** One of the values, shortened, to show what is meant. */
  sample: string;
}

/** Deeper values are not looked at. */
const DEEPEST = 60;
const ISO_DATE = /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?$/;
const SAMPLE = 60;

export function emptyShape(): Shape {
  return { count: 0, scalars: new Set(), strings: 0, dates: 0, objects: 0, fields: new Map(), arrays: 0, elements: undefined, sample: '' };
}

/** Adds a value that was read from JSON to what is known. */
export function addValue(shape: Shape, value: unknown, depth = 0): void {
  shape.count++;
  if (value === null) shape.scalars.add('null');
  else if (typeof value === 'string') {
    shape.scalars.add('string');
    shape.strings++;
    if (ISO_DATE.test(value)) shape.dates++;
    if (shape.sample === '') shape.sample = value.length > SAMPLE ? `${value.slice(0, SAMPLE)}…` : value;
  } else if (typeof value === 'number' || typeof value === 'boolean') {
    shape.scalars.add(typeof value as 'number' | 'boolean');
    if (shape.sample === '') shape.sample = String(value);
  } else if (depth >= DEEPEST) return;
  else if (Array.isArray(value)) {
    shape.arrays++;
    for (const element of value) addValue((shape.elements ??= emptyShape()), element, depth + 1);
  } else if (typeof value === 'object') {
    shape.objects++;
    for (const [key, inner] of Object.entries(value)) {
      let field = shape.fields.get(key);
      if (!field) shape.fields.set(key, (field = emptyShape()));
      addValue(field, inner, depth + 1);
    }
  }
}

/** What the values of all of them would have given. */
export function merged(shapes: readonly Shape[]): Shape {
  if (shapes.length === 1) return shapes[0]!;
  const all = emptyShape();
  const fields = new Map<string, Shape[]>();
  const elements: Shape[] = [];
  for (const shape of shapes) {
    all.count += shape.count;
    all.strings += shape.strings;
    all.dates += shape.dates;
    all.objects += shape.objects;
    all.arrays += shape.arrays;
    all.sample ||= shape.sample;
    for (const scalar of shape.scalars) all.scalars.add(scalar);
    for (const [key, field] of shape.fields) {
      const others = fields.get(key);
      if (others) others.push(field);
      else fields.set(key, [field]);
    }
    if (shape.elements) elements.push(shape.elements);
  }
  for (const [key, some] of fields) all.fields.set(key, merged(some));
  if (elements.length > 0) all.elements = merged(elements);
  return all;
}

/** Names that people give to fields: `content-type` is one, `1.0.0` and `@a/b` are data. */
const FIELD = /^[A-Za-z_$][\w$-]*$/;
/** Members from which an object of like values is a dictionary, whatever its keys. */
const MANY = 12;

/** True for an object whose keys are data, as versions by number or packages by name, so that its values are of one type. */
export function isDictionary({ objects, fields }: Shape): boolean {
  if (objects === 0 || fields.size < 2) return false;
  const odd = [...fields.keys()].filter((key) => !FIELD.test(key)).length;
  if (fields.size < MANY && odd * 2 <= fields.size) return false;
  // In several objects the same keys again and again are no data.
  if (objects > 1 && odd < fields.size && [...fields.values()].every(({ count }) => count >= objects * 0.8)) return false;
  const values = [...fields.values()];
  const kinds = new Set(values.map(kindOf));
  if (kinds.size > 1) return false;
  if (!kinds.has('object')) return true;
  const keys = new Set(values.flatMap((value) => [...value.fields.keys()]));
  const shared = values.reduce((sum, value) => sum + value.fields.size, 0) / values.length;
  return keys.size > 0 && shared >= keys.size / 2;
}

function kindOf({ scalars, objects, arrays }: Shape): string {
  const kinds = [...[...scalars].filter((scalar) => scalar !== 'null'), ...(objects > 0 ? ['object'] : []), ...(arrays > 0 ? ['array'] : [])];
  return kinds.sort().join('|');
}
