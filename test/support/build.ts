import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('../..', import.meta.url));
let built: Promise<string> | undefined;

/** Bundles the model process as the product does, and gives the bundle's path. node-llama-cpp is found from there in the repository's node_modules. */
export function builtModelProcess(): Promise<string> {
  built ??= buildModelProcess();
  return built;
}

async function buildModelProcess(): Promise<string> {
  // Test files run in processes of their own: each writes its own copy, so that none reads another's half-written one.
  const folder = join(root, '.cache', 'test builds ü', String(process.pid));
  await mkdir(folder, { recursive: true });
  const outfile = join(folder, 'model-process.mjs');
  await build({
    entryPoints: [join(root, 'src/models/process/main.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node22',
    external: ['node-llama-cpp'],
    banner: { js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);" },
    logLevel: 'warning',
  });
  return outfile;
}
