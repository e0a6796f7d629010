import type { FileChange } from '../../core/changes.ts';
import { roleOf } from '../changes/role.ts';

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

function trimmed(line: string): string {
  return line.slice(1).trim();
}

function readLine(text: string): { name: string; version: string } | undefined {
  const own = OWN.exec(text);
  if (own) return { name: '', version: own[1]! };
  const action = ACTION.exec(text);
  if (action) return { name: action[1]!, version: action[3] ?? action[2]! };
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

/** What the change comes to in versions; undefined where it is more, or something else. */
export function versionChanges(files: FileChange[]): VersionChanges | undefined {
  if (files.length === 0 || !files.every((file) => holdsVersions(file) && file.kind === 'modified')) return undefined;
  const from = new Map<string, string>();
  const to = new Map<string, string>();
  let others = false;
  const direct = files.some((file) => file.hunks.some((hunk) => hunk.lines.some((line) => /^\+\t?\S+ v\d[^/]*$/.test(line))));
  for (const file of files) {
    const role = roleOf(file.path);
    if (role === 'lock' || role === 'generated') continue;
    for (const line of file.hunks.flatMap((hunk) => hunk.lines)) {
      const text = trimmed(line);
      if ((line[0] !== '+' && line[0] !== '-') || text === '') continue;
      // What Go pulls in along with the package that was meant.
      if (direct && text.endsWith('// indirect')) continue;
      const read = readLine(text);
      if (read) (line[0] === '-' ? from : to).set(read.name, read.version);
      else if (COMPANION.test(text)) others = true;
      else return undefined;
    }
  }
  const changes = [...to].map(([name, version]) => ({ name, from: from.get(name) ?? '', to: version }));
  // A package that came or went is more than a version.
  if (changes.some((change) => change.from === '') || [...from.keys()].some((name) => !to.has(name))) return undefined;
  const changed = changes.filter((change) => change.from !== change.to);
  return { packages: changed.filter(({ name }) => name !== ''), own: changed.find(({ name }) => name === ''), others };
}
