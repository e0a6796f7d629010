import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root } from '../../scripts/build.ts';
import { installCodeServer, installVsix, startCodeServer } from '../../scripts/code-server.ts';
import { builtInCatalog } from '../../src/models/catalog.ts';
import { ensureModel } from '../support/editor/models.ts';
import { plainWorkbench, smallModel } from '../support/editor/settings.ts';
import { quietLog } from '../support/editor/quiet-log.ts';
import { SampleRepository, temporaryFolder } from '../support/editor/sample-workspace.ts';
import { PATIENCE_MS, Workbench } from '../support/editor/workbench.ts';
import { ownSettings } from '../support/own-environment.ts';
import { vsixEntries } from '../support/vsix-entries.ts';

let vsix: string;
let entries: Map<string, number>;

beforeAll(async () => {
  const { stdout } = await promisify(execFile)(process.execPath, [join(root, 'scripts', 'package.ts')], { cwd: root });
  vsix = join(root, /^\S+\.vsix/m.exec(stdout)![0]);
  entries = await vsixEntries(vsix);
});

describe('the VSIX of this platform', () => {
  it('has an extension of at most 1.2 MB', () => {
    expect(entries.get('extension/dist/extension.cjs')).toBeGreaterThan(10_000);
    expect(entries.get('extension/dist/extension.cjs')).toBeLessThanOrEqual(1_200_000);
  });

  it('carries the tables of reasons that the extension reads', () => {
    expect(entries.get('extension/dist/rule-reasons.cjs')).toBeGreaterThan(100_000);
    expect(entries.get('extension/dist/secrets.cjs')).toBeGreaterThan(50_000);
    expect(entries.get('extension/dist/pdf.cjs')).toBeGreaterThan(100_000);
    expect(entries.get('extension/dist/zip.cjs')).toBeGreaterThan(10_000);
  });

  it('carries the SDK of the remote models apart from the extension', () => {
    expect(entries.get('extension/dist/remote.cjs')).toBeGreaterThan(100_000);
  });

  it('carries the binaries of one platform, and none for CUDA or Vulkan', () => {
    const binaries = new Set([...entries.keys()].flatMap((name) => /@node-llama-cpp\/([^/]+)\//.exec(name)?.[1] ?? []));
    expect(binaries.size).toBe(1);
    expect([...entries.keys()].filter((name) => /@node-llama-cpp\/.*(cuda|vulkan)|(cuda|vulkan).*\.(so|dll|node|dylib)$/i.test(name))).toEqual([]);
    expect([...entries.keys()].some((name) => name.endsWith('.node'))).toBe(true);
  });

  it('carries the grammars by which code is parsed, and no others', () => {
    const syntax = [...entries].filter(([name]) => name.startsWith('extension/dist/syntax/'));
    const grammars = ['bash', 'css', 'javascript', 'python', 'tsx', 'typescript'].map((language) => `tree-sitter-${language}.wasm`);
    expect(syntax.map(([name]) => name.slice('extension/dist/syntax/'.length)).sort()).toEqual(['tree-sitter.cjs', 'tree-sitter.wasm', ...grammars].sort());
    expect(syntax.reduce((sum, [, size]) => sum + size, 0)).toBeLessThanOrEqual(6_500_000);
  });

  it('carries the adapters that the catalogue names, and no others', () => {
    const folder = 'extension/dist/adapters/';
    const adapters = [...entries].filter(([name]) => name.startsWith(folder));
    expect(adapters.map(([name]) => name.slice(folder.length)).sort()).toEqual([...new Set(builtInCatalog().flatMap((model) => Object.values(model.adapters ?? {})))].sort());
    // One of 4.6 MB for the default model, one of 2.2 for the smaller one.
    expect(adapters.reduce((sum, [, size]) => sum + size, 0)).toBeLessThanOrEqual(7_000_000);
  });

  it('carries no sources, tests, weights of models or source maps', () => {
    const foreign = [...entries.keys()].filter((name) => !name.startsWith('extension/dist/adapters/') && /\.(ts|map|gguf|bundle|vsix)$|^extension\/(src|test|scripts|bench|samples|shared)\//.test(name));
    expect(foreign).toEqual([]);
  });

  it('has a manifest without what only the repository needs', async () => {
    const manifest = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string };
    expect(vsix).toContain(manifest.version);
    for (const file of ['package.json', 'readme.md', 'LICENSE.txt', 'dist/model-process.mjs', 'dist/webview/explain.js', 'media/icon.png']) expect(entries.has(`extension/${file}`), file).toBe(true);
  });
});

describe('the VSIX, installed', () => {
  let folder: string;
  let profile: string;

  beforeAll(async () => {
    await ensureModel('smollm2-135m');
    folder = temporaryFolder();
    profile = await mkdtemp(join(tmpdir(), 'journeyman vsix ü '));
    new SampleRepository(folder)
      .write({ 'app.py': 'def greet(name):\n    return "Hello " + name\n' })
      .commit('Add the greeting')
      .write({ 'app.py': 'def greet(name):\n    if not name:\n        raise ValueError("name is empty")\n    return f"Hello {name}"\n' })
      .stage();
  });

  afterAll(async () => {
    for (const path of [folder, profile]) await rm(path, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  });

  it('writes a commit message with the model process it carries', async () => {
    const codeServer = await installCodeServer(quietLog);
    const extensionsDir = join(profile, 'extensions');
    await installVsix(codeServer, vsix, extensionsDir, join(profile, 'user'));
    const settings = { ...plainWorkbench, ...smallModel };
    const server = await startCodeServer(codeServer, { folder, extensions: [], extensionsDir, userDataDir: join(profile, 'user'), settings, trust: true, env: ownSettings() });
    try {
      const window = await Workbench.open(server.url);
      try {
        await window.showSourceControl();
        await window.clickSourceControlButton('Generate Commit Message');
        await expect.poll(() => window.commitText(), { timeout: PATIENCE_MS }).toMatch(/\S{3}/);
        await window.screenshot('package-commit');
      } finally {
        await window.close();
      }
    } finally {
      await server.stop();
    }
  });
});
