import type { ArrayField, Field, LeafField, ObjectField } from './field.ts';

/** A single value that is asked for, or a list, by its place in the whole. */
export interface Asked<Of extends Field> {
  /** As the model sees it: `seller.name`. */
  label: string;
  /** Names of the properties that lead to it. */
  path: readonly string[];
  field: Of;
  required: boolean;
}

/** The single values and the lists of an object, those of objects inside it included, each in the schema's order. */
export function askedOf(field: ObjectField, path: readonly string[] = []): { leaves: Asked<LeafField>[]; lists: Asked<ArrayField>[] } {
  const leaves: Asked<LeafField>[] = [];
  const lists: Asked<ArrayField>[] = [];
  for (const { name, field: each, required } of field.properties) {
    const own = { label: [...path, name].join('.'), path: [...path, name], required };
    if (each.kind === 'object') {
      const inner = askedOf(each, own.path);
      leaves.push(...inner.leaves);
      lists.push(...inner.lists);
    } else if (each.kind === 'array') lists.push({ ...own, field: each });
    else leaves.push({ ...own, field: each });
  }
  return { leaves, lists };
}

/** The columns of a list that can be written row by row; undefined where its elements hold lists themselves. */
export function columnsOf({ element }: ArrayField): Asked<LeafField>[] | undefined {
  if (element.kind === 'array') return undefined;
  if (element.kind !== 'object') return [{ label: '', path: [], field: element, required: true }];
  const { leaves, lists } = askedOf(element);
  return lists.length > 0 ? undefined : leaves;
}

/** Sets a value deep inside an object, whose own objects are made on the way. */
export function setAt(target: Record<string, unknown>, path: readonly string[], value: unknown): void {
  let at = target;
  for (const name of path.slice(0, -1)) at = (at[name] ??= {}) as Record<string, unknown>;
  at[path.at(-1)!] = value;
}

export function pointerOf(path: readonly string[]): string {
  return path.map((name) => `/${name}`).join('');
}
