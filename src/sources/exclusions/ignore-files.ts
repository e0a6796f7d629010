import { lstat, readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import ignore, { type Ignore } from 'ignore';
import { decodeText } from '../documents/text-encoding.ts';

/**
 * Files in the syntax of .gitignore that say what must not reach a model: our own, and those of Google's Gemini Code Assist and Android Studio,
 * JetBrains' AI Assistant, Cursor, Windsurf (formerly Codeium), Gemini CLI, Cline, Roo Code, Kilo Code, Augment, Aider and Copilot Chat. Files
 * that keep something out of an index only, such as .cursorindexingignore, are none of them.
 */
export const IGNORE_FILES = ['.journeymanignore', '.aiexclude', '.aiignore', '.cursorignore', '.codeiumignore', '.windsurfignore', '.geminiignore', '.clineignore', '.rooignore', '.kilocodeignore', '.augmentignore', '.aiderignore', '.copilotignore'];
/** Read where git cannot be asked. */
export const GITIGNORE = '.gitignore';

const MAX_BYTES = 1024 * 1024;

/** What the ignore files of one folder say, by their names; `'unreadable'` for one that is there and cannot be read. */
type FolderRules = ReadonlyMap<string, Ignore | 'unreadable'>;

/** Reads ignore files, each folder's once. */
export function createIgnoreFiles(root: string) {
  const read = new Map<string, Promise<FolderRules>>();
  const rulesOf = (folder: string) => {
    const known = read.get(folder) ?? rulesIn(join(root, folder));
    read.set(folder, known);
    return known;
  };
  return {
    /** What excludes a path, relative to the root and with slashes: the name and place of the file; undefined where nothing does. */
    async excluding(path: string, names: readonly string[]): Promise<string | undefined> {
      const folders = path.split('/').slice(0, -1).map((_, index, parts) => parts.slice(0, index + 1).join('/'));
      const levels = await Promise.all(['', ...folders].map(async (folder) => ({ folder, rules: await rulesOf(folder) })));
      for (const name of names) {
        let by: string | undefined;
        // Once a folder is excluded nothing below takes that back.
        let final = false;
        for (const { folder, rules } of levels) {
          const rule = rules.get(name) ?? rules.get('');
          if (rule === undefined || final) continue;
          const place = folder === '' ? name : `${folder}/${name}`;
          if (rule === 'unreadable') return `${rules.has(name) ? place : folder}, which cannot be read`;
          const inside = folder === '' ? path : path.slice(folder.length + 1);
          const { ignored, unignored } = rule.test(inside);
          if (ignored) by = place;
          else if (unignored) by = undefined;
          const parent = inside.slice(0, inside.lastIndexOf('/') + 1);
          final = ignored && parent !== '' && rule.ignores(parent);
        }
        if (by !== undefined) return by;
      }
      return undefined;
    },
  };
}

async function rulesIn(folder: string): Promise<FolderRules> {
  const rules = new Map<string, Ignore | 'unreadable'>();
  let entries: string[];
  try {
    entries = await readdir(folder);
  } catch (error) {
    // A folder that is gone, with a file that was deleted, says nothing. One that cannot be read may hold any of the files.
    if (!isMissing(error)) rules.set('', 'unreadable');
    return rules;
  }
  for (const name of entries.filter((entry) => entry === GITIGNORE || IGNORE_FILES.includes(entry))) rules.set(name, await rulesFrom(join(folder, name), name));
  return rules;
}

async function rulesFrom(file: string, name: string): Promise<Ignore | 'unreadable'> {
  try {
    // A pipe or a device would keep the reader waiting.
    const found = await stat(file);
    if (!found.isFile() || found.size > MAX_BYTES) return 'unreadable';
    // PowerShell writes UTF-16.
    const text = decodeText(await readFile(file));
    if (text === undefined) return 'unreadable';
    // An empty .aiexclude excludes all: that is how Google's editors read it.
    return ignore().add(name === '.aiexclude' && text.trim() === '' ? '*' : text);
  } catch (error) {
    // A link to nothing is there, and cannot be read.
    return isMissing(error) && !(await isLink(file)) ? ignore() : 'unreadable';
  }
}

const isLink = (file: string) => lstat(file).then((found) => found.isSymbolicLink(), () => false);

function isMissing(error: unknown): boolean {
  const { code } = error as NodeJS.ErrnoException;
  return code === 'ENOENT' || code === 'ENOTDIR';
}
