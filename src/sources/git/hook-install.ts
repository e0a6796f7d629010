import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, lstat, mkdir, readFile, rename, rm, rmdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { messageOf, UserError } from '../../core/errors.ts';
import { hookPlace, type HookPlace } from './hook-place.ts';
import { block, draftScript, EARLIER, HOOK, isExtendable, ownHook, type Program, programsOf, SCRIPT_OF_REPOSITORY, shellWord, startOfEarlier, withBlock, withoutBlock } from './hook-scripts.ts';

/** Bytes; no hook that a person or a tool wrote is larger. */
const LARGEST_HOOK = 1024 * 1024;

export interface HookStatus {
  readonly installed: boolean;
  /** The file that holds our lines, or would. */
  readonly file: string;
  readonly owner: HookPlace['owner'];
  /** The hook that stood there before and is kept; null where there is none. */
  readonly kept: string | null;
  /** The script that drafts. */
  readonly script: string;
  /** What it starts and what is not there any more: nothing is drafted then. */
  readonly missing: readonly string[];
}

export interface Installed extends HookStatus {
  /** A hook of ours alone, lines in one that was there, or a hook of ours that first runs the one that was there. */
  readonly how: 'new' | 'block' | 'chained';
  /** Whether it was installed before. */
  readonly again: boolean;
}

/** Puts the hook where git looks for it. What stands there is kept and still runs first. UserError where that is not possible safely. */
export async function installHook(cwd: string, program: Program, { globalHooks }: { globalHooks: boolean }, signal: AbortSignal): Promise<Installed> {
  const place = await hookPlace(cwd, signal);
  const { file, owner } = place;
  if (owner === 'person' && !globalHooks) {
    throw new UserError(`Nothing was installed: core.hooksPath points out of this repository, to ${dirname(file)}.`, 'A hook there would run in all your repositories.', 'If you want that, run: journeyman hook install --global-hooks');
  }
  const script = scriptOf(place);
  const caller = owner === 'person' ? byteText(shellWord(script.replaceAll('\\', '/'))) : SCRIPT_OF_REPOSITORY;
  const current = await readHook(file);
  const kept = await exists(keptOf(file));
  const ours = current !== undefined && withoutBlock(current.text) !== undefined;
  if (kept && !ours) throw new UserError(`${keptOf(file)} is left from an earlier installation.`, 'It would be overwritten, or run in place of what you have now.', 'Run `journeyman hook uninstall`, or move that file away, then try again.');
  const plan = planFor(current, ours, kept ? (await readHook(keptOf(file), true))! : undefined, caller, place);

  return asUserError(file, async () => {
    await replaceFile(script, byteText(draftScript(program)), 0o755);
    if (plan.moves) await rename(file, keptOf(file));
    try {
      await replaceFile(file, plan.text, plan.mode);
    } catch (error) {
      if (plan.moves) await rename(keptOf(file), file);
      throw error;
    }
    return { installed: true, file, owner, script, missing: [], kept: plan.how === 'chained' ? keptOf(file) : null, how: plan.how, again: ours };
  });
}

interface Hook {
  readonly text: string;
  readonly mode: number;
  readonly link: boolean;
}

interface Plan {
  readonly how: Installed['how'];
  readonly text: string;
  readonly mode: number;
  readonly moves?: boolean;
}

function planFor(current: Hook | undefined, ours: boolean, kept: Hook | undefined, caller: string, { file, owner }: HookPlace): Plan {
  if (current === undefined) return { how: 'new', text: ownHook(caller), mode: 0o755 };
  if (ours) {
    const earlier = kept && startOfEarlier(kept.text);
    const how = kept ? 'chained' : withoutBlock(current.text) === null ? 'new' : 'block';
    return { how, text: withBlock(current.text, block(caller, earlier)), mode: current.mode };
  }
  // In git's own folder nobody else's lines are touched; what the project has committed stays where people look for it.
  if (owner !== 'clone' && !current.link && isExtendable(current.text)) return { how: 'block', text: withBlock(current.text, block(caller)), mode: current.mode };
  if (owner === 'husky') {
    throw new UserError(`${file} is not a shell script that lines can safely be added to.`, 'It leaves with exit or exec, holds a here-document, or is a link or another program.', `Add this line where it fits: sh ${caller} "$@" || :`);
  }
  const earlier = startOfEarlier(current.text);
  if (earlier === undefined) throw new UserError(`${file} goes by its own name, and would not work under another.`, 'So it cannot be kept beside a hook of Journeyman.', 'Nothing was changed. Write the message with `journeyman commit` instead.');
  return { how: 'chained', text: ownHook(caller, earlier), mode: 0o755, moves: true };
}

export interface Uninstalled {
  /** What was removed, restored or changed, a sentence each. */
  readonly done: readonly string[];
}

/** Removes what was installed and restores what stood there, byte for byte. UserError where a hook was changed so that this is not certain. */
export async function uninstallHook(cwd: string, { globalHooks }: { globalHooks: boolean }, signal: AbortSignal): Promise<Uninstalled> {
  const place = await hookPlace(cwd, signal);
  if (place.owner === 'person' && !globalHooks && (await exists(scriptOf(place)))) {
    throw new UserError(`Nothing was removed: the hook is in ${dirname(place.file)}, outside this repository.`, 'It runs in all your repositories.', 'To remove it for all of them, run: journeyman hook uninstall --global-hooks');
  }
  const done: string[] = [];
  for (const file of filesOf(place)) await asUserError(file, () => removeFrom(file, done));
  const scripts = new Set([scriptOf(place), scriptOf({ ...place, owner: 'clone' })]);
  for (const script of scripts) {
    if (!(await exists(script))) continue;
    await asUserError(script, () => rm(script));
    done.push(`Removed ${script}.`);
    if (dirname(script) !== dirname(place.file)) await rmdir(dirname(script)).catch(() => undefined);
  }
  return { done };
}

async function removeFrom(file: string, done: string[]): Promise<void> {
  const current = await readHook(file);
  const rest = current && withoutBlock(current.text);
  const kept = keptOf(file);
  const hasKept = await exists(kept);
  if (current === undefined || rest === null) {
    if (hasKept) {
      await rename(kept, file);
      done.push(`Restored ${file}.`);
    } else if (current !== undefined) {
      await rm(file);
      done.push(`Removed ${file}.`);
    }
  } else if (rest !== undefined) {
    if (hasKept) throw new UserError(`${file} was changed since it was installed.`, `The hook that stood there before is kept in ${kept}.`, 'Take what you need from both, delete the lines between the marks, then try again.');
    await replaceFile(file, rest, current.mode);
    done.push(`Removed the lines of Journeyman from ${file}.`);
  } else if (hasKept) {
    done.push(`Left ${file} alone: another hook stands there now. The one before it is kept in ${kept}.`);
  }
}

/** Whether the hook is installed where git looks for it now. */
export async function hookStatus(cwd: string, signal: AbortSignal): Promise<HookStatus> {
  const place = await hookPlace(cwd, signal);
  const script = scriptOf(place);
  const hook = await readHook(place.file);
  const drafts = await readHook(script);
  const installed = hook !== undefined && withoutBlock(hook.text) !== undefined && drafts !== undefined;
  const missing = drafts ? programsOf(Buffer.from(drafts.text, 'latin1').toString('utf8')).filter((path) => !existsSync(path)) : [];
  return { installed, file: place.file, owner: place.owner, script, missing, kept: (await exists(keptOf(place.file))) ? keptOf(place.file) : null };
}

/** Where it is, and where it was put before core.hooksPath or Husky came or went. Never the person's own folder, unless that is where it is. */
function filesOf({ file, top, commonFolder }: HookPlace): Set<string> {
  return new Set([file, join(commonFolder, 'hooks', HOOK), join(top, '.husky', HOOK)]);
}

function scriptOf({ owner, file, commonFolder }: HookPlace): string {
  return owner === 'person' ? `${file}.journeyman` : join(commonFolder, 'journeyman', HOOK);
}

function keptOf(file: string): string {
  return join(dirname(file), EARLIER);
}

async function exists(path: string): Promise<boolean> {
  return lstat(path).then(() => true, () => false);
}

/** Bytes as latin1, so that whatever the hook holds is written again as it was. A link is followed to read, never to write. */
async function readHook(file: string, always = false): Promise<Hook | undefined> {
  const found = await lstat(file).catch(() => undefined);
  if (!found) return undefined;
  if (!found.isFile() && !found.isSymbolicLink()) throw new UserError(`${file} is not a file.`, '', 'Move it away, then try again.');
  const link = found.isSymbolicLink();
  const bytes = await readFile(file).catch((error: unknown) => {
    // A link to nowhere runs nothing, but is kept all the same.
    if (link || always) return Buffer.alloc(0);
    throw new UserError(`${file} could not be read.`, messageOf(error), '', { cause: error });
  });
  if (bytes.length > LARGEST_HOOK) return { text: '#!\0', mode: found.mode & 0o777, link };
  return { text: bytes.toString('latin1'), mode: found.mode & 0o777, link };
}

/** A text of ours with one byte a character, as hooks are read and written. */
function byteText(text: string): string {
  return Buffer.from(text, 'utf8').toString('latin1');
}

/** `text` holds one byte a character. */
async function replaceFile(file: string, text: string, mode: number): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  const partial = `${file}.${randomUUID()}`;
  try {
    await writeFile(partial, text, { encoding: 'latin1', flag: 'wx' });
    // The mask of the process would take bits away.
    await chmod(partial, mode);
    await rename(partial, file);
  } finally {
    await rm(partial, { force: true });
  }
}

async function asUserError<T>(file: string, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError(`${file} could not be changed.`, `${messageOf(error)}.`, 'See whether you may write there.', { cause: error });
  }
}
