import { appendFile, mkdir, open, readFile, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { PullProgress } from '../../../src/models/pull-progress.ts';
import { serveFile } from '../../support/file-server.ts';
import { ggufFile } from '../../support/gguf-file.ts';
import { HUB_PATH, LibraryFixture, model, quickPolicy } from '../../support/library-fixture.ts';
import { sha256 } from '../../support/wheel.ts';

let fixture: LibraryFixture;
beforeEach(async () => {
  fixture = new LibraryFixture();
  await fixture.start();
  fixture.server.handlers.set(HUB_PATH, serveFile(model));
});
afterEach(() => fixture.stop());

async function install(): Promise<void> {
  await mkdir(fixture.directory, { recursive: true });
  await writeFile(fixture.file, model);
}

async function spoil(): Promise<void> {
  const file = await open(fixture.file, 'r+');
  await file.write(Buffer.from([255]), 0, 1, model.length - 9);
  await file.close();
  await utimes(fixture.file, new Date(), new Date(Date.now() + 5000));
}

describe('locating', () => {
  it('says what to do where the model is not there', async () => {
    await expect(fixture.library().locate('tiny')).rejects.toThrow('journeyman models pull tiny');
    await expect(fixture.library().locate('huge')).rejects.toThrow('There is no model named "huge".');
  });

  it('takes a file that was put there by hand, and hashes it only once', async () => {
    await install();
    await fixture.library().locate('tiny');
    const record = JSON.parse(await readFile(`${fixture.file}.json`, 'utf8')) as { sha256: string };
    expect(record.sha256).toBe(sha256(model));
    // A byte changes, and the record claims that file: the quick look believes it, which shows that it reads no gigabyte each time.
    await spoil();
    await writeFile(`${fixture.file}.json`, JSON.stringify({ ...record, modifiedMs: (await stat(fixture.file)).mtimeMs }));
    await expect(fixture.library().locate('tiny')).resolves.toMatchObject({ name: 'tiny' });
    await expect(fixture.library().verify(['tiny'])).resolves.toMatchObject([{ ok: false }]);
  });

  it('notices a file that has changed, is cut off, or is none', async () => {
    await install();
    await fixture.library().locate('tiny');
    await spoil();
    await expect(fixture.library().locate('tiny')).rejects.toThrow('sha256');
    await writeFile(fixture.file, model.subarray(0, 5000));
    await expect(fixture.library().locate('tiny')).rejects.toThrow('5000 bytes');
    await writeFile(fixture.file, Buffer.alloc(model.length));
    await expect(fixture.library().locate('tiny')).rejects.toThrow('not a GGUF file');
  });

  it('takes any sound GGUF file by its path', async () => {
    await mkdir(fixture.directory, { recursive: true });
    const path = join(fixture.directory, 'my own.gguf');
    await writeFile(path, ggufFile());
    const located = await fixture.library().locate(path);
    expect(located).toMatchObject({ name: 'my own', path });
    await appendFile(path, 'other weights');
    expect((await fixture.library().locate(path)).mark).not.toBe(located.mark);
    await writeFile(path, 'x');
    await expect(fixture.library().locate(path)).rejects.toThrow('not a GGUF file');
    await expect(fixture.library().pull(path)).rejects.toThrow('a file of yours');
    await expect(fixture.library().remove(path)).rejects.toThrow('a file of yours');
    await expect(fixture.library().verify([path])).resolves.toMatchObject([{ ok: false }]);
  });
});

describe('listing, removing, verifying', () => {
  it('shows what the catalogue offers and what else is there', async () => {
    expect(await fixture.library().list()).toMatchObject([{ name: 'tiny', installed: false, bytes: model.length, partialBytes: 0 }]);
    await install();
    await writeFile(join(fixture.directory, 'other.gguf'), ggufFile());
    const listed = await fixture.library().list();
    expect(listed).toMatchObject([
      { name: 'tiny', installed: true, entry: { license: { spdx: 'MIT' } } },
      { name: join(fixture.directory, 'other.gguf'), installed: true, entry: null },
    ]);
  });

  it('removes the model, its record and what is left of a download', async () => {
    await install();
    await writeFile(`${fixture.file}.part`, 'abc');
    await writeFile(`${fixture.file}.part-x.whl`, 'de');
    await fixture.library().locate('tiny');
    await expect(fixture.library().remove('tiny')).resolves.toEqual({ freedBytes: model.length + 5 });
    expect(await fixture.files()).toEqual([]);
    await expect(fixture.library().remove('tiny')).rejects.toThrow('not installed');
  });

  it('takes nothing from a download that runs', async () => {
    fixture.server.handlers.set(HUB_PATH, serveFile(model, { silent: true, cutAfter: () => 100_000 }));
    const stop = new AbortController();
    let removed: Promise<unknown> | undefined;
    const pulled = fixture.library(undefined, { policy: { ...quickPolicy, stallMs: 60_000 } }).pull(
      'tiny',
      ({ received }) => {
        if (received > 0) removed ??= fixture.library().remove('tiny').catch((error: unknown) => error).finally(() => stop.abort());
      },
      stop.signal,
    );
    await expect(pulled).rejects.toMatchObject({ name: 'AbortError' });
    expect(await removed).toMatchObject({ message: 'The model tiny is not deleted. It is being downloaded. Stop the download or wait for its end, then try again.' });
    expect(await fixture.files()).toContain('tiny.gguf.part');
    expect((await fixture.library().remove('tiny')).freedBytes).toBeGreaterThan(0);
    expect(await fixture.files()).not.toContain('tiny.gguf.part');
  });

  it('finds a single wrong byte, and the next download repairs it', async () => {
    await install();
    const seen: PullProgress[] = [];
    await expect(fixture.library().verify([], (progress) => seen.push(progress))).resolves.toMatchObject([{ name: 'tiny', ok: true }]);
    expect(seen.at(-1)).toMatchObject({ phase: 'verifying', received: model.length, total: model.length });
    await spoil();
    const [found] = await fixture.library().verify();
    expect(found).toMatchObject({ name: 'tiny', ok: false });
    expect(found!.detail).toContain('sha256');
    await fixture.library().pull('tiny');
    await expect(fixture.library().verify(['tiny'])).resolves.toMatchObject([{ ok: true }]);
  });

  it('says so where there is nothing to verify', async () => {
    await expect(fixture.library().verify(['tiny'])).resolves.toMatchObject([{ ok: false, detail: 'It is not installed.' }]);
  });
});

describe('a file of the hub by its address', () => {
  const reference = 'hf:owner/repo/tiny.gguf';

  it('is noted with its hash, which holds from then on', async () => {
    fixture.server.handlers.set(HUB_PATH, serveFile(model, { etag: '"v1"', headers: { 'X-Repo-Commit': 'c0ffee' } }));
    const { path } = await fixture.library().pull(reference);
    expect(JSON.parse(await readFile(`${path}.json`, 'utf8'))).toMatchObject({ reference, sha256: sha256(model), revision: 'c0ffee', source: 'Hugging Face' });
    expect((await fixture.library().list()).map(({ name }) => name)).toContain(reference);
    await expect(fixture.library().locate(reference)).resolves.toEqual({ name: reference, path });

    await fixture.library().remove(reference);
    const other = Buffer.from(model);
    other[other.length - 1]! ^= 1;
    fixture.server.handlers.set(HUB_PATH, serveFile(other));
    await expect(fixture.library().pull(reference)).rejects.toThrow('since its first download');
    fixture.server.handlers.set(HUB_PATH, serveFile(model));
    await expect(fixture.library().pull(reference)).resolves.toEqual({ name: reference, path });
  });

  it('must have the hash that the hub states', async () => {
    fixture.server.handlers.set(HUB_PATH, serveFile(model, { headers: { 'X-Linked-ETag': `"${'0'.repeat(64)}"` } }));
    await expect(fixture.library().pull(reference)).rejects.toThrow('it was deleted');
  });

  it('must have it also where the hub leads to another place of its own first', async () => {
    const other = new LibraryFixture();
    await other.start();
    try {
      const moved = '/owner/renamed/tiny.gguf';
      other.server.handlers.set('/cdn/file', serveFile(model, { headers: { 'X-Linked-ETag': `"${sha256(model)}"` } }));
      fixture.server.handlers.set(HUB_PATH, ({ response }) => response.writeHead(307, { Location: moved }).end());
      const lead = (linked: string) => fixture.server.handlers.set(moved, ({ response }) => response.writeHead(302, { Location: `${other.base}/cdn/file`, 'X-Linked-ETag': `"${linked}"`, 'X-Repo-Commit': 'c0ffee' }).end());
      lead('0'.repeat(64));
      await expect(fixture.library().pull(reference)).rejects.toThrow('it was deleted');
      lead(sha256(model));
      const { path } = await fixture.library().pull(reference);
      expect(JSON.parse(await readFile(`${path}.json`, 'utf8'))).toMatchObject({ revision: 'c0ffee' });
    } finally {
      await other.stop();
    }
  });

  it('is continued by a later call only where the ETag is the same', async () => {
    const impatient = () => fixture.library(undefined, { policy: { ...quickPolicy, attempts: 1 } });
    fixture.server.handlers.set(HUB_PATH, serveFile(Buffer.alloc(model.length, 3), { etag: '"old"', cutAfter: () => 100_000 }));
    await expect(impatient().pull(reference)).rejects.toThrow('broke');
    fixture.server.handlers.set(HUB_PATH, serveFile(model, { etag: '"new"' }));
    const { path } = await impatient().pull(reference);
    expect((await readFile(path)).equals(model)).toBe(true);
    expect(fixture.server.requests.at(-1)!.headers).toMatchObject({ 'if-range': '"old"' });
  });

  it('starts anew where the server continues with the rest of another file', async () => {
    const impatient = () => fixture.library(undefined, { policy: { ...quickPolicy, attempts: 2 } });
    fixture.server.handlers.set(HUB_PATH, serveFile(Buffer.alloc(model.length, 3), { etag: '"old"', cutAfter: (earlier) => (earlier === 0 ? 100_000 : 0) }));
    await expect(impatient().pull(reference)).rejects.toThrow('broke');
    // It passes over If-Range.
    fixture.server.handlers.set(HUB_PATH, (served) => {
      delete served.request.headers['if-range'];
      serveFile(model, { etag: '"new"' })(served);
    });
    const { path } = await impatient().pull(reference);
    expect((await readFile(path)).equals(model)).toBe(true);
    expect(fixture.logged.join('\n')).toContain('has changed; trying again');
    expect(fixture.server.requests.at(-1)!.headers.range).toBeUndefined();
  });

  it('that is no model is deleted and not noted', async () => {
    fixture.server.handlers.set(HUB_PATH, serveFile(Buffer.from('hello')));
    await expect(fixture.library().pull(reference)).rejects.toThrow('not a GGUF file');
    expect(await fixture.files()).toEqual([]);
  });
});

describe('two downloads of one model at once', () => {
  it('are one: the one that comes later waits, shows progress, and finds the file', async () => {
    const seen: PullProgress[] = [];
    const waiting = () => seen.some(({ source }) => source === 'another process');
    const serve = serveFile(model, { cutAfter: (earlier) => (earlier < 3 ? 100_000 : null) });
    // Nothing is served before the other one waits; either of the two may be the first.
    fixture.server.handlers.set(HUB_PATH, (served) => void vi.waitUntil(waiting).then(() => serve(served)));
    const pull = () => fixture.library(undefined, { policy: { ...quickPolicy, connectMs: 10_000 } }).pull('tiny', (progress) => seen.push(progress));
    const [first, second] = await Promise.all([pull(), pull()]);
    expect(second).toEqual(first);
    expect((await readFile(fixture.file)).equals(model)).toBe(true);
    expect(fixture.server.requests).toHaveLength(4);
    expect(waiting()).toBe(true);
  });
});
