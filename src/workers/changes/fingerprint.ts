import type { FileChange } from '../../core/changes.ts';
import { sha256 } from './sha256.ts';

/** Tells texts apart, and where one ends and the next begins, in 32 characters. Half of SHA-256: who writes a change must not be able to write another of the same fingerprint. */
export function fingerprint(texts: Iterable<string>): string {
  // In JSON even half a character has a spelling of its own.
  return sha256(JSON.stringify([...texts])).slice(0, 32);
}

/** All of some files' change that a worker reads. */
export function* fileTexts(files: FileChange[]): Generator<string> {
  for (const { path, oldPath = '', kind, hunks } of files) {
    yield `${path} ${oldPath} ${kind}`;
    for (const { section, lines } of hunks) {
      yield section;
      yield* lines;
    }
  }
}
