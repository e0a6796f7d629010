const UNITS = ['B', 'kB', 'MB', 'GB', 'TB'];

/** `1117320768` → `1.1 GB`; decimal units, two figures at least. */
export function formatBytes(bytes: number): string {
  let value = bytes;
  let unit = 0;
  // 999.5 would round to "1000 MB".
  while (value >= 999.5 && unit < UNITS.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${unit > 0 && value < 9.95 ? value.toFixed(1) : Math.round(value)} ${UNITS[unit]}`;
}

/** `18` → `18 s`, `95` → `1 min 35 s`, `4000` → `1 h 7 min`. */
export function formatSeconds(seconds: number): string {
  const whole = Math.ceil(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min${whole % 60 ? ` ${whole % 60} s` : ''}`;
  const minutes = Math.ceil(whole / 60);
  return `${Math.floor(minutes / 60)} h${minutes % 60 ? ` ${minutes % 60} min` : ''}`;
}

/** `412 MB of 1.1 GB · 38 MB/s · 18 s left`; what is not known is left out. `rate` is bytes a second. */
export function formatProgress({ received, total, rate }: { received: number; total: number | null; rate: number }): string {
  const parts = [total === null ? formatBytes(received) : `${formatBytes(received)} of ${formatBytes(total)}`];
  if (rate > 0) {
    parts.push(`${formatBytes(rate)}/s`);
    if (total !== null && total > received) parts.push(`${formatSeconds((total - received) / rate)} left`);
  }
  return parts.join(' · ');
}

/** Bytes a second over the last few seconds, so that a stall shows and a burst does not. */
export class RateMeter {
  private static readonly windowMs = 5_000;
  private readonly samples: { at: number; bytes: number }[] = [];
  private readonly now: () => number;

  constructor(now: () => number = () => performance.now()) {
    this.now = now;
  }

  /** Takes the bytes received so far and gives the rate. */
  update(bytes: number): number {
    const at = this.now();
    this.samples.push({ at, bytes });
    while (this.samples.length > 2 && at - this.samples[0]!.at > RateMeter.windowMs) this.samples.shift();
    const first = this.samples[0]!;
    return at - first.at < 50 ? 0 : Math.max(0, ((bytes - first.bytes) * 1000) / (at - first.at));
  }
}
