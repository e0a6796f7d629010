import type { WorkerDefinition } from '../../workers/custom/definition.ts';
import type { CustomInput } from '../../workers/custom/input.ts';

export type InputName = WorkerDefinition['input'][number];

/** What a worker is given, and where it was taken from. */
export interface TakenInput {
  input: CustomInput;
  from: InputName | 'text';
  /** In words: `the selection in src/app.ts, lines 3 to 9`. */
  what: string;
  /** The document that the text stands in; undefined where it stands in none. */
  place?: TextPlace | undefined;
}

/** Where a text stands. Lines and characters count from 0, as in VS Code. */
export interface TextPlace {
  uri: string;
  start: { line: number; character: number };
  end: { line: number; character: number };
}

/** Where the editor can take an input from. Each gives undefined where there is none. */
export type InputSources = Record<Exclude<InputName, 'stdin'>, () => Promise<TakenInput | undefined> | TakenInput | undefined>;

/** The first input that there is, in the order that the worker asks for. */
export async function firstInput(order: readonly InputName[], sources: Partial<InputSources>): Promise<TakenInput | undefined> {
  for (const name of order) {
    if (name === 'stdin') continue;
    const found = await sources[name]?.();
    if (found && found.input.text.trim() !== '') return found;
  }
  return undefined;
}

const NAMES: Record<InputName, string> = { selection: 'a selection', file: 'an open file', clipboard: 'text in the clipboard', diagnostics: 'problems in the open file', terminal: 'a selection in a terminal', stdin: '' };

/** What has to be there, in words: `a selection or an open file`. */
export function wantedInputs(order: readonly InputName[]): string {
  const names = order.map((name) => NAMES[name]).filter(Boolean);
  return names.length < 2 ? (names[0] ?? 'an open file') : `${names.slice(0, -1).join(', ')} or ${names.at(-1)!}`;
}
