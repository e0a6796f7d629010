interface Entry<Result> {
  repository: string;
  key: string;
  result: Result;
}

/** Results that were worked out before they were asked for, a few of them: the one that was looked at longest ago makes room for a new one. */
export class ReadyDrafts<Result> {
  readonly #most: number;
  #entries: Entry<Result>[] = [];

  constructor(most = 8) {
    this.#most = most;
  }

  get(repository: string, key: string | null): Result | undefined {
    const found = this.#entries.find((entry) => entry.repository === repository && entry.key === key);
    if (found) this.#entries = [...this.#entries.filter((entry) => entry !== found), found];
    return found?.result;
  }

  put(repository: string, key: string, result: Result): void {
    this.#entries = [...this.#entries.filter((entry) => entry.repository !== repository || entry.key !== key), { repository, key, result }].slice(-this.#most);
  }

  forget(repository: string): void {
    this.#entries = this.#entries.filter((entry) => entry.repository !== repository);
  }

  clear(): void {
    this.#entries = [];
  }
}
