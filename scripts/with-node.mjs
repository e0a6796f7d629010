// Runs a script of this repository with a Node that is new enough (22.18: TypeScript without a build).
// Plain JavaScript that a Node 20 understands: `node scripts/with-node.mjs SCRIPT [ARG …]`.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const [major, minor] = process.versions.node.split('.').map(Number);
const newEnough = major > 22 || (major === 22 && minor >= 18);

/** The Node that came along as an npm package for this platform. */
function packagedNode() {
  const name = process.platform === 'win32' ? 'node-win' : process.platform === 'darwin' && process.arch === 'arm64' ? 'node-bin-darwin' : `node-${process.platform}`;
  const path = join(root, 'node_modules', `${name}-${process.arch}`, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  return existsSync(path) ? path : undefined;
}

// The packaged one is a Node 24, which code-server asks for.
const node = major >= 24 ? process.execPath : (packagedNode() ?? (newEnough ? process.execPath : undefined));
if (!node) {
  console.error(`Journeyman needs Node 22.18 or newer; this is ${process.versions.node}, and no packaged Node was installed for ${process.platform}-${process.arch}. Install Node 24 and try again.`);
  process.exit(1);
}
const child = spawn(node, process.argv.slice(2), {
  stdio: 'inherit',
  // What the script starts by the name `node` gets the same one.
  env: { ...process.env, PATH: `${dirname(node)}${delimiter}${process.env.PATH ?? ''}`, NODE_NO_WARNINGS: '1' },
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)));
