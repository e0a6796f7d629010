import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { messageOf, UserError } from '../core/errors.ts';
import type { Log } from '../core/log.ts';
import { ModelProcess } from './model-process.ts';
import type { ModelState, ModelStatus } from './model-status.ts';
import { abortError, ProcessGone } from './process-errors.ts';
import { type LoadedModel, protocol } from './protocol.ts';
import { DEFAULT_RESTART_LIMITS, type RestartLimits, RestartPolicy } from './restart-policy.ts';
import { untilAborted, within } from './waiting.ts';

/** Finds the weights that a model's name stands for. Throws a UserError when they are not installed or broken. */
export interface ModelLocator {
  locate(ref: string, signal?: AbortSignal): Promise<LocatedModel>;
}

export interface LocatedModel {
  name: string;
  path: string;
  /** Of a file whose name says nothing of its weights: what tells it from others of that name, and from what stood in its place before. */
  mark?: string;
  /** File names of the adapters that come with the program for these weights, by their jobs. */
  adapters?: Record<string, string>;
}

/** Milliseconds. */
export interface TimeLimits {
  /** Until a new process answers. */
  startMs: number;
  /** Until the model is in memory. */
  loadMs: number;
  /** Without a sign of life while the model works. */
  stallMs: number;
}

export const DEFAULT_TIME_LIMITS: TimeLimits = { startMs: 60_000, loadMs: 5 * 60_000, stallMs: 120_000 };

export interface SupervisorOptions {
  /** The bundled model process. */
  processPath: string;
  /** What the library knows the model by. */
  model: string;
  library: ModelLocator;
  /** CPU threads; 0 chooses. */
  threads: number;
  /** Upper limit of prompt and answer together. */
  contextTokens: number;
  /** Milliseconds without work after which the process is stopped; 0 keeps it. */
  idleMs: number;
  log: Log;
  restartLimits?: RestartLimits;
  timeLimits?: TimeLimits;
}

interface Running {
  process: ModelProcess;
  info: LoadedModel;
}

/** Keeps one model process: starts it on first need, again after a crash, stops it after idle time. */
export class Supervisor {
  readonly #options: SupervisorOptions;
  readonly #limits: TimeLimits;
  readonly #policy: RestartPolicy;
  readonly #listeners = new Set<(status: ModelStatus) => void>();
  #model: string;
  #state: ModelState = 'stopped';
  #detail = '';
  #name: string;
  #process: ModelProcess | undefined;
  /** The process that is ready, or the start that is under way. */
  #running: Promise<Running> | undefined;
  #cancelStart: AbortController | undefined;
  #stopped: Promise<void> = Promise.resolve();
  #active = 0;
  /** A broken graphics driver takes the process down while the model loads; the next start does without. */
  #gpu = true;
  #idle: ReturnType<typeof setTimeout> | undefined;
  #disposed = false;

  constructor(options: SupervisorOptions) {
    this.#options = options;
    this.#limits = options.timeLimits ?? DEFAULT_TIME_LIMITS;
    this.#policy = new RestartPolicy(options.restartLimits ?? DEFAULT_RESTART_LIMITS, () => performance.now());
    this.#model = options.model;
    this.#name = options.model;
  }

  get stallMs(): number {
    return this.#limits.stallMs;
  }

  get status(): ModelStatus {
    return { state: this.#state, model: this.#name, detail: this.#detail, pid: this.#process?.pid ?? null };
  }

  onStatus(listener: (status: ModelStatus) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /**
   * Does work with the loaded model; loads it first where needed. Work that a crash interrupted is done once more if `mayRepeat` says so.
   * Rejects with an AbortError when the signal fires, with a UserError when there is no model to work with.
   */
  async use<T>(work: (process: ModelProcess, info: LoadedModel) => Promise<T>, { signal, mayRepeat = () => true }: { signal?: AbortSignal; mayRepeat?: () => boolean } = {}): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      let started = false;
      const noted: typeof work = (process, info) => {
        started = true;
        return work(process, info);
      };
      try {
        return await this.#useOnce(noted, signal);
      } catch (error) {
        if (!(error instanceof ProcessGone)) throw error;
        if (signal?.aborted || this.#disposed) throw abortError();
        if (this.#policy.down) throw this.#downError();
        if (attempt === 1 && mayRepeat()) continue;
        const failure = new UserError('The model process stopped before the answer was complete.', error.message, 'Try again; the log says more.', { cause: error });
        // Another model may take the place of one that cannot be started.
        if (!started && !this.#running) this.#become('failed', failure.message);
        throw failure;
      }
    }
  }

  /** Stops the process and gives its memory back; the next request starts it again. */
  async stop(error: Error): Promise<void> {
    clearTimeout(this.#idle);
    this.#cancelStart?.abort(error);
    this.#running = undefined;
    const process = this.#process;
    this.#process = undefined;
    if (process) this.#stopped = process.kill(error);
    this.#become('stopped');
    await this.#stopped;
  }

  async change(model: string): Promise<void> {
    this.#model = model;
    this.#name = model;
    this.#gpu = true;
    this.#policy.reset();
    await this.stop(new UserError('The model was changed before the answer was complete.', '', 'Ask again.'));
  }

  async restart(): Promise<void> {
    this.#gpu = true;
    this.#policy.reset();
    await this.stop(new UserError('The model was restarted before the answer was complete.', '', 'Ask again.'));
    await this.#ready();
  }

  async dispose(): Promise<void> {
    this.#disposed = true;
    await this.stop(abortError());
    this.#listeners.clear();
  }

  async #useOnce<T>(work: (process: ModelProcess, info: LoadedModel) => Promise<T>, signal: AbortSignal | undefined): Promise<T> {
    if (signal?.aborted) throw abortError();
    clearTimeout(this.#idle);
    this.#active++;
    try {
      const { process, info } = await untilAborted(this.#ready(), signal);
      this.#settle();
      return await work(process, info);
    } finally {
      this.#active--;
      this.#settle();
    }
  }

  /** Shows whether the loaded model works or waits, and counts the time that it waits. */
  #settle(): void {
    if (this.#state !== 'idle' && this.#state !== 'busy') return;
    clearTimeout(this.#idle);
    this.#become(this.#active > 0 ? 'busy' : 'idle');
    if (this.#active > 0 || this.#options.idleMs <= 0) return;
    this.#idle = setTimeout(() => {
      this.#options.log.info(`${this.#name} was idle; its memory is given back.`);
      void this.stop(abortError());
    }, this.#options.idleMs);
    this.#idle.unref();
  }

  #ready(): Promise<Running> {
    if (this.#disposed) return Promise.reject(abortError());
    if (this.#policy.down) return Promise.reject(this.#downError());
    if (this.#running) return this.#running;
    const cancel = new AbortController();
    const running = this.#start(cancel.signal).catch((error: unknown) => Promise.reject(cancel.signal.aborted ? cancel.signal.reason : error));
    this.#cancelStart = cancel;
    this.#running = running;
    running.catch((error: unknown) => {
      if (this.#running !== running) return;
      this.#running = undefined;
      this.#become('failed', messageOf(error));
    });
    return running;
  }

  async #start(signal: AbortSignal): Promise<Running> {
    const { library, processPath, threads, contextTokens, log } = this.#options;
    this.#become('starting');
    await this.#stopped;
    await sleep(this.#policy.delayMs, undefined, { signal });
    const { name, path, adapters = {} } = await library.locate(this.#model, signal);
    signal.throwIfAborted();
    this.#name = name;

    const started = performance.now();
    const process = new ModelProcess(processPath, log);
    this.#process = process;
    void process.ended.then((reason) => this.#ended(process, reason));
    try {
      await within(this.#limits.startMs, process.request(protocol.status, {}), () => new ProcessGone('It did not answer after its start.'));
      this.#become('loading');
      process.onLoadProgress((share) => this.#state === 'loading' && this.#become('loading', `${Math.round(share * 100)} %`));
      const info = await within(this.#limits.loadMs, process.request(protocol.load, { path, threads, contextTokens, gpu: this.#gpu, adapters: beside(processPath, adapters) }), () => new ProcessGone('It did not finish loading the model.'));
      log.info(`${name} loaded in ${Math.round(performance.now() - started)} ms: ${info.contextTokens} tokens of context, ${info.threads} threads, ${info.gpu ?? 'no'} GPU.`);
      this.#become('idle');
      this.#settle();
      return { process, info };
    } catch (error) {
      if (error instanceof ProcessGone) {
        await process.giveUp(error);
      } else {
        if (this.#process === process) this.#process = undefined;
        await process.kill(abortError());
      }
      throw error;
    }
  }

  #ended(process: ModelProcess, reason: string | undefined): void {
    if (this.#process === process) {
      this.#process = undefined;
      this.#running = undefined;
    }
    if (reason === undefined) return;
    if (this.#state === 'loading') this.#gpu = false;
    this.#policy.crashed();
    this.#options.log.warn(`The model process stopped unexpectedly. ${reason}`);
    if (this.#process) return;
    if (this.#policy.down) this.#become('failed', this.#downError().message);
    else this.#become('stopped', reason);
  }

  #downError(): UserError {
    const { crashes, windowMs } = this.#policy.limits;
    return new UserError(
      'The model process crashed too often and stays down.',
      `It crashed ${crashes} times within ${Math.round(windowMs / 1000)} seconds.`,
      'Look into the log, then choose a model or restart it.',
    );
  }

  #become(state: ModelState, detail = ''): void {
    if (state === this.#state && detail === this.#detail) return;
    this.#state = state;
    this.#detail = detail;
    const status = this.status;
    for (const listener of this.#listeners) listener(status);
  }
}

/** Adapters lie in a folder beside the model process. */
function beside(processPath: string, adapters: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(adapters).map(([job, file]) => [job, join(dirname(processPath), 'adapters', file)]));
}
