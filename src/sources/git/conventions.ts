import { lstat, open, readdir, realpath } from 'node:fs/promises';
import { homedir } from 'node:os';
import { isAbsolute, join, relative, resolve } from 'node:path';
import type { Conventions } from '../../core/changes.ts';
import { type GitCommand, OutputTooLarge } from './command.ts';
import { identity } from './identity.ts';
import { ownSubjects } from './own-subjects.ts';

/** Bytes of a file that says how messages are written; more is not read. */
const MAX_BYTES = 64 * 1024;
/** A manifest is of use only whole. */
const MAX_MANIFEST = 512 * 1024;

const COMMITLINT = /^(?:\.commitlintrc(?:\.(?:json|ya?ml|[cm]?[jt]s))?|commitlint\.config\.[cm]?[jt]s)$/;
const GUIDE = /^contributing(?:\.(?:md|markdown|rst|adoc|txt))?$/i;
/** Where GitHub looks for a contributing guide, in its order. */
const GUIDE_FOLDERS = ['.github', '', 'docs'];
const TEMPLATE = /^\.gitmessage(?:\.(?:txt|md))?$/i;

const SETTINGS = String.raw`^(commit\.template|core\.comment(char|string)|format\.signoff)$`;

/**
 * What the work tree at `top` and the user's git configuration say of commit messages, but for the history's own bodies. Missing files
 * are normal, and so are unreadable ones: nothing is thrown for them. Links are not followed, and nothing is executed.
 */
export async function readConventions(git: GitCommand, top: string): Promise<Omit<Conventions, 'recentBodies'>> {
  const [settings, names] = await Promise.all([readSettings(git), namesIn(top)]);
  const [commitlint, template, guide, signOff, own] = await Promise.all([
    readCommitlint(top, names),
    readTemplate(top, names, settings.get('commit.template')),
    readGuide(top, names),
    isTrue(settings.get('format.signoff')) ? identity(git, 'GIT_COMMITTER_IDENT') : undefined,
    // Subjects of megabytes say nothing of a habit.
    ownSubjects(git).catch((error: unknown): string[] => {
      if (error instanceof OutputTooLarge) return [];
      throw error;
    }),
  ]);
  return {
    commentMark: commentMark(settings),
    ...(commitlint && { commitlint }),
    ...(template !== undefined && { template }),
    ...(guide !== undefined && { guide }),
    ...(signOff !== undefined && { signOff }),
    ...(own.length > 0 && { ownSubjects: own }),
  };
}

/** The last value of each setting, by its name in lower case; one that stands without a value is true. */
async function readSettings(git: GitCommand): Promise<Map<string, string>> {
  const output = await git(['config', '--null', '--get-regexp', SETTINGS]);
  return new Map(
    output.split('\0').filter(Boolean).map((entry) => {
      const end = entry.indexOf('\n');
      return end < 0 ? [entry.toLowerCase(), 'true'] : [entry.slice(0, end).toLowerCase(), entry.slice(end + 1)];
    }),
  );
}

function isTrue(value: string | undefined): boolean {
  return value !== undefined && /^(?:true|yes|on|[1-9]\d*)$/i.test(value.trim());
}

/** With `auto` git chooses a character that no line of the message begins with; `#` where it can. */
function commentMark(settings: Map<string, string>): string {
  const mark = settings.get('core.commentstring') ?? settings.get('core.commentchar') ?? '#';
  return mark === '' || mark === 'auto' ? '#' : mark;
}

async function readCommitlint(top: string, names: string[]): Promise<Conventions['commitlint']> {
  for (const name of names.filter((each) => COMMITLINT.test(each)).sort()) {
    const text = await readText(join(top, name), MAX_BYTES, 'whole');
    if (text !== undefined) return { name, text };
  }
  for (const name of names.filter((each) => each === 'package.json')) {
    const text = await readText(join(top, name), MAX_MANIFEST, 'whole');
    const manifest = text === undefined ? undefined : parsed(text);
    const config: unknown = typeof manifest === 'object' && manifest !== null && 'commitlint' in manifest ? manifest.commitlint : undefined;
    if (typeof config === 'object' && config !== null) return { name, text: JSON.stringify(config).slice(0, MAX_BYTES) };
  }
  return undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The user's own template wherever it is, as git would take it; otherwise the one that lies in the work tree. */
async function readTemplate(top: string, names: string[], configured: string | undefined): Promise<string | undefined> {
  const own = configured?.trim() ? await readText(await templatePath(configured.trim(), top), MAX_BYTES, 'whole') : undefined;
  if (own !== undefined) return own;
  const name = names.find((each) => TEMPLATE.test(each));
  return name === undefined ? undefined : readText(join(top, name), MAX_BYTES, 'whole');
}

/** Links are followed among the user's own files only: people keep those in one place and link them to another. */
async function templatePath(configured: string, top: string): Promise<string> {
  const path = /^~[/\\]/.test(configured) ? join(homedir(), configured.slice(2)) : resolve(top, configured);
  const inside = relative(top, path);
  const outside = inside.startsWith('..') || isAbsolute(inside);
  return outside ? realpath(path).catch(() => path) : path;
}

async function readGuide(top: string, names: string[]): Promise<string | undefined> {
  for (const folder of GUIDE_FOLDERS) {
    if (folder !== '' && !names.includes(folder)) continue;
    const found = (folder === '' ? names : await namesIn(join(top, folder))).filter((name) => GUIDE.test(name)).sort();
    for (const name of found) {
      const text = await readText(join(top, folder, name), MAX_BYTES, 'beginning');
      if (text !== undefined) return text;
    }
  }
  return undefined;
}

/** The names in a folder; none where it is a link or cannot be read. */
async function namesIn(folder: string): Promise<string[]> {
  try {
    return (await lstat(folder)).isDirectory() ? await readdir(folder) : [];
  } catch {
    return [];
  }
}

/** The text of a regular file: whole, and undefined where it is larger, or as much of its beginning. */
async function readText(path: string, maxBytes: number, wanted: 'whole' | 'beginning'): Promise<string | undefined> {
  try {
    const found = await lstat(path);
    if (!found.isFile() || (wanted === 'whole' && found.size > maxBytes)) return undefined;
    const file = await open(path, 'r');
    try {
      const { bytesRead, buffer } = await file.read(Buffer.alloc(Math.min(found.size, maxBytes)), 0, undefined, 0);
      return buffer.subarray(0, bytesRead).toString('utf8').replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
    } finally {
      await file.close();
    }
  } catch {
    return undefined;
  }
}
