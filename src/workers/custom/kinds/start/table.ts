import { WrittenNumber } from './read-json.ts';

/** Levels of objects that become columns with dotted names; deeper ones stay JSON. */
const LEVELS = 3;

type Row = Map<string, unknown>;

/** A JSON value as Markdown tables: a row for each object of an array, a row for each member of an object, whose arrays of objects have tables of their own. */
export function tablesOf(value: unknown): string {
  return tables(value, '', 1).join('\n\n') + '\n';
}

function tables(value: unknown, title: string, level: number): string[] {
  const heading = title === '' ? [] : [`${'#'.repeat(Math.min(6, level))} ${cell(title)}`];
  if (Array.isArray(value)) {
    if (value.length === 0) return [...heading, 'Nothing.'];
    if (!value.every(isObject)) return [...heading, written(['value'], value.map((each) => [each]))];
    const rows = value.map((each) => flat(each));
    const columns = [...new Set(rows.flatMap((row) => [...row.keys()]))];
    return columns.length === 0 ? [...heading, 'Nothing.'] : [...heading, written(columns, rows.map((row) => columns.map((column) => row.get(column))))];
  }
  if (!isObject(value)) return [...heading, written(['value'], [[value]])];
  const own: Row = new Map();
  const apart: [string, unknown[]][] = [];
  for (const [key, inner] of flat(value)) {
    if (Array.isArray(inner) && inner.length > 0 && inner.every(isObject)) apart.push([key, inner]);
    else own.set(key, inner);
  }
  const first = own.size > 0 ? [written(['key', 'value'], [...own].map(([key, inner]) => [key, inner]))] : apart.length === 0 ? ['Nothing.'] : [];
  return [...heading, ...first, ...apart.flatMap(([key, inner]) => tables(inner, key, title === '' ? level : level + 1))];
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof WrittenNumber);
}

/** The members, those of objects inside with dotted names. */
function flat(value: Record<string, unknown>, before = '', level = 1, row: Row = new Map()): Row {
  for (const [key, inner] of Object.entries(value)) {
    if (isObject(inner) && level < LEVELS && Object.keys(inner).length > 0) flat(inner, `${before}${key}.`, level + 1, row);
    else row.set(free(before + key, row), inner);
  }
  return row;
}

/** A member may be called as another one's is written with dots. */
function free(name: string, row: Row): string {
  let unique = name;
  for (let count = 2; row.has(unique); count++) unique = `${name} (${count})`;
  return unique;
}

function isNumber(value: unknown): boolean {
  return typeof value === 'number' || value instanceof WrittenNumber;
}

function written(columns: string[], rows: unknown[][]): string {
  const line = (cells: unknown[]) => `| ${cells.map(cell).join(' | ')} |`;
  const number = columns.map((_, index) => rows.some((row) => isNumber(row[index])) && rows.every((row) => row[index] === undefined || row[index] === null || isNumber(row[index])));
  return [line(columns), `| ${number.map((right) => (right ? '---:' : '---')).join(' | ')} |`, ...rows.map(line)].join('\n');
}

/** A value in one cell, with nothing in it that Markdown or HTML would read as markup. */
function cell(value: unknown): string {
  if (value === undefined || value === null) return '';
  const scalar = (each: unknown) => typeof each !== 'object' || each === null || each instanceof WrittenNumber;
  const plain = (each: unknown) => (each === null ? 'null' : each instanceof WrittenNumber ? each.source : String(each));
  const text = scalar(value) ? plain(value) : Array.isArray(value) && value.every(scalar) ? value.map(plain).join(', ') : JSON.stringify(value);
  return text.replace(/[\\|<>[\]`*]/g, (sign) => `\\${sign}`).replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim();
}
