import * as z from 'zod';
import { SourceFailure } from './http-get.ts';

/** A wheel as an index offers it. */
export interface Wheel {
  fileName: string;
  /** Absolute or relative to the index page. */
  url: string;
  sha256: string;
  /** Null where the index does not say. */
  bytes: number | null;
}

const SHA256 = /^[0-9a-f]{64}$/;

const pageSchema = z.object({
  files: z.array(z.object({ filename: z.string(), url: z.string(), hashes: z.record(z.string(), z.string()), size: z.int().nonnegative().optional() })),
});

/** Finds a version's wheel on a package's page of an index: the JSON form (PEP 691), or the HTML form (PEP 503), which is all that some company mirrors have. */
export function findWheel(page: string, contentType: string, name: string, version: string): Wheel {
  const files = /json/i.test(contentType) ? readJson(page) : readHtml(page);
  // A wheel's name is distribution-version[-build]-python-abi-platform.whl, the distribution with _ for - (PEP 427).
  const wheel = files.find(({ fileName }) => {
    const [distribution = '', itsVersion] = fileName.split('-');
    return /^[\w.+!-]+-none-any\.whl$/.test(fileName) && escapeName(distribution) === escapeName(name) && itsVersion === version;
  });
  if (!wheel) throw new SourceFailure('refused', `the index has no wheel of ${name} ${version}`);
  if (!SHA256.test(wheel.sha256)) throw new SourceFailure('refused', `the index states no sha256 of ${wheel.fileName}`);
  return wheel;
}

function escapeName(name: string): string {
  return name.replace(/[-_.]+/g, '_').toLowerCase();
}

function readJson(page: string): Wheel[] {
  let data: unknown;
  try {
    data = JSON.parse(page);
  } catch (error) {
    throw new SourceFailure('refused', 'the index answers with broken JSON', { cause: error });
  }
  const parsed = pageSchema.safeParse(data);
  if (!parsed.success) throw new SourceFailure('refused', 'the index answers in a form that is not the one of package indexes');
  return parsed.data.files.map(({ filename, url, hashes, size }) => ({ fileName: filename, url, sha256: hashes.sha256 ?? '', bytes: size ?? null }));
}

/** Attributes and text are bounded: a page of thirty megabytes that never closes its tags must not be read again from each of them. */
const LINK = /<a\s((?:[^<>]|<(?!a\s)){0,4000})>([^<]{1,300})<\/a>/gi;
const ADDRESS = /(?<![^\s"'])href=["']([^"'#]+)(?:#sha256=([0-9a-f]{64}))?[^"']*["']/i;

function readHtml(page: string): Wheel[] {
  return [...page.matchAll(LINK)].flatMap(([, attributes, fileName]) => {
    const [, url, sha256] = ADDRESS.exec(attributes!) ?? [];
    return url === undefined ? [] : [{ fileName: fileName!.trim(), url: url.replaceAll('&amp;', '&'), sha256: sha256 ?? '', bytes: null }];
  });
}
