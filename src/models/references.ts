import { createHash } from 'node:crypto';
import { isAbsolute, parse } from 'node:path';
import { UserError } from '../core/errors.ts';
import type { CatalogEntry } from './catalog.ts';

/** A file on the Hugging Face hub. */
export interface HubFile {
  repository: string;
  file: string;
  revision: string;
}

/** What a reference names. */
export type Target =
  | { kind: 'catalog'; name: string; fileName: string; entry: CatalogEntry }
  | { kind: 'hub'; name: string; fileName: string; hub: HubFile }
  | { kind: 'path'; name: string; path: string };

const OWNER = /^[A-Za-z0-9][A-Za-z0-9._-]{0,95}$/;
const REVISION = /^[A-Za-z0-9][A-Za-z0-9._/-]{0,199}$/;
// What not every file system takes; nothing on the hub needs it.
const UNSAFE = /[\u0000-\u001f\u007f\\:*?"<>|]/;
const HUB_FORM = 'Write hf:owner/repository/file.gguf, with @revision behind it if need be.';

/** Reads a reference: a catalogue name, `hf:owner/repository/path/file.gguf[@revision]`, or the absolute path of a file. UserError when it is none of them. */
export function parseReference(reference: string, catalog: CatalogEntry[]): Target {
  const entry = catalog.find(({ name }) => name === reference.toLowerCase());
  if (entry) return { kind: 'catalog', name: entry.name, fileName: entry.file, entry };
  if (reference.startsWith('hf:')) return parseHub(reference);
  if (isAbsolute(reference) && !reference.includes('\0')) return { kind: 'path', name: parse(reference).name, path: reference };
  if (/^openai:/i.test(reference)) throw new UserError(`${JSON.stringify(reference)} is a model on a server.`, 'Nothing of it is kept on this machine, so there is nothing to be downloaded.', 'Use it as it is.');
  throw new UserError(
    `There is no model named ${JSON.stringify(reference)}.`,
    `The catalogue has ${catalog.map(({ name }) => name).join(', ')}.`,
    'Choose one of them, hf:owner/repository/file.gguf, or the absolute path of a GGUF file.',
  );
}

function parseHub(reference: string): Target {
  const refuse = (why: string): never => {
    throw new UserError(`${JSON.stringify(reference)} is not a model on the hub.`, why, HUB_FORM);
  };
  const match = /^hf:(.+?\.gguf)(?:@(.*))?$/is.exec(reference);
  if (!match) return refuse('It does not name a .gguf file.');
  const parts = match[1]!.split('/');
  const revision = match[2] ?? 'main';
  if (parts.length < 3) return refuse('Owner, repository and file are needed.');
  if (!parts.slice(0, 2).every((part) => OWNER.test(part) && !part.includes('..'))) return refuse('The name of its owner or repository has letters that names there do not have.');
  if (parts.some((part) => part === '' || part === '.' || part === '..' || UNSAFE.test(part))) return refuse('Its path has parts that are not names of files.');
  if (!REVISION.test(revision) || revision.split('/').some((part) => part === '' || part === '..' || part === '.')) return refuse('Its revision is not the name of a branch, tag or commit.');
  if (/-\d{5}-of-\d{5}\.gguf$/i.test(match[1]!)) return refuse('The model is split into several files, which cannot be used yet; most repositories have one in a single file.');
  const hub = { repository: parts.slice(0, 2).join('/'), file: parts.slice(2).join('/'), revision };
  const name = `hf:${hub.repository}/${hub.file}${revision === 'main' ? '' : `@${revision}`}`;
  return { kind: 'hub', name, fileName: hubFileName(parts.at(-1)!, name), hub };
}

/** A name for the folder of weights: the file's own, made safe for every file system, with a mark of the whole reference, since many repositories use the same names. */
function hubFileName(file: string, name: string): string {
  const stem = file.slice(0, -'.gguf'.length).replace(/[^A-Za-z0-9._-]/g, '_').replace(/^[._-]+/, '').slice(0, 120) || 'model';
  const mark = createHash('sha256').update(name).digest('hex').slice(0, 10);
  // The prefix keeps names apart that Windows reserves, such as CON, and files of the catalogue.
  return `hf-${stem}-${mark}.gguf`;
}
