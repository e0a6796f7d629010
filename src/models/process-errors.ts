import { ResponseError } from 'vscode-jsonrpc/node.js';
import { UserError } from '../core/errors.ts';
import { REQUEST_CANCELLED, type RpcErrorData, USER_ERROR } from './protocol.ts';

/** The model process ended by itself, or hung and was ended, while something was asked of it. The message gives the reason. */
export class ProcessGone extends Error {
  override readonly name = 'ProcessGone';
}

/** What the process meant by its error response: a UserError, an AbortError, or that a part failed. */
export function fromResponseError(error: unknown): unknown {
  if (!(error instanceof ResponseError)) return error;
  if (error.code === REQUEST_CANCELLED) return abortError();
  const data = error.data as RpcErrorData | undefined;
  if (error.code === USER_ERROR && data) return new UserError(data.what, data.why, data.next);
  return new UserError('The model could not answer.', error.message, 'Try again; the log says more.', { cause: error });
}

export function abortError(): DOMException {
  return new DOMException('The request was aborted.', 'AbortError');
}
