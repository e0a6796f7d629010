export type JobKind = 'commit' | 'explain' | 'pr' | 'review' | 'changelog' | 'worker';

/** A job that somebody waits for. */
export interface RunningJob {
  kind: JobKind;
  /** What it works on: the address of a repository or a file. */
  key: string;
}

/** A job's own entry. */
export interface JobEntry {
  signal: AbortSignal;
  /** Says whether the job waits for the user: its answer is there, and they are asked whether a better one may be got. They may never say. */
  waits(waiting: boolean): void;
  /** Strikes it out. */
  end(): void;
}

/** What runs now, so that it can be shown and stopped. */
export class RunningJobs {
  readonly #jobs = new Map<RunningJob, AbortController>();
  readonly #waiting = new Set<RunningJob>();
  readonly #listeners = new Set<() => void>();

  /** Enters a job. */
  start(kind: JobKind, key: string): JobEntry {
    const job = { kind, key };
    const controller = new AbortController();
    this.#jobs.set(job, controller);
    this.#changed();
    return {
      signal: controller.signal,
      waits: (waiting) => {
        if (!this.#jobs.has(job) || this.#waiting.has(job) === waiting) return;
        if (waiting) this.#waiting.add(job);
        else this.#waiting.delete(job);
        this.#changed();
      },
      end: () => {
        this.#waiting.delete(job);
        if (this.#jobs.delete(job)) this.#changed();
      },
    };
  }

  /** Whether there is such a job that works. */
  has(kind: JobKind, key: string): boolean {
    return this.working().some((job) => job.kind === kind && job.key === key);
  }

  list(): RunningJob[] {
    return [...this.#jobs.keys()];
  }

  /** Those that work, and do not wait for the user. */
  working(): RunningJob[] {
    return this.list().filter((job) => !this.#waiting.has(job));
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
