import { existsSync, readdirSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';

function libraries(prefix: string): string[] {
  const lib = join(prefix, 'lib');
  const versions = existsSync(lib) ? readdirSync(lib).filter((name) => name.startsWith('python3')) : [];
  return versions.flatMap((name) => [join(lib, name, 'site-packages'), join(lib, name, 'dist-packages')]);
}

/**
 * The folder in which the Python installation of that program (of a virtual environment, of pipx, of the system) keeps its packages, this one
 * among them; undefined where it is not beside the program. Only looked for, nothing is run.
 */
export function packagesWith(name: string, program: string): string | undefined {
  const prefix = dirname(dirname(realpathSync(program)));
  const folders = [join(prefix, 'Lib', 'site-packages'), ...libraries(prefix), prefix];
  return folders.find((folder) => existsSync(join(folder, name, '__init__.py')));
}
