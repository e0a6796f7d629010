import type { FileChange } from '../../core/changes.ts';
import type { VersionChange } from '../changes/versions.ts';
import { LONGEST_SUBJECT } from './house-rules.ts';

/** `build(deps): bump x from 1.0 to 2.0`, `Update `x` to v2`. */
const SAID = /^((?:[\w() ./-]{1,40}: )?(?:bump|update|upgrade)(?:s|d|ed|ing)? (?:to )?)(`?)([@\w][\w@./-]*)\2 (?:from (`?v?)\d[\w.+-]*`? )?(to )?(`?v?)\d[\w.+-]*`?$/i;
/** `build: x@2.0`. */
const SAID_WITH_AT = /^((?:[\w() ./-]{1,40}: )?)([@\w][\w./-]*)@~?\d[\w.-]*$/;

/** True for a commit's id, which no message names as a version. */
export function isHash(version: string): boolean {
  return /^[0-9a-f]{20,64}$/.test(version);
}

/** Without the pull request that the host of the repository writes after a subject: another commit has another. */
export function withoutNumber(subject: string): string {
  return subject.replace(/(?: \(#\d+\))+$/, '');
}

/** The new version of one package in the words in which the house said the last one, that of the same package first; undefined where it never did. */
export function inWordsOfLastBump({ name, from, to }: VersionChange, recentSubjects: string[]): string | undefined {
  if (isHash(from) || isHash(to)) return undefined;
  const told = recentSubjects.map(withoutNumber).filter((subject) => subject.length < 200 && (SAID.test(subject) || SAID_WITH_AT.test(subject)));
  const last = told.find((subject) => (SAID.exec(subject)?.[3] ?? SAID_WITH_AT.exec(subject)?.[2]) === name) ?? told[0];
  if (last === undefined) return undefined;
  const withAt = SAID_WITH_AT.exec(last);
  if (withAt) return fitting(`${withAt[1]}${name}@${bare(to)}`);
  const [, start, quote, , fromMark, toWord, toMark] = SAID.exec(last)!;
  const version = (mark: string, value: string) => `${mark}${bare(value)}${mark.startsWith('`') ? '`' : ''}`;
  const target = version(toMark ?? '', to);
  const source = fromMark === undefined ? '' : `from ${version(fromMark, from)} `;
  return fitting(`${start}${quote}${name}${quote} ${source}${toWord ?? ''}${target}`) ?? fitting(`${start}${quote}${name}${quote} to ${target}`);
}

function fitting(subject: string): string | undefined {
  return subject.length <= LONGEST_SUBJECT ? subject : undefined;
}

const MOVED_SUBMODULE = /^((?:[\w() ./-]{1,40}: )?(?:bump|update|upgrade)(?:s|d|ed|ing)? )[\w./-]+( from )(`?)[0-9a-f]{7}`?( to )`?[0-9a-f]{7}`?$/i;

/** A submodule's new commit in the words in which the house said the last one. */
export function submoduleInWordsOfLast(file: FileChange, recentSubjects: string[]): string | undefined {
  const commit = (sign: string) => file.hunks.flatMap((hunk) => hunk.lines).find((line) => line.startsWith(`${sign}Subproject commit `))?.slice(19, 26);
  const [from, to] = [commit('-'), commit('+')];
  const said = recentSubjects.map(withoutNumber).filter((subject) => subject.length < 200).map((subject) => MOVED_SUBMODULE.exec(subject)).find((match) => match !== null);
  return said && from && to ? fitting(`${said[1]}${file.path}${said[2]}${said[3]}${from}${said[3]}${said[4]}${said[3]}${to}${said[3]}`) : undefined;
}

function bare(version: string): string {
  return version.replace(/^v(?=\d)/, '');
}
