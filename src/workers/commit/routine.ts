import type { FileChange } from '../../core/changes.ts';
import { natureOf } from '../changes/nature.ts';
import { OPAQUE_ROLES, roleOf } from '../changes/role.ts';
import { headOfBumps, inWordsOfLastBump, isHash, shortName, submoduleInWordsOfLast } from './bump-words.ts';
import { isTrueOf, mayStandBefore } from './claims.ts';
import type { Routine } from './facts.ts';
import { base, commonFolder, filesInFewerWords, filesInWords } from './file-names.ts';
import { partsOf } from './parts.ts';
import { again, headOf, inHouseForm, lawful, withoutNumber } from './past-subject.ts';
import { release } from './release-words.ts';
import { movedFiles, natureMessage } from './routine-nature.ts';
import { inferStyle, type HouseStyle } from './style.ts';
import { packagesComeAndGone, versionChanges, type VersionChange } from '../changes/versions.ts';

const MANY_DEPENDENCIES = /^(?:updat|upgrad|bump)\w*(?: [\w-]+){0,2} (?:dependencies|deps|requirements|packages)$/i;
const WROTE_CHANGELOG = /^(?:updat|writ|add|edit)\w*(?: (?:the|to|in))? change ?log(?:\.\w+)?(?: entry| entries)?$/i;
const UPDATED_HOOKS = /^(?:\[[\w.-]+\] )?(?:pre-commit autoupdate|updat\w* (?:the )?pre-commit(?: hooks| config)?)$/i;
/** What a service wrote in its own name. */
const BY_BOT = /^\[[\w.-]+\] |\[bot\]/i;
const PRE_COMMIT = /(^|\/)\.pre-commit-config\.ya?ml$/;
/** Characters; longer ones would be cut. */
const LONGEST = 60;
const CHANGELOG = /(^|\/)(changelog|changes|history|news)(\.\w+)?$/i;

/** The message where the change is of a kind that the repository, or everybody, always calls the same. */
export function routineMessage(files: FileChange[], recentSubjects: string[], style = inferStyle(recentSubjects)): Routine | undefined {
  const known = changelogHabit(files, recentSubjects) ?? versionMessage(files, recentSubjects, style) ?? contentlessMessage(files, recentSubjects) ?? messageOfNature(files, recentSubjects);
  // The words are English: a history in another language is better served by the model.
  return known && (known.whole || !style.foreign) ? lawful(known, style) : undefined;
}

function messageOfNature(files: FileChange[], recentSubjects: string[]): Routine | undefined {
  const nature = natureOf(files);
  return nature && natureMessage(nature, files, recentSubjects);
}

/** `docs: Update changelog`, again and again. */
function changelogHabit(files: FileChange[], recentSubjects: string[]): Routine | undefined {
  if (!files.every((file) => CHANGELOG.test(file.path))) return undefined;
  const told = recentSubjects.map(withoutNumber).filter((subject) => WROTE_CHANGELOG.test(partsOf(subject).description));
  const habit = told.find((subject) => told.filter((other) => partsOf(other).description === partsOf(subject).description).length > 1);
  return habit === undefined ? undefined : again(habit);
}

function versionMessage(files: FileChange[], recentSubjects: string[], style: HouseStyle): Routine | undefined {
  const changes = versionChanges(files);
  if (!changes) return comeOrGone(files, recentSubjects);
  const { packages, own, others } = changes;
  if (own && packages.length === 0) return release(own, recentSubjects);
  if (own || (packages.length === 0 && !others)) return undefined;
  const known = packageMessage(files, packages, others, recentSubjects);
  // One without a type or an area in a house that has them.
  if (known.whole && style.form !== 'sentence' && partsOf(known.text).form === 'sentence') return { ...inHouseForm(known), head: headOfBumps(files, recentSubjects) };
  return known.whole || known.head !== undefined ? known : { ...known, head: headOfBumps(files, recentSubjects) };
}

/** One or two packages that came, or that went, and nothing else. What replaces what, no manifest says. */
function comeOrGone(files: FileChange[], recentSubjects: string[]): Routine | undefined {
  const { added = [], removed = [] } = packagesComeAndGone(files) ?? {};
  const names = added.length > 0 ? added : removed;
  if ((added.length > 0 && removed.length > 0) || names.length === 0 || names.length > 2) return undefined;
  const verb = added.length > 0 ? 'add' : 'remove';
  const text = (each: string[]) => `${verb} ${each.join(' and ')} ${each.length > 1 ? 'dependencies' : 'dependency'}`;
  return { text: text(names), shorter: [text(names.map(shortName)), `${verb} ${names.length > 1 ? '2 dependencies' : 'a dependency'}`], whole: false, head: headOfBumps(files, recentSubjects) };
}

function packageMessage(files: FileChange[], packages: VersionChange[], others: boolean, recentSubjects: string[]): Routine {
  const other = packages.length > 0 ? otherVersions(packages) : undefined;
  if (other) return { ...other, whole: false };
  if (files.every((file) => PRE_COMMIT.test(file.path))) {
    const hooks = recentSubjects.find((subject) => UPDATED_HOOKS.test(partsOf(subject).description) && !BY_BOT.test(subject));
    if (hooks !== undefined) return again(hooks);
    if (packages.length !== 1) return { text: 'update pre-commit hooks', whole: false };
  }
  if (packages.length === 1 && !others) return oneDependency(packages[0]!, files, recentSubjects);
  const all = recentSubjects.map(withoutNumber).filter((subject) => MANY_DEPENDENCIES.test(partsOf(subject).description) && !BY_BOT.test(subject) && isTrueOf(subject, files, packages));
  const habit = all.find((subject) => mayStandBefore(headOf(partsOf(subject)), files) !== false);
  if (habit !== undefined) return again(habit);
  if (packages.length !== 2) return { text: 'update dependencies', whole: false };
  const [one, two] = packages as [VersionChange, VersionChange];
  return { text: `update ${one.name} and ${two.name}`, shorter: [`update ${shortName(one.name)} and ${shortName(two.name)}`, 'update 2 dependencies'], whole: false };
}

/** Versions that only go down, or ids of commits in place of tags, are no updates. */
function otherVersions(packages: VersionChange[]): Pick<Routine, 'text' | 'shorter'> | undefined {
  const [{ name, from, to }] = packages as [VersionChange];
  const short = shortName(name);
  if (packages.every(({ pinned }) => pinned)) return packages.length > 1 ? { text: 'pin actions to commits' } : { text: `pin ${name} to a commit`, shorter: [`pin ${short} to a commit`, 'pin an action'] };
  if (!packages.every(isDowngrade)) return undefined;
  if (packages.length > 1) return { text: 'downgrade dependencies' };
  return { text: `downgrade ${name} from ${from} to ${to}`, shorter: [`downgrade ${name} to ${to}`, `downgrade ${short} to ${to}`, `downgrade ${short}`, 'downgrade a dependency'] };
}

function isDowngrade({ from, to }: VersionChange): boolean {
  const numbers = (version: string) => /^v?(\d+(?:\.\d+)*)/.exec(version)?.[1]?.split('.').map(Number);
  const [before, after] = [numbers(from), numbers(to)];
  if (!before || !after || isHash(from) || isHash(to)) return false;
  const at = after.findIndex((number, index) => number !== before[index]);
  return at >= 0 && before[at] !== undefined && after[at]! < before[at];
}

function oneDependency(change: VersionChange, files: FileChange[], recentSubjects: string[]): Routine {
  const asBefore = inWordsOfLastBump(change, files, recentSubjects);
  if (asBefore !== undefined) return asBefore;
  const { name, to } = change;
  const short = shortName(name);
  const verb = recentSubjects.some((subject) => /^bump/i.test(partsOf(subject).description)) ? 'bump' : 'update';
  const shorter = [`${verb} ${short}`, `${verb} a dependency`];
  if (isHash(to)) return { text: `${verb} ${name}`, shorter, whole: false };
  return { text: `${verb} ${name} to ${to}`, shorter: [`${verb} ${short} to ${to}`, ...shorter], whole: false };
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
  if (submodule !== undefined) return submodule;
  const submodules = files.every((file) => file.submodule) ? `submodule${files.length > 1 ? 's' : ''} ` : '';
  const from = kind === 'deleted' && files.length > 1 ? commonFolder(files.map(({ path }) => path)) : '';
  // With its manifest goes the whole of an example or a package.
  if (from !== '' && files.some(({ path }) => roleOf(path) === 'dependency')) return { text: `remove ${from}`, shorter: [`remove ${base(from)}`], whole: false };
  const what = filesInWords(files);
  const text = `${VERB[kind]} ${submodules}${what}${from !== '' && !/ in |\//.test(what) && what.length + from.length < 50 ? ` from ${from}` : ''}`;
  return { text, shorter: filesInFewerWords(files).map((names) => `${VERB[kind]} ${submodules}${names}`), whole: false };
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
