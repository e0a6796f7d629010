import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { open, realpath } from 'node:fs/promises';
import { dirname, join, sep } from 'node:path';
import { upward } from './find-program.ts';

/** Bytes read of one page of documentation. */
const PAGE_LIMIT = 64 * 1024;
const NAME = /^(?:@[a-z0-9~][\w.~-]*\/)?[a-z0-9~][\w.~-]*$/i;

/** Real folder of the package that Node would find from the folder; a name that is none gives undefined. Nothing of it runs. */
export function packageFolder(name: string, from: string): string | undefined {
  if (!NAME.test(name)) return undefined;
  for (const above of upward(from)) {
    const candidate = join(above, 'node_modules', name);
    if (existsSync(join(candidate, 'package.json'))) return realpathSync(candidate);
  }
  return undefined;
}

/** Name and version that a package gives itself; undefined where its manifest cannot be read. */
export function manifestOf(folder: string): { name: string | null; version: string | null } | undefined {
  try {
    const manifest: unknown = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    if (typeof manifest !== 'object' || manifest === null) return undefined;
    const text = (value: unknown) => (typeof value === 'string' ? value.slice(0, 214) : null);
    return { name: text('name' in manifest && manifest.name), version: text('version' in manifest && manifest.version) };
  } catch {
    return undefined;
  }
}

/** Folder of the package that a module's file belongs to: the nearest whose manifest has a name, as a build's own package.json has none. */
export function packageAround(file: string): string | undefined {
  for (const folder of upward(dirname(file))) if (existsSync(join(folder, 'package.json')) && manifestOf(folder)?.name) return folder;
  return undefined;
}

/** What a linter prints of itself as a package, for the list of what works here. */
export function packageVersion(name: string, from: string): { version: string; path: string } | undefined {
  const path = packageFolder(name, from);
  return path === undefined ? undefined : { version: manifestOf(path)?.version ?? 'unknown', path };
}

/**
 * The first of the files, given by paths inside the package, as text of at most 64 KiB. The paths are made of a rule's name, which is
 * not trusted: one that leads out of the package, by dots or by a link, is passed over like one that is not there.
 */
export async function readPage(folder: string, paths: readonly string[]): Promise<string | undefined> {
  const root = await realpath(folder).catch(() => undefined);
  if (root === undefined) return undefined;
  for (const path of paths) {
    const file = await realpath(join(root, path)).catch(() => undefined);
    if (!file?.startsWith(root + sep)) continue;
    const handle = await open(file, 'r').catch(() => undefined);
    try {
      if (!(await handle?.stat())?.isFile()) continue;
      const { buffer, bytesRead } = await handle!.read(Buffer.alloc(PAGE_LIMIT), 0, PAGE_LIMIT, 0);
      // A character that the limit cuts through decodes to a replacement character.
      return buffer.toString('utf8', 0, bytesRead).replace(/\uFFFD$/, '');
    } catch {
      continue;
    } finally {
      await handle?.close();
    }
  }
  return undefined;
}
