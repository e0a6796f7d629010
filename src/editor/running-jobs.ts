export type JobKind = 'commit' | 'explain' | 'pr' | 'review' | 'changelog' | 'worker';

/** A job that somebody waits for. */
export interface RunningJob {
  kind: JobKind;
  /** What it works on: the address of a repository or a file. */
  key: string;
}

/** What runs now, so that it can be shown and stopped. */
export class RunningJobs {
  readonly #jobs = new Map<RunningJob, AbortController>();
  readonly #listeners = new Set<() => void>();

  /** Enters a job; `end` strikes it out. */
  start(kind: JobKind, key: string): { signal: AbortSignal; end(): void } {
    const job = { kind, key };
    const controller = new AbortController();
    this.#jobs.set(job, controller);
    this.#changed();
    return {
      signal: controller.signal,
      end: () => {
        if (this.#jobs.delete(job)) this.#changed();
      },
    };
  }

  has(kind: JobKind, key: string): boolean {
    return this.list().some((job) => job.kind === kind && job.key === key);
  }

  list(): RunningJob[] {
    return [...this.#jobs.keys()];
  }

  /** Stops the jobs that fit; everything when nothing is asked of them. */
  cancel({ kind, key }: Partial<RunningJob> = {}): void {
    for (const [job, controller] of this.#jobs) {
      if ((kind === undefined || job.kind === kind) && (key === undefined || job.key === key)) controller.abort();
    }
  }

  onChange(listener: () => void): { dispose(): void } {
    this.#listeners.add(listener);
    return { dispose: () => this.#listeners.delete(listener) };
  }

  #changed(): void {
    for (const listener of this.#listeners) listener();
  }
}
