import { keyVariables as variablesOf, parseRemoteReference, recipientOf } from '../remote/reference.ts';

export interface NamedModel {
  /** `api.anthropic.com`, `127.0.0.1:8080`. */
  recipient: string;
  model: string;
}

/** Whether the reference names a model behind an address, and not a file or one of the catalogue. */
export function isRemote(reference: string): boolean {
  return /^(?:openai|anthropic|google):/.test(reference);
}

function parsed(reference: string) {
  try {
    // Whether plain http may be used is decided where it would be.
    return parseRemoteReference(reference, { allowHttp: true });
  } catch {
    // What is not understood may hold a key: nothing of it is repeated.
    return undefined;
  }
}

/** Undefined where it is none of `openai:https://host/v1#model`, `anthropic:model` and `google:model`, or holds a key. */
export function parseRemote(reference: string): NamedModel | undefined {
  const found = parsed(reference);
  return found && found.provider !== 'editor' ? { recipient: recipientOf(found), model: found.model } : undefined;
}

/** The environment variables that may hold the key, the first one first. A provider's own is for its own address only. */
export function keyVariables(reference: string): string[] {
  const found = parsed(reference);
  return found ? variablesOf(found) : [];
}
