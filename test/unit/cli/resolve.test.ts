import { chmod, mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ReportFinding } from '../../../src/cli/reports/report.ts';
import { resolveFindings } from '../../../src/cli/reports/resolve.ts';

const { signal } = new AbortController();
let holder = '';
let cwd = '';
beforeAll(async () => {
  holder = await realpath(await mkdtemp(join(tmpdir(), 'journeyman repört ')));
  cwd = join(holder, 'project', 'packages');
  await mkdir(join(cwd, 'sub'), { recursive: true });
  await mkdir(join(holder, 'project', '.git'));
  await writeFile(join(cwd, 'ü a.js'), 'const s = "ü😀"; debugger;\n\tlet x = 1;\r\nlast');
  await writeFile(join(cwd, 'sub', 'b.rs'), 'fn main() {}\n');
  await writeFile(join(holder, 'project', 'root.js'), 'a\n');
  await writeFile(join(holder, 'outside.js'), 'a\n');
});
afterAll(() => rm(holder, { recursive: true, force: true }));

const finding = (path: string, more: Partial<ReportFinding> = {}): ReportFinding => ({ path, tool: 'eslint', rule: 'r', message: 'm', line: 1, unit: 'utf16', ...more });
const resolved = (...findings: ReportFinding[]) => resolveFindings(findings, { cwd, signal });
const placeOf = async (more: Partial<ReportFinding>) => {
  const { column, endLine, endColumn } = (await resolved(finding('ü a.js', more))).items[0]!.diagnostic;
  return [column, endLine, endColumn];
};

describe('the files of a report', () => {
  it('are found by relative and absolute paths, file addresses and from another folder', async () => {
    const file = join(cwd, 'ü a.js');
    const { items, skipped } = await resolved(finding('ü a.js'), finding(file), finding(pathToFileURL(file).href), finding('b.rs', { base: join(cwd, 'sub') }));
    expect(skipped).toEqual([]);
    expect(items.map(({ target }) => target.file)).toEqual([file, file, file, join(cwd, 'sub', 'b.rs')]);
    expect(items[0]!.target).toMatchObject({ language: 'javascript', source: expect.stringContaining('debugger') });
  });

  it('may be linted within the project that one is in, not elsewhere, links included', async () => {
    await symlink(join(holder, 'outside.js'), join(cwd, 'link.js'));
    const { items } = await resolved(finding('ü a.js'), finding('../root.js'), finding('../../outside.js'), finding('link.js'));
    expect(items.map(({ runTools }) => runTools)).toEqual([true, true, false, false]);
  });

  it('are skipped with the reason where they cannot be read', async () => {
    await writeFile(join(cwd, 'large.js'), 'x'.repeat(4_000_001));
    const { items, skipped } = await resolved(
      finding('none.js'),
      finding('none.js', { line: 7 }),
      finding('sub'),
      finding('large.js'),
      finding('https://example.com/a.js'),
      finding('file://server/share/a.js'),
      finding('//server/share/a.js'),
      finding('\\\\server\\share\\a.js'),
      finding('file:///%zz'),
      ...(process.platform === 'win32' ? [] : [finding('/dev/zero')]),
    );
    expect(items).toEqual([]);
    expect(skipped.slice(0, 8)).toEqual([
      'none.js was skipped: there is no such file.',
      'sub was skipped: it is no ordinary file.',
      'large.js was skipped: it is too large.',
      'https://example.com/a.js was skipped: it is no file of this machine.',
      'file://server/share/a.js was skipped: it is no file of this machine.',
      '//server/share/a.js was skipped: it is no file of this machine.',
      '\\\\server\\share\\a.js was skipped: it is no file of this machine.',
      'file:///%zz was skipped: it is no file of this machine.',
    ]);
    expect(skipped.slice(8)).toEqual(process.platform === 'win32' ? [] : ['/dev/zero was skipped: it is no ordinary file.']);
  });

  it.runIf(process.platform !== 'win32' && process.getuid?.() !== 0)('are skipped where one may not read them', async () => {
    await writeFile(join(cwd, 'secret.js'), 'a');
    await chmod(join(cwd, 'secret.js'), 0);
    expect((await resolved(finding('secret.js'))).skipped).toEqual(['secret.js was skipped: you may not read it.']);
  });

  it('have changed where the line is beyond the end', async () => {
    const { items, skipped } = await resolved(finding('ü a.js', { line: 4 }), finding('ü a.js', { line: 3 }));
    expect(items.map(({ diagnostic }) => diagnostic.line)).toEqual([3]);
    expect(skipped).toEqual(['ü a.js:4 was skipped: the file has 3 lines. Run the tool again.']);
  });
});

describe('columns', () => {
  it('become ours from bytes, characters and tab stops', async () => {
    expect(await placeOf({ column: 18, endColumn: 26, unit: 'utf16' })).toEqual([18, 1, 26]);
    expect(await placeOf({ column: 17, endColumn: 25, unit: 'codePoint' })).toEqual([18, 1, 26]);
    expect(await placeOf({ column: 21, endColumn: 29, unit: 'utf8' })).toEqual([18, 1, 26]);
    expect(await placeOf({ line: 2, column: 13, endColumn: 14, unit: 'tabs' })).toEqual([6, 2, 7]);
  });

  it('are the whole line, or a point, where the report does not say more', async () => {
    expect(await placeOf({ line: 3 })).toEqual([1, 3, 5]);
    expect(await placeOf({ line: 3, column: 2 })).toEqual([2, 3, 3]);
    expect(await placeOf({ line: 1, column: 2, endLine: 3 })).toEqual([2, 3, 5]);
  });

  it('stay within the source', async () => {
    expect(await placeOf({ line: 3, column: 900, endLine: 900, endColumn: 900 })).toEqual([5, 3, 5]);
    expect(await placeOf({ line: 3, column: 0, endLine: 1, endColumn: -4 })).toEqual([1, 3, 1]);
  });
});
