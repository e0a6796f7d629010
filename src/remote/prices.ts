import type { Price } from '../core/escalation.ts';
import { isLocal, type RemoteReference } from './reference.ts';

/** What a model's tokens cost: the user's own price by the model's name, then nothing for one on this machine, then the kept table's. Undefined where it is not known. */
export async function priceOf(reference: RemoteReference, own: Readonly<Record<string, Price>>): Promise<Price | undefined> {
  const name = reference.provider === 'editor' ? reference.family : reference.model;
  if (Object.hasOwn(own, name)) return own[name];
  if (isLocal(reference)) return { input: 0, output: 0 };
  // What the editor's models cost is between the user and their vendor.
  if (reference.provider === 'editor') return undefined;
  const { listedPrice } = await import('./apart.ts');
  return listedPrice(reference);
}
