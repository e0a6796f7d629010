import { NotificationType, NotificationType0, RequestType } from 'vscode-jsonrpc/node.js';
import type { GenerateRequest, Generation, RankRequest, Ranking } from '../core/language-model.ts';

/**
 * What is said between the client and the model process: JSON-RPC over Node's IPC channel.
 * A request is cancelled by JSON-RPC's own cancellation token.
 */

/** The parts of a UserError; absent where the process failed in a way that says nothing to a person. */
export interface RpcErrorData {
  what: string;
  why: string;
  next: string;
}

/** Error code of a request that carries a UserError in its data. */
export const USER_ERROR = 1;
/** Error code of a cancelled request, as in the Language Server Protocol. */
export const REQUEST_CANCELLED = -32800;

export interface LoadParams {
  /** Absolute path of the GGUF file. */
  path: string;
  /** CPU threads; 0 chooses. */
  threads: number;
  /** Upper limit of prompt and answer together; the model's own limit and the memory there is may make it less. */
  contextTokens: number;
  /** Whether a GPU may be used where there is one. */
  gpu: boolean;
  /** Absolute paths of the adapters that were trained on these weights, by their jobs. */
  adapters: Record<string, string>;
}

export interface LoadedModel {
  contextTokens: number;
  threads: number;
  /** `metal`, `cuda`, `vulkan`, or null for the CPU alone. */
  gpu: string | null;
  /** The jobs for which there is an adapter. */
  adapters: string[];
}

export interface GenerateParams {
  /** Chosen by the client; the notifications of this request carry it. */
  id: number;
  request: GenerateRequest;
}

type Nothing = Record<string, never>;

export const protocol = {
  load: new RequestType<LoadParams, LoadedModel, RpcErrorData>('load'),
  unload: new RequestType<Nothing, null, RpcErrorData>('unload'),
  generate: new RequestType<GenerateParams, Generation, RpcErrorData>('generate'),
  rank: new RequestType<RankRequest, Ranking, RpcErrorData>('rank'),
  embed: new RequestType<{ texts: string[] }, number[][], RpcErrorData>('embed'),
  countTokens: new RequestType<{ texts: string[] }, number[], RpcErrorData>('countTokens'),
  status: new RequestType<Nothing, { loaded: LoadedModel | null }, RpcErrorData>('status'),

  /** A piece of a generation's text. */
  text: new NotificationType<{ id: number; piece: string }>('text'),
  /** Sign of life while a prompt is read or texts are embedded. */
  progress: new NotificationType0('progress'),
  /** Share of the model file that is loaded, 0 to 1. */
  loadProgress: new NotificationType<{ share: number }>('loadProgress'),
  log: new NotificationType<{ level: 'debug' | 'info' | 'warn' | 'error'; message: string }>('log'),
};
