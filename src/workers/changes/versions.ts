import type { FileChange, Hunk } from '../../core/changes.ts';
import { roleOf } from './role.ts';

export interface VersionChange {
  name: string;
  from: string;
  to: string;
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

const VERSION = String.raw`[~^<>=! ]*(v?\d[\w.+*-]*)`;
/** Each finds a name and a version in a line of a manifest or workflow. */
const NAMED = [
  new RegExp(String.raw`^"([@\w./-]+)": *"${VERSION}"`),
  new RegExp(String.raw`^([\w.-]+)(?:\[[\w, -]+\])? *[=~<>!]=+ *(v?\d[\w.+*-]*)`),
  new RegExp(String.raw`^"?([\w-]+)"? *= *"${VERSION}"`),
  new RegExp(String.raw`^"?([\w-]+)"? *= *\{.*?version *= *"${VERSION}"`),
  new RegExp(String.raw`^(?:require )?([\w-]+(?:\.[\w-]+)+(?:/[\w.~-]+)*) (v\d[\w.+-]*)`),
  new RegExp(String.raw`^gem ['"]([\w-]+)['"], *['"]${VERSION}['"]`),
  new RegExp(String.raw`^['"]([\w.-]+)(?:\[[\w, -]+\])? *[=~<>!]=+ *(v?\d[\w.+*-]*)['"]`),
];
const ACTION = /^(?:- )?uses: *['"]?([\w.-]+\/[\w./-]+)@([\w.-]+)['"]?(?: *# *(v?\d[\w.-]*))?/;
const OWN = /^(?:"version": *"|version *= *['"]|__version__ *= *['"]|(?:const )?version *(?:string)? *= *['"])(v?\d[\w.+-]*)['"]/i;
/** Lines that only go along with a version: hashes, revisions, where a package came from. */
const COMPANION = /^(rev: |--hash=|sha|#|resolved |integrity |\/\/|"?(resolved|integrity|checksum)"?)/;

/** Says nothing of a version. */
const REMARK = /^(?:#|\/\/)/;

/** Longer lines are no line of a manifest that a person wrote. */
const LONGEST_LINE = 300;

function trimmed(line: string): string {
  return line.slice(1).trim();
}

interface NamedVersion {
  name: string;
  version: string;
  /** The commit that the version's name stands beside. */
  revision?: string;
}

function readLine(text: string): NamedVersion | undefined {
  const own = OWN.exec(text);
  if (own) return { name: '', version: own[1]! };
  const action = ACTION.exec(text);
  if (action) return { name: action[1]!, version: action[3] ?? action[2]!, revision: action[2]! };
  for (const pattern of NAMED) {
    const match = pattern.exec(text);
    if (match) return { name: match[1]!, version: match[2]! };
  }
  return undefined;
}

/** True for the files in which versions stand and nothing that a person would call code. */
function holdsVersions(file: FileChange): boolean {
  const role = roleOf(file.path);
  return role === 'dependency' || role === 'ci' || role === 'lock' || role === 'generated' || /(^|\/)_?_?version_?_?\.\w+$|(^|\/)tox\.ini$|(^|\/)bower\.json$/i.test(file.path);
}

/** The table of a dependency in a TOML file, and what a line of another table looks like. */
const DEPENDENCY_TABLE = /^\[(?:.*\.)?(?:dev-|build-)?dependencies\.["']?([\w-]+)["']?\]/;
const TABLE = /^\[/;
const PRE_COMMIT = /(^|\/)\.pre-commit-config\.ya?ml$/;
const HOOKS = /^(?:- )?repo: *['"]?(?:https?:\/\/)?\S*?([\w.-]+?)(?:\.git)?['"]?$/;
const REVISION = /^rev: *['"]?([0-9a-f]{40}|v?\d[\w.-]*)['"]?(?: *#(?: *frozen:?)? *(v?\d[\w.-]*)?.*)?$/;
/** Versions further down in a manifest belong to something else than the project. */
const OWN_WITHIN = 40;

/** Reads the lines of one manifest or workflow in order. */
class ManifestReader {
  private readonly toml: boolean;
  private readonly hooks: boolean;
  private package = '';

  constructor(file: FileChange) {
    this.toml = file.path.endsWith('.toml');
    this.hooks = PRE_COMMIT.test(file.path);
  }

  startHunk(hunk: Hunk): void {
    this.package = (this.toml && DEPENDENCY_TABLE.exec(hunk.section)?.[1]) || '';
    this.mayBeOwn = hunk.newStart <= OWN_WITHIN || /^\[(?:package|project|workspace\.package|tool\.poetry)\]/.test(hunk.section);
  }

  private mayBeOwn = true;

  read(text: string): NamedVersion | undefined {
    if (this.toml && TABLE.test(text)) this.package = DEPENDENCY_TABLE.exec(text)?.[1] ?? '';
    if (this.hooks) {
      this.package = HOOKS.exec(text)?.[1] ?? this.package;
      const revision = REVISION.exec(text);
      const version = revision?.[2] ?? revision?.[1];
      if (version !== undefined && this.package !== '') return { name: this.package, version };
    }
    const read = readLine(text);
    if (read?.name !== '' || this.hooks) return read;
    return this.package !== '' ? { name: this.package, version: read.version } : this.mayBeOwn ? read : undefined;
  }
}

/** What the change comes to in versions; undefined where it is more, or something else. */
export function versionChanges(files: FileChange[]): VersionChanges | undefined {
  if (files.length === 0 || !files.every((file) => holdsVersions(file) && file.kind === 'modified')) return undefined;
  const from = new Map<string, NamedVersion>();
  const to = new Map<string, NamedVersion>();
  let others = false;
  const direct = files.some((file) => file.hunks.some((hunk) => hunk.lines.some((line) => /^\+\t?\S+ v\d[^/]*$/.test(line))));
  for (const file of files) {
    const role = roleOf(file.path);
    if (role === 'lock' || role === 'generated') continue;
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
  if (to.size === 0 && !others && files.every((file) => roleOf(file.path) === 'lock')) return lockedVersions(files);
  const changes = Array.from(to.values(), (after) => versionChange(from.get(after.name), after));
  // A package that came or went is more than a version.
  if (changes.some((change) => change.from === '') || [...from.keys()].some((name) => !to.has(name))) return undefined;
  // A new Node or Python that is asked for concerns the users.
  if (changes.some(({ name }) => NO_PACKAGE.test(name))) return undefined;
  const changed = merged(changes.filter((change) => change.from !== change.to));
  return { packages: changed.filter(({ name }) => name !== ''), own: changed.find(({ name }) => name === ''), others };
}

/** Where the comment beside a commit was forgotten, the commits are the versions. */
function versionChange(before: NamedVersion | undefined, after: NamedVersion): VersionChange {
  const [from, to] = before?.version === after.version && after.revision !== undefined ? [before.revision, after.revision] : [before?.version, after.version];
  return { name: after.name, from: from ?? '', to };
}

/** The parts of one action's repository go by its name. */
function merged(changes: VersionChange[]): VersionChange[] {
  const seen = new Set<string>();
  return changes
    .map((change) => ({ ...change, name: /^[\w.-]+\/[\w.-]+\/(?:init|analyze|autobuild|upload-sarif|save|restore)$/.test(change.name) ? change.name.split('/').slice(0, 2).join('/') : change.name }))
    .filter(({ name, to }) => !seen.has(`${name} ${to}`) && seen.add(`${name} ${to}`));
}

const LOCKED_NAME = /^(?:name = "([^"]+)"|"node_modules\/(?:.*\/node_modules\/)?([^"]+)": \{)$/;
const LOCKED_VERSION = /^"?version"?(?: =|:) "(v?\d[^"]*)",?$/;

/** Versions in lock files that name a package right above its version; none where they do not. */
function lockedVersions(files: FileChange[]): VersionChanges | undefined {
  const packages: VersionChange[] = [];
  for (const hunk of files.flatMap((file) => file.hunks)) {
    let name = '';
    let from = '';
    for (const line of hunk.lines) {
      const text = trimmed(line).slice(0, LONGEST_LINE);
      const named = LOCKED_NAME.exec(text);
      if (named) {
        // A package that came or went is more than a version.
        if (line[0] !== ' ') return undefined;
        [name, from] = [named[1] ?? named[2]!, ''];
      }
      const version = LOCKED_VERSION.exec(text)?.[1];
      if (version === undefined || name === '') continue;
      if (line[0] === '-') from = version;
      else if (line[0] === '+' && from !== '') packages.push({ name, from, to: version });
    }
  }
  const all = merged(packages);
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
const NO_PACKAGE = /^(?:node|npm|vscode|go|python|requires-python|python_requires|rust-version|edition|version|target-version|packageManager|engines)$/;

function holdsPackages(file: FileChange): boolean {
  return file.kind !== 'deleted' && (roleOf(file.path) === 'dependency' || roleOf(file.path) === 'ci');
}
