import type { Evidence, Worker } from '../../core/worker.ts';
import { sha256 } from '../changes/sha256.ts';
import type { WorkerDefinition } from './definition.ts';
import type { CustomInput } from './input.ts';

/** Counts the ways in which the kinds have asked the model: answers to other prompts are not those to these. */
const VERSION = 1;

interface Remembered {
  input: CustomInput;
  facts: unknown;
}

/**
 * The same worker, whose answers are kept: the same text asked of the same definition and model has its answer at once, wherever it comes from.
 * A changed definition asks anew.
 */
export function remembering(worker: Worker<CustomInput, unknown, unknown>, definition: WorkerDefinition): Worker<CustomInput, unknown, unknown> {
  let meant: string | undefined;
  const meantBy = () => (meant ??= canonical(meaning(definition)));
  const inner = (facts: unknown) => (facts as Remembered).facts;
  const again = (facts: unknown, changed: unknown): Remembered => ({ input: (facts as Remembered).input, facts: changed });
  const evidence = (given: Evidence): Evidence => ({ ...given, facts: inner(given.facts) });
  return {
    ...worker,
    ...(definition.origin === 'workspace' && { consentFor: consentFor(definition) }),
    gather: async (input, signal): Promise<Remembered> => ({ input, facts: await worker.gather(input, signal) }),
    ...(worker.known && { known: (facts) => worker.known!(inner(facts)) }),
    ...(worker.prepare && { prepare: async (facts, preparation) => again(facts, await worker.prepare!(inner(facts), { ...preparation, show: (shown) => preparation.show(again(facts, shown)) })) }),
    prompt: (facts, budget) => worker.prompt(inner(facts), budget),
    parse: (text, facts) => worker.parse(text, inner(facts)),
    check: (output, facts, seen) => worker.check(output, inner(facts), seen),
    score: (given) => worker.score(evidence(given)),
    ...(worker.material && { material: (facts, input) => worker.material!(inner(facts), input) }),
    ...(worker.beyond && { beyond: (facts) => worker.beyond!(inner(facts)) }),
    ...(worker.complete && { complete: (output, facts) => worker.complete!(output, inner(facts)) }),
    memory: {
      key: (facts) => keyOf(meantBy(), (facts as Remembered).input),
      pack: (output) => output,
      unpack: (kept) => kept ?? undefined,
    },
  };
}

/** What of a definition makes an answer: not how it is called, where its file lies, or what becomes of the answer. */
function meaning({ name: _name, title: _title, description: _description, path: _path, origin: _origin, input: _input, model: _model, threshold: _threshold, result: _result, ...rest }: WorkerDefinition): unknown {
  return rest;
}

/** The file as it is, as far as it says what is read and what is made of it: another text at its place has to be agreed to again. */
function consentFor(definition: WorkerDefinition): string {
  const { name, path, input } = definition;
  return `${name} of ${path} (${sha256(canonical([meaning(definition), input]))})`;
}

function keyOf(meant: string, { text, path, language, firstLine = 1 }: CustomInput): string {
  return canonical([VERSION, meant, { text, path, language, firstLine }]);
}

/** JSON whose keys are in order, so that what means the same is written the same. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, each: unknown) => (typeof each === 'object' && each !== null && !Array.isArray(each) ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))) : each));
}
