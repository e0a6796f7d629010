import type { Git } from '../core/changes.ts';
import type { ReviewGit } from './review.ts';

/** Loaded when first used, like everything that runs git. */
const git = async (): Promise<Git> => (await import('../sources/git/git.ts')).createGit();

export const reviewGit: ReviewGit = {
  baseChoices: async (cwd, signal) => (await git()).baseChoices({ cwd }, signal),
  baseId: async (range, signal) => (await (await git()).branchChanges(range, signal)).baseId,
};
