import { UserError } from '../core/errors.ts';

/** What is used of VS Code's secret storage. */
export interface SecretStore {
  get(name: string): PromiseLike<string | undefined>;
  store(name: string, value: string): PromiseLike<void>;
  delete(name: string): PromiseLike<void>;
}

/** The keys of remote models, each under the one that gets it. They are nowhere else: not in settings, not in the log, not in errors. */
export class RemoteKeys {
  readonly #secrets: SecretStore;

  constructor(secrets: SecretStore) {
    this.#secrets = secrets;
  }

  /** The key for a recipient; undefined where there is none. Rejects with a UserError where the storage cannot be read. */
  get(recipient: string): Promise<string | undefined> {
    return guarded('The API key was not read.', async () => (await this.#secrets.get(nameOf(recipient))) || undefined);
  }

  /** Rejects with a UserError for what cannot be a key. */
  async set(recipient: string, key: string): Promise<void> {
    const problem = problemWith(key);
    if (problem !== undefined) throw new UserError('The API key was not stored.', problem, 'Copy it again, whole and alone.');
    return guarded('The API key was not stored.', async () => {
      // The list comes first: a key that is on no list could not be found again.
      await this.#list([...new Set([...(await this.#listed()), recipient])]);
      await this.#secrets.store(nameOf(recipient), key.trim());
    });
  }

  remove(recipient: string): Promise<void> {
    return guarded('The API key was not removed.', async () => {
      await this.#secrets.delete(nameOf(recipient));
      await this.#list((await this.#listed()).filter((each) => each !== recipient));
    });
  }

  /** Those that there is a key for, also when no setting names them any more. */
  recipients(): Promise<string[]> {
    return guarded('The list of API keys was not read.', () => this.#listed());
  }

  async #listed(): Promise<string[]> {
    return (await this.#secrets.get(LIST))?.split('\n').filter(Boolean) ?? [];
  }

  async #list(recipients: string[]): Promise<void> {
    await (recipients.length > 0 ? this.#secrets.store(LIST, recipients.join('\n')) : this.#secrets.delete(LIST));
  }
}

/** The secret that says who has a key, a line each: the storage itself does not tell. */
const LIST = 'remoteKeys';

const LONGEST_KEY = 4_096;

/** Why this cannot be a key, which goes into a header of a request; undefined where it can. What stands around it is no matter: it is cut off. */
export function problemWith(key: string): string | undefined {
  const text = key.trim();
  if (text === '') return 'It is empty.';
  if (/\s/.test(text)) return 'It has a space or a line break in it.';
  if (!/^[\x21-\x7e]+$/.test(text)) return 'It has characters in it that no key has.';
  return text.length > LONGEST_KEY ? 'It is too long.' : undefined;
}

function nameOf(recipient: string): string {
  return `remoteKey ${recipient}`;
}

/** The storage's own error might hold what was to be stored. */
async function guarded<Result>(what: string, use: () => Promise<Result>): Promise<Result> {
  try {
    return await use();
  } catch {
    throw new UserError(what, "The editor's secret storage cannot be used.", "Look at the editor's troubleshooting of the keyring.");
  }
}
