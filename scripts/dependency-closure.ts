import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** A package as it lies on the disk. */
export interface InstalledPackage {
  name: string;
  version: string;
  folder: string;
}

interface Manifest {
  name: string;
  version: string;
  dependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
}

/**
 * The package and all that it needs at run time, each once. `wanted` leaves a package out, and with it what only that one needs.
 * Throws where a needed package is not installed; optional ones may be missing.
 */
export function dependencyClosure(name: string, from: string, wanted: (name: string) => boolean): InstalledPackage[] {
  const found = new Map<string, InstalledPackage>();
  const visit = (packageName: string, requiredBy: string, optional: boolean) => {
    if (!wanted(packageName)) return;
    const folder = resolve(packageName, requiredBy);
    if (folder === undefined) {
      if (optional) return;
      throw new Error(`${packageName}, which ${requiredBy} needs, is not installed. Run npm ci and try again.`);
    }
    if (found.has(folder)) return;
    const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;
    found.set(folder, { name: manifest.name, version: manifest.version, folder });
    // npm lists optional dependencies among the dependencies too.
    const optionalNames = new Set(Object.keys(manifest.optionalDependencies ?? {}));
    for (const dependency of new Set([...Object.keys(manifest.dependencies ?? {}), ...optionalNames])) visit(dependency, folder, optionalNames.has(dependency));
  };
  visit(name, from, false);
  return [...found.values()];
}

/** Node's own search: `node_modules` of the folder and of those above. */
function resolve(name: string, from: string): string | undefined {
  const folder = join(from, 'node_modules', name);
  if (existsSync(join(folder, 'package.json'))) return folder;
  const above = dirname(from);
  return above === from ? undefined : resolve(name, above);
}
