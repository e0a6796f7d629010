import { readFile, rm, writeFile } from 'node:fs/promises';
import * as z from 'zod';
import type { Log } from '../core/log.ts';
import { download, type DownloadPolicy } from './download.ts';
import { SourceFailure } from './http-get.ts';
import type { ModelSource } from './model-source.ts';
import type { HubFile } from './references.ts';

export const HUB_URL = 'https://huggingface.co';

export interface HubOptions {
  /** The hub, or a mirror of it. */
  baseUrl: string;
  /** For repositories whose licence must be accepted there first; sent to the hub alone. */
  token: string | undefined;
  policy: DownloadPolicy;
  log: Log;
}

const SHA256 = /^[0-9a-f]{64}$/;

/** What was known of an unfinished download when it stopped. */
const unfinishedSchema = z.object({ etag: z.string(), sha256: z.string().nullable(), revision: z.string().nullable() });

/** A file on the Hugging Face hub. The hub states the sha256 of large files: a file that is not the expected one is turned down before it is fetched. */
export function createHuggingFaceSource({ repository, file, revision }: HubFile, { baseUrl, token, policy, log }: HubOptions): ModelSource {
  return {
    label: 'Hugging Face',
    async fetch({ part, bytes, sha256, signal, onBytes, onSize }) {
      const path = [...repository.split('/'), 'resolve', revision, ...file.split('/')].map(encodeURIComponent).join('/');
      const url = URL.parse(`${baseUrl.replace(/\/+$/, '')}/${path}`);
      if (!url || !/^https?:$/.test(url.protocol)) throw new SourceFailure('refused', `${JSON.stringify(baseUrl)} is not a web address`);
      const notePath = `${part.path}.json`;
      const unfinished = part.received > 0 ? await readUnfinished(notePath) : undefined;
      let stated = { sha256: unfinished?.sha256 ?? null, revision: unfinished?.revision ?? null };
      await download({
        url,
        sink: part,
        headers: token ? { Authorization: `Bearer ${token}` } : {},
        bytes: bytes ?? undefined,
        pinned: sha256 !== null,
        etag: unfinished?.etag,
        policy,
        signal,
        onBytes: () => onBytes(),
        onRetry: (reason, waitMs) => log.info(`Hugging Face: ${reason}; trying again in ${waitMs / 1000} s`),
        async onAnswer({ firstHeaders, total, etag }) {
          const linked = String(firstHeaders['x-linked-etag'] ?? '').replace(/^W\/|"/g, '');
          stated = { sha256: SHA256.test(linked) ? linked : null, revision: text(firstHeaders['x-repo-commit']) };
          if (sha256 && stated.sha256 && stated.sha256 !== sha256) throw new SourceFailure('refused', `the hub's file has another sha256 (${stated.sha256.slice(0, 12)}…) than the expected one`);
          const size = total ?? bytes;
          if (size === null) throw new SourceFailure('refused', `${url.host} does not say how large the file is`);
          await onSize(size, 0);
          if (etag) await writeFile(notePath, JSON.stringify({ etag, ...stated }));
          else await rm(notePath, { force: true });
        },
      });
      return stated;
    },
  };
}

async function readUnfinished(path: string): Promise<z.infer<typeof unfinishedSchema> | undefined> {
  try {
    return unfinishedSchema.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch {
    return undefined;
  }
}

function text(header: string | string[] | undefined): string | null {
  return typeof header === 'string' ? header : null;
}
