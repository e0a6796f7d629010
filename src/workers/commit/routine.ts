import type { FileChange } from '../../core/changes.ts';
import { OPAQUE_ROLES, roleOf } from '../changes/role.ts';
import { partsOf } from './style.ts';
import { versionChanges, type VersionChange } from './versions.ts';

/** A message that needs no model. */
export interface Routine {
  /** In the imperative, in lower case: the house's form is given to it afterwards. Or, where `whole`, the subject as it is. */
  text: string;
  whole: boolean;
}

const VERSION_NUMBER = /\bv?\d+\.\d+[\w.+-]*/;
const MANY_DEPENDENCIES = /\b(updat|upgrad|bump)\w*\b.*\b(dependenc|deps\b|requirements|packages)/i;
const ONE_DEPENDENCY = /^(?:update|upgrade|bump)s?(?:d|ing)? (\S+) from (\S+) to (\S+)$/i;
const RELEASE = /\b(release|releasing|released|version|bump)\b/i;
const CHANGELOG = /(^|\/)(changelog|changes|history|news)(\.\w+)?$/i;

/** The message where the change is of a kind that the repository, or everybody, always calls the same. */
export function routineMessage(files: FileChange[], recentSubjects: string[]): Routine | undefined {
  return changelogHabit(files, recentSubjects) ?? versionMessage(files, recentSubjects) ?? contentlessMessage(files);
}

function seen(subjects: string[], test: (subject: string) => boolean, least: number): string | undefined {
  const matching = subjects.filter(test);
  return matching.find((subject) => matching.filter((other) => other === subject).length >= least);
}

/** `docs: Update changelog`, again and again. */
function changelogHabit(files: FileChange[], recentSubjects: string[]): Routine | undefined {
  if (!files.every((file) => CHANGELOG.test(file.path))) return undefined;
  const habit = seen(recentSubjects, (subject) => /\bchange ?log\b/i.test(subject) && !VERSION_NUMBER.test(subject), 2);
  return habit === undefined ? undefined : { text: habit, whole: true };
}

function versionMessage(files: FileChange[], recentSubjects: string[]): Routine | undefined {
  const changes = versionChanges(files);
  if (!changes) return undefined;
  const { packages, own, others } = changes;
  if (own && packages.length === 0) return release(own, recentSubjects);
  if (own) return undefined;
  if (packages.length === 1 && !others) return oneDependency(packages[0]!, recentSubjects);
  const habit = seen(recentSubjects, (subject) => MANY_DEPENDENCIES.test(subject) && !VERSION_NUMBER.test(subject), 1);
  if (habit !== undefined) return { text: habit, whole: true };
  if (packages.length === 2) return { text: `update ${packages[0]!.name} and ${packages[1]!.name}`, whole: false };
  return { text: 'update dependencies', whole: false };
}

/** The project's own version: in the words of the last release. */
function release(own: VersionChange, recentSubjects: string[]): Routine {
  const last = recentSubjects.find((subject) => RELEASE.test(subject) && VERSION_NUMBER.test(subject) && partsOf(subject).description.split(' ').length <= 3);
  if (last === undefined) {
    const unnumbered = seen(recentSubjects, (subject) => /\brelease\b/i.test(subject) && subject.split(' ').length <= 2, 2);
    return unnumbered === undefined ? { text: `release ${own.to}`, whole: false } : { text: unnumbered, whole: true };
  }
  const letter = /\bv\d/.test(last) ? 'v' : '';
  return { text: last.replace(VERSION_NUMBER, letter + own.to.replace(/^v/, '')), whole: true };
}

function oneDependency({ name, from, to }: VersionChange, recentSubjects: string[]): Routine {
  const withFrom = recentSubjects.some((subject) => ONE_DEPENDENCY.test(partsOf(subject).description));
  const verb = recentSubjects.some((subject) => /^bump/i.test(partsOf(subject).description)) ? 'bump' : 'update';
  return { text: withFrom ? `${verb} ${name} from ${from} to ${to}` : `${verb} ${name} to ${to}`, whole: false };
}

const VERB = { added: 'add', deleted: 'remove', renamed: 'rename', copied: 'copy', mode: 'change the mode of', modified: 'update' } as const;

function base(path: string): string {
  return path.split('/').at(-1)!;
}

function folder(path: string): string {
  return path.split('/').slice(0, -1).join('/');
}

function commonFolder(files: FileChange[]): string {
  const [first, ...rest] = files.map((file) => file.path.split('/').slice(0, -1));
  return first!.filter((part, index) => rest.every((parts) => first!.slice(0, index + 1).join('/') === parts.slice(0, index + 1).join('/') && part)).join('/');
}

/** True where the file has nothing to read, or nothing worth reading. */
function isContentless(file: FileChange): boolean {
  return file.hunks.every((hunk) => hunk.lines.length === 0) || file.kind === 'deleted' || file.binary || file.submodule || OPAQUE_ROLES.has(roleOf(file.path));
}

/** Renames, deletions, binaries, modes, submodules, lock files: their lines in the diff are all there is to say. */
function contentlessMessage(files: FileChange[]): Routine | undefined {
  if (!files.every(isContentless)) return undefined;
  const kinds = new Set(files.map((file) => file.kind));
  const kind = kinds.size === 1 ? files[0]!.kind : 'modified';
  if (files.length === 1 && kind === 'renamed') return { text: renamed(files[0]!), whole: false };
  const submodules = files.every((file) => file.submodule) ? `submodule${files.length > 1 ? 's' : ''} ` : '';
  const names = [...new Set(files.map((file) => (file.submodule ? file.path : base(file.path))))];
  const what = names.length <= 3 && names.length === files.length ? listed(names) : `${files.length} files${commonFolder(files) && ` in ${commonFolder(files)}`}`;
  return { text: `${VERB[kind]} ${submodules}${what}`, whole: false };
}

function renamed({ oldPath, path }: FileChange): string {
  if (oldPath === undefined) return `rename ${base(path)}`;
  return base(oldPath) === base(path) ? `move ${base(path)} to ${folder(path) || 'the top folder'}` : `rename ${base(oldPath)} to ${base(path)}`;
}

function listed(names: string[]): string {
  return names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
