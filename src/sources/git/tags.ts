import { compareVersions } from '../../core/versions.ts';

/** A tag that names a version. */
export interface VersionTag {
  tag: string;
  /** The commit's full id. */
  id: string;
  /** What stands before the version: `v`, `release-`, `core@`, or nothing. */
  prefix: string;
  version: string;
}

/** Two to four numbers; then what makes it a pre-release. */
const VERSION = /^(?<prefix>|[vV]|.{0,100}?[@/_-][vV]?|[A-Za-z]{1,20})(?<version>\d{1,9}(?:\.\d{1,9}){1,3}(?:[-.]?(?:alpha|beta|rc|pre|dev|post|a|b)[\w.-]{0,40}|-[\w.-]{1,40})?(?:\+[\w.-]{1,40})?)$/i;
/** Names of what is built each day or sent to a server. */
const NO_RELEASE = /nightly|snapshot|canary|latest|edge|build|deploy|backup|archive/i;
/** What stands before the version where a repository is released as a whole. */
const WHOLE = /^(?:v|ver|version|rel|release)?[-_/.]?v?$/i;

/** The version that a tag names, with what stands before it; undefined where it names none. */
export function versionTag(tag: string, id: string): VersionTag | undefined {
  const { prefix, version } = VERSION.exec(tag)?.groups ?? {};
  return prefix === undefined || version === undefined || NO_RELEASE.test(prefix) ? undefined : { tag, id, prefix, version };
}

/** `v12`, `release-12`. */
const NUMBER = /^(?<prefix>|[vV]|(?:release|rel|version|ver)[-_/.]?v?)(?<version>\d{1,6})$/i;

/** The tags that name versions. Those with one number do so where no tag has more: elsewhere `v1` moves along with its releases. */
export function versionTags(tags: { tag: string; id: string }[]): VersionTag[] {
  const found = tags.flatMap(({ tag, id }) => versionTag(tag, id) ?? []);
  if (found.length > 0) return found;
  return tags.flatMap(({ tag, id }) => {
    const { prefix, version } = NUMBER.exec(tag)?.groups ?? {};
    return prefix === undefined || version === undefined ? [] : { tag, id, prefix, version };
  });
}

/**
 * The tags of the series that is meant, highest version first: that of the package where one is named and has its own, else that of the
 * repository as a whole, else all of them.
 */
export function series(tags: VersionTag[], packageName: string | undefined): VersionTag[] {
  const own = packageName === undefined ? [] : tags.filter(({ prefix }) => [packageName, packageName.replace(/^@[^/]*\//, '')].includes(prefix.replace(/(?:[@/_-]v?)$/i, '')));
  const whole = tags.filter(({ prefix }) => WHOLE.test(prefix));
  const found = own.length > 0 ? own : whole.length > 0 ? whole : tags;
  return [...found].sort((one, other) => compareVersions(other.version, one.version));
}
