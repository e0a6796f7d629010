import type { GitCommand } from './command.ts';
import { identity } from './identity.ts';
import { commitId, LOG } from './revision.ts';

/** Commits that are looked through for the user's own. */
const LOOKED_THROUGH = 300;
const MOST = 15;
/** Characters of a subject that are kept: its form stands at its beginning. */
const LONGEST = 300;

/** The subjects of the user's own commits of late, newest first; none where git does not know who they are. */
export async function ownSubjects(git: GitCommand): Promise<string[]> {
  const [author, head] = await Promise.all([identity(git, 'GIT_AUTHOR_IDENT'), commitId(git, 'HEAD')]);
  const email = / <([^<>]+)>$/.exec(author ?? '')?.[1]?.trim().toLowerCase();
  if (email === undefined || head === undefined) return [];
  const fields = (await git([...LOG, `--max-count=${LOOKED_THROUGH}`, '--format=%ae%x00%s', head, '--'])).split('\0');
  const own = fields.flatMap((address, index) => (index % 2 === 0 && address.trim().toLowerCase() === email ? [(fields[index + 1] ?? '').slice(0, LONGEST).trim()] : []));
  return own.filter(Boolean).slice(0, MOST);
}
