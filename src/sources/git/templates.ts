import type { PullRequestTemplate } from '../../core/changes.ts';
import { OutputTooLarge, type GitCommand } from './command.ts';

const MAX_BYTES = 64 * 1024;
const MAX_TEMPLATES = 30;
/** The folders in which templates are, and those in which such folders are. */
const FOLDERS = [
  /^(?:\.github|docs|\.gitlab|\.azuredevops|\.vsts|pull_request_template)$/i,
  /^(?:\.github|docs|\.azuredevops|\.vsts)\/pull_request_template$/i,
  /^\.gitlab\/merge_request_templates$/i,
  /^(?:(?:docs|\.azuredevops|\.vsts)\/)?pull_request_template\/branches$/i,
];
/**
 * Where GitHub, GitLab and Azure DevOps look, in the order of each. GitHub looks into `.github`, the top, then `docs`, and asks which one of a folder;
 * Azure's are the default one, those of a branch that is merged into, those that one may add. Bitbucket keeps its own outside the repository.
 */
const PLACES = [
  /^\.github\/pull_request_template(?:\.md|\.txt)?$/i,
  /^pull_request_template(?:\.md|\.txt)?$/i,
  /^docs\/pull_request_template(?:\.md|\.txt)?$/i,
  /^\.github\/pull_request_template\/[^/]+\.md$/i,
  /^pull_request_template\/[^/]+\.md$/i,
  /^docs\/pull_request_template\/[^/]+\.md$/i,
  /^\.gitlab\/merge_request_templates\/default\.md$/i,
  /^\.gitlab\/merge_request_templates\/[^/]+\.md$/i,
  /^\.azuredevops\/pull_request_template\.(?:md|txt)$/i,
  /^\.vsts\/pull_request_template\.(?:md|txt)$/i,
  /^\.(?:azuredevops|vsts)\/pull_request_template\/[^/]+\.(?:md|txt)$/i,
  /^(?:(?:docs|\.azuredevops|\.vsts)\/)?pull_request_template\/branches\/[^/]+\.(?:md|txt)$/i,
];
/** In a folder of several, what is called so is the one for everything. */
const DEFAULT_NAME = /\/(?:default|pull_request_template)\.\w+$/i;

/**
 * Of these paths those of templates, the one first that is used unless another is asked for.
 * `base`: the name of the branch that is merged into; Azure's template for it goes before its others.
 */
export function templatePaths(paths: string[], base: string | null): string[] {
  const place = (path: string) => (base !== null && isForBranch(path, base) ? -1 : PLACES.findIndex((pattern) => pattern.test(path)));
  const isFor = (path: string) => (DEFAULT_NAME.test(path) ? 0 : 1);
  return paths
    .filter((path) => PLACES.some((pattern) => pattern.test(path)))
    .sort((one, other) => place(one) - place(other) || isFor(one) - isFor(other) || (one < other ? -1 : 1));
}

/** Azure takes the first part of a branch's name: `release` of `release/2.x`. */
function isForBranch(path: string, base: string): boolean {
  const [, name] = /\/branches\/([^/]+)\.\w+$/.exec(path) ?? [];
  return name !== undefined && name.toLowerCase() === base.split('/')[0]!.toLowerCase();
}

/** The pull-request templates of the first of these commits that has any. */
export async function readTemplates(git: GitCommand, commits: string[], base: string | null): Promise<PullRequestTemplate[]> {
  for (const commit of new Set(commits)) {
    const files = await templateFiles(git, commit);
    const paths = templatePaths([...files.keys()], base).slice(0, MAX_TEMPLATES);
    const texts = await Promise.all(paths.map((path) => readText(git, files.get(path)!)));
    const templates = paths.flatMap((path, index) => (texts[index] ? [{ path, text: texts[index] }] : []));
    if (templates.length > 0) return templates;
  }
  return [];
}

/** Undefined for one without text, or with far too much. */
async function readText(git: GitCommand, blob: string): Promise<string | undefined> {
  try {
    const text = await git(['cat-file', 'blob', blob], { maxBytes: MAX_BYTES });
    return text.trim() === '' ? undefined : text.replace(/^\uFEFF/, '').replace(/\r\n/g, '\n');
  } catch (error) {
    if (error instanceof OutputTooLarge) return undefined;
    throw error;
  }
}

/** Paths and ids of the files that may be templates. Folder by folder: `docs` may have thousands of others. */
async function templateFiles(git: GitCommand, commit: string): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  let folders: string[] = [];
  do {
    const output = await git(['ls-tree', '-z', '--full-tree', commit, ...(folders.length === 0 ? [] : ['--', ...folders.map((folder) => `${folder}/`)])]);
    folders = [];
    // Links and submodules are left out.
    for (const [, mode, id, path] of output.matchAll(/(\d{6}) \w+ ([0-9a-f]+)\t([^\0]+)\0/g)) {
      if (mode === '040000' && FOLDERS.some((pattern) => pattern.test(path!))) folders.push(path!);
      if (mode === '100644' || mode === '100755') files.set(path!, id!);
    }
  } while (folders.length > 0);
  return files;
}
