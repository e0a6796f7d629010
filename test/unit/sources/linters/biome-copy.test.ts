import { mkdir, mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { copyForBiome } from '../../../../src/sources/linters/biome-copy.ts';

let folder: string;
beforeAll(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'journeyman biome ü ')));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

it('reads what a configuration extends between globs that look like comments, and not in comments', async () => {
  const [project, scratch] = [join(folder, 'projekt'), join(folder, 'kopie')];
  await Promise.all([mkdir(project), mkdir(scratch)]);
  await writeFile(join(project, 'base.json'), '{}');
  await writeFile(join(project, 'old.json'), '{}');
  await writeFile(join(project, 'a.ts'), '');
  const configuration = `{
  // "extends": ["./old.json"],
  "files": { "includes": ["src/**", "https://a.b"] }, // globs
  "extends": ["./base.json"],
  "overrides": [{ "includes": ["**/*.test.ts"] }]
}`;
  await writeFile(join(project, 'biome.jsonc'), configuration);
  const copy = await copyForBiome({ file: join(project, 'a.ts'), source: 'let a;', language: 'typescript' }, scratch);
  expect(copy).toBe(join(scratch, 'a.ts'));
  expect(JSON.parse(await readFile(join(scratch, 'biome.json'), 'utf8'))).toMatchObject({ extends: [join(project, 'base.json'), join(project, 'biome.jsonc')] });
});
