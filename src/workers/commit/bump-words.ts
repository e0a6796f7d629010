import type { FileChange } from '../../core/changes.ts';
import { roleOf } from '../changes/role.ts';
import type { VersionChange } from '../changes/versions.ts';
import { mayStandBefore } from './claims.ts';
import type { Routine } from './facts.ts';
import { partsOf } from './parts.ts';
import { again, headOf, inHouseForm, withoutNumber } from './past-subject.ts';

/** `bump x from 1.0 to 2.0`, `Update `x` to v2`, `Update dependency x to v2`. */
const SAID = /^((?:bump|update|upgrade)(?:s|d|ed|ing)? (?:to )?)(dependency |package |module |plugin |crate )?(`?)(@?\w[\w.:/-]*)\3( action)? (?:from (`?v?)\d[\w.+-]*`? )?(to )?(`?v?)\d[\w.+-]*`?$/i;
/** `x@2.0`. */
const SAID_WITH_AT = /^([@\w][\w./-]*)@~?\d[\w.-]*$/;
/** Go's name for a commit that has no version. */
const PSEUDO_VERSION = /\d{14}-[0-9a-f]{12}/;
/** Longer ones are no subjects that a person or a bot wrote. */
const LONGEST = 200;

interface Bump {
  subject: string;
  name: string;
  head: string;
  /** False where the words may be about something else that has a number. */
  sure: boolean;
}

/** True for a commit's id, which no message names as a version. */
export function isHash(version: string): boolean {
  return /^[0-9a-f]{20,64}$/.test(version);
}

function isAction(name: string): boolean {
  return /^[\w.-]+\/[\w./-]+$/.test(name) && !/^[\w-]+\.[a-z]+\//.test(name);
}

function readBump(subject: string): Bump | undefined {
  const kept = withoutNumber(subject);
  if (kept.length >= LONGEST) return undefined;
  const parts = partsOf(kept);
  const head = headOf(parts);
  // A release of a package of the project's own.
  const released = /\b(?:release|version|publish)\b/i.test(head);
  const withAt = SAID_WITH_AT.exec(parts.description);
  if (withAt) return { subject, name: withAt[1]!, head, sure: !released };
  const said = SAID.exec(parts.description);
  return said ? { subject, name: said[4]!, head, sure: !released && (/ to $/i.test(said[1]!) || said[6] !== undefined || said[7] !== undefined) } : undefined;
}

/** What stood before the last message about a new version, where it may stand before this one too. */
export function headOfBumps(files: FileChange[], recentSubjects: string[]): string | undefined {
  const actions = files.every(({ path }) => roleOf(path) === 'ci');
  const told = recentSubjects.flatMap((subject) => readBump(subject) ?? []).filter(({ name, sure }) => sure && isAction(name) === actions);
  return told.find(({ head }) => head !== '' && holds(head, files, told))?.head;
}

/** What the files do not tell is right where most such messages have it. */
function holds(head: string, files: FileChange[], told: Bump[]): boolean {
  const same = told.filter((other) => other.head === head).length;
  return mayStandBefore(head, files) ?? (same > 1 && same * 2 > told.length);
}

/** The new version of one package in the words in which the house said the last one, that of the same package first; undefined where it never did. */
export function inWordsOfLastBump(change: VersionChange, files: FileChange[], recentSubjects: string[]): Routine | undefined {
  if (isHash(change.from) || isHash(change.to)) return undefined;
  const told = recentSubjects.flatMap((subject) => readBump(subject) ?? []);
  const sure = told.filter((bump) => bump.sure);
  const alike = [...sure.filter(({ name }) => isAction(name) === isAction(change.name)), ...sure];
  const fits = ({ head }: Bump) => head === '' || holds(head, files, sure);
  const last = told.find((bump) => bump.name === change.name && fits(bump)) ?? alike.find(fits) ?? alike[0];
  if (last === undefined) return undefined;
  const routine = again(last.subject, (description) => wordings(description, change));
  return fits(last) ? routine : { ...inHouseForm(routine), head: undefined };
}

function wordings(description: string, { name, from, to }: VersionChange): string[] {
  const short = shortName(name);
  if (SAID_WITH_AT.test(description)) {
    // The tag of an action has it; the range of a package does not.
    const version = isAction(name) ? to : bare(to);
    return [`${name}@${version}`, `${short}@${version}`];
  }
  const [, start, noun = '', quote, past, action = '', fromMark, toWord = '', toMark] = SAID.exec(description)!;
  const alike = isAction(past!) === isAction(name);
  const version = (mark: string, value: string) => `${mark}${bare(value)}${mark.startsWith('`') ? '`' : ''}`;
  const source = fromMark === undefined ? '' : `from ${version(fromMark, from)} `;
  // A package's version tells nothing of how the tag of an action is written.
  const target = fromMark === undefined && !alike && isAction(name) ? to : version(toMark ?? '', to);
  const called = (each: string) => `${start}${alike ? noun : ''}${quote}${each}${quote}${alike ? action : ''}`;
  const bareStart = start!.replace(/ to $/i, ' ');
  const nameAlone = `${bareStart}${quote}${name}${quote}`;
  const all = [
    `${called(name)} ${source}${toWord}${target}`,
    `${called(name)} ${/ to $/i.test(start!) ? '' : 'to '}${target}`,
    // As Dependabot does; and a version that holds a commit's id says little.
    ...(fromMark !== undefined || PSEUDO_VERSION.test(to) ? [nameAlone] : []),
    `${bareStart}${quote}${short}${quote} to ${target}`,
    `${bareStart}${quote}${short}${quote}`,
  ];
  return [...new Set(all)];
}

/** The last part of a package's name that says which it is. */
export function shortName(name: string): string {
  return name.replace(/\/v\d+$/, '').split(/[/:]/).at(-1)!;
}

const MOVED_SUBMODULE = /^((?:bump|update|upgrade)(?:s|d|ed|ing)? )[\w./-]+( from )(`?)[0-9a-f]{7}`?( to )`?[0-9a-f]{7}`?$/i;

/** A submodule's new commit in the words in which the house said the last one. */
export function submoduleInWordsOfLast(file: FileChange, recentSubjects: string[]): Routine | undefined {
  const commit = (sign: string) => file.hunks.flatMap((hunk) => hunk.lines).find((line) => line.startsWith(`${sign}Subproject commit `))?.slice(19, 26);
  const [from, to] = [commit('-'), commit('+')];
  const last = recentSubjects.find((subject) => subject.length < LONGEST && MOVED_SUBMODULE.test(partsOf(withoutNumber(subject)).description));
  if (last === undefined || !from || !to) return undefined;
  return again(last, (description) => {
    const [, start, before, quote, between] = MOVED_SUBMODULE.exec(description)!;
    return [`${start}${file.path}${before}${quote}${from}${quote}${between}${quote}${to}${quote}`, `${start}${file.path}`];
  });
}

function bare(version: string): string {
  return version.replace(/^v(?=\d)/, '');
}
