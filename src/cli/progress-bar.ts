import { formatProgress } from '../models/progress.ts';
import type { PullProgress } from '../models/pull-progress.ts';
import { LiveText } from './live-text.ts';
import type { Output } from './output.ts';

const BAR = 24;
/** Where nothing can be redrawn, a line every so many per cent. */
const STEP = 10;

/** How far something has come, 0 to 1. */
export function bar(share: number): string {
  const filled = Math.round(Math.min(1, Math.max(0, share)) * BAR);
  return `${'█'.repeat(filled)}${'░'.repeat(BAR - filled)} ${Math.floor(share * 100)} %`;
}

/** Shows how far a download has come: a bar in a terminal, else a line now and then. */
export class ProgressBar {
  readonly #output: Output;
  readonly #live: LiveText | undefined;
  readonly #title: string;
  #lastLine = '';

  constructor(output: Output, title: string) {
    this.#output = output;
    this.#live = output.isTerminal ? new LiveText(output) : undefined;
    this.#title = title;
    // A source that does not answer may take a while.
    this.#live?.show(`Looking for ${title} …`);
  }

  readonly update = ({ phase, received, total, bytesPerSecond, source }: PullProgress): void => {
    const text = formatProgress({ received, total, rate: bytesPerSecond });
    const share = total ? Math.min(1, received / total) : undefined;
    const what = `${phase === 'verifying' ? 'Verifying' : 'Downloading'} ${this.#title}${phase === 'verifying' ? '' : ` from ${source}`}`;
    if (this.#live) {
      this.#live.show(`${what}\n${share === undefined ? '' : `${bar(share)}  `}${text}`);
      return;
    }
    const step = share === undefined ? '' : Math.floor((share * 100) / STEP) * STEP;
    const line = `${what}: ${step} %`;
    if (line === this.#lastLine) return;
    this.#lastLine = line;
    void this.#output.line(`${what}: ${share === undefined ? '' : `${Math.floor(share * 100)} %, `}${text}`);
  };

  /** Takes the bar away. */
  done(): void {
    this.#live?.clear();
  }
}
