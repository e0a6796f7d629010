import { stat } from 'node:fs/promises';
import { findProgram } from './find-program.ts';
import type { Linter } from './linter.ts';
import { runTool } from './run-tool.ts';
import { inScratchFolder } from './scratch-folder.ts';

/** Milliseconds after which a version is asked for again: what pyenv or rustup put on the PATH stays the same when the tool behind it is upgraded. */
const TRUSTED_FOR = 600_000;

interface Known {
  file: string;
  until: number;
  version: Promise<string>;
}
const known = new Map<string, Known>();

async function ask(program: string, args: string[], pattern: RegExp, env: NodeJS.ProcessEnv | undefined): Promise<string> {
  // For all who wait for it, so that nobody's cancelling ends it; the tool's time limit does.
  const { signal } = new AbortController();
  const { stdout } = await inScratchFolder((cwd) => runTool('The program', program, args, { cwd, signal, env }));
  return pattern.exec(stdout)?.[1] ?? 'unknown';
}

/**
 * What the program says its version is, started once for as long as the program's file is the same.
 * Rejects with a UserError where it cannot be started.
 */
export async function programVersion(program: string, args: string[], pattern: RegExp, env?: NodeJS.ProcessEnv): Promise<string> {
  const { size, mtimeMs, ctimeMs, ino } = await stat(program);
  const file = [size, mtimeMs, ctimeMs, ino].join(' ');
  const key = JSON.stringify([program, args]);
  const before = known.get(key);
  if (before && before.file === file && Date.now() < before.until) return before.version;
  const asked: Known = { file, until: Date.now() + TRUSTED_FOR, version: ask(program, args, pattern, env) };
  known.set(key, asked);
  asked.version.catch(() => known.get(key) === asked && known.delete(key));
  return asked.version;
}

/** The `version` of a linter that is a program: `pattern` finds its version, as the first group, in what it prints with these arguments. */
export function versionOf(program: string, args: string[], pattern: RegExp, env?: NodeJS.ProcessEnv): Linter['version'] {
  return async (cwd, signal) => {
    const path = await findProgram(program, cwd);
    if (path === undefined) return undefined;
    const version = await programVersion(path, args, pattern, env);
    signal.throwIfAborted();
    return { version, path };
  };
}
