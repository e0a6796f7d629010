// `npm run package`: a VSIX for this platform, with node-llama-cpp's CPU (on Macs: Metal) binaries and nothing for other platforms or GPUs.
import { spawn } from 'node:child_process';
import { cp, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { dependencyClosure } from './dependency-closure.ts';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
/** Not in a temporary folder: its files are many and the disk there may be small. */
const stage = join(root, '.cache', 'vsix');

/** VS Code's name of the platform and node-llama-cpp's package for it. */
function platform(): { target: string; binaries: string } {
  const { platform: os, arch } = process;
  const names: Record<string, { os: string; binaries: string }> = {
    linux: { os: 'linux', binaries: arch === 'arm' ? 'linux-armv7l' : `linux-${arch}` },
    darwin: { os: 'darwin', binaries: arch === 'arm64' ? 'mac-arm64-metal' : `mac-${arch}` },
    win32: { os: 'win32', binaries: `win-${arch}` },
  };
  const known = names[os];
  if (!known) throw new Error(`VS Code has no packages for ${os}-${arch}.`);
  return { target: `${known.os}-${arch === 'arm' ? 'armhf' : arch}`, binaries: `@node-llama-cpp/${known.binaries}` };
}

/** What only building llama.cpp from its sources needs: nobody compiles inside an installed extension. */
const buildTools = ['cmake-js', 'node-addon-api'];
const notNeeded = [
  /\.([cm]?ts|map|markdown|tsbuildinfo|lock)$/i,
  // Licences stay, whatever their ending.
  /\/(?!licen[cs]e|notice|copying)[^/]*\.md$/i,
  /^node-llama-cpp\/(templates|bins|llama\/(?!grammars(\/|$)|[^/]+\.json$))/,
  /\/(test|tests|__tests__|docs|examples?|\.github)\//,
];

async function main(): Promise<void> {
  const { target, binaries } = platform();
  await run([join(root, 'esbuild.mjs')]);
  await rm(stage, { recursive: true, force: true });

  const own = (await run([vsce, 'ls', '--no-dependencies'])).split(/\r?\n/).filter(Boolean);
  for (const file of own) await copy(join(root, file), join(stage, file));
  await writeFile(join(stage, 'package.json'), JSON.stringify(await manifest(), null, 2));

  const wanted = (name: string) => !buildTools.includes(name) && (!name.startsWith('@node-llama-cpp/') || name === binaries);
  const packages = dependencyClosure('node-llama-cpp', root, wanted);
  if (!packages.some(({ name }) => name === binaries)) throw new Error(`${binaries} is not installed, so the package would have no model runtime. Run npm ci and try again.`);
  // Beside the bundle that imports it, where Node looks first; vsce leaves out a node_modules folder at the top.
  for (const { folder } of packages) {
    const place = relative(join(root, 'node_modules'), folder);
    await cp(folder, join(stage, 'dist', 'node_modules', place), { recursive: true, filter: (path) => keep(relative(join(root, 'node_modules'), path)) && (path === folder || !relative(folder, path).split(sep).includes('node_modules')) });
  }

  const { name, version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { name: string; version: string };
  const out = join(root, `${name}-${target}-${version}.vsix`);
  await rm(out, { force: true });
  await run([vsce, 'package', '--target', target, '--no-dependencies', '--no-rewrite-relative-links', '--allow-missing-repository', '--out', out], stage);
  await rm(stage, { recursive: true, force: true });
  console.log(`${relative(root, out)}  ${((await stat(out)).size / 1e6).toFixed(1)} MB, ${packages.length} packages`);
}

const vsce = join(root, 'node_modules', '@vscode', 'vsce', 'vsce');

/** The manifest without what only the repository needs. */
async function manifest(): Promise<Record<string, unknown>> {
  const whole = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as Record<string, unknown>;
  return Object.fromEntries(Object.entries(whole).filter(([key]) => !['scripts', 'dependencies', 'devDependencies', 'optionalDependencies', 'overrides', 'private'].includes(key)));
}

function keep(path: string): boolean {
  const posix = path.replaceAll('\\', '/');
  return !notNeeded.some((pattern) => pattern.test(posix));
}

async function copy(from: string, to: string): Promise<void> {
  await mkdir(dirname(to), { recursive: true });
  await cp(from, to);
}

/** Runs a script with this Node and gives what it printed; its errors and warnings are shown when it fails. */
async function run(args: string[], cwd = root): Promise<string> {
  const child = spawn(process.execPath, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  let errors = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
  const code = await new Promise<number | null>((resolve, reject) => child.on('error', reject).on('close', resolve));
  if (code !== 0) throw new Error(`${relative(root, args[0]!)} failed:\n${output}${errors}`);
  return output;
}

await main();
