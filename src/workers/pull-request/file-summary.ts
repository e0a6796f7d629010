import type { FileChange } from '../../core/changes.ts';
import { roleOf } from '../changes/role.ts';
import { code } from './markdown.ts';
import { addedTests, touchedNames } from './names.ts';

const MOST_NAMES = 4;

/** What happened to one file, by code alone: one line without a full stop. */
export function summarizeFile(file: FileChange): string {
  const status = statusOf(file);
  const touched = file.binary || file.submodule || file.kind === 'deleted' ? '' : contentOf(file);
  const counts = countsOf(file);
  const text = [status, touched].filter(Boolean).join('; ') || 'Changed';
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${counts && ` (${counts})`}`;
}

/** `+12 −3`; empty where no line changed. */
export function countsOf({ added, removed }: Pick<FileChange, 'added' | 'removed'>): string {
  return [added > 0 && `+${added}`, removed > 0 && `−${removed}`].filter(Boolean).join(' ');
}

function statusOf(file: FileChange): string {
  if (file.submodule) return submoduleStatus(file);
  const what = file.binary ? 'binary file' : 'file';
  switch (file.kind) {
    case 'added':
      return `New ${isEmpty(file) ? 'empty ' : ''}${what}`;
    case 'deleted':
      return `Deleted${file.binary ? ' binary file' : ''}`;
    case 'renamed':
      return `Renamed from ${code(file.oldPath ?? '')}`;
    case 'copied':
      return `Copied from ${code(file.oldPath ?? '')}`;
    case 'mode':
      return 'File mode changed';
    case 'modified':
      return file.binary ? 'Binary file changed' : '';
  }
}

/** True where the diff shows the file with nothing in it; one too large to be read has its counts. */
function isEmpty({ binary, added, hunks }: FileChange): boolean {
  return !binary && added === 0 && hunks.length === 0;
}

function submoduleStatus(file: FileChange): string {
  const commit = (sign: string) => file.hunks.flatMap((hunk) => hunk.lines).find((line) => line.startsWith(`${sign}Subproject commit `))?.slice(19, 26);
  const [before, after] = [commit('-'), commit('+')];
  if (file.kind === 'added') return after ? `New submodule at ${after}` : 'New submodule';
  if (file.kind === 'deleted') return 'Submodule removed';
  return before && after ? `Submodule moved from ${before} to ${after}` : 'Submodule moved';
}

function contentOf(file: FileChange): string {
  const role = roleOf(file.path);
  if (role === 'lock') return 'locked versions';
  if (role === 'generated') return 'generated content';
  const { added, removed, changed } = touchedNames(file, role === 'docs' ? 'text' : role === 'config' || role === 'ci' || role === 'dependency' ? 'configuration' : 'code');
  const tests = role === 'test' ? addedTests(file) : 0;
  const parts = [
    tests > 0 && `adds ${tests === 1 ? 'a test' : `${tests} tests`}`,
    // The names of test functions say no more than their number.
    tests === 0 && named('adds', added),
    named('changes', changed),
    file.kind !== 'added' && named('removes', removed),
  ].filter(Boolean);
  return parts.slice(0, 3).join(', ');
}

function named(verb: string, names: string[]): string {
  if (names.length === 0) return '';
  const shown = names.slice(0, MOST_NAMES).map(code).join(', ');
  return `${verb} ${shown}${names.length > MOST_NAMES ? ` and ${names.length - MOST_NAMES} more` : ''}`;
}
