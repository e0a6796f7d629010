import { RateMeter } from './progress.ts';

/** How far a download has come. */
export interface PullProgress {
  phase: 'downloading' | 'verifying';
  /** Bytes of the model that have come (or, while verifying, that were read), out of `total`; null where the source does not say. */
  received: number;
  total: number | null;
  /** Over the last seconds; 0 while nothing comes. */
  bytesPerSecond: number;
  secondsLeft: number | null;
  /** Where the bytes come from, for people: `Hugging Face`, `PyPI`, `another process`, `this machine`. */
  source: string;
}

const REPORT_EVERY_MS = 200;

/** Passes on how far it has come: when something begins or ends, and a few times a second between, also while nothing comes, so that a stall shows. */
export class ProgressReporter {
  private readonly onProgress: ((progress: PullProgress) => void) | undefined;
  private meter = new RateMeter();
  private current: Pick<PullProgress, 'phase' | 'source' | 'received' | 'total'> | undefined;
  private timer: NodeJS.Timeout | undefined;

  constructor(onProgress?: (progress: PullProgress) => void) {
    this.onProgress = onProgress;
  }

  readonly update = (phase: PullProgress['phase'], source: string, received: number, total: number | null): void => {
    if (!this.onProgress) return;
    const isNew = phase !== this.current?.phase || source !== this.current.source;
    if (isNew) this.meter = new RateMeter();
    this.current = { phase, source, received, total };
    this.timer ??= setInterval(() => this.report(), REPORT_EVERY_MS).unref();
    if (isNew || received === total) this.report();
  };

  private report(): void {
    const { received, total } = this.current!;
    const bytesPerSecond = this.meter.update(received);
    const secondsLeft = total !== null && bytesPerSecond > 0 ? (total - received) / bytesPerSecond : null;
    this.onProgress!({ ...this.current!, bytesPerSecond, secondsLeft });
  }

  stop(): void {
    clearInterval(this.timer);
  }
}
