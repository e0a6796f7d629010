import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { configuredFolder } from '../../../../src/sources/linters/find-program.ts';

const configuration = { own: ['.pylintrc'], shared: { 'pyproject.toml': /^\[tool\.pylint\b/m, 'setup.cfg': /^\[pylint/m } };
let top: string;
let inner: string;

beforeEach(async () => {
  top = await realpath(await mkdtemp(join(tmpdir(), 'journeyman konfiguration ü ')));
  inner = join(top, 'paket', 'tief');
  await mkdir(inner, { recursive: true });
});
afterEach(() => rm(top, { recursive: true, force: true }));

describe('configuredFolder', () => {
  it('passes over files that configure other tools', async () => {
    await writeFile(join(top, '.pylintrc'), '');
    await writeFile(join(top, 'paket', 'pyproject.toml'), '[project]\nname = "paket"\n');
    await writeFile(join(inner, 'setup.cfg'), '[mypy]\nstrict = true\n');
    expect(configuredFolder(configuration, inner)).toBe(top);
    await writeFile(join(top, 'paket', 'pyproject.toml'), '[project]\nname = "paket"\n\n[tool.pylint.main]\njobs = 1\n');
    expect(configuredFolder(configuration, inner)).toBe(join(top, 'paket'));
  });

  it('takes the top of the project where the tool is not configured', async () => {
    await writeFile(join(top, 'paket', 'pyproject.toml'), '[project]\nname = "paket"\n');
    expect(configuredFolder(configuration, inner)).toBe(join(top, 'paket'));
  });
});
