import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { manifestOf, packageAround, packageFolder, readPage } from '../../../../src/sources/linters/node-package.ts';

let folder: string;
let plugin: string;

beforeAll(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'journeyman pakete ü ')));
  plugin = join(folder, 'node_modules', '@scope', 'eslint-plugin-x');
  await mkdir(join(plugin, 'docs', 'rules', 'folder.md'), { recursive: true });
  await mkdir(join(plugin, 'lib'));
  await mkdir(join(folder, 'src', 'tief'), { recursive: true });
  await writeFile(join(plugin, 'package.json'), '{ "name": "@scope/eslint-plugin-x", "version": "1.2.3" }');
  await writeFile(join(plugin, 'lib', 'package.json'), '{ "type": "module" }');
  await writeFile(join(plugin, 'docs', 'rules', 'rule.mdx'), 'seite');
  await writeFile(join(plugin, 'docs', 'rules', 'long.md'), 'ä'.repeat(100_000));
  await writeFile(join(folder, 'geheim.md'), 'secret');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('packageFolder', () => {
  it('finds a package as Node does and nothing by a name that is a path', () => {
    expect(packageFolder('@scope/eslint-plugin-x', join(folder, 'src', 'tief'))).toBe(plugin);
    for (const name of ['../src', '@scope/../../src', '..', '', '@scope', 'a/b/c', 'eslint-plugin-y']) expect(packageFolder(name, folder)).toBeUndefined();
  });
});

describe('packageAround', () => {
  it('passes over a manifest without a name', () => {
    expect(packageAround(join(plugin, 'lib', 'index.js'))).toBe(plugin);
    expect(manifestOf(plugin)).toEqual({ name: '@scope/eslint-plugin-x', version: '1.2.3' });
    expect(manifestOf(join(folder, 'src'))).toBeUndefined();
  });
});

describe('readPage', () => {
  it('reads the first page that is there, up to its limit', async () => {
    expect(await readPage(plugin, ['docs/rules/rule.md', 'docs/rules/folder.md', 'docs/rules/rule.mdx'])).toBe('seite');
    const long = await readPage(plugin, ['docs/rules/long.md']);
    expect(long).toBe('ä'.repeat(32 * 1024));
    expect(await readPage(plugin, ['docs/none.md'])).toBeUndefined();
    expect(await readPage(join(folder, 'none'), ['a.md'])).toBeUndefined();
  });

  it('does not leave the package, by dots, by a link or by a character that ends a path', async () => {
    expect(await readPage(plugin, ['../../../geheim.md', 'docs/rules/../../../../../geheim.md', 'docs/rule\0.md'])).toBeUndefined();
    await symlink(folder, join(plugin, 'docs', 'hinaus'), 'junction');
    expect(await readPage(plugin, ['docs/hinaus/geheim.md'])).toBeUndefined();
    expect(await readPage(folder, ['geheim.md'])).toBe('secret');
  });
});
