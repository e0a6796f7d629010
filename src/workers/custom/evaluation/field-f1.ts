/** Values of one object or list that are compared. */
const MOST_FIELDS = 10_000;

/** F1 of the single values of a JSON value, each with the path at which it stands; 1 where neither has any. Of a list the order does not count, nulls and empty texts are as good as left out. */
export function fieldF1(wanted: unknown, found: unknown): number {
  const [one, other] = [fieldsOf(wanted), fieldsOf(found)];
  if (one.length + other.length === 0) return 1;
  const left = new Map<string, number>();
  for (const field of one) left.set(field, (left.get(field) ?? 0) + 1);
  let shared = 0;
  for (const field of other) {
    const count = left.get(field) ?? 0;
    if (count > 0) shared++;
    left.set(field, count - 1);
  }
  return (2 * shared) / (one.length + other.length);
}

function fieldsOf(value: unknown): string[] {
  const fields: string[] = [];
  const waiting: { path: string; value: unknown }[] = [{ path: '', value }];
  for (let next = waiting.pop(); next && fields.length < MOST_FIELDS; next = waiting.pop()) {
    const { path, value } = next;
    if (Array.isArray(value)) for (const each of value as unknown[]) waiting.push({ path: `${path}[]`, value: each });
    else if (typeof value === 'object' && value !== null) for (const [key, each] of Object.entries(value)) waiting.push({ path: `${path}.${key}`, value: each });
    else if (normal(value) !== '') fields.push(`${path}=${normal(value)}`);
  }
  return fields;
}

/** `12` and `"12"` are the same, as are texts that differ in spaces and capitals. */
function normal(value: unknown): string {
  return value === null || value === undefined ? '' : String(value).normalize('NFC').replace(/\s+/g, ' ').trim().toLowerCase();
}
