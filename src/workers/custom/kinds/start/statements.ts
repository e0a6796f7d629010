/** What is said of one thing, as a line `path: value`, and how a plain sentence says it. */
export interface Statement {
  path: string;
  value: string;
}

const DEEPEST = 20;
const WORDY = 300;

/** What a JSON value says, one statement for each value or for each list of plain values, in the order of the text. */
export function statementsOf(value: unknown): Statement[] {
  const found: Statement[] = [];
  collect(value, '', 0, found);
  return found;
}

function collect(value: unknown, path: string, depth: number, found: Statement[]): void {
  const list = Array.isArray(value) ? (value as unknown[]) : undefined;
  if (list && list.every((each) => typeof each !== 'object' || each === null)) {
    found.push({ path, value: list.length === 0 ? 'none' : list.map(scalar).join(', ') });
  } else if (list) for (const each of list) collect(each, path, depth + 1, found);
  else if (typeof value === 'object' && value !== null) {
    if (depth >= DEEPEST) return void found.push({ path, value: JSON.stringify(value).slice(0, WORDY) });
    const entries = Object.entries(value);
    if (entries.length === 0) found.push({ path, value: 'none' });
    for (const [key, inner] of entries) collect(inner, path === '' ? key : `${path}.${key}`, depth + 1, found);
  } else found.push({ path, value: scalar(value) });
}

function scalar(value: unknown): string {
  if (value === null) return 'none';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return String(value).replace(/\s+/g, ' ').trim();
}

export function statementLine({ path, value }: Statement): string {
  return path === '' ? value : `${path}: ${value}`;
}

/** The sentence that code writes where the model's leaves the statement out. */
export function sentenceOf({ path, value }: Statement): string {
  const said = /^https?:/.test(value) ? `<${value}>` : value;
  return `${path === '' ? 'The value' : `\`${path.replaceAll('`', '\'')}\``} is ${said}${/[.!?]$/.test(said) ? '' : '.'}`;
}

/** Neighbouring statements, as many as make up about `most` characters. */
export function grouped(statements: readonly Statement[], most: number, atMost: number): Statement[][] {
  const groups: Statement[][] = [];
  let size = Infinity;
  for (const statement of statements) {
    const length = statementLine(statement).length;
    if (size + length > most || groups.at(-1)!.length >= atMost) {
      groups.push([]);
      size = 0;
    }
    groups.at(-1)!.push(statement);
    size += length;
  }
  return groups;
}
