import type { WorkerResult } from '../core/result.ts';
import { workerTitle } from './consent-text.ts';
import { percent, reasons } from './feedback.ts';
import { originText } from './status-text.ts';

/** The last result of each worker, without what it says. */
export type LastResult = Omit<WorkerResult<unknown>, 'output' | 'candidates' | 'other'>;

/** A line of the answer to “Why was this (not) escalated?”. */
export interface WhyLine {
  label: string;
  detail?: string;
  /** Begins the lines of a worker. */
  heading?: true;
}

/** Remembers what the user has had an answer to, for the question why it was, or was not, asked of a remote model. */
export class LastResults {
  readonly #results = new Map<string, LastResult>();

  note({ worker, confidence, accepted, answeredBy, model, checks, timings, cost, escalation }: WorkerResult<unknown>): void {
    this.#results.delete(worker);
    this.#results.set(worker, { worker, confidence, accepted, answeredBy, model, checks, timings, cost, ...(escalation && { escalation }) });
  }

  /** The newest first. */
  get all(): LastResult[] {
    return [...this.#results.values()].reverse();
  }
}

/** What is said of the last results, the newest first. */
export function whyLines(results: readonly LastResult[]): WhyLine[] {
  return results.flatMap((result): WhyLine[] => {
    const { worker, escalation, confidence, checks } = result;
    const asked = escalation?.left ? 'Escalated' : 'Not escalated';
    const failed = reasons(checks);
    return [
      { label: workerTitle(worker), heading: true },
      { label: `$(${escalation?.left ? 'cloud-upload' : 'home'}) ${asked}: ${escalation?.reason ?? 'nobody waited for it'}`, detail: escalation?.why ?? 'It was written before it was asked for, or several at a time; such answers never leave this machine.' },
      { label: `$(dashboard) Confidence ${percent(confidence)}`, detail: originText(result) },
      failed.length === 0 ? { label: '$(pass) All checks passed' } : { label: `$(warning) ${failed.length === 1 ? 'A check' : `${failed.length} checks`} failed`, detail: failed.join(' ') },
    ];
  });
}
