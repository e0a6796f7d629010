import { RequestFailed } from '../core/errors.ts';
import { recipientOf, type ServerReference } from './reference.ts';

/** Gives the key for each request anew; undefined where there is none. */
export type KeySource = () => Promise<string | undefined>;

/** The key, fit for a header. Rejects with an error that does not show it where it is missing or cannot be one. */
export async function keyFor(reference: ServerReference, source: KeySource): Promise<string | undefined> {
  const key = (await source())?.trim() || undefined;
  const recipient = recipientOf(reference);
  if (key === undefined && reference.provider !== 'openai') throw new RequestFailed(`There is no key for ${recipient}.`, 'It answers nobody without one.', 'Store your key for it, then ask again.', 'nothing');
  if (key !== undefined && !/^[\x21-\x7e]{1,4000}$/.test(key)) throw new RequestFailed(`The key for ${recipient} cannot be used.`, 'It holds spaces, line breaks or letters that no key has.', 'Store it again, without what was copied along with it.', 'nothing');
  return key;
}
