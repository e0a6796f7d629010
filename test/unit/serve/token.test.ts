import { chmod, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { UserError } from '../../../src/core/errors.ts';
import { readToken, showsToken } from '../../../src/cli/serve/token.ts';

let folder = '';
let count = 0;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'journeyman token ü '));
});
afterAll(() => rm(folder, { recursive: true, force: true }));
const newFile = () => join(folder, `cache ${++count}`, 'serve-token');
const isWindows = process.platform === 'win32';

describe('the token', () => {
  it('is made once, in a file that its owner alone can read, and stays the same', async () => {
    const file = newFile();
    const { value, file: kept } = await readToken(undefined, file);
    expect(value).toMatch(/^[\w-]{43}$/);
    expect(kept).toBe(file);
    expect(await readFile(file, 'utf8')).toBe(`${value}\n`);
    if (!isWindows) expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(await readdir(join(file, '..'))).toEqual(['serve-token']);
    expect((await readToken(undefined, file)).value).toBe(value);
  });

  it('is the same for servers that start at the same time', async () => {
    const file = newFile();
    const tokens = await Promise.all(Array.from({ length: 8 }, () => readToken(undefined, file)));
    expect(new Set(tokens.map(({ value }) => value)).size).toBe(1);
  });

  it('is that of the environment where it gives one, and then in no file', async () => {
    const file = newFile();
    expect(await readToken('0123456789abcdef', file)).toEqual({ value: '0123456789abcdef' });
    await expect(stat(file)).rejects.toThrow();
    await expect(readToken('short', file)).rejects.toThrow(UserError);
    await expect(readToken('white space in a token', file)).rejects.toThrow(UserError);
  });

  it.skipIf(isWindows).each([0o604, 0o640])('is made anew where others could have read it: %s', async (mode) => {
    const file = newFile();
    const { value } = await readToken(undefined, file);
    await chmod(file, mode);
    expect((await readToken(undefined, file)).value).not.toBe(value);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });

  it.skipIf(isWindows)('is made anew where it lies behind a link', async () => {
    const file = newFile();
    const { value } = await readToken(undefined, file);
    await rm(file);
    const other = join(folder, 'other');
    await writeFile(other, `${value}\n`, { mode: 0o600 });
    await symlink(other, file);
    expect((await readToken(undefined, file)).value).not.toBe(value);
    expect(await readFile(other, 'utf8')).toBe(`${value}\n`);
  });

  it('is made anew where the file holds none', async () => {
    const file = newFile();
    await readToken(undefined, file);
    await writeFile(file, 'x');
    expect((await readToken(undefined, file)).value).toHaveLength(43);
  });

  it('is refused unless it is shown as a whole', () => {
    const token = 'abcdefghijklmnop';
    expect(showsToken(`Bearer ${token}`, token)).toBe(true);
    expect(showsToken(`bearer ${token}`, token)).toBe(true);
    for (const wrong of [undefined, '', token, 'Bearer', 'Bearer ', `Bearer ${token}x`, `Bearer ${token.slice(1)}`, `Basic ${token}`, `Bearer ${token} ${token}`]) expect(showsToken(wrong, token)).toBe(false);
  });
});
