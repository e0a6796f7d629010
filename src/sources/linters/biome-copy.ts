import { existsSync, readFileSync } from 'node:fs';
import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative, resolve } from 'node:path';
import type { LintTarget } from '../../core/diagnostic.ts';
import { folderWith, projectFolder } from './find-program.ts';

const CONFIGURATION = ['biome.json', 'biome.jsonc', '.biome.json', '.biome.jsonc'];
/** The languages that Biome lints, and what their files end in. */
export const ENDS: Record<string, string> = { javascript: '.js', javascriptreact: '.jsx', typescript: '.ts', typescriptreact: '.tsx', css: '.css', json: '.json', jsonc: '.jsonc', graphql: '.graphql' };

function configurationAbove(folder: string): string | undefined {
  const found = folderWith(CONFIGURATION, folder);
  return found && join(found, CONFIGURATION.find((name) => existsSync(join(found, name)))!);
}

/** JSON without its comments; `"src/**"` begins none. */
function withoutComments(text: string): string {
  return text.replace(/"(?:[^"\\]|\\.)*"|\/\*[\s\S]*?\*\/|\/\/.*$/gm, (found) => (found.startsWith('"') ? found : ''));
}

/** The files that a configuration extends, as absolute paths; those that are not there are left for Biome to complain of. */
function extendedBy(configuration: string, text: string): string[] {
  const list = /"extends"\s*:\s*(\[[^\]]*\]|"[^"\n]*")/.exec(text)?.[1] ?? '';
  return [...list.matchAll(/"([^"\n]+)"/g)].flatMap(([, name = '']) => {
    if (name === '//') return [];
    if (name.startsWith('.') || name.endsWith('.json') || name.endsWith('.jsonc')) return existsSync(resolve(dirname(configuration), name)) ? resolve(dirname(configuration), name) : [];
    try {
      return createRequire(configuration).resolve(name);
    } catch {
      return [];
    }
  });
}

/**
 * Writes a copy of the target's source into the scratch folder, at the same place below a configuration that extends the project's, and gives its path.
 * Biome reports nothing on standard input, and its globs are relative to the configuration that it starts from.
 */
export async function copyForBiome(target: LintTarget, scratch: string): Promise<string> {
  const folder = projectFolder(target);
  const own = folder === undefined ? undefined : configurationAbove(folder);
  const read = (path: string) => withoutComments(readFileSync(path, 'utf8'));
  // A configuration inside another one is copied as it is, below the outer one.
  const nested = own !== undefined && /"root"\s*:\s*false|"extends"\s*:\s*"\/\/"/.test(read(own));
  const outer = nested ? configurationAbove(dirname(dirname(own))) : own;
  const path = outer === undefined ? (/\.\w+$/.test(target.file) ? basename(target.file) : `source${ENDS[target.language] ?? '.js'}`) : relative(dirname(outer), target.file);
  const file = join(scratch, path);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, target.source);
  // Before 2.6 what an extended configuration extends is not read.
  const extended = outer === undefined ? {} : { extends: [...extendedBy(outer, read(outer)), outer] };
  await writeFile(join(scratch, 'biome.json'), JSON.stringify({ root: true, ...extended, vcs: { enabled: false } }));
  if (nested && outer !== undefined && own !== outer) {
    const inner = join(scratch, relative(dirname(outer), own));
    await mkdir(dirname(inner), { recursive: true });
    await copyFile(own, inner);
  }
  return file;
}
