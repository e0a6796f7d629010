import { readIndexState } from '../sources/git/index-state.ts';
import type { Context } from './context.ts';
import { printable } from './output.ts';

/** Prints the message that git has prepared for the next commit, for a merge or a revert for instance, and says so on standard error; false where there is none. */
export async function showPrepared({ stdout, stderr, signal }: Pick<Context, 'stdout' | 'stderr' | 'signal'>, cwd: string): Promise<boolean> {
  // What is wrong with the repository says whoever reads what is staged.
  const { operation, prepared } = await readIndexState(cwd, signal).catch(() => ({ operation: null, prepared: '' }));
  if (prepared === '') return false;
  await stdout.line(printable(prepared));
  const what = operation === null || operation === 'prepared' ? 'the next commit' : `the ${operation}`;
  await stderr.line(stderr.styled('dim', `Git has prepared this message for ${what}, so it stays. --instructions or --json describe the change instead.`));
  return true;
}
