import type { GenerateRequest } from '../../src/core/language-model.ts';
import type { RemoteLimits } from '../../src/remote/limits.ts';
import { parseRemoteReference, type ServerReference } from '../../src/remote/reference.ts';
import { createRemoteModel } from '../../src/remote/remote-model.ts';
import type { ChatServer } from './chat-server.ts';

export const KEY = 'sk-test-0123456789abcdefghij';
export const REQUEST: GenerateRequest = { messages: [{ role: 'system', text: 'Be short.' }, { role: 'user', text: 'Say hello.' }], maxTokens: 50 };
/** No test waits for the usual limits; those that are about one make it short. */
const LIMITS: RemoteLimits = { beginMs: 20_000, silenceMs: 20_000, totalMs: 30_000, attempts: 3, bytes: 8_000_000 };

/** The model `large-1` of a server, with what it logs. */
export function modelAt(server: ChatServer, limits: Partial<RemoteLimits> = {}) {
  const logged: string[] = [];
  const note = (message: string) => void logged.push(message);
  const reference = parseRemoteReference(`openai:${server.origin}/v1#large-1`) as ServerReference;
  const model = createRemoteModel(reference, { key: async () => KEY, price: undefined, limits: { ...LIMITS, ...limits }, log: { debug: note, info: note, warn: note, error: note } });
  return Object.assign(model, { logged });
}
