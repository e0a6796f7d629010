import { UserError } from '../../../core/errors.ts';
import type { Item, ItemReader } from './item.ts';

/** Where answers of services keep their lists. */
const LISTS = ['items', 'data', 'results', 'result', 'records', 'rows', 'entries', 'values', 'hits', 'nodes', 'edges', 'issues', 'tickets', 'list', 'content', 'value', 'objects', 'documents'];
const DEEPEST = 3;

interface Span {
  start: number;
  end: number;
}

/** The elements of an array, of the array found in an object, or JSON lines; an object alone is one. */
export const json: ItemReader = (text) => {
  const value = parsed(text);
  if (value === undefined) {
    const lines = jsonLines(text);
    if (lines) return lines;
    throw new UserError('The input is not JSON.', `${problemOf(text)}.`, 'Give JSON, or one JSON value a line.');
  }
  const spans = listOf(text, value.value, { start: 0, end: text.length }, 0) ?? [{ start: 0, end: text.length }];
  let [line, counted] = [1, 0];
  const lineAt = (position: number): number => {
    for (; counted < position; counted++) if (text.charCodeAt(counted) === 10) line++;
    return line;
  };
  return spans.map(({ start, end }) => {
    const piece = text.slice(start, end);
    const from = start + piece.length - piece.trimStart().length;
    const firstLine = lineAt(from);
    return itemOf(JSON.parse(piece), firstLine, lineAt(start + piece.trimEnd().length));
  });
};

function parsed(text: string): { value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

function problemOf(text: string): string {
  try {
    JSON.parse(text);
    return '';
  } catch (error) {
    return error instanceof Error ? error.message.slice(0, 200) : String(error);
  }
}

function jsonLines(text: string): Item[] | undefined {
  const found: Item[] = [];
  let bad = 0;
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    const value = /^\s{0,40}[[{]/.test(line) ? parsed(line) : undefined;
    if (value !== undefined) found.push(itemOf(value.value, index + 1, index + 1));
    else bad++;
    // Each line that is none costs an exception.
    if (bad > 100 + found.length / 10) return undefined;
  }
  // A line that was cut off at the end or a program's own word between does not make it something else.
  return found.length > 1 && bad <= found.length / 10 ? found : undefined;
}

/** The places of the elements of the list in this value; undefined where it holds none. */
function listOf(text: string, value: unknown, span: Span, depth: number): Span[] | undefined {
  if (Array.isArray(value)) return value.length === 0 ? [] : partsOf(text, span.start);
  if (typeof value !== 'object' || value === null || depth >= DEEPEST) return undefined;
  const entries = Object.entries(value);
  const isList = (each: unknown) => Array.isArray(each) && each.length > 0;
  const chosen =
    LISTS.map((name) => entries.find(([key, each]) => key === name && isList(each))).find((entry) => entry !== undefined) ??
    entries.filter(([, each]) => isList(each) && typeof (each as unknown[])[0] === 'object').sort(([, one], [, other]) => (other as unknown[]).length - (one as unknown[]).length)[0] ??
    entries.find(([key, each]) => LISTS.includes(key) && typeof each === 'object' && each !== null && Object.values(each).some((inner) => isList(inner)));
  if (!chosen) return undefined;
  // The last of equal keys is the one that counts.
  const member = partsOf(text, span.start).filter((part) => keyOf(text, part) === chosen[0]).at(-1);
  if (!member) return undefined;
  const start = afterKey(text, member.start);
  return listOf(text, chosen[1], { start, end: member.end }, depth + 1);
}

/** The elements or members of the array or object that begins from there on. The text is valid JSON. */
function partsOf(text: string, from: number): Span[] {
  const parts: Span[] = [];
  let index = from;
  while (text[index] !== '[' && text[index] !== '{') index++;
  let start = index + 1;
  let depth = 0;
  for (; index < text.length; index++) {
    const sign = text[index];
    if (sign === '"') index = endOfString(text, index);
    else if (sign === '[' || sign === '{') depth++;
    else if (sign === ']' || sign === '}') {
      if (--depth === 0) {
        if (text.slice(start, index).trim() !== '') parts.push({ start, end: index });
        break;
      }
    } else if (sign === ',' && depth === 1) {
      parts.push({ start, end: index });
      start = index + 1;
    }
  }
  return parts;
}

function endOfString(text: string, start: number): number {
  let index = start + 1;
  while (text[index] !== '"') index += text[index] === '\\' ? 2 : 1;
  return index;
}

function keyOf(text: string, { start }: Span): string {
  const open = text.indexOf('"', start);
  return JSON.parse(text.slice(open, endOfString(text, open) + 1)) as string;
}

function afterKey(text: string, start: number): number {
  return text.indexOf(':', endOfString(text, text.indexOf('"', start))) + 1;
}

/** Members a line each, as `name: value`; what is nested stays JSON. */
function itemOf(value: unknown, firstLine: number, lastLine: number): Item {
  const said = (each: unknown) => (typeof each === 'string' ? each : JSON.stringify(each));
  const text = typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value).filter(([, each]) => each !== null && each !== '').map(([name, each]) => `${name}: ${said(each)}`).join('\n') : said(value);
  const id = typeof value === 'object' && value !== null ? ['id', 'key', 'number', 'name'].map((name) => [name, (value as Record<string, unknown>)[name]] as const).find(([, each]) => typeof each === 'string' || typeof each === 'number') : undefined;
  return { text, firstLine, lastLine, count: 1, about: id ? { [id[0]]: id[1] as string | number } : {} };
}
