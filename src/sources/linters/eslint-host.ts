import { type ChildProcess, spawn } from 'node:child_process';
import * as z from 'zod';
import { UserError } from '../../core/errors.ts';
import { ESLINT_PROCESS } from './eslint-process.ts';

/** Milliseconds for one answer, the start included. */
const TIME_LIMIT = 20_000;
/** Milliseconds without a request after which the process goes: it holds a few hundred megabytes. */
const IDLE = 60_000;

const span = { line: z.number(), column: z.number(), endLine: z.number().nullish(), endColumn: z.number().nullish() };
const fix = z.object({ range: z.tuple([z.number(), z.number()]), text: z.string() });
const answer = z.object({
  id: z.number(),
  error: z.string().optional(),
  messages: z
    .array(
      z.object({
        ...span,
        line: z.number().default(1),
        column: z.number().default(1),
        ruleId: z.string().nullable(),
        message: z.string(),
        fatal: z.boolean().nullish(),
        fix: fix.nullish(),
        suggestions: z.array(z.object({ desc: z.string(), fix })).nullish(),
      }),
    )
    .default([]),
  meta: z.object({ description: z.string().optional(), url: z.string().optional(), messages: z.array(z.string()).default([]) }).nullish(),
  /** Folder of the package of the rule's plugin, where the process could tell. */
  plugin: z.string().nullish(),
});
export type EslintAnswer = z.infer<typeof answer>;

export interface EslintRequest {
  /** Folder of the ESLint package. */
  eslint: string;
  cwd: string;
  file: string;
  source: string;
  rule: string | null;
  /** Where our own configuration takes parser and plugins from; null: the project's configuration. */
  own: string | null;
  /** Whether the question is what the rule is about, and not what it reports. */
  about: boolean;
}

/**
 * The child process that ESLint runs in. Starting it takes a second, most of it loading plugins, so it is kept for a while.
 * One request at a time; a request that is aborted or takes too long kills the process, and the next one starts another.
 */
export class EslintHost {
  #child: ChildProcess | undefined;
  #turn: Promise<unknown> = Promise.resolve();
  #idle: NodeJS.Timeout | undefined;
  #lastId = 0;
  readonly #timeLimitMs: number;

  constructor(timeLimitMs = TIME_LIMIT) {
    this.#timeLimitMs = timeLimitMs;
  }

  ask(request: EslintRequest, signal: AbortSignal): Promise<EslintAnswer> {
    const mine = this.#turn.then(() => this.#exchange(request, signal));
    this.#turn = mine.catch(() => {});
    return mine;
  }

  #start(): ChildProcess {
    if (this.#child) return this.#child;
    const child = spawn(process.execPath, ['-e', ESLINT_PROCESS], {
      env: { ...process.env, ELECTRON_RUN_AS_NODE: '1', NODE_NO_WARNINGS: '1' },
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      windowsHide: true,
    });
    child.once('exit', () => {
      if (this.#child === child) this.#child = undefined;
    });
    child.on('error', () => {});
    this.#child = child;
    return child;
  }

  #stop(): void {
    this.#child?.kill('SIGKILL');
    this.#child = undefined;
  }

  async #exchange(request: EslintRequest, signal: AbortSignal): Promise<EslintAnswer> {
    signal.throwIfAborted();
    clearTimeout(this.#idle);
    const id = ++this.#lastId;
    const child = this.#start();
    // While idle it must not keep our own process from ending; it ends with the channel.
    child.ref();
    child.channel?.ref();
    const end = new AbortController();
    try {
      return await new Promise<EslintAnswer>((resolve, reject) => {
        const give = (error: unknown) => {
          this.#stop();
          reject(error);
        };
        const timer = setTimeout(
          () => give(new UserError(`ESLint gave no answer within ${this.#timeLimitMs / 1000} seconds.`, 'It was stopped.', 'Run it yourself on the file to see what keeps it.')),
          this.#timeLimitMs,
        );
        const onAbort = () => give(signal.reason);
        const onExit = () => give(new UserError('ESLint\'s process ended without an answer.', 'It crashed or was killed.', 'Run ESLint yourself on the file to see more.'));
        const onMessage = (message: unknown) => {
          const parsed = answer.safeParse(message);
          if (!parsed.success) return give(new UserError('ESLint failed.', 'It answered in an unknown form.', 'Run it yourself on the file to see more.', { cause: parsed.error }));
          if (parsed.data.id !== id) return;
          if (parsed.data.error === undefined) return resolve(parsed.data);
          reject(new UserError('ESLint failed.', parsed.data.error.replace(/\s+/g, ' ').slice(0, 300), 'Run it yourself on the file to see more.'));
        };
        end.signal.addEventListener('abort', () => {
          clearTimeout(timer);
          signal.removeEventListener('abort', onAbort);
          child.off('exit', onExit).off('error', onExit).off('message', onMessage);
        });
        signal.addEventListener('abort', onAbort, { once: true });
        child.on('exit', onExit).on('error', onExit).on('message', onMessage);
        child.send({ id, ...request }, (error) => error && onExit());
      });
    } finally {
      end.abort();
      child.unref();
      child.channel?.unref();
      this.#idle = setTimeout(() => this.#stop(), IDLE).unref();
    }
  }
}
