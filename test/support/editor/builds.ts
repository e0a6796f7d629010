import { cp, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import { root } from '../../../scripts/build.ts';

/** Bundles one of the extensions that the tests bring along; gives its folder, ready to be linked into an editor. */
export async function buildTestExtension(name: 'runner' | 'eslint' | 'github-pull-requests'): Promise<{ folder: string; bundle: string }> {
  const source = join(root, 'test', 'editor', name);
  const folder = join(root, '.vscode-test', name);
  const bundle = join(folder, 'main.cjs');
  await mkdir(folder, { recursive: true });
  await cp(join(source, 'package.json'), join(folder, 'package.json'));
  await build({ entryPoints: [join(source, 'main.ts')], outfile: bundle, bundle: true, platform: 'node', format: 'cjs', target: 'node22', external: ['vscode'], sourcemap: 'inline', logLevel: 'warning' });
  return { folder, bundle };
}
