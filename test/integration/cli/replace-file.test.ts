import { execFileSync } from 'node:child_process';
import { chmod, lstat, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openFile } from '../../../src/cli/replace-file.ts';

const { signal } = new AbortController();
let folder = '';
let file = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'journeyman replace ü '));
  file = join(folder, 'it\'s a.js');
  await writeFile(file, '\uFEFFold\r\nü');
});
afterEach(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));

const git = (...args: string[]) => execFileSync('git', args, { cwd: folder, stdio: 'pipe' });
const names = async () => (await readdir(folder)).filter((name) => name !== '.git').sort();

describe('replacing a file', () => {
  it('writes the new text with the old permissions and leaves nothing else where git has the old one', async () => {
    git('init', '-q');
    await chmod(file, 0o755);
    git('add', '.');
    const open = await openFile(file);
    expect(open.source).toBe('\uFEFFold\r\nü');
    expect(await open.replace('new\n', signal)).toMatch(/^git diff -- '.+' shows the change, git checkout -p -- '.+it'\\''s a\.js' takes it back\.$/);
    expect(await readFile(file, 'utf8')).toBe('new\n');
    expect(await names()).toEqual(['it\'s a.js']);
    if (process.platform !== 'win32') expect((await stat(file)).mode & 0o777).toBe(0o755);
  });

  it('keeps the original beside it where git does not know it, or not as it stands', async () => {
    expect(await (await openFile(file)).replace('new\n', signal)).toBe(`The original is kept as ${file}.orig.`);
    expect(await readFile(`${file}.orig`, 'utf8')).toBe('\uFEFFold\r\nü');
    git('init', '-q');
    git('add', 'it\'s a.js');
    await writeFile(file, 'mine, and nowhere else\n');
    await (await openFile(file)).replace('newer\n', signal);
    expect(await readFile(`${file}.orig.1`, 'utf8')).toBe('mine, and nowhere else\n');
    expect(await names()).toEqual(['it\'s a.js', 'it\'s a.js.orig', 'it\'s a.js.orig.1']);
  });

  it('leaves what somebody else wrote meanwhile', async () => {
    const open = await openFile(file);
    await writeFile(file, 'theirs');
    await expect(open.replace('new\n', signal)).rejects.toThrow(/was not changed\. Somebody else has changed it meanwhile\. Run the command again\.$/);
    expect(await readFile(file, 'utf8')).toBe('theirs');
    expect(await names()).toEqual(['it\'s a.js']);
  });

  it('leaves everything as it was after an interruption', async () => {
    const open = await openFile(file);
    await expect(open.replace('new\n', AbortSignal.abort())).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }));
    expect(await readFile(file, 'utf8')).toBe('\uFEFFold\r\nü');
    expect(await names()).toEqual(['it\'s a.js']);
  });

  it('does not touch what is not UTF-8', async () => {
    await writeFile(file, Buffer.from([0x61, 0xe4, 0x0a]));
    await expect(openFile(file)).rejects.toThrow(/cannot be changed\. It is not written in UTF-8\./);
  });

  it.runIf(process.platform !== 'win32')('changes what a link points to and keeps the link', async () => {
    const link = join(folder, 'link.js');
    await symlink(file, link);
    await (await openFile(link)).replace('new\n', signal);
    expect((await lstat(link)).isSymbolicLink()).toBe(true);
    expect(await readFile(file, 'utf8')).toBe('new\n');
  });
});
