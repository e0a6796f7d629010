// `node scripts/worker-schema.ts`: writes the JSON Schema of a worker file's front matter, for the editor and for YAML tools.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import { frontMatter } from '../src/workers/custom/definition.ts';
import { root } from './build.ts';

export const WORKER_SCHEMA = join(root, 'media', 'worker-front-matter.schema.json');

/** The schema's file as it has to be. */
export function workerSchemaText(): string {
  const schema = z.toJSONSchema(frontMatter, { io: 'input' });
  return `${JSON.stringify({ title: 'Front matter of a Journeyman worker', ...schema }, null, 2)}\n`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await writeFile(WORKER_SCHEMA, workerSchemaText());
