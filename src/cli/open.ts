import { join, resolve } from 'node:path';
import { createJourneyman, type EscalationOptions, type Journeyman } from '../composition.ts';
import { cacheFolder, modelFolder } from '../models/cache-folder.ts';
import { builtInCatalog } from '../models/catalog.ts';
import { openLedgerFile } from '../store/ledger-file.ts';
import { createLedger, type KeptLedger } from '../store/ledger.ts';
import { type Context, logTo } from './context.ts';
import { isRemote } from './remote-reference.ts';

/** The most tokens that a prompt and its answer may take together. */
const CONTEXT_TOKENS = 8192;

export interface OpenOptions {
  model?: string;
  verbose?: boolean;
  /** Without it nothing is ever asked of a remote model. */
  escalation?: EscalationOptions | undefined;
}

/** The model that was asked for: by the option, else by `$JOURNEYMAN_MODEL`, else the catalogue's first. */
export function modelReference({ env, cwd }: Pick<Context, 'env' | 'cwd'>, option: string | undefined): string {
  const reference = option ?? (env['JOURNEYMAN_MODEL'] || builtInCatalog()[0]!.name);
  const isFile = reference.endsWith('.gguf') && !reference.startsWith('hf:') && !isRemote(reference);
  return isFile ? resolve(cwd, reference) : reference;
}

function storePath({ env }: Pick<Context, 'env'>): string {
  return join(cacheFolder(env), 'store.sqlite');
}

/** Lends the ledger out; no other part is made. */
export async function withLedger<T>(context: Context, { verbose = false }: OpenOptions, use: (ledger: KeptLedger) => Promise<T>): Promise<T> {
  const file = openLedgerFile(storePath(context), logTo(context.stderr, verbose).warn);
  try {
    return await use(createLedger(file));
  } finally {
    file.close();
  }
}

/** Lends the parts out and ends the model process afterwards, however it went. */
export async function withJourneyman<T>(context: Context, { model, verbose = false, escalation }: OpenOptions, use: (journeyman: Journeyman) => Promise<T>): Promise<T> {
  const journeyman = createJourneyman({
    model: modelReference(context, model),
    modelDirectory: modelFolder(context.env),
    storePath: storePath(context),
    processPath: context.processPath,
    threads: 0,
    contextTokens: CONTEXT_TOKENS,
    // It lives as long as the command.
    idleMinutes: 0,
    log: logTo(context.stderr, verbose),
    escalation,
    modelKey: async () => context.env['JOURNEYMAN_MODEL_KEY'] || undefined,
  });
  try {
    return await use(journeyman);
  } finally {
    await journeyman.dispose();
  }
}
