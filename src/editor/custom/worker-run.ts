import { randomUUID } from 'node:crypto';
import type { WorkerResult } from '../../core/result.ts';
import type { LoadedWorker } from '../../workers/custom/load.ts';
import type { ErrorReporter } from '../errors.ts';
import type { Jobs } from '../jobs.ts';
import { doneText, otherLabel, stepText, swapped, whose } from '../other-answer.ts';
import { paced } from '../paced.ts';
import type { Parts } from '../parts.ts';
import type { RunningJobs } from '../running-jobs.ts';
import { originText, waitingText } from '../status-text.ts';
import type { TakenInput } from './choose-input.ts';
import { contentOf, noAnswer } from './worker-content.ts';
import type { WorkerView } from './worker-view.ts';

export interface RunContext {
  jobs: Jobs;
  parts: Parts;
  running: RunningJobs;
  errors: ErrorReporter;
  /** The view has changed. */
  changed(run: WorkerRun): void;
}

/** One job of a user's worker, and what is to be shown of it. */
export class WorkerRun {
  readonly worker: LoadedWorker;
  readonly taken: TakenInput;
  readonly view: WorkerView;
  readonly #context: RunContext;
  readonly #key = randomUUID();
  #result: WorkerResult<unknown> | undefined;

  constructor(context: RunContext, worker: LoadedWorker, taken: TakenInput) {
    const { title, kind, description } = worker.definition;
    this.#context = context;
    this.worker = worker;
    this.taken = taken;
    this.view = {
      ...noAnswer,
      phase: 'working',
      status: '',
      progress: null,
      title,
      kind,
      description,
      source: taken.what,
      linked: taken.place !== undefined && taken.from !== 'diagnostics',
      checks: [],
      confidence: null,
      accepted: true,
      origin: '',
      escalation: '',
      other: '',
      replaceable: taken.place !== undefined,
      failure: null,
    };
  }

  /** The answer that is shown; undefined until it is whole. */
  get result(): WorkerResult<unknown> | undefined {
    return this.#result;
  }

  /** The answer as text; empty until it is whole. */
  get text(): string {
    return this.#result ? this.worker.worker.render(this.#result.output) : '';
  }

  /** Asks the model, and keeps the view up to date. Never rejects. */
  async run(): Promise<void> {
    const { jobs, parts, running, errors } = this.#context;
    const { worker, definition } = this.worker;
    const job = running.start('worker', this.#key);
    const partials = paced((output: unknown, rendered: string) => this.#goOn({ ...contentOf(output, rendered), ...(this.view.progress ? {} : { status: 'Writing…' }) }));
    let asked = false;
    job.signal.addEventListener('abort', () => {
      // The answer is whole: what was stopped is the wait for a better one.
      if (asked) return this.#goOn({ status: 'Stopping: the local answer stands…' });
      // What was stopped looks so at once, however long its parts take to end.
      partials.flush();
      this.#end({ phase: 'stopped', status: 'Stopped.' });
    });
    const showWaiting = () => {
      const { phase, progress, text, rows } = this.view;
      if (phase === 'working' && !asked && !progress && text === '' && rows.length === 0) this.update({ status: waitingText(parts.status(), 'Reading the text…') });
    };
    const waiting = parts.onStatus(showWaiting);
    showWaiting();
    try {
      const result = await jobs.run(() => worker, this.taken.input, {
        signal: job.signal,
        preferred: definition.model,
        onPartial: (rendered, output) => partials.take(output, rendered),
        onProgress: ({ done, total, what }) => this.#goOn({ progress: { done, total }, status: what }),
        onEscalation: (step) => {
          job.waits(step.step === 'asking');
          asked = true;
          partials.flush();
          this.#goOn({ status: `${stepText(step)} The local answer is ready: stop to use it.`, progress: null });
        },
      });
      if (this.view.phase === 'working') this.#show(result, doneText(result));
    } catch (error) {
      const failure = errors.failure(`${definition.title} gave no answer.`, error);
      partials.flush();
      this.#end(failure ? { phase: 'failed', status: '', failure } : { phase: 'stopped', status: 'Stopped.' });
    } finally {
      waiting.dispose();
      job.end();
    }
  }

  stop(): void {
    this.#context.running.cancel({ kind: 'worker', key: this.#key });
  }

  /** Shows the other of two answers. */
  swap(): void {
    if (this.#result?.other) this.#show(swapped(this.#result), `This is ${whose(this.#result.other)}.`);
  }

  update(changes: Partial<WorkerView>): void {
    Object.assign(this.view, changes);
    this.#context.changed(this);
  }

  /** Shows how far the job has come, unless it has ended. */
  #goOn(changes: Partial<WorkerView>): void {
    if (this.view.phase === 'working') this.update(changes);
  }

  /** The first end of a job counts: one that was stopped may fail afterwards. */
  #end(changes: Partial<WorkerView>): void {
    this.#goOn({ ...changes, progress: null });
  }

  #show(result: WorkerResult<unknown>, status: string): void {
    this.#result = result;
    const { checks, confidence, accepted, escalation } = result;
    this.update({
      ...contentOf(result.output, this.text),
      phase: 'done',
      status,
      progress: null,
      checks: checks.map(({ name, passed, detail }) => ({ passed, detail: detail.trim() === '' ? name : detail })),
      confidence: Math.round(confidence * 100),
      accepted,
      origin: originText(result),
      escalation: escalation?.why ?? '',
      other: otherLabel(result),
    });
  }
}
