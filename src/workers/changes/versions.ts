import type { FileChange } from '../../core/changes.ts';
import { lockedVersions } from './locked-versions.ts';
import { ManifestReader, type NamedVersion } from './manifest-reader.ts';
import { roleOf } from './role.ts';

export interface VersionChange {
  name: string;
  from: string;
  to: string;
  /** True where a commit's id stands in the place of a tag. */
  pinned?: true;
}

/** What a change of manifests, workflows and lock files comes to, where versions are all that changed. */
export interface VersionChanges {
  /** Packages and actions, in the order of their first line; each once. */
  packages: VersionChange[];
  /** The project's own version. */
  own: VersionChange | undefined;
  /** True where versions changed whose package the changed lines do not name. */
  others: boolean;
}

/** Lines that only go along with a version: hashes, revisions, where a package came from. */
const COMPANION = /^(rev: |--hash=|sha|distributionSha256Sum=|#|resolved |integrity |\/\/|"?(resolved|integrity|checksum)"?)/;

/** Says nothing of a version. */
const REMARK = /^(?:#|\/\/)/;

const COMMIT = /^[0-9a-f]{40,64}$/;

/** Longer lines are no line of a manifest that a person wrote. */
const LONGEST_LINE = 300;

function trimmed(line: string): string {
  return line.slice(1).trim();
}

/** Files of other roles in which versions stand. */
const OTHERS = /(^|\/)(?:_?_?version_?_?\.\w+|tox\.ini|bower\.json)$/i;
const CATALOG = /(^|\/)(?:[\w.-]+\.versions\.toml|gradle-wrapper\.properties|dotnet-tools\.json)$/i;
/** What the next version of Gradle's wrapper writes anew. */
const WRAPPER = /(^|\/)(?:gradle-wrapper\.jar|gradlew(?:\.bat)?)$/;

/** True for the files in which versions stand and nothing that a person would call code. */
function holdsVersions(file: FileChange): boolean {
  const role = roleOf(file.path);
  return role === 'dependency' || role === 'ci' || role === 'lock' || role === 'generated' || OTHERS.test(file.path) || CATALOG.test(file.path) || WRAPPER.test(file.path);
}

/** The named versions of each side. */
interface Versions {
  from: Map<string, NamedVersion>;
  to: Map<string, NamedVersion>;
  others: boolean;
}

/** The versions of both sides; undefined where lines changed that name none. */
function readVersions(files: FileChange[]): Versions | undefined {
  if (files.length === 0 || !files.every((file) => holdsVersions(file) && file.kind === 'modified')) return undefined;
  const from = new Map<string, NamedVersion>();
  const to = new Map<string, NamedVersion>();
  let others = false;
  const direct = files.some((file) => file.hunks.some((hunk) => hunk.lines.some((line) => /^\+\t?\S+ v\d[^/]*$/.test(line))));
  for (const file of files) {
    const role = roleOf(file.path);
    if (role === 'lock' || role === 'generated' || WRAPPER.test(file.path)) continue;
    const reader = new ManifestReader(file);
    for (const hunk of file.hunks) {
      reader.startHunk(hunk);
      for (const line of hunk.lines) {
        const text = trimmed(line);
        const read = reader.read(text.slice(0, LONGEST_LINE));
        if ((line[0] !== '+' && line[0] !== '-') || text === '') continue;
        // What Go pulls in along with the package that was meant.
        if (direct && text.endsWith('// indirect')) continue;
        if (read) {
          const side = line[0] === '-' ? from : to;
          const before = side.get(read.name);
          // Two parts of a project that go to different versions are not one release.
          if (read.name === '' && before && before.version !== read.version) return undefined;
          side.set(read.name, read);
        } else if (COMPANION.test(text)) others ||= !REMARK.test(text);
        else return undefined;
      }
    }
  }
  return { from, to, others };
}

/** What the change comes to in versions; undefined where it is more, or something else. */
export function versionChanges(files: FileChange[]): VersionChanges | undefined {
  const versions = readVersions(files);
  if (!versions) return undefined;
  const { from, to, others } = versions;
  if (to.size === 0 && !others && files.every((file) => roleOf(file.path) === 'lock')) return locked(files);
  const changes = Array.from(to.values(), (after) => versionChange(from.get(after.name), after));
  // A package that came or went is more than a version.
  if (changes.some((change) => change.from === '') || [...from.keys()].some((name) => !to.has(name))) return undefined;
  // A new Node or Python that is asked for concerns the users.
  if (changes.some(({ name }) => NO_PACKAGE.test(name))) return undefined;
  const changed = merged(changes.filter(isChange));
  return { packages: changed.filter(({ name }) => name !== ''), own: changed.find(({ name }) => name === ''), others };
}

/** The packages that came and those that went, where that is all that changed; undefined otherwise. */
export function packagesComeAndGone(files: FileChange[]): { added: string[]; removed: string[] } | undefined {
  const versions = readVersions(files);
  if (!versions || versions.others) return undefined;
  const { from, to } = versions;
  const added = [...to.keys()].filter((name) => !from.has(name));
  const removed = [...from.keys()].filter((name) => !to.has(name));
  const changed = [...to.values()].some((after) => from.has(after.name) && isChange(versionChange(from.get(after.name), after)));
  if (changed) return undefined;
  // Versions of other things, such as a runtime, stand in manifests too.
  const packages = dependencyChanges(files);
  const known = (all: string[], of: string[]) => all.every((name) => of.includes(name));
  return known(added, packages.added) && known(removed, packages.removed) ? { added, removed } : undefined;
}

/** Where the comment beside a commit was forgotten, the commits are the versions. */
function versionChange(before: NamedVersion | undefined, after: NamedVersion): VersionChange {
  const [from, to] = before?.version === after.version && after.revision !== undefined ? [before.revision, after.revision] : [before?.version, after.version];
  // `v4` may be what `v4.1.0` was called; `v3` was another.
  const pinned = before?.revision !== undefined && !COMMIT.test(before.revision) && COMMIT.test(after.revision ?? '') && after.version.startsWith(before.version);
  return { name: after.name, from: from ?? '', to, ...(pinned && { pinned }) };
}

/** A version that lost its `v` is the same. */
function isChange({ from, to }: VersionChange): boolean {
  return from.replace(/^v/, '') !== to.replace(/^v/, '');
}

/** The parts of one action's repository go by its name. */
function merged(changes: VersionChange[]): VersionChange[] {
  const seen = new Set<string>();
  return changes
    .map((change) => ({ ...change, name: /^[\w.-]+\/[\w.-]+\/(?:init|analyze|autobuild|upload-sarif|save|restore)$/.test(change.name) ? change.name.split('/').slice(0, 2).join('/') : change.name }))
    .filter(({ name, to }) => !seen.has(`${name} ${to}`) && seen.add(`${name} ${to}`));
}

/** Versions in lock files that name a package near its version; none where they do not. */
function locked(files: FileChange[]): VersionChanges | undefined {
  const all = merged((lockedVersions(files) ?? []).filter(isChange));
  // `serde_derive` goes along with `serde`.
  const first = all.find(({ name }) => all.every((other) => other.name === name || other.name.startsWith(`${name}-`) || other.name.startsWith(`${name}_`)));
  return all.length === 0 ? undefined : { packages: first ? [first] : all, own: undefined, others: false };
}

export interface DependencyChanges {
  bumped: VersionChange[];
  added: string[];
  removed: string[];
}

/** The packages that the manifests among the files gained, lost, or have in another version, whatever else changed. */
export function dependencyChanges(files: FileChange[]): DependencyChanges {
  const from = new Map<string, string>();
  const to = new Map<string, string>();
  for (const file of files) {
    if (!holdsPackages(file)) continue;
    const reader = new ManifestReader(file);
    let [inPackages, fits] = [false, !file.path.endsWith('package.json')];
    for (const hunk of file.hunks) {
      reader.startHunk(hunk);
      for (const line of hunk.lines) {
        const text = trimmed(line).slice(0, LONGEST_LINE);
        if (/^"\w+": \{$/.test(text)) inPackages = /dependencies/i.test(text);
        fits = !file.path.endsWith('package.json') || inPackages || /": "[~^]?\d/.test(text);
        const read = reader.read(text);
        if (!read || read.name === '' || line[0] === ' ' || !fits || NO_PACKAGE.test(read.name)) continue;
        (line[0] === '-' ? from : to).set(read.name, read.version);
      }
    }
  }
  const all = Array.from(to, ([name, version]) => ({ name, from: from.get(name) ?? '', to: version }));
  return {
    bumped: merged(all.filter((change) => change.from !== '' && change.from !== change.to)),
    added: all.filter((change) => change.from === '').map(({ name }) => name),
    removed: Array.from(from.keys()).filter((name) => !to.has(name)),
  };
}

/** Keys of manifests whose value is a version and that are no package. */
const NO_PACKAGE = /^(?:node|npm|vscode|go|python|php|java|jdk|requires-python|python_requires|rust-version|edition|version|target-version|packageManager|engines|resolver)$/;

function holdsPackages(file: FileChange): boolean {
  return file.kind !== 'deleted' && (roleOf(file.path) === 'dependency' || roleOf(file.path) === 'ci' || CATALOG.test(file.path));
}
