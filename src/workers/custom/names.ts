/** Names of the workers that are built in, which a file cannot take. */
const TAKEN = new Set(['explain', 'commit', 'pr', 'review', 'changelog']);

/** The worker's name: the file's, without folder and ending. */
export function nameOf(path: string): string {
  return path.split(/[\\/]/).at(-1)!.replace(/\.md$/i, '');
}

/** Why a worker cannot be called so; undefined where it can. */
export function nameProblem(name: string): string | undefined {
  if (TAKEN.has(name)) return `The name ${name} is that of a built-in worker: call the file otherwise.`;
  if (!/^[a-z0-9][a-z0-9-]{0,63}$/.test(name)) return 'A worker is called by its file\'s name: small letters, digits and hyphens, as in log-triage.md.';
  return undefined;
}
