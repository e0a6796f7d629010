import type { FileChange, Hunk } from '../../core/changes.ts';

/** A package of a line of a manifest or workflow; the project itself where the name is empty. */
export interface NamedVersion {
  name: string;
  version: string;
  /** The commit, tag or branch that the version's name stands beside. */
  revision?: string;
}

const VERSION = String.raw`[~^<>=! ]*(v?\d[\w.+*-]*)`;
/** Each finds a name and a version in a line of a manifest or workflow. */
const NAMED = [
  new RegExp(String.raw`^"([@\w./-]+)": *"${VERSION}"`),
  new RegExp(String.raw`^([\w.-]+)(?:\[[\w, -]+\])? *[=~<>!]=+ *(v?\d[\w.+*-]*)`),
  new RegExp(String.raw`^"?([\w-]+)"? *= *"${VERSION}"`),
  new RegExp(String.raw`^[\w.-]+ *= *\{.*?module *= *"([\w.:-]+)".*?version *= *"${VERSION}"`),
  new RegExp(String.raw`^"?([\w-]+)"? *= *\{.*?version *= *"${VERSION}"`),
  new RegExp(String.raw`^(?:require )?([\w-]+(?:\.[\w-]+)+(?:/[\w.~-]+)*) (v\d[\w.+-]*)`),
  new RegExp(String.raw`^gem ['"]([\w-]+)['"], *['"]${VERSION}['"]`),
  new RegExp(String.raw`^['"]([\w.-]+)(?:\[[\w, -]+\])? *[=~<>!]=+ *(v?\d[\w.+*-]*)['"]`),
  // .NET: `<PackageReference Include="X" Version="1.0" />`.
  new RegExp(String.raw`^<\w+ (?:Include|Update)="([\w.-]+)" Version="\[?${VERSION}[\],)]?"`),
  // Gradle: `implementation 'group:name:1.0'`, a catalog's `name = "group:name:1.0"`, `id("name") version "1.0"`.
  /^[^'"]{0,60}['"]([\w.-]+:[\w.-]+):(v?\d[\w.+-]*)(?:@\w+)?['"]/,
  /^id[( ]['"]([\w.-]+)['"]\)? version ['"](v?\d[\w.+-]*)['"]/,
  /^distributionUrl=\S*\/(gradle)-(\d[\w.-]*?)-(?:bin|all)\.zip$/,
  // Maven: `<guava.version>31.0</guava.version>`.
  /^<([\w.-]+)[.-]version>(v?\d[\w.+-]*)<\/\1[.-]version>$/,
];
const ACTION = /^(?:- )?uses: *['"]?([\w.-]+\/[\w./-]+)@([\w.-]+)['"]?(?: *# *(v?\d[\w.-]*))?/;
const OWN = /^(?:"version": *"|version *= *['"]|__version__ *= *['"]|(?:const )?version *(?:string)? *= *['"])(v?\d[\w.+-]*)['"]/i;

function readLine(text: string): NamedVersion | undefined {
  const own = OWN.exec(text);
  if (own) return { name: '', version: own[1]! };
  const action = ACTION.exec(text);
  if (action) return { name: action[1]!, version: action[3] ?? action[2]!, revision: action[2]! };
  for (const pattern of NAMED) {
    const match = pattern.exec(text);
    if (match) return isBranchAlias(match[1]!, match[2]!) ? undefined : { name: match[1]!, version: match[2]! };
  }
  return undefined;
}

/** What Composer calls a branch of the project itself: `"dev-main": "3.x-dev"`. */
function isBranchAlias(name: string, version: string): boolean {
  return name.startsWith('dev-') && version.endsWith('-dev');
}

/** The table of a dependency in a TOML file, and what a line of another table looks like. */
const DEPENDENCY_TABLE = /^\[(?:.*\.)?(?:dev-|build-)?dependencies\.["']?([\w-]+)["']?\]/;
const TABLE = /^\[/;
const PRE_COMMIT = /(^|\/)\.pre-commit-config\.ya?ml$/;
const HOOKS = /^(?:- )?repo: *['"]?(?:https?:\/\/)?\S*?([\w.-]+?)(?:\.git)?['"]?$/;
const REVISION = /^rev: *['"]?([0-9a-f]{40}|v?\d[\w.-]*)['"]?(?: *#(?: *frozen:?)? *(v?\d[\w.-]*)?.*)?$/;
const TOOLS = /(^|\/)dotnet-tools\.json$/;
const TOOL = /^"([\w.-]+)": \{$/;
const MAVEN = /(^|\/)pom\.xml$/;
const ARTIFACT = /^<artifactId>([\w.-]+)<\/artifactId>$/;
const ARTIFACT_VERSION = /^<version>(v?\d[\w.+-]*)<\/version>$/;
/** Versions further down in a manifest belong to something else than the project. */
const OWN_WITHIN = 40;

/** Reads the lines of one manifest or workflow in order. */
export class ManifestReader {
  private readonly path: string;
  private readonly toml: boolean;
  private readonly hooks: boolean;
  private package = '';
  private within = false;

  constructor(file: FileChange) {
    this.path = file.path;
    this.toml = file.path.endsWith('.toml');
    this.hooks = PRE_COMMIT.test(file.path);
  }

  startHunk(hunk: Hunk): void {
    this.package = (this.toml && DEPENDENCY_TABLE.exec(hunk.section)?.[1]) || '';
    this.within = false;
    this.mayBeOwn = hunk.newStart <= OWN_WITHIN || /^\[(?:package|project|workspace\.package|tool\.poetry)\]/.test(hunk.section);
  }

  private mayBeOwn = true;

  read(text: string): NamedVersion | undefined {
    if (MAVEN.test(this.path)) return this.readArtifact(text) ?? readLine(text);
    if (this.toml && TABLE.test(text)) this.package = DEPENDENCY_TABLE.exec(text)?.[1] ?? '';
    if (TOOLS.test(this.path)) this.package = TOOL.exec(text)?.[1] ?? this.package;
    if (this.hooks) {
      this.package = HOOKS.exec(text)?.[1] ?? this.package;
      const revision = REVISION.exec(text);
      const version = revision?.[2] ?? revision?.[1];
      if (version !== undefined && this.package !== '') return { name: this.package, version };
    }
    const read = readLine(text);
    if (read?.name !== '' || this.hooks) return read;
    return this.package !== '' ? { name: this.package, version: read.version } : this.mayBeOwn && !TOOLS.test(this.path) ? read : undefined;
  }

  /** The artifact of a dependency or plugin; a version that stands elsewhere may be the project's own. */
  private readArtifact(text: string): NamedVersion | undefined {
    if (/^<(?:dependency|plugin|extension)>$/.test(text)) this.within = true;
    else if (/^<\/(?:dependency|plugin|extension)>$/.test(text)) [this.within, this.package] = [false, ''];
    if (!this.within) return undefined;
    this.package = ARTIFACT.exec(text)?.[1] ?? this.package;
    const version = ARTIFACT_VERSION.exec(text)?.[1];
    return version !== undefined && this.package !== '' ? { name: this.package, version } : undefined;
  }
}
