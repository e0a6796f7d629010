import { OutputTooLarge, type GitCommand } from './command.ts';

const MAX_BYTES = 64 * 1024;
/** Top-level entries that can hold a template. */
const HOLDERS = /^(?:\.github|\.gitlab|docs|pull_request_template(?:\.\w+)?)$/i;
/** The places where GitHub and GitLab look, in their order. */
const PLACES = [
  /^\.github\/pull_request_template(?:\.md|\.txt)?$/i,
  /^pull_request_template(?:\.md|\.txt)?$/i,
  /^docs\/pull_request_template(?:\.md|\.txt)?$/i,
  /^\.github\/pull_request_template\/[^/]+\.md$/i,
  /^pull_request_template\/[^/]+\.md$/i,
  /^docs\/pull_request_template\/[^/]+\.md$/i,
  /^\.gitlab\/merge_request_templates\/default\.md$/i,
];

/** The path among these that holds the template of a pull request; the first by name where there are several. */
export function templatePath(paths: string[]): string | undefined {
  const sorted = [...paths].sort();
  for (const place of PLACES) {
    const found = sorted.find((path) => place.test(path));
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The pull-request template in this commit, or null. */
export async function readTemplate(git: GitCommand, commit: string): Promise<string | null> {
  const top = await listTree(git, ['--full-tree', commit]);
  const holders = [...top.keys()].filter((path) => HOLDERS.test(path));
  if (holders.length === 0) return null;
  const files = await listTree(git, ['--full-tree', '-r', commit, '--', ...holders]);
  const path = templatePath([...files.keys()]);
  const blob = path && files.get(path);
  if (!blob) return null;
  try {
    const text = await git(['cat-file', 'blob', blob], { maxBytes: MAX_BYTES });
    return text.trim() === '' ? null : text.replace(/^\uFEFF/, '').replace(/\r\n/g, '\n');
  } catch (error) {
    if (error instanceof OutputTooLarge) return null;
    throw error;
  }
}

/** Paths and object ids of regular files and folders; links and submodules are left out. */
async function listTree(git: GitCommand, args: string[]): Promise<Map<string, string>> {
  const output = await git(['ls-tree', '-z', ...args]);
  const entries = [...output.matchAll(/(\d{6}) \w+ ([0-9a-f]+)\t([^\0]+)\0/g)];
  return new Map(entries.filter(([, mode]) => mode === '100644' || mode === '100755' || mode === '040000').map(([, , id, path]) => [path!, id!]));
}
