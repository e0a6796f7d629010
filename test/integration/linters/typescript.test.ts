import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { applyLineEdits } from '../../../src/core/line-edits.ts';
import type { Finding, LintTarget } from '../../../src/core/diagnostic.ts';
import { createLinters } from '../../../src/sources/linters/linters.ts';
import { createTypescript, createTypescriptHost } from '../../../src/sources/linters/typescript.ts';

const repository = fileURLToPath(new URL('../../..', import.meta.url)).replace(/[\\/]$/, '');
const linters = createLinters([createTypescript()]);
const signal = new AbortController().signal;
const options = { strict: true, target: 'ES2022', module: 'ESNext', moduleResolution: 'Bundler', types: [] };
let folder: string;

beforeAll(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'journeyman größe ')));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function write(name: string, files: Record<string, string>): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name, path)), { recursive: true });
    await writeFile(join(folder, name, path), text);
  }
}

/** A project with a configuration, its files and this repository's packages; the target is the file named first. */
async function project(name: string, files: Record<string, string>, configuration: object = { compilerOptions: options }): Promise<LintTarget> {
  await write(name, { 'tsconfig.json': JSON.stringify(configuration), ...files });
  if (!existsSync(join(folder, name, 'node_modules'))) await symlink(join(repository, 'node_modules'), join(folder, name, 'node_modules'), 'junction');
  const [file, source] = Object.entries(files)[0]!;
  return { file: join(folder, name, file), source, language: /\.[cm]?js$/.test(file) ? 'javascript' : 'typescript' };
}

const places = (findings: Finding[]) => findings.map(({ diagnostic: { rule, line, column, endLine, endColumn } }) => [rule, line, column, endLine, endColumn]);
const rules = (findings: Finding[]) => findings.map(({ diagnostic }) => diagnostic.rule);
const lint = (target: LintTarget, rule?: string) => linters.lint(target, { tool: 'ts', ...(rule === undefined ? {} : { rule }), signal });

/** The source after the first fix for the code's first finding, and what TypeScript then reports. */
async function fixed(target: LintTarget, rule: string): Promise<{ title: string; after: string; left: Finding[] }> {
  const [found] = await lint(target, rule);
  const fix = found!.fixes[0]!;
  const after = applyLineEdits(target.source, fix.edits)!;
  return { title: fix.title, after, left: await lint({ ...target, source: after }) };
}

describe('TypeScript', () => {
  it('judges the source that it is given, by the project around it, and not the file on disk', async () => {
    const target = await project('eins ü', { 'src/häufig.ts': 'export const a = 1;\n', 'src/b.ts': 'export const b: string = \'b\';\n' });
    expect(await lint(target)).toEqual([]);
    const changed = { ...target, source: 'import { b } from \'./b\';\r\nexport const 𝒳: string = b; export const n: number = b;\r\n' };
    const column = changed.source.split('\r\n')[1]!.indexOf('n: number') + 1;
    expect(places(await lint(changed))).toEqual([['2322', 2, column, 2, column + 1]]);
    // The next question has the file on disk again.
    expect(await lint(target)).toEqual([]);
  });

  it('sees what has changed in the other files and in the configuration since it was last asked', async () => {
    const target = await project('wandel', { 'a.ts': 'import { b } from \'./b\';\nexport const n: number = b;\nexport function f(x) { return x; }\n' });
    expect(rules(await lint(target))).toEqual(['2307', '7006']);
    await write('wandel', { 'b.ts': 'export const b = \'text\';\n' });
    expect(rules(await lint(target))).toEqual(['2322', '7006']);
    await write('wandel', { 'tsconfig.json': JSON.stringify({ compilerOptions: { ...options, noImplicitAny: false } }) });
    expect(rules(await lint(target))).toEqual(['2322']);
  });

  it('tells the whole of a message, and where what it refers to is', async () => {
    const target = await project('worte', { 'a.ts': 'interface Shape { area(): number; name: string }\nexport class Square implements Shape { name = \'\'; }\n' });
    const [found] = await lint(target, '2420');
    expect(found!.diagnostic.message).toBe(
      'Class \'Square\' incorrectly implements interface \'Shape\'.\n  Property \'area\' is missing in type \'Square\' but required in type \'Shape\'.\n\'area\' is declared here. (a.ts:1:19)',
    );
    // The body that TypeScript would make up throws when it runs.
    expect(found!.fixes).toEqual([]);
  });

  it('limits itself to one code, under any of its names, and finds unused names where the configuration does not ask for them', async () => {
    const target = await project('eine regel', { 'a.ts': 'import { b } from \'./b\';\nexport const n: number = \'text\';\nmissing();\n', 'b.ts': 'export const b = 1;\n' });
    expect(rules(await lint(target))).toEqual(['2322', '2304']);
    for (const rule of ['2304', 'TS2304', 'ts2304']) expect(rules(await lint(target, rule))).toEqual(['2304']);
    expect(rules(await lint(target, '6133'))).toEqual(['6133']);
    expect(await lint(target, '2339')).toEqual([]);
  });

  it('adds a missing import, corrects a misspelling and removes what is unused', async () => {
    const files = { 'a.ts': 'export const user = readUser();\n', 'users.ts': 'export function readUser(): { surname: string } {\n  return { surname: \'a\' };\n}\n' };
    const target = await project('heilung', files);
    expect(await fixed(target, '2304')).toEqual({ title: expect.stringContaining('import'), after: expect.stringMatching(/^import \{ readUser \} from ["']\.\/users["'];\r?\n\nexport const user/), left: [] });
    const misspelt = { ...target, source: 'import { readUser } from \'./users\';\r\nexport const name = readUser().surnme;\r\n' };
    expect(await fixed(misspelt, '2551')).toEqual({ title: expect.stringContaining('\'surname\''), after: misspelt.source.replace('surnme', 'surname'), left: [] });
    const unused = { ...target, source: 'import { readUser } from \'./users\';\nexport const one = 1;\n' };
    expect(await fixed(unused, '6133')).toEqual({ title: expect.stringContaining('Remove'), after: 'export const one = 1;\n', left: [] });
  });

  it('offers no fix that takes a call away, changes another file or only silences the compiler', async () => {
    const target = await project('heillos', {
      'a.ts': 'import { hidden } from \'./b\';\nfunction run(): number { return 1; }\nexport function f() { const left = run(); const gone = () => run(); return hidden; }\nexport const t = 1 as string;\n',
      'b.ts': 'const hidden = 1;\nexport const shown = hidden;\n',
    });
    expect((await lint(target, '2459'))[0]!.fixes).toEqual([]);
    expect((await lint(target, '2352'))[0]!.fixes).toEqual([]);
    const unused = await lint(target, '6133');
    expect(unused.map(({ fixes }) => fixes.map(({ title }) => title))).toEqual([[], [expect.stringContaining('\'gone\'')]]);
    const script = await project('heillos js', { 'a.js': '// @ts-check\n/** @type {number} */\nexport const n = \'text\';\n' }, { compilerOptions: { ...options, allowJs: true } });
    expect(await lint(script, '2322')).toMatchObject([{ diagnostic: { rule: '2322' }, fixes: [] }]);
  });

  it('reports what it cannot parse with an empty rule, whatever code it is asked for', async () => {
    const target = await project('unlesbar', { 'a.ts': 'export const = ;\nfoo(\n' });
    expect(rules(await lint(target, '2339'))).toEqual(['', '']);
    expect(rules(await lint(target, '1109'))).toEqual(['', '']);
  });

  it('takes the part of a solution that has the file', async () => {
    const target = await project('teile', {
      'src/a.ts': 'export function f(x) { return x; }\n',
      'tsconfig.lib.json': JSON.stringify({ compilerOptions: { ...options, strict: false, composite: true }, include: ['lib'] }),
      'tsconfig.app.json': JSON.stringify({ compilerOptions: { ...options, composite: true }, include: ['src'] }),
    }, { files: [], references: [{ path: './tsconfig.lib.json' }, { path: './tsconfig.app.json' }] });
    expect(rules(await lint(target))).toEqual(['7006']);
  });

  it('takes default options for a file that no project has', async () => {
    const target = await project('abseits', { 'test/a.ts': 'export function f(x) { return x; }\nexport const n: number = null;\n', 'src/b.ts': '' }, { compilerOptions: options, include: ['src'] });
    expect(rules(await lint(target))).toEqual(['2322']);
  });

  it('judges a source that stands for itself, with the tools\' own TypeScript', async () => {
    const target: LintTarget = { file: 'lib/größe.ts', source: 'export const n: number = process.pid;\nexport const m: number = \'text\';\n', language: 'typescript', toolsDir: repository };
    expect(places(await lint(target))).toEqual([['2322', 2, 14, 2, 15]]);
    expect(rules(await lint({ ...target, file: 'Untitled-1', source: 'missing(<b>x</b>);\n', language: 'typescriptreact' }, '2304'))).toEqual(['2304']);
  });

  it('checks JavaScript where the project or the file asks for it, and says so otherwise', async () => {
    const source = 'const n = 1;\nexport const m = n.foo;\n';
    const checked = await project('js eins', { 'a.js': source }, { compilerOptions: { ...options, allowJs: true, checkJs: true } });
    expect(rules(await lint(checked))).toEqual(['2339']);
    const plain = await project('js zwei', { 'a.js': source }, { compilerOptions: { ...options, allowJs: true } });
    await expect(lint(plain)).rejects.toThrow('TypeScript does not check this file.');
    expect(rules(await lint({ ...plain, source: `// @ts-check\n${source}` }))).toEqual(['2339']);
  });

  it('says what is wrong with a configuration, and works again once it is right', async () => {
    const target = await project('kaputt', { 'a.ts': 'export const n: number = 1;\n' });
    await write('kaputt', { 'tsconfig.json': '{ "compilerOptions": { "strict": true ' });
    await expect(lint(target)).rejects.toThrow(/TypeScript failed\. .*tsconfig\.json: '}' expected/);
    await write('kaputt', { 'tsconfig.json': '{ "extends": "./nowhere.json" }' });
    await expect(lint(target)).rejects.toThrow(/TypeScript failed\. .*nowhere\.json/);
    await write('kaputt', { 'tsconfig.json': '{}' });
    expect(await lint(target)).toEqual([]);
  });

  it('loads no plugin that a configuration names', async () => {
    const target = await project('böse', {
      'a.ts': 'export const n: number = \'text\';\n',
      'plugin/index.js': 'require("node:fs").writeFileSync(__dirname + "/was here", "");\nmodule.exports = () => ({ create: (info) => info.languageService });\n',
    }, { compilerOptions: { ...options, plugins: [{ name: '../plugin' }, { name: './plugin' }] } });
    expect(rules(await lint(target))).toEqual(['2322']);
    expect(existsSync(join(folder, 'böse', 'plugin', 'was here'))).toBe(false);
  });

  it('is stopped when it takes too long or somebody cancels, and works again afterwards', async () => {
    const target = await project('hängt', { 'a.ts': 'export const n: number = \'text\';\n' });
    const stuck = join(folder, 'hängt fest');
    await write('hängt fest', { 'a.ts': '', 'node_modules/typescript/package.json': '{ "main": "index.js" }', 'node_modules/typescript/index.js': 'for (;;);\n' });
    const endless: LintTarget = { file: join(stuck, 'a.ts'), source: '', language: 'typescript' };
    await expect(createTypescript(createTypescriptHost(2000)).lint!(endless, undefined, signal)).rejects.toThrow('TypeScript gave no answer within 2 seconds.');
    const patient = createTypescript();
    await expect(patient.lint!(endless, undefined, AbortSignal.timeout(500))).rejects.toThrow(expect.objectContaining({ name: 'TimeoutError' }));
    expect(rules(await patient.lint!(target, undefined, signal))).toEqual(['2322']);
  });

  it('names itself and the way to install it where it is missing, or is one that cannot be asked', async () => {
    await write('ohne', { 'a.ts': 'export {};\n' });
    const target: LintTarget = { file: join(folder, 'ohne', 'a.ts'), source: 'export {};\n', language: 'typescript' };
    await expect(lint(target)).rejects.toThrow(/TypeScript was not found.*npm install --save-dev typescript/);
    await expect(lint({ ...target, file: join(folder, 'ohne', 'a.html'), language: 'html' })).rejects.toThrow('TypeScript cannot read this file.');
    await write('fremd', { 'a.ts': '', 'node_modules/typescript/package.json': '{ "version": "7.0.0" }', 'node_modules/typescript/bin/tsc': '' });
    const foreign = { ...target, file: join(folder, 'fremd', 'a.ts') };
    await expect(lint(foreign)).rejects.toThrow(/TypeScript 7\.0\.0 has no language service/);
    expect(rules(await lint({ ...foreign, source: 'missing();\n', toolsDir: repository }))).toEqual(['2304']);
  });

  it('ships no documentation, but says which version speaks', async () => {
    const target = await project('version', { 'a.ts': '' });
    const diagnostic = { tool: 'ts', rule: '2304', message: '', line: 1, column: 1, endLine: 1, endColumn: 2 };
    expect(await linters.documentation(target, diagnostic, signal)).toEqual({ text: '', url: null, version: expect.stringMatching(/^\d+\.\d+\.\d+/) });
    expect(await createTypescript().version(join(folder, 'version'), signal)).toEqual({ version: expect.stringMatching(/^\d+\.\d+/), path: await realpath(join(repository, 'node_modules', 'typescript')) });
  });
});
