import { lstat, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FragmentFolder, ProjectFile, ReleaseHabits, WorkspacePackage } from '../../core/releases.ts';
import type { GitCommand } from './command.ts';

/** Bytes above which a file is not read. */
const LARGEST = 16 * 1024 * 1024;
const LARGEST_SMALL = 256 * 1024;
const SAMPLES = 12;
const MOST_PACKAGES = 1000;
/** Names of changelogs, the usual ones first. */
const NAMES = ['changelog', 'changes', 'history', 'news', 'release-notes', 'release_notes', 'releases'];
const ENDINGS = ['.md', '.markdown', '.rst', '', '.txt', '.adoc'];
/** Where towncrier's fragments are where nothing says so. */
const USUAL_FOLDERS = ['newsfragments', 'changelog.d', 'news', 'changes', 'docs/newsfragments', 'docs/changes'];
const FRAGMENT = /^(?:\d+|\+[\w-]+|[\w-]+)\.(?!(?:rst|md|txt)$)[a-z_-]+(?:\.\d+)?(?:\.(?:rst|md|txt))?$/i;
/** Of a request, and of a kind that is usual: what shows towncrier without its configuration. */
const USUAL_FRAGMENT = /^\d+\.(?:break\w*|incompat\w*|add(?:ed|ition)?|new|feat(?:ure)?|enhanc\w*|improv\w*|change[ds]?|deprecat\w*|remov\w*|bug(?:fix)?|fix(?:ed)?|sec(?:urity)?|perf\w*|docs?|documentation|deps?|dependenc\w*|packaging|process|internal|contrib|vendor|trivial|misc|other|general|notes?|tests?|build|major|minor|patch)(?:\.\d+)?(?:\.(?:rst|md|txt))?$/i;

/** How the project keeps record of its changes, as the files of the working tree are now. `folder` is where somebody stands, relative to the top. */
export async function readHabits(git: GitCommand, top: string, folder: string): Promise<ReleaseHabits> {
  const [changelog, changesets, fragments] = await Promise.all([findChangelog(top, folder), readChangesets(git, top), readFragments(top, folder)]);
  return { changelog, changesets, fragments };
}

/** The path of the changelog among the names of a folder; undefined where there is none. */
export function changelogName(names: string[]): string | undefined {
  for (const name of NAMES) {
    for (const ending of ENDINGS) {
      const found = names.find((each) => each.toLowerCase() === name + ending);
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

/** That of the folder, or of the nearest one above; at the top also the one in `docs`. */
async function findChangelog(top: string, folder: string): Promise<ProjectFile | null> {
  for (const place of [...placesAbove(folder), 'docs']) {
    const name = changelogName(await namesIn(join(top, place)));
    const text = name && (await readRegular(top, slashed(place, name), LARGEST));
    if (name && text !== undefined && text !== '') return { path: slashed(place, name), text: text as string };
  }
  return null;
}

function placesAbove(folder: string): string[] {
  const parts = folder.split('/').filter(Boolean);
  return parts.map((_, index) => parts.slice(0, parts.length - index).join('/')).concat('');
}

async function readChangesets(git: GitCommand, top: string): Promise<ReleaseHabits['changesets']> {
  const config = await readRegular(top, '.changeset/config.json', LARGEST_SMALL);
  if (config === undefined) return null;
  const names = (await namesIn(join(top, '.changeset'))).filter((name) => name.endsWith('.md') && !/^readme\.md$/i.test(name));
  return { path: '.changeset', types: null, names, samples: await samplesOf(top, '.changeset', names), config, packages: await readPackages(git, top) };
}

/** The packages of the workspace that have a name; those of examples and tests too, if git has them. */
async function readPackages(git: GitCommand, top: string): Promise<WorkspacePackage[]> {
  const paths = (await git(['ls-files', '-z', '--', 'package.json', '**/package.json', ':(exclude)**/node_modules/**'])).split('\0').filter(Boolean);
  const packages: WorkspacePackage[] = [];
  for (const path of paths.slice(0, MOST_PACKAGES)) {
    const text = await readRegular(top, path, LARGEST_SMALL);
    const name = nameOf(text);
    // What is private and has no version is never released.
    if (name !== undefined && !(/"private"\s*:\s*true/.test(text!) && !/"version"\s*:/.test(text!))) packages.push({ folder: path.replace(/\/?package\.json$/, ''), name });
  }
  return packages;
}

/** The name that a package.json gives; undefined where it gives none that a registry would take. */
export function nameOf(text: string | undefined): string | undefined {
  try {
    const { name } = JSON.parse(text ?? '') as { name?: unknown };
    return typeof name === 'string' && /^(?:@[\w.~-]+\/)?[\w.~-]{1,214}$/.test(name) ? name : undefined;
  } catch {
    return undefined;
  }
}

async function readFragments(top: string, folder: string): Promise<FragmentFolder | null> {
  for (const place of placesAbove(folder)) {
    const configured = await towncrierIn(top, place);
    const folders = configured?.directory === undefined ? USUAL_FOLDERS : [configured.directory];
    for (const each of folders) {
      const path = slashed(place, each);
      const names = (await namesIn(join(top, path))).filter((name) => FRAGMENT.test(name) && !/^(?:readme|template|towncrier_template)\b/i.test(name));
      if (!configured && !names.some((name) => USUAL_FRAGMENT.test(name))) continue;
      if (configured && configured.directory === undefined && names.length === 0 && each !== folders[0]) continue;
      return { path, types: configured?.types ?? null, names, samples: await samplesOf(top, path, names) };
    }
  }
  return null;
}

/** What a folder's configuration of towncrier says; undefined where there is none. */
async function towncrierIn(top: string, folder: string): Promise<{ directory: string | undefined; types: string[] | null } | undefined> {
  for (const name of ['towncrier.toml', 'pyproject.toml']) {
    const text = await readRegular(top, slashed(folder, name), LARGEST_SMALL);
    const found = text === undefined ? undefined : towncrierConfiguration(text);
    if (found) return found;
  }
  return undefined;
}

/** Reads what matters here of towncrier's part of a TOML file; undefined where it has none. */
export function towncrierConfiguration(toml: string): { directory: string | undefined; types: string[] | null } | undefined {
  let table = '';
  let found = false;
  let directory: string | undefined;
  const types: string[] = [];
  for (const line of toml.split(/\r?\n/)) {
    const head = /^\s*\[\[?\s*(tool\.towncrier[\w.-]*)\s*\]\]?/.exec(line)?.[1];
    if (/^\s*\[/.test(line)) table = head ?? '';
    found ||= head !== undefined;
    const own = /^tool\.towncrier\.fragment\.([\w-]+)$/.exec(head ?? '')?.[1];
    if (own !== undefined) types.push(own);
    const value = /^\s*directory\s*=\s*["']([\w./ -]+)["']/.exec(line)?.[1];
    if (value === undefined) continue;
    if (table === 'tool.towncrier' && !value.split('/').includes('..')) directory = value.replace(/^\.\/|\/+$/g, '');
    // It becomes part of a file's name.
    if (table === 'tool.towncrier.type' && /^[\w-]+$/.test(value)) types.push(value);
  }
  return found ? { directory, types: types.length > 0 ? types : null } : undefined;
}

async function samplesOf(top: string, folder: string, names: string[]): Promise<ProjectFile[]> {
  const samples: ProjectFile[] = [];
  for (const name of names.slice(0, SAMPLES)) {
    const text = await readRegular(top, slashed(folder, name), LARGEST_SMALL);
    if (text !== undefined) samples.push({ path: slashed(folder, name), text });
  }
  return samples;
}

/** The text of a regular file; undefined where there is none, and for a link at any place of its path, which might lead out of the repository. */
async function readRegular(top: string, path: string, most: number): Promise<string | undefined> {
  try {
    const parts = path.split('/');
    for (let index = 1; index <= parts.length; index++) {
      const found = await lstat(join(top, ...parts.slice(0, index)));
      if (found.isSymbolicLink() || (index === parts.length && (!found.isFile() || found.size > most))) return undefined;
    }
    const bytes = await readFile(join(top, path));
    const text = bytes.toString('utf8');
    // In another encoding it could not be written back as it was.
    return Buffer.from(text).equals(bytes) ? text : undefined;
  } catch {
    return undefined;
  }
}

async function namesIn(folder: string): Promise<string[]> {
  return readdir(folder).then((names) => names.sort(), () => []);
}

function slashed(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`;
}
