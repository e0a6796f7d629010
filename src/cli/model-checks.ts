import { isAbort, UserError } from '../core/errors.ts';
import type { ModelLibrary } from '../models/library.ts';
import { OTHERS } from '../models/model-routes.ts';
import { isHosted } from '../remote/reference.ts';
import type { Finding } from './checks.ts';

/** Who has a model of its own, for people. */
export function routeName(worker: string): string {
  return `Model for ${worker === OTHERS ? 'other workers' : worker}`;
}

/** Which of the models that are named for a worker would be used now. */
export async function routeWorks(references: readonly string[], library: Pick<ModelLibrary, 'locate'>, signal: AbortSignal): Promise<Finding> {
  const problems: UserError[] = [];
  for (const reference of references) {
    const passedOver = problems.length > 0 ? ` (${problems.map(({ what }) => what).join(' ')})` : '';
    if (isHosted(reference)) return { passed: true, detail: `${reference} is on a server, which was not asked.${passedOver}` };
    try {
      const { name } = await library.locate(reference, signal);
      return { passed: true, detail: `${name} is installed and sound.${passedOver}` };
    } catch (error) {
      if (isAbort(error) || !(error instanceof UserError)) throw error;
      problems.push(error);
    }
  }
  return { passed: false, detail: problems.map(({ what }) => what).join(' '), next: problems[0]?.next ?? '' };
}
