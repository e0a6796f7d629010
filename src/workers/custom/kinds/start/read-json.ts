import { UserError } from '../../../../core/errors.ts';

/** The value of a JSON text, or the list of those on its lines where each line is one. Throws a UserError where it is neither. */
export function readJson(text: string): unknown {
  const bare = text.replace(/^\uFEFF/, '').trim();
  try {
    return JSON.parse(bare);
  } catch (error) {
    const lines = bare.split('\n').filter((line) => line.trim() !== '');
    try {
      if (lines.length > 1) return lines.map((line) => JSON.parse(line) as unknown);
    } catch {
      // The whole text's error says more.
    }
    throw new UserError('The input is not JSON.', `${error instanceof Error ? error.message.slice(0, 200) : String(error)}.`, 'Select a whole JSON value, or a file with one JSON value a line.', { cause: error });
  }
}
