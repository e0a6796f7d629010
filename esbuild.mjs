import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/** Three bundles and the grammars: the extension, the model process (the only one that loads node-llama-cpp, which stays outside), the command line; and the scripts of the panels' pages. */
const root = dirname(fileURLToPath(import.meta.url));
const common = { absWorkingDir: root, bundle: true, platform: 'node', target: 'node22', sourcemap: 'linked', minify: true, keepNames: true, legalComments: 'none', logLevel: 'warning', write: false };
// Some CommonJS packages inside the ES module bundles call require().
const esm = { format: 'esm', banner: { js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);" } };

/** The tables of reasons are a fifth of the code and nothing but data: the extension reads them when the first diagnostic is explained. */
const tables = 'src/workers/explain/reasons/tables.ts';
const apart = { name: 'tables-apart', setup: ({ onResolve }) => onResolve({ filter: /reasons\/tables\.ts$/ }, () => ({ path: './rule-reasons.cjs', external: true })) };

/** What talks to remote models is loaded by the first job that needs one. */
const remoteApart = { name: 'remote-apart', setup: ({ onResolve }) => onResolve({ filter: /\/apart\.ts$/ }, () => ({ path: './remote.cjs', external: true })) };
/** What finds secrets is read when something is about to leave the machine for the first time. What secretlint measures of itself would only grow. */
const redact = 'src/remote/redact/redact.ts';
const secretsApart = { name: 'secrets-apart', setup: ({ onResolve }) => onResolve({ filter: /^\.\/redact\.ts$/ }, () => ({ path: './secrets.cjs', external: true })) };
/** What reads and runs the users' worker files is loaded when the first one is looked for. */
const custom = 'src/workers/custom/load.ts';
const customApart = { name: 'custom-apart', setup: ({ onResolve }) => onResolve({ filter: /\/custom\/load\.ts$/ }, () => ({ path: './custom-workers.cjs', external: true })) };
/** What reads PDFs is larger than all the rest, and few inputs are one. */
const pdf = 'src/sources/documents/pdf-text.ts';
const pdfApart = { name: 'pdf-apart', setup: ({ onResolve }) => onResolve({ filter: /^\.\/pdf-text\.ts$/ }, () => ({ path: './pdf.cjs', external: true })) };
/** What reads wheels is needed where a model is downloaded from a package index. */
const zip = 'src/models/zip-file.ts';
const zipApart = { name: 'zip-apart', setup: ({ onResolve }) => onResolve({ filter: /^\.\/zip-file\.ts$/ }, () => ({ path: './zip.cjs', external: true })) };
common.alias = { '@secretlint/profiler': './src/remote/redact/no-profiler.ts' };

const bundles = await Promise.all([
  // Functions' own names are a seventeenth of it, and nothing rests on them: errors carry theirs as text.
  build({ ...common, keepNames: false, entryPoints: ['src/extension.ts'], outfile: 'dist/extension.cjs', format: 'cjs', external: ['vscode'], plugins: [apart, remoteApart, secretsApart, customApart, pdfApart, zipApart] }),
  build({ ...common, entryPoints: [zip], outfile: 'dist/zip.cjs', format: 'cjs', sourcemap: false }),
  build({ ...common, entryPoints: [custom], outfile: 'dist/custom-workers.cjs', format: 'cjs', sourcemap: false }),
  build({ ...common, entryPoints: [pdf], outfile: 'dist/pdf.cjs', format: 'cjs', sourcemap: false, define: { 'import.meta.url': '"file:///"' } }),
  build({ ...common, entryPoints: [tables], outfile: 'dist/rule-reasons.cjs', format: 'cjs', sourcemap: false }),
  build({ ...common, entryPoints: ['src/remote/apart.ts'], outfile: 'dist/remote.cjs', format: 'cjs', sourcemap: false }),
  build({ ...common, entryPoints: [redact], outfile: 'dist/secrets.cjs', format: 'cjs', sourcemap: false }),
  build({ ...common, ...esm, entryPoints: ['src/models/process/main.ts'], outfile: 'dist/model-process.mjs', external: ['node-llama-cpp'] }),
  build({ ...common, ...esm, entryPoints: ['src/cli/main.ts'], outfile: 'dist/cli.mjs', plugins: [remoteApart, pdfApart] }),
  build({ ...common, platform: 'browser', target: 'chrome128', format: 'iife', sourcemap: false, entryPoints: ['src/editor/webview/explain.ts', 'src/editor/webview/pull-request.ts', 'src/editor/webview/review.ts', 'src/editor/webview/ledger.ts', 'src/editor/webview/worker.ts'], outdir: 'dist/webview' }),
]);
/** The grammars stay files: a bundle cannot hold WebAssembly, and most sessions need one of them. */
const grammars = join(root, 'node_modules', '@vscode', 'tree-sitter-wasm', 'wasm');
// CommonJS, which its ending must say inside a package of ES modules.
await replace(join(root, 'dist', 'syntax', 'tree-sitter.cjs'), await readFile(join(grammars, 'tree-sitter.js')));
for (const file of ['tree-sitter.wasm', ...['javascript', 'typescript', 'tsx', 'python', 'bash', 'css'].map((name) => `tree-sitter-${name}.wasm`)]) {
  await replace(join(root, 'dist', 'syntax', file), await readFile(join(grammars, file)));
}
/** The adapters that come with the program. */
for (const file of (await readdir(join(root, 'adapters'))).filter((name) => name.endsWith('.gguf'))) await replace(join(root, 'dist', 'adapters', file), await readFile(join(root, 'adapters', file)));
/** The worker files that come with the program. */
for (const file of (await readdir(join(root, 'workers'))).filter((name) => name.endsWith('.md'))) await replace(join(root, 'dist', 'workers', file), await readFile(join(root, 'workers', file)));
for (const { path, contents } of bundles.flatMap(({ outputFiles }) => outputFiles)) await replace(path, contents);

/** Never a half-written file: a program may start from it, or another build write it, at the same time. */
async function replace(path, contents) {
  const folder = dirname(path);
  await mkdir(folder, { recursive: true });
  const partial = join(folder, `.${process.pid}.partial`);
  await writeFile(partial, contents);
  for (let attempt = 1; ; attempt++) {
    try {
      return await rename(partial, path);
    } catch (error) {
      // Windows refuses while another program has the file open.
      if (attempt === 20 || !['EPERM', 'EACCES', 'EBUSY'].includes(error.code)) throw error;
      await sleep(50);
    }
  }
}
