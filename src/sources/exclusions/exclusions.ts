import { realpath, stat } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import ignore, { type Ignore } from 'ignore';
import type { ExcludedPath, Exclusions } from '../../core/escalation.ts';
import { BUILT_IN } from './built-in.ts';
import { ignoredByGit } from './check-ignore.ts';
import { createIgnoreFiles, GITIGNORE, IGNORE_FILES } from './ignore-files.ts';
import { absolutePatterns, gitignorePatterns } from './patterns.ts';

export interface ExclusionOptions {
  /** The user's patterns, as in a .gitignore, relative to the folder or absolute. */
  patterns: readonly string[];
}

const SETTING = 'the setting journeyman.escalation.exclude';
const OUTSIDE = 'its place outside of the folder';
const NO_FILE = 'it is no file whose rules can be read';
/** `vscode-vfs://github/…`, but no web page, which somebody may name as the source of a text. */
const ADDRESS = /^(?!https?:)[a-z][a-z\d+.-]+:\//i;

/**
 * What must not leave: what git ignores, tracked or not; what ignore files of this and of other tools name, at the top and in folders below; the
 * user's patterns; files that hold keys by what they are called. Each says no by itself: a pattern with an exclamation mark takes back what its
 * own kind of file excludes, nothing else. What cannot be read excludes all below its folder.
 * A link is judged by what it leads to as well.
 */
export function createExclusions({ patterns }: ExclusionOptions): Exclusions {
  const fixed: [by: (pattern: string) => string, rules: Ignore][] = [
    [() => SETTING, ignore().add(gitignorePatterns(patterns))],
    [(pattern) => `the built-in pattern ${pattern}`, ignore().add(BUILT_IN)],
  ];
  const absolute = ignore().add(absolutePatterns(patterns));
  const byPattern = (path: string): string | undefined => {
    for (const [by, rules] of fixed) {
      const { ignored, rule } = rules.test(path);
      if (ignored) return by(rule?.pattern ?? '');
    }
    return undefined;
  };

  return {
    async among(paths, folder, signal) {
      signal.throwIfAborted();
      const groups = new Map<string, { path: string; inside: string }[]>();
      const excluded = new Map<string, string>();
      for (const path of paths) {
        const place = placeOf(path, folder);
        if (ADDRESS.test(path)) excluded.set(path, NO_FILE);
        else if (!place) excluded.set(path, OUTSIDE);
        else if (place.folder === undefined) setIf(excluded, path, byPattern(place.inside));
        else groups.set(place.folder, [...(groups.get(place.folder) ?? []), { path, inside: place.inside }]);
      }
      for (const [base, files] of groups) {
        const tops = await topsOf(base);
        const judges = tops.map((top) => ({ top, ignoreFiles: createIgnoreFiles(top) }));
        // Without a repository nothing tells where the user's patterns begin.
        const furthest = tops.at(-1) === base && !(await isTop(base)) ? resolve('/') : tops.at(-1)!;
        const git = await ignoredByGit(base, files.map(({ inside }) => inside), signal);
        const names = git ? IGNORE_FILES : [...IGNORE_FILES, GITIGNORE];
        const real = await realpath(base).catch(() => base);
        const judge = async (inside: string, byGit?: string) => {
          const file = join(base, inside);
          if ([file, join(real, inside)].some((each) => absolute.ignores(slashed(resolve(each)).replace(/^\/+/, '')))) return SETTING;
          for (const place of placesOf(file, base, furthest)) {
            const by = byPattern(place);
            if (by !== undefined) return by;
          }
          if (byGit !== undefined) return byGit;
          for (const { top, ignoreFiles } of judges) {
            const by = await ignoreFiles.excluding(slashed(relative(top, file)), names);
            if (by !== undefined) return by;
          }
          return undefined;
        };
        for (const { path, inside } of files) {
          signal.throwIfAborted();
          setIf(excluded, path, await judge(inside, git?.get(inside)));
          const target = excluded.has(path) ? undefined : await targetOf(base, inside);
          if (target === undefined) continue;
          const led = placeOf(target, await realpath(tops[0]!));
          setIf(excluded, path, led ? await judge(slashed(relative(base, join(tops[0]!, led.inside)))) : OUTSIDE);
        }
      }
      return paths.flatMap((path): ExcludedPath[] => (excluded.has(path) ? [{ path, by: excluded.get(path)! }] : []));
    },
  };
}

function setIf(map: Map<string, string>, path: string, by: string | undefined): void {
  if (by !== undefined) map.set(path, by);
}

/** The folder that a path is in and the path from there, with slashes; undefined outside. A lone file's folder is its own. */
function placeOf(path: string, folder: string | undefined): { folder: string | undefined; inside: string } | undefined {
  if (path === '' || path.includes('\0')) return undefined;
  if (folder === undefined) {
    if (isAbsolute(path)) return { folder: dirname(path), inside: basename(path) };
    const inside = slashed(relative(resolve('/'), resolve('/', path)));
    return /^(?:\.\.)?[\\/]|^\.\.$|^[A-Za-z]:/.test(path) || inside === '' ? undefined : { folder: undefined, inside };
  }
  const inside = slashed(relative(folder, resolve(folder, path)));
  if (inside === '' || inside === '..' || inside.startsWith('../') || isAbsolute(inside) || /^[A-Za-z]:[\\/]/.test(path) && !isAbsolute(path)) return undefined;
  return { folder, inside };
}

function slashed(path: string): string {
  return sep === '/' ? path : path.replaceAll(sep, '/');
}

/** The folders upwards that repositories begin in, the nearest first: a submodule lies in another. Otherwise the folder itself. */
async function topsOf(folder: string): Promise<string[]> {
  const tops: string[] = [];
  for (let at = resolve(folder); ; at = dirname(at)) {
    if (await isTop(at)) tops.push(at);
    if (dirname(at) === at) return tops.length > 0 ? tops : [resolve(folder)];
  }
}

function isTop(folder: string): Promise<boolean> {
  return stat(join(folder, '.git')).then(() => true, () => false);
}

/** The file's path from its folder and from each one above it: a pattern may be meant from any of them. */
function* placesOf(file: string, base: string, furthest: string): Generator<string> {
  for (let at = resolve(base); ; at = dirname(at)) {
    yield slashed(relative(at, file));
    if (at === furthest || dirname(at) === at) return;
  }
}

/** Where a path leads that is a link, or lies behind one; undefined for any other, and for one that is not there. */
async function targetOf(base: string, inside: string): Promise<string | undefined> {
  const [real, top] = await Promise.all([realpath(join(base, inside)).catch(() => undefined), realpath(base).catch(() => undefined)]);
  return real === undefined || top === undefined || real === join(top, inside) ? undefined : real;
}
