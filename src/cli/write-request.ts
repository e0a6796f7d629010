import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { messageOf, UserError } from '../core/errors.ts';
import type { Git } from '../core/changes.ts';
import type { Forge, OpenRequest, RequestText } from '../core/forge.ts';
import type { WorkerResult } from '../core/result.ts';
import { cacheFolder } from '../models/cache-folder.ts';
import type { Pushed } from '../sources/forge/pushed.ts';
import { confirm } from './ask.ts';
import type { Context } from './context.ts';
import { printable } from './output.ts';

/** Where a text is going to be written, found out before there is one. */
export interface Destination {
  forge: Forge;
  pushed: Pushed;
  /** The one that is open already. */
  request: OpenRequest | undefined;
  /** The branch on the server that it is to be merged into. */
  baseName: string;
  /** The revision here that the branch is compared with. */
  base: string;
}

export interface Written {
  tool: Forge['tool'];
  url: string;
  action: 'created' | 'updated' | 'unchanged';
  /** What was replaced, and the file that it is kept in. */
  previous?: RequestText & { file: string };
}

interface Asked {
  pushed: Pushed;
  forge: Forge;
  /** The branch to merge into, where the person named one. */
  base: string | undefined;
  git: Pick<Git, 'baseChoices'>;
  cwd: string;
  head: string | undefined;
}

/** Finds the open request of the branch, and with it the base; without one the base is the one that was named, else the likeliest. Rejects with a UserError where that is not clear. */
export async function findDestination({ pushed: found, forge, base, git, cwd, head }: Asked, signal: AbortSignal): Promise<Destination> {
  const wanted = base === undefined ? undefined : await found.nameOf(base);
  const { pushed, open } = await openOf(found, forge, signal);
  const fitting = open.filter((request) => wanted === undefined || request.base === wanted);
  if (fitting.length > 1) throw new UserError(`${fitting.length} ${forge.noun}s of ${pushed.branch} are open.`, `They are for ${fitting.map((request) => request.base).join(', ')}.`, 'Say by --base which one is meant.');
  const [request] = fitting;
  if (request) return { forge, pushed, request, baseName: request.base, base: base ?? (await pushed.revisionOf(request.base)) };
  if (open[0]) throw new UserError(`The ${forge.noun} of ${pushed.branch} that is open is for ${open[0].base}, not for ${wanted}.`, open[0].url, 'Leave out --base to write that one.');
  const chosen = base ?? (await git.baseChoices({ cwd, head }, signal))[0]?.name;
  if (chosen === undefined) throw new UserError('There is no branch to compare with.', '', 'Name the branch that this one will be merged into by --base.');
  return { forge, pushed, request: undefined, baseName: wanted ?? (await pushed.nameOf(chosen)), base: chosen };
}

/** The open requests of the branch, and the repository that they are in, or that one is to be opened in: for a fork that nothing is told of the one that it came from. */
async function openOf(pushed: Pushed, forge: Forge, signal: AbortSignal): Promise<{ pushed: Pushed; open: OpenRequest[] }> {
  const open = await forge.open(pushed, signal);
  if (open.length > 0 || pushed.targetIsKnown) return { pushed, open };
  const parent = await forge.parent(pushed, signal);
  if (parent === undefined) return { pushed, open };
  const inParent = pushed.mergedInto(parent);
  return { pushed: inParent, open: await forge.open(inParent, signal) };
}

interface WriteOptions {
  context: Pick<Context, 'stdin' | 'stderr' | 'env' | 'cwd' | 'signal'>;
  /** What the text's worker thinks of it. */
  judgement: Pick<WorkerResult<unknown>, 'accepted' | 'confidence'>;
  draft: boolean;
  /** False: the person is asked first. */
  yes: boolean;
}

/** Opens or updates the request; undefined where the person does not want it. What stood there before is kept in a file. */
export async function writeRequest(destination: Destination, text: RequestText, { context, judgement, draft, yes }: WriteOptions): Promise<Written | undefined> {
  // Nobody would have read it.
  if (yes && !judgement.accepted) throw new UserError('Nothing was written.', `The text is below the threshold: its confidence is ${Math.round(judgement.confidence * 100)} %.`, 'Read it, and run the command again without --yes.');
  const { forge, pushed, request, baseName } = destination;
  const { stderr, signal } = context;
  const { tool } = forge;
  const note = differenceOf(destination);
  if (note !== undefined) await stderr.line(printable(note));

  if (!request) {
    const question = `Open a ${draft ? 'draft of a ' : ''}${forge.noun} in ${pushed.target} that merges ${pushed.source === pushed.target ? '' : `${pushed.source}:`}${pushed.branch} into ${baseName}?`;
    if (!yes && !(await confirm(context, printable(question)))) return undefined;
    const { url } = await forge.create(pushed, text, { base: baseName, draft }, signal);
    return { tool, url, action: 'created' };
  }

  if (sameText(request, text)) return { tool, url: request.url, action: 'unchanged' };
  if (!yes) {
    await stderr.line(`${stderr.styled('bold', printable(`${mark(forge)}${request.number} reads now (${request.url}):`))}\n`);
    await stderr.line(`${printable(`${request.title}\n\n${request.body}`).trimEnd()}\n`);
    if (!(await confirm(context, 'Replace it?'))) return undefined;
  }
  // Working out and asking took their time.
  const now = (await forge.open(pushed, signal)).find(({ number }) => number === request.number);
  if (!now) throw new UserError('Nothing was written.', `${mark(forge)}${request.number} is no longer open.`, `See ${request.url}`);
  if (!sameText(now, request)) throw new UserError('Nothing was written.', `Somebody has changed ${mark(forge)}${request.number} meanwhile.`, 'Run the command again.');
  const file = await keep(destination, now, context);
  try {
    await forge.update(pushed, now, text, signal);
  } catch (error) {
    // It may have been replaced all the same.
    const kept = `What stood there is kept in ${file}`;
    if (error instanceof UserError) throw new UserError(error.what, error.why, `${error.next.replace(/\.$/, '')}. ${kept}`, { cause: error });
    await stderr.line(printable(kept));
    throw error;
  }
  return { tool, url: request.url, action: 'updated', previous: { title: now.title, body: now.body, file } };
}

/** One line or two for people. */
export function describeWritten({ url, action, previous }: Written, noun: Forge['noun']): string[] {
  if (action === 'unchanged') return [`The ${noun} reads like this already: ${url}`];
  return [`${action === 'created' ? 'Opened' : 'Updated'} the ${noun}: ${url}`, ...(previous ? [`What it said before is kept in ${previous.file}`] : [])];
}

/** What is on the server may not be what the text is about. */
function differenceOf({ forge, pushed, request }: Destination): string | undefined {
  if (pushed.unpushed > 0) return `${pushed.unpushed} ${pushed.unpushed === 1 ? 'commit' : 'commits'} of ${pushed.local} ${pushed.unpushed === 1 ? 'has' : 'have'} not been pushed: the text is about all that is here.`;
  if (request && request.headId !== '' && request.headId !== pushed.headId) return `The last commit of the ${forge.noun} is ${request.headId.slice(0, 8)}, that of ${pushed.local} here ${pushed.headId.slice(0, 8)}: the text is about what is here.`;
  return undefined;
}

function mark({ tool }: Forge): string {
  return tool === 'gh' ? '#' : '!';
}

/** Servers turn line ends round. */
function sameText(one: RequestText, other: RequestText): boolean {
  const plain = (text: string) => text.replace(/\r\n/g, '\n').trim();
  return plain(one.title) === plain(other.title) && plain(one.body) === plain(other.body);
}

/** Writes the text that is going to be replaced into a file of its own, and gives its path. */
async function keep({ pushed }: Destination, { number, title, body }: OpenRequest, { env, cwd }: Pick<Context, 'env' | 'cwd'>): Promise<string> {
  const folder = resolve(cwd, join(cacheFolder(env), 'replaced'));
  const file = join(folder, `${pushed.target.replace(/[^\w.-]+/g, '-')}-${number}-${new Date().toISOString().replace(/[:.]/g, '-')}.md`);
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await writeFile(file, `${title}\n\n${body}`, { flag: 'wx', mode: 0o600 });
    return file;
  } catch (error) {
    throw new UserError('Nothing was written.', `What stands there could not be kept in ${file}: ${messageOf(error)}.`, 'Check that you may write there.', { cause: error });
  }
}
