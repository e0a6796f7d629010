import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { messageOf, UserError } from '../../core/errors.ts';
import { documentText, MOST_BYTES, tooLarge } from '../../sources/documents/document-text.ts';
import { escalationOptions, readArguments, UsageError, wantNoMore } from '../arguments.ts';
import { runBatch } from '../batch.ts';
import type { Command, Context } from '../context.ts';
import { readEscalation } from '../escalation.ts';
import { findCustom } from '../find-custom.ts';
import { isWorkerName, type Job, jobOf, jobsOf, WORKER_NAMES, type WorkerName } from '../jobs.ts';
import { linesOf } from '../lines.ts';
import { withJourneyman } from '../open.ts';
import { readFailure } from '../read-failure.ts';
import { showAnswer } from '../show-answer.ts';

/** The file or standard input; ends with an error when the person interrupts. */
async function openInput({ stdin, cwd, signal }: Context, file: string | undefined): Promise<Readable> {
  if (file === undefined && stdin.isTTY) throw new UsageError('Name a FILE, or give the input on standard input.');
  if (file === undefined || file === '-') {
    // While the model is loaded nobody reads yet, and an error that nobody hears of would end the program.
    stdin.on('error', () => undefined);
    signal.addEventListener('abort', () => stdin.destroy(signal.reason as Error), { once: true });
    return stdin;
  }
  const path = resolve(cwd, file);
  const stream = createReadStream(path, { signal });
  // Reading a folder fails with its first bytes only.
  await once(stream, 'readable').catch((error: unknown) => {
    throw readFailure(path, error);
  });
  return stream;
}

function parseInput(json: string): unknown {
  try {
    return JSON.parse(json.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new UserError('The input is not JSON.', `${messageOf(error)}.`, 'See journeyman run --help.', { cause: error });
  }
}

export const run: Command = {
  name: 'run',
  synopsis: 'WORKER [FILE|-]',
  summary: 'any worker, on a file or standard input: JSON, or a text for those that a file describes',
  escalates: true,
  details: `Workers: ${WORKER_NAMES.join(', ')}. Their inputs:
  commit     {"cwd"} or {"diff", "recentSubjects"}
  explain    {"file", "source", "language", "diagnostic": {"tool", "rule", "message", "line", "column", "endLine", "endColumn"}}
  pr         {"cwd", "base", "head"} or {"commits": [{"subject", "body"}], "diff"}
  review     {"cwd", "base", "head"} or {"diff"}
  changelog  {"cwd", "from", "to", "kind": "entry"|"notes", "version", "date"} or {"commits": [{"id", "subject", "body"}], …}
  Any other worker is one that a file describes: built in, in .journeyman/workers, or in the user's folder. It takes the text of FILE
  or of standard input as it is, also that of a PDF; with --batch each line is a JSON string, or {"text", "path", "language"}.

  --batch        one input a line; writes one result a line, in the same order, each as soon as it is ready, with one load
                 of the model. A bad line gives {"error": …} in its place; a blank line is skipped.
  --tools DIR    a folder whose node_modules holds linters, for files without a project of their own`,

  async run(args, context) {
    const { values, positionals } = readArguments(args, { ...escalationOptions, batch: { type: 'boolean' }, tools: { type: 'string' } });
    const [worker, file] = positionals;
    if (worker === undefined) throw new UsageError(`Name a worker: ${WORKER_NAMES.join(', ')}, or one that a file describes.`);
    wantNoMore(positionals, 2);
    const escalation = readEscalation(context, values);
    const toolsDir = values.tools === undefined ? undefined : resolve(context.cwd, values.tools);
    const input = await openInput(context, file);

    return withJourneyman(context, { ...values, escalation }, async (journeyman) => {
      // Many lines are a measurement, or new to the model anyway: it is asked each time.
      const parts = values.batch ? { ...journeyman, answers: undefined } : journeyman;
      const custom = isWorkerName(worker) ? undefined : await findCustom(worker, journeyman, context);
      const model = journeyman.modelFor(worker, custom?.definition.model);
      const job = custom ? jobOf(custom.worker, { ...parts, model }, context) : withTools(jobsOf(parts, context)[worker as WorkerName], worker === 'explain' ? toolsDir : undefined);
      if (!values.batch) {
        const given = custom ? await documentText(await bytesOf(input, file), file ?? 'standard input', context.signal) : await text(input);
        await showAnswer(job, custom ? { text: given, ...(file !== undefined && file !== '-' && { path: file }), folder: context.cwd } : parseInput(given), { context, model, json: values.json });
        return 0;
      }
      // Without a model every line would fail alike: that is a failure of the whole. Tables are made by code alone.
      if (custom?.definition.start !== 'table') await model.contextTokens(context.signal);
      const answer = async (one: unknown) => (await job.run(one, { signal: context.signal })).result;
      await runBatch(linesOf(input), answer, (line) => context.stdout.write(line), context.signal);
      return 0;
    });
  },
};

/** All bytes of a document. UserError where there are too many. */
async function bytesOf(input: Readable, file = 'The input'): Promise<Uint8Array> {
  const pieces: Buffer[] = [];
  let length = 0;
  for await (const piece of input as AsyncIterable<Buffer | string>) {
    const bytes = Buffer.from(piece as Buffer);
    length += bytes.length;
    if (length > MOST_BYTES) throw tooLarge(file);
    pieces.push(bytes);
  }
  return Buffer.concat(pieces);
}

/** The same job, with the folder of linters in inputs that name none. */
function withTools(job: Job, toolsDir: string | undefined): Job {
  if (toolsDir === undefined) return job;
  return { name: job.name, run: (input, options) => job.run(typeof input === 'object' && input !== null ? { toolsDir, ...input } : input, options) };
}
