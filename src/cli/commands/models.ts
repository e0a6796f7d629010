import type { Journeyman } from '../../composition.ts';
import type { ModelInfo } from '../../models/library.ts';
import { formatBytes } from '../../models/progress.ts';
import { readArguments, UsageError, wantNoMore } from '../arguments.ts';
import { compareCommand } from '../compare/compare-command.ts';
import type { Command, Context } from '../context.ts';
import { modelReference, withJourneyman } from '../open.ts';
import { printable } from '../output.ts';
import { ProgressBar } from '../progress-bar.ts';

interface Request {
  name: string | undefined;
  context: Context;
  library: Journeyman['library'];
  json: boolean;
}

/** Each gives the exit code. */
const actions: Record<string, (request: Request & { chosen: string }) => Promise<number>> = {
  async list({ context: { stdout }, library, json, chosen }) {
    const models = await library.list();
    if (json) await stdout.line(JSON.stringify(models));
    else await stdout.write(table(models, chosen, stdout.styled.bind(stdout)));
    return 0;
  },

  async pull({ name, context, library, json }) {
    const reference = needed(name, 'pull');
    const { path } = await pullWithBar(reference, library, context);
    if (json) await context.stdout.line(JSON.stringify({ name: reference, path }));
    else await context.stdout.line(`${context.stdout.styled('green', '✓')} ${reference} is here and verified: ${path}`);
    return 0;
  },

  async remove({ name, context: { stdout }, library, json }) {
    const reference = needed(name, 'remove');
    const { freedBytes } = await library.remove(reference);
    await stdout.line(json ? JSON.stringify({ name: reference, freedBytes }) : `${reference} is removed: ${formatBytes(freedBytes)} are free again.`);
    return 0;
  },

  async verify({ name, context: { stdout, stderr, signal }, library, json }) {
    const bar = new ProgressBar(stderr, name ?? 'the installed models');
    const results = await library.verify(name === undefined ? undefined : [name], bar.update, signal).finally(() => bar.done());
    if (json) await stdout.line(JSON.stringify(results));
    else for (const { name: each, ok, detail } of results) await stdout.line(`${ok ? stdout.styled('green', '✓') : stdout.styled('red', '✗')} ${printable(each)}: ${printable(detail)}`);
    if (!json && results.length === 0) await stdout.line('No model is installed.');
    const broken = results.filter(({ ok }) => !ok).map((result) => result.name);
    if (broken.length > 0) await stderr.line(`journeyman: Not in order: ${broken.join(', ')}. Download again: journeyman models pull ${broken[0]}`);
    return broken.length > 0 ? 1 : 0;
  },
};

function needed(name: string | undefined, action: string): string {
  if (name === undefined) throw new UsageError(`Name the model: journeyman models ${action} NAME.`);
  return name;
}

/** Makes sure that the model is here, and shows how far the download has come. */
export async function pullWithBar(reference: string, library: Journeyman['library'], { stderr, signal }: Pick<Context, 'stderr' | 'signal'>): Promise<{ path: string }> {
  const bar = new ProgressBar(stderr, reference);
  return library.pull(reference, bar.update, signal).finally(() => bar.done());
}

function table(models: ModelInfo[], chosen: string, styled: Context['stdout']['styled']): string {
  const width = Math.max(...models.map(({ name }) => name.length));
  return models
    .map(({ name, installed, bytes, partialBytes, entry }) => {
      const here = installed ? 'installed' : partialBytes > 0 ? `${formatBytes(partialBytes)} downloaded` : 'not here';
      const about = [bytes === null ? '' : formatBytes(bytes), here.padEnd(9), entry ? `${entry.license.spdx} · needs ${formatBytes(entry.memory.bytes)} of memory · ${entry.description}` : ''];
      const row = `${name === chosen ? '●' : ' '} ${printable(name).padEnd(width)}  ${about.filter(Boolean).join('  ')}`;
      return `${installed ? row : styled('dim', row)}\n`;
    })
    .join('');
}

export const models: Command = {
  name: 'models',
  synopsis: '[list|pull NAME|remove NAME|verify [NAME]|compare WORKER [DATA]]',
  summary: 'what is installed, what can be, and which is good enough for a job',
  details: `  list             the models of the catalogue and other files in the folder; ● is the one that is used
  pull NAME        download, resume, verify; needs no network when it is here
  remove NAME      delete the file
  verify [NAME]    compare the hash of one, or of all that are installed
  compare WORKER [DATA] [--models A,B,C] [--limit N]
                   runs models, one after the other, on labelled examples, and shows how good each is, how long it takes and how much
                   memory, side by side; otherwise those that are installed. DATA is JSONL, {"input": "…", "output": …} on each line, or
                   CSV with the columns input and output (or text and label); without it, the examples in the worker's own file. --limit
                   takes so many of them, evenly spread.

NAME is one of the catalogue, or hf:owner/repository/file.gguf of the Hugging Face hub.`,

  async run(args, context) {
    const { values, positionals } = readArguments(args, { models: { type: 'string' }, limit: { type: 'string' } });
    const [action = 'list', name] = positionals;
    if (action === 'compare') {
      if (name === undefined) throw new UsageError('Name the worker: journeyman models compare WORKER [DATA].');
      wantNoMore(positionals, 3);
      if (values.model !== undefined) throw new UsageError('The models to compare are named by --models A,B,C.');
      return compareCommand({ worker: name, file: positionals[2], models: values.models, limit: values.limit, json: values.json ?? false, verbose: values.verbose ?? false }, context);
    }
    if (values.models !== undefined || values.limit !== undefined) throw new UsageError('--models and --limit go with compare.');
    if (!Object.hasOwn(actions, action)) throw new UsageError(`There is no "models ${action}": ${[...Object.keys(actions), 'compare'].join(', ')}.`);
    wantNoMore(positionals, action === 'list' ? 1 : 2);
    return withJourneyman(context, values, ({ library }) =>
      actions[action]!({ name, context, library, json: values.json ?? false, chosen: modelReference(context, values.model) }),
    );
  },
};
