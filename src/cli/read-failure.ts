import { messageOf, UserError } from '../core/errors.ts';

const REASONS: Record<string, string> = {
  ENOENT: 'There is no such file.',
  EISDIR: 'It is a folder.',
  EACCES: 'You may not read it.',
  EPERM: 'You may not read it.',
};

/** A file that could not be read, in words. */
export function readFailure(path: string, error: unknown): UserError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return new UserError(`${path} could not be read.`, REASONS[code] ?? `${messageOf(error)}.`, 'Check the path.', { cause: error });
}
