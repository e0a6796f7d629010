import type { Journeyman } from '../composition.ts';
import type { Context } from './context.ts';
import { LiveText } from './live-text.ts';
import { waiting } from './show-answer.ts';

/** What a terminal shows while several answers are worked out: which one, and under it what the model says or waits for. Nothing where there is no terminal. */
export class Progress {
  readonly #live: LiveText | undefined;
  readonly #unsubscribe: () => void;
  #title = '';
  #below = '';

  /** `machine`: standard output is for a program, so that a terminal there is left alone. */
  constructor({ stdout, stderr }: Pick<Context, 'stdout' | 'stderr'>, model: Pick<Journeyman['model'], 'onStatus'>, { machine = false } = {}) {
    const terminal = machine ? (stdout.isTerminal ? undefined : [stderr].find((output) => output.isTerminal)) : [stdout, stderr].find((output) => output.isTerminal);
    this.#live = terminal && new LiveText(terminal);
    this.#unsubscribe = model.onStatus((status) => this.#below === '' && this.#live?.show(`${this.#title}\n${waiting(status)}`));
  }

  /** Begins the next answer. */
  start(title: string): void {
    this.#title = title;
    this.#below = '';
    this.#live?.show(title);
  }

  /** The answer as far as it has come. */
  readonly partial = (text: string): void => {
    this.#below = text;
    this.#live?.show(`${this.#title}\n\n${text}`);
  };

  /** Gives way while a person is asked something. */
  readonly aside = <Result>(work: () => Promise<Result>): Promise<Result> => (this.#live ? this.#live.aside(work) : work());

  /** Takes everything away, so that something can be printed; the next `start` draws again. */
  clear(): void {
    this.#live?.clear();
  }

  end(): void {
    this.#unsubscribe();
    this.clear();
  }
}
