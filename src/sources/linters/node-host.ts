import { type ChildProcess, spawn } from 'node:child_process';
import type * as z from 'zod';
import { UserError } from '../../core/errors.ts';

/** Milliseconds for one answer, the start included. */
const TIME_LIMIT = 20_000;
/** Milliseconds without a request after which the process goes: it holds a few hundred megabytes. */
const IDLE = 60_000;

export interface HostAnswer {
  id: number;
  /** What went wrong instead; the rest of the answer is then without meaning. */
  error?: string | undefined;
}

/** A program for Node, as text, that answers each message `{ id, … }` on its IPC channel with one message of the same id. */
export interface NodeProgram<Answer extends HostAnswer> {
  /** As people write it. */
  tool: string;
  code: string;
  answer: z.ZodType<Answer>;
  /** Options for Node itself. */
  options?: string[];
  timeLimitMs?: number;
}

/**
 * The child process that a tool written for Node runs in. Starting it takes a second or more, most of it loading the tool, so it is kept
 * for a while. One request at a time; a request that is aborted or takes too long kills the process, and the next one starts another.
 */
export class NodeHost<Request extends object, Answer extends HostAnswer> {
  #child: ChildProcess | undefined;
  #turn: Promise<unknown> = Promise.resolve();
  #idle: NodeJS.Timeout | undefined;
  #lastId = 0;
  readonly #program: NodeProgram<Answer>;

  constructor(program: NodeProgram<Answer>) {
    this.#program = program;
  }

  ask(request: Request, signal: AbortSignal): Promise<Answer> {
    const mine = this.#turn.then(() => this.#exchange(request, signal));
    this.#turn = mine.catch(() => {});
    return mine;
  }

  #start(): ChildProcess {
    if (this.#child) return this.#child;
    const child = spawn(process.execPath, [...(this.#program.options ?? []), '-e', this.#program.code], {
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

  async #exchange(request: Request, signal: AbortSignal): Promise<Answer> {
    signal.throwIfAborted();
    clearTimeout(this.#idle);
    const { tool, answer, timeLimitMs = TIME_LIMIT } = this.#program;
    const id = ++this.#lastId;
    const child = this.#start();
    // While idle it must not keep our own process from ending; it ends with the channel.
    child.ref();
    child.channel?.ref();
    const end = new AbortController();
    try {
      return await new Promise<Answer>((resolve, reject) => {
        const give = (error: unknown) => {
          this.#stop();
          reject(error);
        };
        const timer = setTimeout(
          () => give(new UserError(`${tool} gave no answer within ${timeLimitMs / 1000} seconds.`, 'It was stopped.', 'Run it yourself on the file to see what keeps it.')),
          timeLimitMs,
        );
        const onAbort = () => give(signal.reason);
        const onExit = () => give(new UserError(`${tool}'s process ended without an answer.`, 'It crashed or was killed.', `Run ${tool} yourself on the file to see more.`));
        const onMessage = (message: unknown) => {
          const parsed = answer.safeParse(message);
          if (!parsed.success) return give(new UserError(`${tool} failed.`, 'It answered in an unknown form.', 'Run it yourself on the file to see more.', { cause: parsed.error }));
          if (parsed.data.id !== id) return;
          if (parsed.data.error === undefined) return resolve(parsed.data);
          reject(new UserError(`${tool} failed.`, parsed.data.error.replace(/\s+/g, ' ').slice(0, 300), 'Run it yourself on the file to see more.'));
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
