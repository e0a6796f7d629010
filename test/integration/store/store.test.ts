import { execFile } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, rmdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import type { StoreModule } from '../../../src/store/migrate.ts';
import { openStore } from '../../../src/store/store.ts';
import { Sandbox } from '../git/repository.ts';

const sandbox = new Sandbox();
afterAll(() => sandbox.remove());
afterEach(() => void vi.useRealTimers());

let count = 0;
const newPath = () => join(sandbox.root, `störe ${++count}`, 'deep', 'store.sqlite');
const notes = (version: number, column = 'text'): StoreModule => ({
  name: 'notes',
  version,
  create: (database) => database.exec(`CREATE TABLE notes_all (${column} TEXT); CREATE VIRTUAL TABLE notes_text USING fts5(t, content='')`),
});
const others: StoreModule = { name: 'others', version: 1, create: (database) => database.exec('CREATE TABLE others_all (text TEXT)') };
const open = (path: string, modules: StoreModule[], told: string[] = []) => openStore(path, modules, (message) => told.push(message));

describe('one file for what is kept', () => {
  it('keeps what each part wrote, and makes a part anew whose tables are of another version', async () => {
    const path = newPath();
    const first = open(path, [notes(1), others]);
    await first.write((database) => database.exec("INSERT INTO notes_all VALUES ('a'); INSERT INTO others_all VALUES ('b'); INSERT INTO notes_text (rowid, t) VALUES (1, 'a')"));
    first.close();
    const second = open(path, [notes(2, 'other'), others]);
    expect(await second.read((database) => database.prepare('SELECT other FROM notes_all').all())).toEqual([]);
    expect(await second.read((database) => database.prepare('SELECT text FROM others_all').get()?.['text'])).toBe('b');
    second.close();
  });

  it('writes all of a transaction or nothing, and passes a mistake on', async () => {
    const store = open(newPath(), [notes(1)]);
    await expect(store.write((database) => {
      database.exec("INSERT INTO notes_all VALUES ('half')");
      throw new TypeError('a bug');
    })).rejects.toThrow('a bug');
    expect(await store.read((database) => database.prepare('SELECT count(*) AS n FROM notes_all').get()?.['n'])).toBe(0);
    store.close();
    expect(await store.read(() => 1)).toBeUndefined();
  });

  it.each([
    ['is no database', (path: string) => writeFileSync(path, 'not a database at all. '.repeat(500))],
    ['is damaged in its middle', (path: string) => {
      const bytes = readFileSync(path);
      for (let at = 0; at < bytes.length; at += 4096) bytes.fill(0x55, at === 0 ? 100 : at, at + 4096);
      writeFileSync(path, bytes);
    }],
  ])('starts again where the file %s', async (_, damage) => {
    const path = newPath();
    const before = open(path, [notes(1)]);
    await before.write((database) => database.exec("INSERT INTO notes_all VALUES ('a')"));
    before.close();
    damage(path);
    const told: string[] = [];
    const store = open(path, [notes(1)], told);
    expect(await store.read((database) => database.prepare('SELECT text FROM notes_all').all())).toEqual([]);
    await store.write((database) => database.exec("INSERT INTO notes_all VALUES ('b')"));
    expect(await store.read((database) => database.prepare('SELECT text FROM notes_all').get()?.['text'])).toBe('b');
    expect(told).toEqual([]);
    store.close();
  });

  it.skipIf(process.platform === 'win32')('is for its owner alone, also where it was not', async () => {
    const path = newPath();
    const modes = () => [dirname(path), path, `${path}-wal`, `${path}-shm`].map((each) => (statSync(each).mode & 0o777).toString(8));
    const first = open(path, [notes(1)]);
    await first.write((database) => database.exec("INSERT INTO notes_all VALUES ('a')"));
    expect(modes()).toEqual(['700', '600', '600', '600']);
    for (const suffix of ['', '-wal', '-shm']) chmodSync(path + suffix, 0o644);
    const second = open(path, [notes(1)]);
    expect(await second.read((database) => database.prepare('SELECT text FROM notes_all').get()?.['text'])).toBe('a');
    expect(modes()).toEqual(['700', '600', '600', '600']);
    first.close();
    second.close();
  });

  it('says once that it cannot be used, and finds nothing then', async () => {
    const path = newPath();
    mkdirSync(path, { recursive: true });
    const told: string[] = [];
    const store = open(path, [notes(1)], told);
    expect(await store.read(() => 1)).toBeUndefined();
    expect(await store.write(() => 1)).toBeUndefined();
    expect(told).toHaveLength(1);
    expect(told[0]).toContain(path);
  });

  it('is tried again after half a minute where it could not be opened', async () => {
    vi.useFakeTimers({ toFake: ['performance'] });
    const path = newPath();
    mkdirSync(path, { recursive: true });
    const store = open(path, [notes(1)]);
    expect(await Promise.all([store.read(() => 1), store.write(() => 1)])).toEqual([undefined, undefined]);
    rmdirSync(path);
    expect(await store.read(() => 1)).toBeUndefined();
    vi.advanceTimersByTime(30_000);
    expect(await store.read(() => 1)).toBe(1);
    store.close();
    expect(await store.read(() => 1)).toBeUndefined();
  });

  it('takes what several processes write at the same time', async () => {
    const path = newPath();
    const module = pathToFileURL(join(import.meta.dirname, '../../../src/store/store.ts')).href;
    const script = (name: string) => `
      const { openStore } = await import(${JSON.stringify(module)});
      const store = openStore(${JSON.stringify(path)}, [{ name: 'lines', version: 1, create: (d) => d.exec('CREATE TABLE lines_all (t TEXT)') }], (m) => { console.error(m); process.exitCode = 1; });
      for (let i = 0; i < 100; i++) await store.write((d) => d.prepare('INSERT INTO lines_all VALUES (?)').run(${JSON.stringify(name)} + i));
      store.close();`;
    await Promise.all(['a', 'b', 'c'].map((name) => promisify(execFile)(process.execPath, ['--input-type=module', '-e', script(name)])));
    const store = openStore(path, [{ name: 'lines', version: 1, create: () => undefined }]);
    expect(await store.read((database) => database.prepare('SELECT count(DISTINCT t) AS n FROM lines_all').get()?.['n'])).toBe(300);
    store.close();
  });
});
