import type { FileChange } from '../../core/changes.ts';
import { natureOf } from '../changes/nature.ts';
import { OPAQUE_ROLES, roleOf } from '../changes/role.ts';
import { commonFolder, filesInWords } from './file-names.ts';
import { inWordsOfLastBump, isHash, submoduleInWordsOfLast, withoutNumber } from './bump-words.ts';
import type { Routine } from './facts.ts';
import { permitted } from './head.ts';
import { movedFiles, natureMessage } from './routine-nature.ts';
import { partsOf } from './parts.ts';
import { inferStyle, type HouseStyle } from './style.ts';
import { versionChanges, type VersionChange } from '../changes/versions.ts';

const VERSION_NUMBER = /\bv?\d+\.\d+[\w.+-]*/;
const MANY_DEPENDENCIES = /^(?:updat|upgrad|bump)\w*(?: [\w-]+){0,2} (?:dependencies|deps|requirements|packages)$/i;
const WROTE_CHANGELOG = /^(?:updat|writ|add|edit)\w*(?: (?:the|to|in))? change ?log(?:\.\w+)?(?: entry| entries)?$/i;
const UPDATED_HOOKS = /^(?:\[[\w.-]+\] )?(?:pre-commit autoupdate|updat\w* (?:the )?pre-commit(?: hooks| config)?)$/i;
const RELEASE = /\b(release|releasing|released|version|bump)\b/i;
const PRE_COMMIT = /(^|\/)\.pre-commit-config\.ya?ml$/;
/** Characters; longer ones would be cut. */
const LONGEST = 60;
const CHANGELOG = /(^|\/)(changelog|changes|history|news)(\.\w+)?$/i;

/** The message where the change is of a kind that the repository, or everybody, always calls the same. */
export function routineMessage(files: FileChange[], recentSubjects: string[]): Routine | undefined {
  const known = changelogHabit(files, recentSubjects) ?? versionMessage(files, recentSubjects) ?? contentlessMessage(files, recentSubjects) ?? messageOfNature(files, recentSubjects);
  // The words are English: a history in another language is better served by the model.
  return known && !known.whole && inferStyle(recentSubjects).foreign ? undefined : known;
}

function messageOfNature(files: FileChange[], recentSubjects: string[]): Routine | undefined {
  const nature = natureOf(files);
  return nature && natureMessage(nature, files, recentSubjects);
}

function seen(subjects: string[], test: (subject: string) => boolean, least: number): string | undefined {
  const matching = subjects.filter(test);
  return matching.find((subject) => matching.filter((other) => other === subject).length >= least);
}

/** `docs: Update changelog`, again and again. */
function changelogHabit(files: FileChange[], recentSubjects: string[]): Routine | undefined {
  if (!files.every((file) => CHANGELOG.test(file.path))) return undefined;
  const habit = seen(recentSubjects, (subject) => WROTE_CHANGELOG.test(partsOf(subject).description), 2);
  return habit === undefined ? undefined : { text: habit, whole: true };
}

function versionMessage(files: FileChange[], recentSubjects: string[]): Routine | undefined {
  const changes = versionChanges(files);
  if (!changes) return undefined;
  const { packages, own, others } = changes;
  if (own && packages.length === 0) return release(own, recentSubjects);
  if (own || (packages.length === 0 && !others)) return undefined;
  if (files.every((file) => PRE_COMMIT.test(file.path))) {
    const hooks = seen(recentSubjects, (subject) => UPDATED_HOOKS.test(partsOf(subject).description), 1);
    if (hooks !== undefined) return { text: withoutNumber(hooks), whole: true };
    if (packages.length !== 1) return { text: 'update pre-commit hooks', whole: false };
  }
  if (packages.length === 1 && !others) return oneDependency(packages[0]!, recentSubjects);
  const habit = seen(recentSubjects, (subject) => MANY_DEPENDENCIES.test(partsOf(withoutNumber(subject)).description), 1);
  if (habit !== undefined) return { text: withoutNumber(habit), whole: true };
  if (packages.length === 2) return { text: `update ${packages[0]!.name} and ${packages[1]!.name}`, whole: false };
  return { text: 'update dependencies', whole: false };
}

/** The project's own version: in the words of the last release. None where the work on the next one begins. */
function release(own: VersionChange, recentSubjects: string[]): Routine | undefined {
  if (/dev|snapshot/i.test(own.to)) return undefined;
  const last = recentSubjects.find((subject) => RELEASE.test(subject) && VERSION_NUMBER.test(subject) && partsOf(subject).description.split(' ').length <= 3);
  if (last === undefined) {
    const unnumbered = seen(recentSubjects, (subject) => /\brelease\b/i.test(subject) && subject.split(' ').length <= 2, 2);
    return unnumbered === undefined ? { text: `release ${own.to}`, whole: false } : { text: unnumbered, whole: true };
  }
  const letter = /\bv\d/.test(last) ? 'v' : '';
  const now = (words: string) => words.replace(VERSION_NUMBER, letter + own.to.replace(/^v/, ''));
  const { ticket, description } = partsOf(last);
  // The ticket was that release's own.
  return ticket ? { text: now(description), whole: false } : { text: now(withoutNumber(last)), whole: true };
}

function oneDependency(change: VersionChange, recentSubjects: string[]): Routine {
  const asBefore = inWordsOfLastBump(change, recentSubjects);
  if (asBefore !== undefined) return { text: asBefore, whole: true };
  const verb = recentSubjects.some((subject) => /^bump/i.test(partsOf(subject).description)) ? 'bump' : 'update';
  return { text: isHash(change.to) ? `${verb} ${change.name}` : `${verb} ${change.name} to ${change.to}`, whole: false };
}

const VERB = { added: 'add', deleted: 'remove', renamed: 'rename', copied: 'copy', mode: 'change the mode of', modified: 'update' } as const;

/** True where the file has nothing to read, or nothing worth reading. */
function isContentless(file: FileChange): boolean {
  return file.hunks.every((hunk) => hunk.lines.length === 0) || file.kind === 'deleted' || file.binary || file.submodule || OPAQUE_ROLES.has(roleOf(file.path));
}

/** Renames, deletions, binaries, modes, submodules, lock files: their lines in the diff are all there is to say. */
function contentlessMessage(files: FileChange[], recentSubjects: string[]): Routine | undefined {
  if (!files.every(isContentless)) return undefined;
  const kinds = new Set(files.map((file) => file.kind));
  if (kinds.size > 1 && kinds.has('deleted')) return withRemoved(files);
  const kind = kinds.size === 1 ? files[0]!.kind : 'modified';
  if (kind === 'renamed' && files.every((file) => file.oldPath !== undefined)) return movedFiles(files.map(({ oldPath, path }) => ({ from: oldPath!, to: path })), files);
  const submodule = files.length === 1 && files[0]!.submodule ? submoduleInWordsOfLast(files[0]!, recentSubjects) : undefined;
  if (submodule !== undefined) return { text: submodule, whole: true };
  const submodules = files.every((file) => file.submodule) ? `submodule${files.length > 1 ? 's' : ''} ` : '';
  const from = kind === 'deleted' && files.length > 1 ? commonFolder(files.map(({ path }) => path)) : '';
  const what = filesInWords(files);
  return { text: `${VERB[kind]} ${submodules}${what}${from !== '' && !what.includes(' in ') && what.length + from.length < 50 ? ` from ${from}` : ''}`, whole: false };
}

/** Files that go, and others that come or change with them. */
function withRemoved(files: FileChange[]): Routine | undefined {
  const gone = files.filter(({ kind }) => kind === 'deleted');
  const others = files.filter(({ kind }) => kind !== 'deleted');
  const kinds = new Set(others.map(({ kind }) => kind));
  if (kinds.size > 1) return undefined;
  const text = `${VERB[others[0]!.kind]} ${filesInWords(others)} and remove ${filesInWords(gone)}`;
  return text.length > LONGEST ? undefined : { text, whole: false };
}

/**
 * What stands before a routine message: of what the files allow, what such a change is usually called;
 * where the house calls nothing so, its upkeep type.
 */
export function headsForRoutine({ type }: Routine, heads: string[], style: HouseStyle): string[] {
  // Code that only guesses what kind of work it was does not know that it was none.
  if (heads.length === 0 || (heads.length === 1 && !(style.form === 'conventional' && /^(?:feat|fix|perf)\b/.test(heads[0]!)))) return heads;
  const wanted = usualHead(type, heads, style);
  const [ruled] = permitted([wanted], style);
  // Where the rules know no such type, what the files speak for.
  return [ruled !== undefined && typeOf(ruled).toLowerCase() === typeOf(wanted) ? ruled : heads[0]!];
}

function usualHead(type: Routine['type'], heads: string[], style: HouseStyle): string {
  const usual = [type, 'chore', 'refactor'].filter((each) => each !== undefined);
  const allowed = usual.map((each) => heads.find((head) => typeOf(head) === each)).find((head) => head !== undefined);
  if (type !== 'refactor' && style.form === 'conventional' && !allowed?.startsWith(type ?? 'chore')) {
    const inUse = [type, 'chore', 'build'].find((each) => each !== undefined && style.heads.has(each));
    if (inUse !== undefined) return inUse;
  }
  return allowed ?? (style.form === 'conventional' ? (type ?? 'chore') : heads[0]!);
}

function typeOf(head: string): string {
  return head.replace(/\W.*/s, '');
}
