import { UserError } from '../../core/errors.ts';
import type { Journeyman } from '../../composition.ts';
import type { Example } from '../../core/examples.ts';
import { isHosted } from '../../remote/reference.ts';
import type { LoadedWorker } from '../../workers/custom/load.ts';
import { labelled } from '../../workers/custom/evaluation/labelled.ts';
import { UsageError } from '../arguments.ts';
import type { Context } from '../context.ts';
import { findCustom } from '../find-custom.ts';
import { isWorkerName } from '../jobs.ts';
import { LiveText } from '../live-text.ts';
import { absolute, withJourneyman } from '../open.ts';
import { printable } from '../output.ts';
import { compareModels, type Tried } from './compare-models.ts';
import { comparisonTable, verdictLines } from './comparison-text.ts';
import { peakBytes } from './peak-memory.ts';
import { type Data, readData, spread } from './read-data.ts';
import { compare, rowOf } from './verdict.ts';

export interface CompareRequest {
  worker: string;
  /** The worker's own examples unless given. */
  file: string | undefined;
  /** References; the installed models unless given. */
  models: string | undefined;
  limit: string | undefined;
  json: boolean;
  verbose: boolean;
}

/** Bad lines that are shown one by one. */
const MOST_SHOWN = 10;

/** Runs models on labelled examples and prints them side by side. Gives the exit code; a UserError where no model could be tried. */
export async function compareCommand({ worker, file, models, limit, json, verbose }: CompareRequest, context: Context): Promise<number> {
  if (isWorkerName(worker)) throw new UsageError(`${worker} has no labelled examples: name a worker that a file describes.`);
  if (limit !== undefined && !/^[1-9]\d{0,6}$/.test(limit)) throw new UsageError('--limit takes a whole number above 0.');
  const named = models?.split(',').map((each) => absolute(each.trim(), context.cwd)).filter(Boolean);
  if (named?.length === 0) throw new UsageError('--models takes references, separated by commas.');
  const { stdout, stderr, signal, cwd } = context;

  return withJourneyman(context, { verbose, others: named ?? [] }, async (journeyman) => {
    const found = await findCustom(worker, journeyman, context);
    const { definition } = found;
    const { examples: all, problems } = file === undefined ? ownExamples(found) : await readData(definition, file, cwd, signal);
    const examples = spread(all, Number(limit ?? Infinity));
    const tried = await modelsOf(named, journeyman);
    for (const { line, message } of problems.slice(0, MOST_SHOWN)) await stderr.line(printable(`${file}:${line}: left out: ${message}`));
    if (problems.length > MOST_SHOWN) await stderr.line(`${problems.length - MOST_SHOWN} more lines were left out.`);

    const terminal = (json ? [stderr] : [stdout, stderr]).find((output) => output.isTerminal && !(json && stdout.isTerminal));
    const live = terminal && new LiveText(terminal);
    const inputs = new Set(definition.examples.map(({ input }) => input));
    const trials = await compareModels({
      definition,
      // What it is shown as an example it must not be asked.
      workerWithout: ({ input }) => (inputs.has(input) ? found.withExamples(definition.examples.filter((each) => each.input !== input)) : found.worker),
      examples,
      models: tried,
      scheduler: journeyman.scheduler,
      unload: () => journeyman.models.unload(),
      peakBytes,
      folder: cwd,
      signal,
      onChange: (trials) => live?.show(comparisonTable({ ...compare(definition.kind, []), rows: trials.map(rowOf) }, definition.kind, examples.length)),
    }).finally(() => live?.clear());

    const comparison = compare(definition.kind, trials);
    if (json) await stdout.line(JSON.stringify({ worker, kind: definition.kind, examples: examples.length, ...comparison, problems, interrupted: signal.aborted }));
    else {
      await stdout.line(printable(comparisonTable(comparison, definition.kind, examples.length)));
      if (signal.aborted) await stderr.line('Interrupted: this is what was done.');
      for (const line of verdictLines(comparison, worker, examples.length)) await stdout.line(printable(line));
    }
    if (comparison.best === null) throw new UserError('No model could be tried.', trials.find(({ problem }) => problem !== '')?.problem ?? '', '');
    return 0;
  });
}

function ownExamples({ definition }: LoadedWorker): Data {
  const examples = definition.examples.map(({ input, output }) => labelled(definition, input, output)).filter((each): each is Example => !('problem' in each));
  if (examples.length === 0) throw new UserError(`The worker ${definition.name} has no examples.`, 'What it says cannot be compared with what is wanted.', 'Name a file of labelled examples, or write some into its front matter: examples.');
  return { examples, problems: [] };
}

/** The named ones, else those that are installed, the smallest first. */
async function modelsOf(named: readonly string[] | undefined, { library, models }: Journeyman): Promise<Tried[]> {
  const known = await library.list();
  const references = named ?? known.filter(({ installed }) => installed).sort((a, b) => (a.bytes ?? 0) - (b.bytes ?? 0)).map(({ name }) => name);
  if (references.length === 0) throw new UserError('There is no model to try.', 'None is installed.', `Download one: journeyman models pull ${known[0]?.name ?? 'NAME'}`);
  return [...new Set(references)].map((reference) => {
    const bytes = isHosted(reference) ? null : (known.find(({ name, path }) => name === reference.toLowerCase() || name === reference || path === reference)?.bytes ?? null);
    return { reference, bytes, client: () => models.client(reference) };
  });
}
