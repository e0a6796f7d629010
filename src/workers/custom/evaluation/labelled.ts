import type { Example } from '../../../core/examples.ts';
import type { WorkerDefinition } from '../definition.ts';

type Definition = Pick<WorkerDefinition, 'kind' | 'labels' | 'none' | 'multiple'>;

/** Makes a labelled example for such a worker of what stands in a file, or says what is wrong with it. */
export function labelled({ kind, labels, none, multiple }: Definition, input: unknown, output: unknown): Example | { problem: string } {
  if (typeof input !== 'string' || input.trim() === '') return { problem: 'There is no input: a text is needed.' };
  if (kind === 'classify') {
    const given = output === null && none !== undefined ? [none] : [output].flat();
    const known = [...labels.map(({ name }) => name), ...(none === undefined ? [] : [none])];
    const named = given.map((each) => known.find((label) => typeof each === 'string' && label.toLowerCase() === each.trim().toLowerCase()));
    const wrong = named.findIndex((each) => each === undefined);
    if (named.length === 0 || wrong >= 0) return { problem: `${JSON.stringify(given[wrong] ?? null)} is none of the labels: ${known.slice(0, 12).join(', ')}${known.length > 12 ? ', …' : ''}.` };
    if (named.length > 1 && !multiple) return { problem: 'There are several labels, and the worker gives one.' };
    return { input, output: multiple ? named : named[0] };
  }
  if (kind === 'extract') return typeof output === 'object' && output !== null ? { input, output } : { problem: 'The output is the JSON object that is to be found.' };
  return typeof output === 'string' && output.trim() !== '' ? { input, output } : { problem: 'There is no output: the text that is wanted.' };
}
