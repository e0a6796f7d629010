import { join, resolve } from 'node:path';
import { createJourneyman, type EscalationOptions, type Journeyman } from '../composition.ts';
import { cacheFolder, modelFolder } from '../models/cache-folder.ts';
import { builtInCatalog } from '../models/catalog.ts';
import type { ModelRoutes } from '../models/model-routes.ts';
import { isHosted } from '../remote/reference.ts';
import { openLedgerFile } from '../store/ledger-file.ts';
import { createLedger, type KeptLedger } from '../store/ledger.ts';
import { type Context, logTo } from './context.ts';
import { allowsHttp } from './escalation.ts';
import { parseRoutes } from './model-routes.ts';
import { isRemote, parseRemote } from './remote-reference.ts';

/** The most tokens that a prompt and its answer may take together. */
const CONTEXT_TOKENS = 8192;

export interface OpenOptions {
  model?: string;
  /** Other models that the command is about. */
  others?: readonly string[];
  verbose?: boolean;
  /** Without it nothing is ever asked of a remote model. */
  escalation?: EscalationOptions | undefined;
}

/** The model that was asked for: by the option, else by `$JOURNEYMAN_MODEL`, else the catalogue's first. */
export function modelReference({ env, cwd }: Pick<Context, 'env' | 'cwd'>, option: string | undefined): string {
  return absolute(option ?? (env['JOURNEYMAN_MODEL'] || builtInCatalog()[0]!.name), cwd);
}

/** The models that `$JOURNEYMAN_MODELS` names for some workers. UsageError where it cannot be read. */
export function modelRoutes({ env, cwd }: Pick<Context, 'env' | 'cwd'>): ModelRoutes {
  const routes = parseRoutes(env['JOURNEYMAN_MODELS'] ?? '');
  return Object.fromEntries(Object.entries(routes).map(([worker, references]) => [worker, references.map((each) => absolute(each, cwd))]));
}

/** A file may be named by its path from here. */
export function absolute(reference: string, cwd: string): string {
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

/** `$JOURNEYMAN_MODEL_KEY` is for one server: that of the default model, else the one that all the others are on. Nobody else gets it. */
function keyOf(context: Context, option: string | undefined, named: readonly string[]): (recipient: string) => Promise<string | undefined> {
  const recipients = (references: readonly string[]) => [...new Set(references.filter(isHosted).flatMap((each) => parseRemote(each)?.recipient ?? []))];
  const own = recipients([modelReference(context, option)]);
  const others = recipients([...Object.values(modelRoutes(context)).flat(), ...named]);
  const [theirs] = own.length > 0 ? own : others.length === 1 ? others : [];
  return async (recipient) => (recipient === theirs ? context.env['JOURNEYMAN_MODEL_KEY'] || undefined : undefined);
}

/** Lends the parts out and ends the model process afterwards, however it went. */
export async function withJourneyman<T>(context: Context, { model, others = [], verbose = false, escalation }: OpenOptions, use: (journeyman: Journeyman) => Promise<T>): Promise<T> {
  const journeyman = createJourneyman({
    model: modelReference(context, model),
    models: modelRoutes(context),
    // Who names a model for this command means it for whatever the command does.
    onlyModel: model !== undefined,
    modelDirectory: modelFolder(context.env),
    storePath: storePath(context),
    processPath: context.processPath,
    threads: 0,
    contextTokens: CONTEXT_TOKENS,
    // It lives as long as the command.
    idleMinutes: 0,
    log: logTo(context.stderr, verbose),
    escalation,
    allowHttp: allowsHttp(context.env),
    modelKey: keyOf(context, model, others),
  });
  try {
    return await use(journeyman);
  } finally {
    await journeyman.dispose();
  }
}
