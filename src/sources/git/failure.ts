import { messageOf, UserError } from '../../core/errors.ts';

interface Known {
  pattern: RegExp;
  error: (folder: string, match: RegExpExecArray) => UserError;
}

/** What git says, in English because of LC_ALL=C, and what it means for the person. */
const KNOWN: Known[] = [
  {
    pattern: /spawn \S*git\S* ENOENT/,
    error: () => new UserError('Git was not found.', 'Journeyman reads changes with your own git, and none is on the PATH.', 'Install it from https://git-scm.com and start again.'),
  },
  {
    pattern: /not a git repository/,
    error: (folder) => new UserError(`${folder} is not in a git repository.`, '', 'Open a folder of a repository, or make one with `git init`.'),
  },
  {
    pattern: /dubious ownership in repository at '([^']*)'|unsafe repository \('([^']*)'/,
    error: (folder, match) => {
      const repository = match[1] ?? match[2] ?? folder;
      return new UserError(
        `Git refuses to read the repository at ${repository}.`,
        'It belongs to another user, and its configuration could run programs as you.',
        `If you trust it, run: git config --global --add safe.directory "${repository}"`,
      );
    },
  },
  {
    pattern: /must be run in a work tree/,
    error: (folder) => new UserError(`${folder} has no working tree.`, 'It is a bare repository or inside a .git folder.', 'Use a clone or a worktree of it.'),
  },
  {
    pattern: /transport '[^']*' not allowed|promisor remote|lazy fetching disabled/,
    error: (folder) =>
      new UserError(
        `Parts of the history of ${folder} are not on this machine.`,
        'It is a partial clone, and Journeyman fetches nothing by itself.',
        'Fetch them with `git fetch --refetch --filter=blob:limit=1m` or look at the change once with `git diff`, then try again.',
      ),
  },
  {
    pattern: /block timeout reached/,
    error: (folder) => new UserError('Git did not answer for 30 seconds and was stopped.', `It was reading ${folder}.`, 'See whether `git status` answers there in a terminal.'),
  },
  {
    pattern: /bad object|unable to read (?:tree|sha1 file)|loose object .* is corrupt|index file corrupt|bad (?:index file|signature)/,
    error: (folder) => new UserError(`The repository at ${folder} is damaged.`, '', 'Run `git fsck` there.'),
  },
];

/** What a failed git command means, as a UserError; git's own first line where the failure is not a known one. */
export function failureOf(error: unknown, folder: string): UserError {
  const said = error instanceof Error ? error.message : String(error);
  for (const { pattern, error: explain } of KNOWN) {
    const match = pattern.exec(said);
    if (match) return explain(folder, match);
  }
  const line = said.split('\n').find((candidate) => /^(?:fatal|error):/.test(candidate)) ?? messageOf(error);
  return new UserError('Git failed.', line.slice(0, 300), `See whether \`git status\` works in ${folder}.`, { cause: error });
}
