import { basename } from 'node:path';
import type { Journeyman } from '../composition.ts';
import { UserError } from '../core/errors.ts';
import type { LoadedWorker } from '../workers/custom/load.ts';
import { UsageError } from './arguments.ts';
import type { Context } from './context.ts';
import { WORKER_NAMES } from './jobs.ts';
import { meant } from './meant.ts';

/** The worker of that name that a file describes. UsageError where there is none, UserError where its file is wrong. */
export async function findCustom(name: string, journeyman: Pick<Journeyman, 'customWorkers'>, { cwd, signal }: Context): Promise<LoadedWorker> {
  const { workers, problems } = await journeyman.customWorkers(cwd, signal);
  const found = workers.find(({ definition }) => definition.name === name);
  if (found) return found;
  const wrong = problems.find(({ path }) => basename(path) === `${name}.md`);
  if (wrong) throw new UserError(`The worker ${name} cannot be used.`, `${wrong.path}:${wrong.line}: ${wrong.message}`, 'Put its file right.');
  const known = [...WORKER_NAMES, ...workers.map(({ definition }) => definition.name)];
  throw new UsageError(`There is no worker ${name}: ${known.join(', ')}.${meant(name, known)}`);
}
