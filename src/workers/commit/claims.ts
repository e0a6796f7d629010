import type { FileChange } from '../../core/changes.ts';
import { roleOf } from '../changes/role.ts';
import type { VersionChange } from '../changes/versions.ts';
import { CI, DEPENDENCIES, DOCS, standsForAll, TEST } from './head.ts';
import { partsOf } from './parts.ts';

/** Words before dependencies that claim nothing. */
const NEUTRAL = /^(?:all|the|some|our|project|various|multiple|several|a|few|more|third-party|external|outdated|package|library|module)$/i;
const ECOSYSTEMS: [RegExp, RegExp][] = [
  [/^(?:pip|pypi|python|poetry|uv)$/i, /(^|\/)(?:requirements[^/]*\.(?:txt|in)|requirements\/[^/]+|pyproject\.toml|setup\.(?:py|cfg)|pipfile|poetry\.lock|uv\.lock)$/i],
  [/^(?:npm|yarn|pnpm|node|js|javascript)$/i, /(^|\/)(?:package(?:-lock)?\.json|yarn\.lock|pnpm-lock\.yaml|pnpm-workspace\.yaml)$/],
  [/^(?:cargo|rust|crates?)$/i, /(^|\/)cargo\.(?:toml|lock)$/i],
  [/^(?:go|golang|gomod)$/i, /(^|\/)go\.(?:mod|sum|work)$/],
  [/^(?:nuget|dotnet)$/i, /\.(?:csproj|props)$|(^|\/)(?:dotnet-tools|packages\.lock)\.json$/i],
  [/^(?:gradle|maven|java|kotlin)$/i, /\.gradle(?:\.kts)?$|\.versions\.toml$|(^|\/)(?:pom\.xml|gradle-wrapper\.properties)$/],
  [/^(?:composer|php)$/i, /(^|\/)composer\.(?:json|lock)$/],
  [/^(?:gem|bundler|ruby)$/i, /(^|\/)gemfile(?:\.lock)?$|\.gemspec$/i],
  [/^(?:actions?|github-actions|gha|workflows?|ci)$/i, /(^|\/)\.github\/(?:workflows|actions)\//],
];

const FOR_DEVELOPERS = /^(?:"devDependencies": \{|\[(?:.*\.)?dev-dependencies\]|"require-dev": \{)$/;
const FOR_USERS = /^(?:"dependencies": \{|\[(?:.*\.)?dependencies\]|"require": \{)$/;

/** Whether what changed is only for those who work on the project; undefined where the lines in view do not tell. */
function isForDevelopers(files: FileChange[]): boolean | undefined {
  const [first, ...rest] = files.filter((file) => roleOf(file.path) !== 'lock').map((file) => {
    if (roleOf(file.path) === 'ci' || /(^|[-/_.])dev(?:elopment)?\.(?:txt|in)$/i.test(file.path)) return true;
    const lines = file.hunks.flatMap((hunk) => [hunk.section, ...hunk.lines.map((line) => line.slice(1).trim())]);
    const [developers, users] = [FOR_DEVELOPERS, FOR_USERS].map((table) => lines.some((line) => table.test(line)));
    return developers === users ? undefined : developers;
  });
  return rest.every((each) => each === first) ? first : undefined;
}

function major(version: string): string {
  return /^v?(\d+)/.exec(version)?.[1] ?? version;
}

/** True where all that a past subject says of its dependencies, `dev`, `non-major`, `pip`, is true of these. */
export function isTrueOf(subject: string, files: FileChange[], packages: VersionChange[]): boolean {
  const words = partsOf(subject).description.split(' ').slice(1, -1);
  return words.every((word) => {
    if (NEUTRAL.test(word)) return true;
    const isMajor = ({ from, to }: VersionChange) => major(from) !== major(to);
    if (/^(?:non-major|minor|patch)$/i.test(word)) return packages.length > 0 && !packages.some(isMajor);
    if (/^major$/i.test(word)) return packages.length > 0 && packages.every(isMajor);
    if (/^dev(?:elopment|elopers?)?$/i.test(word)) return isForDevelopers(files) !== false;
    const ecosystem = ECOSYSTEMS.find(([name]) => name.test(word));
    return ecosystem ? files.every(({ path }) => ecosystem[1].test(path)) : standsForAll(word.replace(/s$/, ''), files) || standsForAll(word, files);
  });
}

/** Whether what stood before a past message about dependencies may stand before this one: undefined for an area that the paths say nothing of. */
export function mayStandBefore(head: string, files: FileChange[]): boolean | undefined {
  const [, word = '', scope = ''] = /^([^(]*)(?:\((.*)\))?$/.exec(head.toLowerCase()) ?? [];
  const all = [word, scope].filter((each) => each !== '').map((each) => {
    const ofRole = (role: string) => files.every((file) => roleOf(file.path) === role || roleOf(file.path) === 'lock');
    if (each === 'fix' || each === 'feat') return isForDevelopers(files) === undefined ? undefined : !isForDevelopers(files);
    if (each === 'release' || each === 'version') return false;
    if (each === 'deps-dev' || each === 'dev-deps') return isForDevelopers(files) !== false;
    if (CI.includes(each)) return ofRole('ci');
    if (DOCS.includes(each)) return ofRole('docs');
    if (TEST.includes(each)) return ofRole('test');
    if (DEPENDENCIES.includes(each) || /^(?:chore|build|refactor|perf|style|vendor|bump|upgrade|update|requirements)$/.test(each)) return true;
    return standsForAll(each, files) || undefined;
  });
  return all.includes(false) ? false : all.includes(undefined) ? undefined : true;
}
