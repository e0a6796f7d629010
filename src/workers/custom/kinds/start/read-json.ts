import { UserError } from '../../../../core/errors.ts';

/** A number that a JavaScript number would write in another way: `10.10`, `1e3`, or one of more digits than it holds. */
export class WrittenNumber {
  readonly source: string;

  constructor(source: string) {
    this.source = source;
  }

  toJSON(): unknown {
    return (JSON as unknown as { rawJSON(text: string): unknown }).rawJSON(this.source);
  }
}

/** As `readJson`, with each number as it is written. */
export function readJsonAsWritten(text: string): unknown {
  return readJson(text, (_key, value, context) => (typeof value === 'number' && context?.source !== undefined && context.source !== String(value) ? new WrittenNumber(context.source) : value));
}

/** The third argument is newer than the compiler's own declarations. */
type Reviver = (key: string, value: unknown, context?: { source?: string }) => unknown;

/** The value of a JSON text, or the list of those on its lines where each line is one. Throws a UserError where it is neither. */
export function readJson(text: string, reviver?: Reviver): unknown {
  const bare = text.replace(/^\uFEFF/, '').trim();
  try {
    return JSON.parse(bare, reviver);
  } catch (error) {
    const lines = bare.split('\n').filter((line) => line.trim() !== '');
    try {
      if (lines.length > 1) return lines.map((line) => JSON.parse(line, reviver) as unknown);
    } catch {
      // The whole text's error says more.
    }
    throw new UserError('The input is not JSON.', `${error instanceof Error ? error.message.slice(0, 200) : String(error)}.`, 'Select a whole JSON value, or a file with one JSON value a line.', { cause: error });
  }
}
