import { constants, existsSync, readFileSync, statSync } from 'node:fs';
import { access } from 'node:fs/promises';
import { delimiter, dirname, isAbsolute, join } from 'node:path';
import { UserError } from '../../core/errors.ts';
import type { LintTarget } from '../../core/diagnostic.ts';
import type { Linter } from './linter.ts';

const windows = process.platform === 'win32';

/** The folder and those above it, nearest first. */
export function* upward(folder: string): Generator<string> {
  for (let current = folder; ; current = dirname(current)) {
    yield current;
    if (dirname(current) === current) return;
  }
}

/** The folder of a file that is there on disk; undefined for one that is a name only: it has no project. */
export function projectFolder({ file }: Pick<LintTarget, 'file'>): string | undefined {
  return isAbsolute(file) && existsSync(file) ? dirname(file) : undefined;
}

/** The nearest folder, upward, that holds one of the files. */
export function folderWith(names: readonly string[], from: string): string | undefined {
  for (const folder of upward(from)) if (names.some((name) => existsSync(join(folder, name)))) return folder;
  return undefined;
}

/** The files that configure a tool: its own, and those of several tools with what begins its part of them. */
export interface Configuration {
  own: readonly string[];
  shared: Readonly<Record<string, RegExp>>;
}

/**
 * The folder to run a tool in: the nearest, upward, where it is configured. Where it is nowhere, the nearest that has a file of several tools,
 * which is the top of a project all the same.
 */
export function configuredFolder({ own, shared }: Configuration, from: string): string {
  const hasPart = (folder: string) => Object.entries(shared).some(([name, part]) => part.test(textOf(join(folder, name))));
  for (const folder of upward(from)) if (own.some((name) => existsSync(join(folder, name))) || hasPart(folder)) return folder;
  return folderWith(Object.keys(shared), from) ?? from;
}

function textOf(path: string): string {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ? readFileSync(path, 'utf8') : '';
}

async function executable(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(() => statSync(path).isFile(), () => false);
}

/**
 * Absolute path of a program: in the project's own Python environment, else on the PATH. Looked up by us because on Windows
 * starting a program by its bare name would take one from the working folder first; scripts that need a shell (.cmd) are left out.
 */
export async function findProgram(name: string, from: string | undefined): Promise<string | undefined> {
  const file = windows ? `${name}.exe` : name;
  // Not at the root: everyone may make a folder at the top of a drive of Windows.
  const within = from === undefined ? [] : [...upward(from)].slice(0, -1);
  const folders = within.flatMap((folder) => ['.venv', 'venv'].map((environment) => join(folder, environment, windows ? 'Scripts' : 'bin')));
  folders.push(...(process.env['PATH'] ?? '').split(delimiter).filter((folder) => isAbsolute(folder)));
  for (const folder of folders) if (await executable(join(folder, file))) return join(folder, file);
  return undefined;
}

/** The tool is not installed, or not set up for the file; another one may be. */
export class MissingLinter extends UserError {}

export function missing({ name, installation }: Pick<Linter, 'name' | 'installation'>): UserError {
  return new MissingLinter(`${name} was not found.`, 'Journeyman asks the project\'s own linters and brings none along.', `Install it: ${installation}`);
}

export async function requireProgram(linter: Pick<Linter, 'name' | 'installation'>, from: string | undefined): Promise<string> {
  const program = await findProgram(linter.name, from);
  if (program === undefined) throw missing(linter);
  return program;
}
