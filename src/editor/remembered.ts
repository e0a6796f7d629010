/** What is used of VS Code's storage for a workspace. */
export interface Storage {
  get(key: string): unknown;
  update(key: string, value: unknown): PromiseLike<void>;
}

/** Values that a workspace remembers under keys of one kind, a limited number of them: the one that was put longest ago makes room for a new one. */
export class Remembered<Value> {
  readonly #storage: Storage;
  readonly #name: string;
  readonly #isValue: (value: unknown) => value is Value;
  readonly #most: number;

  constructor(storage: Storage, name: string, isValue: (value: unknown) => value is Value, most = 50) {
    this.#storage = storage;
    this.#name = name;
    this.#isValue = isValue;
    this.#most = most;
  }

  get(key: string): Value | undefined {
    return this.#entries().find(([found]) => found === key)?.[1];
  }

  /** Undefined forgets. */
  put(key: string, value: Value | undefined): void {
    const others = this.#entries().filter(([found]) => found !== key);
    if (value === undefined && others.length === this.#entries().length) return;
    void this.#storage.update(this.#name, value === undefined ? others : [...others, [key, value]].slice(-this.#most));
  }

  #entries(): [string, Value][] {
    const stored = this.#storage.get(this.#name);
    // Another version may have left something else there.
    return Array.isArray(stored) ? stored.filter((entry): entry is [string, Value] => Array.isArray(entry) && typeof entry[0] === 'string' && this.#isValue(entry[1])) : [];
  }
}
