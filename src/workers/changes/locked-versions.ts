import type { FileChange } from '../../core/changes.ts';

export interface LockedVersion {
  name: string;
  from: string;
  to: string;
}

/** Longer lines are no line of a lock file that names a package. */
const LONGEST_LINE = 300;
/** Cargo, Poetry and uv; npm; Yarn, whose key may name several ranges of one package. */
const NAME = /^(?:name = "([^"]+)"|"node_modules\/(?:.*\/node_modules\/)?([^"]+)": \{|"?(@?[^@\s":]+)@[^:]*(?::[^:]+)*:)$/;
const VERSION = /^"?version"?(?: =|:)? "?(v?\d[\w.+-]*)"?,?$/;
/** pnpm names what the project itself asks for, with its range, before all the rest. */
const PNPM = /(^|\/)pnpm-lock\.yaml$/;
const IMPORTED = /^'?(@?[\w./-]+)'?:$/;
const IMPORTED_VERSION = /^version: (v?\d[\w.+-]*)/;

/** Packages whose version changed in lock files, where a line near the version names them; undefined where one came or went. */
export function lockedVersions(files: FileChange[]): LockedVersion[] | undefined {
  const packages: LockedVersion[] = [];
  for (const file of files) {
    const read = PNPM.test(file.path) ? imported(file) : locked(file);
    if (!read) return undefined;
    packages.push(...read);
  }
  return packages;
}

function locked(file: FileChange): LockedVersion[] | undefined {
  const packages: LockedVersion[] = [];
  for (const hunk of file.hunks) {
    let name = '';
    let from = '';
    for (const line of hunk.lines) {
      const text = line.slice(1, LONGEST_LINE).trim();
      const named = NAME.exec(text);
      if (named) {
        // A package that came or went is more than a version.
        if (line[0] !== ' ') return undefined;
        [name, from] = [named[1] ?? named[2] ?? named[3]!, ''];
      }
      const version = VERSION.exec(text)?.[1];
      if (version === undefined || name === '') continue;
      if (line[0] === '-') from = version;
      else if (line[0] === '+' && from !== '') packages.push({ name, from, to: version });
    }
  }
  return packages;
}

function imported(file: FileChange): LockedVersion[] {
  const packages: LockedVersion[] = [];
  for (const hunk of file.hunks) {
    let name = '';
    let from = '';
    let asked = false;
    for (const line of hunk.lines) {
      const text = line.slice(1, LONGEST_LINE).trim();
      const named = IMPORTED.exec(text);
      if (named) [name, from, asked] = [named[1]!, '', false];
      else if (text.startsWith('specifier: ')) asked = line[0] === ' ';
      const version = asked ? IMPORTED_VERSION.exec(text)?.[1] : undefined;
      if (version === undefined) continue;
      if (line[0] === '-') from = version;
      else if (line[0] === '+' && from !== '') packages.push({ name, from, to: version });
    }
  }
  return packages;
}
