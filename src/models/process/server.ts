import { type CancellationToken, type MessageConnection, ResponseError } from 'vscode-jsonrpc/node.js';
import { isAbort, messageOf, UserError } from '../../core/errors.ts';
import { type LoadParams, protocol, REQUEST_CANCELLED, type RpcErrorData, USER_ERROR } from '../protocol.ts';
import { type ProcessLog, startLlama } from './llama.ts';
import { LoadedModel } from './loaded-model.ts';

const INTERNAL_ERROR = -32603;

/** Answers the client's requests. The model does one thing at a time: requests wait for those before them. */
export function serve(connection: MessageConnection): void {
  let model: LoadedModel | undefined;
  let last: Promise<unknown> = Promise.resolve();

  /** Runs the work after all work asked for earlier, and turns what it throws into what the client understands. */
  function inTurn<T>(token: CancellationToken, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const signal = signalOf(token);
    const result = last.then(async () => {
      signal.throwIfAborted();
      return work(signal);
    });
    last = result.catch(() => undefined);
    return result.catch((error: unknown) => Promise.reject(toResponseError(error)));
  }

  const loaded = (): LoadedModel => {
    if (!model) throw new Error('No model is loaded.');
    return model;
  };

  async function load(params: LoadParams): Promise<LoadedModel> {
    let reported = 0;
    const onShare = (share: number) => {
      if (share - reported < 0.05) return;
      reported = share;
      void connection.sendNotification(protocol.loadProgress, { share });
    };
    const llama = await startLlama(params.gpu, log);
    try {
      return await LoadedModel.load(llama, params, onShare);
    } catch (error) {
      if (!llama.gpu) throw error;
      log('warn', `The model could not be loaded with ${llama.gpu}, so the CPU is used. ${messageOf(error)}`);
      await llama.dispose();
      reported = 0;
      return await LoadedModel.load(await startLlama(false, log), params, onShare);
    }
  }

  const log: ProcessLog = (level, message) => void connection.sendNotification(protocol.log, { level, message });
  const onProgress = () => void connection.sendNotification(protocol.progress);

  connection.onRequest(protocol.load, (params, token) =>
    inTurn(token, async () => {
      await model?.dispose();
      model = undefined;
      model = await load(params);
      return model.info;
    }),
  );

  connection.onRequest(protocol.unload, (_, token) =>
    inTurn(token, async () => {
      await model?.dispose();
      model = undefined;
      return null;
    }),
  );

  connection.onRequest(protocol.generate, ({ id, request }, token) =>
    inTurn(token, (signal) =>
      loaded().generate(
        request,
        {
          onText: (piece) => void connection.sendNotification(protocol.text, { id, piece }),
          onProgress,
        },
        signal,
      ),
    ),
  );

  connection.onRequest(protocol.rank, (request, token) => inTurn(token, (signal) => loaded().rank(request, onProgress, signal)));
  connection.onRequest(protocol.embed, ({ texts }, token) => inTurn(token, (signal) => loaded().embed(texts, onProgress, signal)));
  // Counting needs no computation of the model's, so it does not wait for one.
  connection.onRequest(protocol.countTokens, ({ texts }) => {
    try {
      return loaded().countTokens(texts);
    } catch (error) {
      return toResponseError(error);
    }
  });
  connection.onRequest(protocol.status, () => ({ loaded: model?.info ?? null }));
}

function signalOf(token: CancellationToken): AbortSignal {
  const controller = new AbortController();
  if (token.isCancellationRequested) controller.abort();
  else token.onCancellationRequested(() => controller.abort());
  return controller.signal;
}

function toResponseError(error: unknown): ResponseError<RpcErrorData> {
  if (isAbort(error)) return new ResponseError(REQUEST_CANCELLED, 'The request was cancelled.');
  if (error instanceof UserError) return new ResponseError(USER_ERROR, error.message, { what: error.what, why: error.why, next: error.next });
  return new ResponseError(INTERNAL_ERROR, messageOf(error));
}
