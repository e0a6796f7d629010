import { gitIn } from './command.ts';
import { commitId } from './revision.ts';

/** One entry of git's own record of where HEAD has been. */
export interface HeadMove {
  /** The commit that HEAD was at after. */
  to: string;
  /** Seconds since 1970, by the clock of who moved it. */
  time: number;
  /** What moved it: `commit`, `commit (amend)`, `commit (initial)`, `checkout`, `pull`, … */
  action: string;
  /** Of the commit, whole. */
  message: string;
}

/** Moves that are read; somebody who commits by hand makes fewer in the moment between two looks. */
const MOVES = 10;
const FIELDS = 4;

/** The last moves of HEAD, newest first. None where there is no commit yet, or git keeps no record. UserError where git cannot read it. */
export async function readHeadMoves(folder: string, signal: AbortSignal): Promise<HeadMove[]> {
  const git = await gitIn(folder, signal);
  if ((await commitId(git, 'HEAD')) === undefined) return [];
  // Only the record says whether a commit was made here or came from elsewhere.
  const output = await git(['log', '--walk-reflogs', '--no-show-signature', '--no-color', '--encoding=UTF-8', '-z', `--max-count=${MOVES}`, '--date=unix', '--format=%H%x00%gd%x00%gs%x00%B', 'HEAD', '--']);
  const fields = output.split('\0');
  return Array.from({ length: Math.floor(fields.length / FIELDS) }, (_none, place) => {
    const [to = '', selector = '', subject = '', message = ''] = fields.slice(place * FIELDS, (place + 1) * FIELDS);
    return { to, time: Number(/@\{(\d+)\}$/.exec(selector)?.[1] ?? 0), action: subject.split(':', 1)[0]!, message };
  });
}
