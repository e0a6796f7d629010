import { UserError } from '../../core/errors.ts';
import type { GitCommand } from './command.ts';
import { commitId, LOG } from './revision.ts';

/** Commits that are looked through for the user's own. */
const LOOKED_THROUGH = 300;
const MOST = 15;
/** Characters of a subject that are kept: its form stands at its beginning. */
const LONGEST = 300;

/** The subjects of the user's own commits of late, newest first; none where git does not know who they are. */
export async function ownSubjects(git: GitCommand): Promise<string[]> {
  const [email, head] = await Promise.all([ownAddress(git), commitId(git, 'HEAD')]);
  if (email === undefined || head === undefined) return [];
  const fields = (await git([...LOG, `--max-count=${LOOKED_THROUGH}`, '--format=%ae%x00%s', head, '--'])).split('\0');
  const own = fields.flatMap((address, index) => (index % 2 === 0 && address.trim().toLowerCase() === email ? [(fields[index + 1] ?? '').slice(0, LONGEST).trim()] : []));
  return own.filter(Boolean).slice(0, MOST);
}

/** The address that the next commit would have as its author's. */
async function ownAddress(git: GitCommand): Promise<string | undefined> {
  const ident = await git(['var', 'GIT_AUTHOR_IDENT']).catch((error: unknown) => {
    if (error instanceof UserError) return '';
    throw error;
  });
  return / <([^<>\n]+)> \d+ [+-]\d{4}\s*$/.exec(ident)?.[1]?.trim().toLowerCase();
}
