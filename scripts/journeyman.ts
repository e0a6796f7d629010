// `npm run --silent journeyman -- …`: the command line from the sources.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { messageOf } from '../src/core/errors.ts';
import { ensureBuilt, root } from './build.ts';

try {
  await ensureBuilt();
} catch (error) {
  console.error(`journeyman: ${messageOf(error)}`);
  process.exit(1);
}
// npm runs scripts in the repository; the person's own folder is the one that counts.
const { INIT_CWD: own, npm_lifecycle_event: script } = process.env;
if (own && script === 'journeyman') process.chdir(own);

const bundle = join(root, 'dist', 'cli.mjs');
process.argv[1] = bundle;
// In this process, so that standard input, signals and the exit code need no passing on.
await import(pathToFileURL(bundle).href);
