import type { Parts } from './parts.ts';

/** Gets what stands in a repository, by a key, and ends the rest of work ahead where it is something new: somebody has staged or committed. */
export function wakeAtNews(parts: Pick<Parts, 'wake'>): (repository: string, key: string | null) => void {
  const seen = new Map<string, string | null>();
  return (repository, key) => {
    if (seen.get(repository) === key) return;
    seen.set(repository, key);
    parts.wake();
  };
}
