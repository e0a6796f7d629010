import { once } from 'node:events';
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isAbort, UserError } from '../../../src/core/errors.ts';
import type { PullProgress } from '../../../src/models/pull-progress.ts';
import { serveFile } from '../../support/file-server.ts';
import { HUB_PATH, LibraryFixture, model, quickPolicy } from '../../support/library-fixture.ts';
import { sha256 } from '../../support/wheel.ts';

let fixture: LibraryFixture;
beforeEach(async () => {
  fixture = new LibraryFixture();
  await fixture.start();
});
afterEach(() => fixture.stop());

const serve = (...args: Parameters<typeof serveFile>) => fixture.server.handlers.set(HUB_PATH, serveFile(...args));

/** Downloads and shows that the file is the right one and that nothing else is left. */
async function expectPulled(library = fixture.library()): Promise<void> {
  await expect(library.pull('tiny')).resolves.toEqual({ name: 'tiny', path: fixture.file });
  expect((await readFile(fixture.file)).equals(model)).toBe(true);
  expect(await fixture.files()).toEqual(['tiny.gguf', 'tiny.gguf.json']);
}

async function expectRefused(library = fixture.library()): Promise<UserError> {
  const error = await library.pull('tiny').then(() => undefined, (thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(UserError);
  await expect(stat(fixture.file)).rejects.toThrow('ENOENT');
  return error as UserError;
}

describe('a download that goes well', () => {
  it('ends with a verified file, progress that ends at its size, and no network the next time', async () => {
    serve(model, { etag: '"v1"' });
    const seen: PullProgress[] = [];
    await fixture.library().pull('tiny', (progress) => seen.push(progress));
    expect(seen.at(-1)).toMatchObject({ phase: 'verifying', received: model.length, total: model.length, source: 'Hugging Face' });
    expect(seen.map(({ received }) => received)).toEqual(seen.map(({ received }) => received).sort((a, b) => a - b));

    await fixture.server.stop();
    await expectPulled();
    await expect(fixture.library().locate('tiny')).resolves.toEqual({ name: 'tiny', path: fixture.file });
    expect(fixture.server.requests).toHaveLength(1);
  });

  it('follows a redirect within this machine and leaves the key behind', async () => {
    const other = new LibraryFixture();
    await other.start();
    try {
      other.server.handlers.set('/cdn/file', serveFile(model));
      fixture.server.handlers.set(HUB_PATH, ({ response }) => response.writeHead(302, { Location: `${other.base}/cdn/file`, 'X-Linked-ETag': `"${sha256(model)}"` }).end());
      process.env.HF_TOKEN = 'not-a-real-one';
      await expectPulled();
      expect(fixture.server.requests[0]!.headers.authorization).toBe('Bearer not-a-real-one');
      expect(other.server.requests[0]!.headers.authorization).toBeUndefined();
    } finally {
      delete process.env.HF_TOKEN;
      await other.stop();
    }
  });
});

describe('a connection that breaks', () => {
  it('is taken up where it broke', async () => {
    serve(model, { etag: '"v1"', cutAfter: (earlier) => (earlier < 3 ? 100_000 : null) });
    await expectPulled();
    const starts = fixture.server.requests.map(({ headers }) => Number(/\d+/.exec(headers.range ?? '0')![0]));
    expect(starts).toHaveLength(4);
    expect(starts).toEqual([...starts].sort((a, b) => a - b));
    expect(starts[3]).toBeGreaterThan(0);
    expect(fixture.server.requests[3]!.headers['if-range']).toBe('"v1"');
  });

  it('is taken up by the next call, after the program ended', async () => {
    serve(model, { cutAfter: () => 100_000 });
    const first = fixture.library(undefined, { policy: { connectMs: 2000, stallMs: 300, attempts: 1, firstWaitMs: 1, longestWaitMs: 1 } });
    await expectRefused(first);
    const [info] = await fixture.library().list();
    expect(info).toMatchObject({ installed: false });
    expect(info!.partialBytes).toBeGreaterThan(0);
    serve(model);
    await expectPulled();
    expect(fixture.server.requests.at(-1)!.headers.range).toBe(`bytes=${info!.partialBytes}-`);
  });

  it('starts anew where the server knows no ranges', async () => {
    serve(model, { ranges: false, cutAfter: (earlier) => (earlier < 2 ? 100_000 : null) });
    await expectPulled();
  });

  it('starts anew when the file there has changed meanwhile', async () => {
    const other = Buffer.alloc(model.length, 1);
    fixture.server.handlers.set(HUB_PATH, (served) => (served.earlier === 0 ? serveFile(other, { etag: '"old"', cutAfter: () => 100_000 }) : serveFile(model, { etag: '"new"' }))(served));
    await expectPulled();
  });

  it('and never comes back ends in a clear error, the part kept', async () => {
    serve(model, { cutAfter: (earlier) => (earlier === 0 ? 1000 : 0) });
    const error = await expectRefused();
    expect(error.why).toMatch(/Hugging Face: .*broke.*times in a row/);
    expect((await stat(`${fixture.file}.part`)).size).toBeGreaterThan(0);
  });

  it('or goes silent is given up and taken up again', async () => {
    serve(model, { silent: true, cutAfter: (earlier) => (earlier < 2 ? 50_000 : null) });
    await expectPulled();
    expect(fixture.logged.join('\n')).toContain('went silent');
  });
});

describe('a server in trouble', () => {
  it('is asked again after a 500, and as late as it says after a 429', async () => {
    fixture.server.handlers.set(HUB_PATH, (served) => {
      if (served.earlier === 0) served.response.writeHead(503).end();
      else if (served.earlier === 1) served.response.writeHead(429, { 'Retry-After': '1' }).end();
      else serveFile(model)(served);
    });
    await expectPulled();
    expect(fixture.logged.join('\n')).toContain('trying again in 1 s');
  });

  it('that wants to be left alone for long is given up', async () => {
    fixture.server.handlers.set(HUB_PATH, ({ response }) => response.writeHead(429, { 'Retry-After': '3600' }).end());
    expect((await expectRefused()).why).toContain('asks to wait 3600 s');
    expect(fixture.server.requests).toHaveLength(1);
  });

  it('that fails for good is given up after some attempts', async () => {
    fixture.server.handlers.set(HUB_PATH, ({ response }) => response.writeHead(500).end());
    expect((await expectRefused()).why).toContain('fails (500)');
    expect(fixture.server.requests).toHaveLength(4);
  });

  it.each([
    [404, 'not there (404)'],
    [403, 'sign-in (403)'],
    [418, 'answers with 418'],
  ])('that answers %d is not asked twice', async (status, why) => {
    fixture.server.handlers.set(HUB_PATH, ({ response }) => response.writeHead(status).end());
    expect((await expectRefused()).why).toContain(why);
    expect(fixture.server.requests).toHaveLength(1);
    expect(await fixture.files()).toEqual([]);
  });

  it('that is not there at all is noticed at once', async () => {
    await fixture.server.stop();
    expect((await expectRefused()).why).toContain('refuses connections');
    await expect(fixture.library(undefined, { hubUrl: 'http://no-such-host.invalid' }).pull('tiny')).rejects.toThrow('is not known here');
  });
});

describe('a network that swallows connections', () => {
  it('is noticed by the short limit for connecting, and not asked again', async () => {
    let connections = 0;
    // Takes the connection and never speaks TLS.
    const mute = createServer((socket) => void (connections++, socket.on('error', () => {}))).listen(0, '127.0.0.1');
    await once(mute, 'listening');
    try {
      const hubUrl = `https://127.0.0.1:${(mute.address() as AddressInfo).port}`;
      const error = await expectRefused(fixture.library(undefined, { hubUrl, policy: { ...quickPolicy, connectMs: 200 } }));
      expect(error.why).toContain('did not answer within 0.2 s');
      expect(connections).toBe(1);
    } finally {
      mute.close();
    }
  });
});

describe('a wrong file', () => {
  it('of the right size is deleted', async () => {
    const wrong = Buffer.from(model);
    wrong[wrong.length - 5]! ^= 1;
    serve(wrong);
    expect((await expectRefused()).why).toMatch(/sha256 [0-9a-f]{64}, not [0-9a-f]{64}; it was deleted/);
    expect(await fixture.files()).toEqual([]);
  });

  it('that continues what was begun rightly is fetched once more from the start', async () => {
    serve(model, { cutAfter: () => 100_000 });
    await expectRefused(fixture.library(undefined, { policy: { connectMs: 2000, stallMs: 300, attempts: 1, firstWaitMs: 1, longestWaitMs: 1 } }));
    const part = await readFile(`${fixture.file}.part`);
    part[50]! ^= 1;
    await writeFile(`${fixture.file}.part`, part);
    serve(model);
    await expectPulled();
    expect(fixture.logged.join('\n')).toContain('wrong sha256');
  });

  it('is not even fetched where the hub states another hash', async () => {
    serve(model, { headers: { 'X-Linked-ETag': `"${'0'.repeat(64)}"` } });
    expect((await expectRefused()).why).toContain('another sha256');
    expect(await fixture.files()).toEqual([]);
  });

  it.each([
    ['shorter', model.subarray(0, 1000)],
    ['longer', Buffer.concat([model, Buffer.alloc(10)])],
  ])('that is %s is refused by its size', async (_name, content) => {
    serve(content);
    expect((await expectRefused()).why).toContain(`${content.length} bytes, not ${model.length}`);
  });

  it('that goes on and on is stopped at its size', async () => {
    // No length is given: the catalogue's counts.
    fixture.server.handlers.set(HUB_PATH, ({ response }) => {
      response.writeHead(200);
      response.on('error', () => {});
      const more = () => void (response.destroyed || response.write(Buffer.alloc(65_536), () => setImmediate(more)));
      more();
    });
    expect((await expectRefused()).why).toContain('sends more than');
    expect((await stat(`${fixture.file}.part`)).size).toBeLessThanOrEqual(model.length);
  });

  it('that is a web page is refused', async () => {
    fixture.server.handlers.set(HUB_PATH, ({ response }) => response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' }).end('<html>Blocked by your company</html>'));
    expect((await expectRefused()).why).toContain('a web page in place of the file');
    expect(await fixture.files()).toEqual([]);
  });

  it.each(['http://example.org/x.gguf', 'file:///etc/passwd', 'ftp://127.0.0.1/x'])('behind a redirect to %s is not fetched', async (location) => {
    fixture.server.handlers.set(HUB_PATH, ({ response }) => response.writeHead(302, { Location: location }).end());
    expect((await expectRefused()).why).toContain('not safe');
  });

  it('behind a redirect in circles is not fetched', async () => {
    fixture.server.handlers.set(HUB_PATH, ({ response }) => response.writeHead(302, { Location: HUB_PATH }).end());
    expect((await expectRefused()).why).toContain('circles');
  });
});

describe('the disk', () => {
  it('is asked for room first', async () => {
    serve(model);
    const error = await expectRefused(fixture.library(undefined, { freeBytes: async () => 1_000_000 }));
    expect(error.message).toContain('not enough room');
    expect(error.why).toContain('1.0 MB are free');
  });

  it('with something else in the place of the part says so', async () => {
    serve(model);
    await mkdir(`${fixture.file}.part`, { recursive: true });
    expect((await expectRefused()).next).toContain('another folder');
  });

  it('where the folder cannot be made says so', async () => {
    await writeFile(fixture.directory, 'a file');
    await expect(fixture.library().pull('tiny')).rejects.toBeInstanceOf(UserError);
  });
});

describe('cancelling', () => {
  it('stops at once, keeps the part, and the next call goes on', async () => {
    serve(model, { silent: true, cutAfter: () => 100_000 });
    const controller = new AbortController();
    const error = await fixture
      .library(undefined, { policy: { connectMs: 2000, stallMs: 60_000, attempts: 3, firstWaitMs: 5, longestWaitMs: 100 } })
      .pull('tiny', ({ received }) => received > 0 && controller.abort(), controller.signal)
      .catch((thrown: unknown) => thrown);
    expect(isAbort(error)).toBe(true);
    expect((await stat(`${fixture.file}.part`)).size).toBeGreaterThan(0);
    serve(model);
    await expectPulled();
    expect(fixture.server.requests.at(-1)!.headers.range).toBeDefined();
  });

  it('before the start asks nobody', async () => {
    const error = await fixture.library().pull('tiny', undefined, AbortSignal.abort()).catch((thrown: unknown) => thrown);
    expect(isAbort(error)).toBe(true);
    expect(fixture.server.requests).toHaveLength(0);
  });

  it('while waiting to try again works too', async () => {
    fixture.server.handlers.set(HUB_PATH, ({ response }) => response.writeHead(503).end());
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 100);
    const patient = fixture.library(undefined, { policy: { connectMs: 2000, stallMs: 300, attempts: 5, firstWaitMs: 60_000, longestWaitMs: 120_000 } });
    const error = await patient.pull('tiny', undefined, controller.signal).catch((thrown: unknown) => thrown);
    expect(isAbort(error)).toBe(true);
  });
});
