import { isLocal, parseRemoteReference, recipientOf } from '../remote/reference.ts';

/** What is needed of a remote reference to ask for its key: who gets what is sent. */
export interface Recipient {
  /** `api.anthropic.com`, `127.0.0.1:8080`, `GitHub Copilot`. */
  name: string;
  model: string;
  /** Whether it is this machine, which seldom wants a key. */
  local: boolean;
  /** Whether the editor itself asks the model, with its own account. */
  editor: boolean;
}

/** Reads a reference as far as that; undefined where it is none. Whether plain http may be used is decided where it would be. */
export function recipientOfReference(text: string): Recipient | undefined {
  try {
    const reference = parseRemoteReference(text, { allowHttp: true });
    const editor = reference.provider === 'editor';
    return { name: recipientOf(reference), model: reference.provider === 'editor' ? reference.family : reference.model, local: isLocal(reference), editor };
  } catch {
    return undefined;
  }
}
