import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { messageOf, UserError } from '../../core/errors.ts';
import { userWorkers, workspaceWorkers } from '../../sources/worker-files/worker-files.ts';
import { type FileProblem, KINDS, type WorkerKind } from '../../workers/custom/definition.ts';
import { nameProblem } from '../../workers/custom/names.ts';
import { parseDefinition } from '../../workers/custom/parse-definition.ts';
import { workerTemplate } from '../../workers/custom/template.ts';
import { readArguments, UsageError, wantNoMore } from '../arguments.ts';
import type { Command, Context } from '../context.ts';
import { withJourneyman } from '../open.ts';
import { printable } from '../output.ts';
import { readFailure } from '../read-failure.ts';

interface Request {
  names: string[];
  context: Context;
  json: boolean;
  kind: string | undefined;
  user: boolean;
  options: { model?: string; verbose?: boolean };
}

/** Each gives the exit code. */
const actions: Record<string, (request: Request) => Promise<number>> = { list, check, new: create };

async function list({ names, context, json, options }: Request): Promise<number> {
  wantNoMore(names, 0);
  const { stdout, stderr, cwd, signal } = context;
  return withJourneyman(context, options, async (journeyman) => {
    const { workers, problems } = await journeyman.customWorkers(cwd, signal);
    const rows = workers.map(({ definition: { name, kind, origin, title, description, path, model } }) => ({ name, kind, origin, model: journeyman.modelFor(name, model).name, title, description, path }));
    if (json) {
      await stdout.line(JSON.stringify({ workers: rows, problems }));
      return 0;
    }
    const widths = (['name', 'kind', 'origin', 'model'] as const).map((column) => [column, Math.max(0, ...rows.map((row) => row[column].length))] as const);
    for (const row of rows) await stdout.line(printable(oneLine(`${widths.map(([column, width]) => row[column].padEnd(width)).join('  ')}  ${row.description || row.title}`)));
    if (rows.length === 0) await stdout.line('There are no workers. Make one: journeyman workers new NAME --kind classify');
    for (const problem of problems) await stderr.line(printable(problemLine(problem, cwd)));
    return 0;
  });
}

async function check({ names, context, json, options }: Request): Promise<number> {
  const { stdout, cwd, signal } = context;
  const problems = names.length > 0 ? (await Promise.all(names.map((name) => checkFile(resolve(cwd, name), context)))).flat() : await withJourneyman(context, options, async (journeyman) => (await journeyman.customWorkers(cwd, signal)).problems);
  if (json) await stdout.line(JSON.stringify(problems));
  else for (const problem of problems) await stdout.line(printable(problemLine(problem, cwd)));
  if (!json && problems.length === 0) await stdout.line('No problems.');
  return problems.length > 0 ? 1 : 0;
}

async function checkFile(path: string, { env, signal }: Context): Promise<FileProblem[]> {
  const text = await readFile(path, { encoding: 'utf8', signal }).catch((error: unknown) => Promise.reject(readFailure(path, error)));
  return parseDefinition({ path, origin: dirname(path) === resolve(userWorkers(env)) ? 'user' : 'workspace', text }).problems;
}

/** `path:line:column: message`, as compilers write it. */
function problemLine({ path, line, column, message }: FileProblem, cwd: string): string {
  const near = relative(cwd, path);
  return oneLine(`${near === '' || near.startsWith('..') ? path : near}:${line}:${column}: ${message}`);
}

function oneLine(text: string): string {
  return text.replace(/[\r\n\t]+/g, ' ');
}

async function create({ names, context: { stdout, cwd, env }, json, kind, user }: Request): Promise<number> {
  const [name] = names;
  wantNoMore(names, 1);
  if (name === undefined) throw new UsageError('Name the worker: journeyman workers new NAME --kind KIND.');
  if (!isKind(kind)) throw new UsageError(`--kind takes one of ${KINDS.join(', ')}.`);
  const wrong = nameProblem(name);
  if (wrong) throw new UsageError(wrong);
  const folder = user ? userWorkers(env) : workspaceWorkers(cwd);
  const path = join(folder, `${name}.md`);
  try {
    await mkdir(folder, { recursive: true });
    await writeFile(path, workerTemplate(name, kind), { flag: 'wx' });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') throw new UserError(`There is a worker ${name} already.`, `${path} is left as it is.`, 'Choose another name, or delete it first.', { cause: error });
    throw new UserError(`${path} could not be written.`, `${messageOf(error)}.`, '', { cause: error });
  }
  await stdout.line(json ? JSON.stringify({ name, kind, path }) : `${path}\nEdit it, then: journeyman workers check, and journeyman run ${name} FILE`);
  return 0;
}

function isKind(kind: string | undefined): kind is WorkerKind {
  return (KINDS as readonly (string | undefined)[]).includes(kind);
}

export const workers: Command = {
  name: 'workers',
  synopsis: '[list|check [FILE…]|new NAME --kind KIND]',
  summary: 'the workers that files describe',
  details: `  list           the built-in ones, yours, and those of .journeyman/workers here, each with its kind and the model that is tried first
  check [FILE…]  what is wrong in these files, or in all, as PATH:LINE:COLUMN: MESSAGE; the exit code is 1 where something is
  new NAME       writes a file with comments into .journeyman/workers; one that is there is never overwritten
    --kind KIND  ${KINDS.join(', ')}
    --user       into your own folder, for all workspaces`,

  async run(args, context) {
    const { values, positionals } = readArguments(args, { kind: { type: 'string' }, user: { type: 'boolean' } });
    const [action = 'list', ...names] = positionals;
    if (!Object.hasOwn(actions, action)) throw new UsageError(`There is no "workers ${action}": ${Object.keys(actions).join(', ')}.`);
    if (action !== 'new' && (values.kind !== undefined || values.user)) throw new UsageError(`--${values.kind === undefined ? 'user' : 'kind'} goes with new.`);
    return actions[action]!({ names, context, json: values.json ?? false, kind: values.kind, user: values.user ?? false, options: values });
  },
};
