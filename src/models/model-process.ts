import { type ChildProcess, fork } from 'node:child_process';
import { dirname } from 'node:path';
import { CancellationTokenSource, createMessageConnection, type Disposable, IPCMessageReader, IPCMessageWriter, type MessageConnection, type RequestType } from 'vscode-jsonrpc/node.js';
import type { Log } from '../core/log.ts';
import { abortError, fromResponseError, ProcessGone } from './process-errors.ts';
import { protocol, type RpcErrorData } from './protocol.ts';
import { untilAborted, watchForStall } from './waiting.ts';

/** Characters of the process's own output that are kept in the log, per process. */
const MOST_OUTPUT = 20_000;

export interface RequestOptions {
  signal?: AbortSignal;
  /** The process is ended when it gives no sign of life for this long. */
  stallMs?: number;
}

/** A running model process and the connection to it. */
export class ModelProcess {
  /** Resolves when the process has ended: with undefined when we ended it, otherwise with the reason, for a person. */
  readonly ended: Promise<string | undefined>;
  readonly #child: ChildProcess;
  readonly #connection: MessageConnection;
  readonly #texts = new Map<number, (piece: string) => void>();
  readonly #watches = new Set<{ alive(): void }>();
  /** Lets the requests that run fail. A `then` on `ended` for each would keep every answer in memory until then. */
  readonly #pending = new Set<(error: unknown) => void>();
  /** What requests fail with from now on. */
  #endError: Error | undefined;
  #killed = false;
  #lastId = 0;

  /** Forks the bundled model process with this program's own Node, in the editor too, where that is Electron. */
  constructor(processPath: string, log: Log) {
    const child = fork(processPath, [], {
      // Never the workspace: programs look for libraries in their working directory.
      cwd: dirname(processPath),
      // NODE_OPTIONS are meant for the program that started us.
      env: { ...process.env, NODE_OPTIONS: undefined, ELECTRON_RUN_AS_NODE: '1' },
      execArgv: [],
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    this.#child = child;
    logOutput(child, log);
    const debug = (message: string) => log.debug(`model process: ${message}`);
    this.#connection = createMessageConnection(new IPCMessageReader(child), new IPCMessageWriter(child), { error: debug, warn: debug, info: debug, log: debug });
    this.#connection.onNotification(protocol.log, ({ level, message }) => log[level](`model process: ${message}`));
    this.#connection.onNotification(protocol.progress, () => this.#alive());
    this.#connection.onNotification(protocol.text, ({ id, piece }) => {
      this.#alive();
      this.#texts.get(id)?.(piece);
    });
    // A closed channel shows as the end of the process; nothing else is to be done about it.
    this.#connection.onError(() => undefined);
    this.#connection.listen();

    this.ended = new Promise<string>((resolve) => {
      child.once('error', (error) => resolve(`It could not be started: ${error.message}.`));
      child.once('exit', (code, signal) => resolve(signal ? `It was ended by ${signal}.` : `It ended with exit code ${code}.`));
    }).then((reason) => {
      this.#endError ??= new ProcessGone(reason);
      this.#connection.dispose();
      for (const fail of this.#pending) fail(this.#endError);
      if (this.#killed) return undefined;
      return this.#endError.message;
    });
  }

  get pid(): number | null {
    return this.#child.pid ?? null;
  }

  /** Ends the process at once; it has nothing to save. What is asked of it fails with `error`. Resolves when it has ended. */
  async kill(error: Error): Promise<void> {
    this.#killed = true;
    this.#endError ??= error;
    this.#child.kill('SIGKILL');
    await this.ended;
  }

  /** Ends a process that does not do its work; that counts as its own failure. Resolves when it has ended. */
  async giveUp(error: ProcessGone): Promise<void> {
    this.#endError ??= error;
    this.#child.kill('SIGKILL');
    await this.ended;
  }

  /** Rejects with an AbortError at once when the signal fires, with a ProcessGone when the process ends, with the process's own error otherwise. */
  async request<Params, Result>(type: RequestType<Params, Result, RpcErrorData>, params: Params, { signal, stallMs }: RequestOptions = {}): Promise<Result> {
    if (signal?.aborted) throw abortError();
    const cancellation = new CancellationTokenSource();
    const cancel = () => cancellation.cancel();
    signal?.addEventListener('abort', cancel, { once: true });
    const watch = stallMs === undefined ? undefined : watchForStall(stallMs, () => void this.giveUp(new ProcessGone('It hung and was ended.')));
    if (watch) this.#watches.add(watch);
    let fail: (error: unknown) => void = () => undefined;
    const gone = new Promise<never>((_, reject) => (fail = reject));
    this.#pending.add(fail);
    try {
      return await untilAborted(Promise.race([this.#connection.sendRequest(type, params, cancellation.token), gone]), signal);
    } catch (error) {
      throw this.#endError ?? fromResponseError(error);
    } finally {
      this.#pending.delete(fail);
      signal?.removeEventListener('abort', cancel);
      watch?.stop();
      if (watch) this.#watches.delete(watch);
    }
  }

  /** Passes the text of a generation on; the id goes into its request. */
  listen(onText: (piece: string) => void): { id: number; stop(): void } {
    const id = ++this.#lastId;
    this.#texts.set(id, onText);
    return { id, stop: () => this.#texts.delete(id) };
  }

  onLoadProgress(listener: (share: number) => void): Disposable {
    return this.#connection.onNotification(protocol.loadProgress, ({ share }) => listener(share));
  }

  #alive(): void {
    for (const watch of this.#watches) watch.alive();
  }

}

function logOutput(child: ChildProcess, log: Log): void {
  let left = MOST_OUTPUT;
  const write = (chunk: string) => {
    if (left <= 0) return;
    const text = chunk.slice(0, left).trim();
    left -= chunk.length;
    if (text !== '') log.debug(`model process: ${text}`);
    if (left <= 0) log.debug('model process: its further output is left out.');
  };
  child.stdout?.setEncoding('utf8').on('data', write);
  child.stderr?.setEncoding('utf8').on('data', write);
}
