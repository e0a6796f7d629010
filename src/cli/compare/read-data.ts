import { readFile } from 'node:fs/promises';
import { extname, resolve } from 'node:path';
import Papa from 'papaparse';
import { messageOf, UserError } from '../../core/errors.ts';
import type { Example } from '../../core/examples.ts';
import { readFailure } from '../read-failure.ts';
import type { WorkerDefinition } from '../../workers/custom/definition.ts';
import { labelled } from '../../workers/custom/evaluation/labelled.ts';

export interface Data {
  examples: Example[];
  /** What could not be used, with its 1-based line. */
  problems: { line: number; message: string }[];
}

interface Row {
  line: number;
  input?: unknown;
  output?: unknown;
  problem?: string;
}

const NAMES = { input: ['input', 'text'], output: ['output', 'label', 'labels'] };

/** Reads labelled examples from a JSONL or CSV file. UserError where it cannot be read or holds none that can be used. */
export async function readData(definition: WorkerDefinition, file: string, cwd: string, signal: AbortSignal): Promise<Data> {
  const path = resolve(cwd, file);
  const text = (await readFile(path, { encoding: 'utf8', signal }).catch((error: unknown) => Promise.reject(readFailure(path, error)))).replace(/^\uFEFF/, '');
  const data: Data = { examples: [], problems: [] };
  for (const { line, input, output, problem } of extname(path).toLowerCase() === '.csv' ? csvRows(text, definition) : jsonRows(text)) {
    const found = problem === undefined ? labelled(definition, input, output) : { problem };
    if ('problem' in found) data.problems.push({ line, message: found.problem });
    else data.examples.push(found);
  }
  if (data.examples.length > 0) return data;
  const [first] = data.problems;
  throw new UserError(`There are no labelled examples in ${file}.`, first ? `Line ${first.line}: ${first.message}` : 'It is empty.', 'Write one on each line: {"input": "…", "output": …}; or a CSV file with the columns input and output.');
}

function jsonRows(text: string): Row[] {
  return text.split('\n').flatMap((json, index): Row[] => {
    if (json.trim() === '') return [];
    const line = index + 1;
    try {
      const row = JSON.parse(json) as unknown;
      if (typeof row !== 'object' || row === null || Array.isArray(row)) return [{ line, problem: 'This is not an object with input and output.' }];
      return [{ line, input: columnOf(row, 'input'), output: columnOf(row, 'output') }];
    } catch (error) {
      return [{ line, problem: `This is not JSON: ${messageOf(error)}` }];
    }
  });
}

function csvRows(text: string, { kind, multiple }: WorkerDefinition): Row[] {
  const rows: Row[] = [];
  let columns: { input: number; output: number } | undefined;
  let line = 1;
  let read = 0;
  Papa.parse<string[]>(text, {
    skipEmptyLines: 'greedy',
    step({ data, errors, meta }) {
      // A row may go over several lines, and ends where the reader stands now.
      const skipped = /^(?:[ \t]*\r?\n)*/.exec(text.slice(read, meta.cursor))![0];
      const start = line + (skipped.match(/\n/g)?.length ?? 0);
      line += text.slice(read, meta.cursor).match(/\n/g)?.length ?? 0;
      read = meta.cursor;
      if (!columns) {
        const heads = data.map((name) => name.trim().toLowerCase());
        columns = { input: heads.findIndex((name) => NAMES.input.includes(name)), output: heads.findIndex((name) => NAMES.output.includes(name)) };
        if (columns.input < 0 || columns.output < 0) {
          rows.push({ line: start, problem: 'The first line names no columns input (or text) and output (or label).' });
          columns = { input: 0, output: 1 };
        }
        return;
      }
      const [problem] = errors;
      rows.push(problem ? { line: start, problem: problem.message } : { line: start, input: data[columns.input], ...outputIn(data[columns.output] ?? '', kind, multiple) });
    },
  });
  return rows;
}

function outputIn(cell: string, kind: WorkerDefinition['kind'], multiple: boolean): Pick<Row, 'output' | 'problem'> {
  if (kind === 'classify') return { output: multiple ? cell.split(/[;|]/).map((each) => each.trim()).filter(Boolean) : cell };
  if (kind !== 'extract') return { output: cell };
  try {
    return { output: JSON.parse(cell) as unknown };
  } catch (error) {
    return { problem: `The output is not JSON: ${messageOf(error)}` };
  }
}

function columnOf(row: object, column: keyof typeof NAMES): unknown {
  const name = NAMES[column].find((each) => Object.hasOwn(row, each));
  return name === undefined ? undefined : (row as Record<string, unknown>)[name];
}

/** So many of them, evenly spread: data that are sorted by their labels have some of each. */
export function spread<T>(items: readonly T[], most: number): T[] {
  if (items.length <= most) return [...items];
  return Array.from({ length: most }, (_, index) => items[Math.floor((index * items.length) / most)]!);
}
