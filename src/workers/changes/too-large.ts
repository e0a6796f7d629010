import type { FileChange } from '../../core/changes.ts';
import { natureOf } from './nature.ts';
import { roleOf } from './role.ts';

/**
 * The digest of a change has some 300 tokens, about 25 changed lines. With more than 60 sources there is no room for so much as the name of each, and of
 * 6,000 changed lines one in 200 is seen: what the change is about is then a guess, whatever the model.
 */
const MOST_FILES = 60;
const MOST_LINES = 6000;

/** Why a small model should not try to say what a change is about that nobody has said anything of; undefined where it should. */
export function tooLargeToTell(files: FileChange[]): string | undefined {
  const sources = files.filter(({ path, kind, binary, submodule }) => roleOf(path) === 'source' && kind !== 'deleted' && !binary && !submodule);
  const lines = sources.reduce((sum, { added, removed }) => sum + added + removed, 0);
  if (sources.length <= MOST_FILES && lines <= MOST_LINES) return undefined;
  // One thing done everywhere, as a move or a rename, is told by code, however often it is done.
  if (natureOf(files) !== undefined) return undefined;
  return `The change has ${lines.toLocaleString('en-US')} changed lines in ${sources.length} source ${sources.length === 1 ? 'file' : 'files'}, far more than a small model can take in.`;
}
