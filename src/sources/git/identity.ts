import { UserError } from '../../core/errors.ts';
import type { GitCommand } from './command.ts';

/** `Name <address>` of the user as git writes them down as author or committer; undefined where git does not know who they are. */
export async function identity(git: GitCommand, as: 'GIT_AUTHOR_IDENT' | 'GIT_COMMITTER_IDENT'): Promise<string | undefined> {
  const ident = await git(['var', as]).catch((error: unknown) => {
    if (error instanceof UserError) return '';
    throw error;
  });
  return /^([^\n]* <[^<>\n]*>) \d+ [+-]\d{4}\s*$/.exec(ident)?.[1];
}
