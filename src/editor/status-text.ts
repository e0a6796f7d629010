import { formatDollars } from '../core/amounts.ts';
import type { EscalationNote } from '../core/escalation.ts';
import type { WorkerResult } from '../core/result.ts';
import type { ModelStatus } from '../models/model-status.ts';
import type { JobKind } from './running-jobs.ts';

const jobs: Record<JobKind, string> = {
  commit: 'Writing a commit message',
  explain: 'Explaining a diagnostic',
  pr: 'Summarizing a pull request',
  review: 'Reviewing a branch',
  changelog: 'Writing a changelog entry',
  worker: 'Running a worker',
};

/** What the status bar shows. */
export interface StatusText {
  text: string;
  /** One sentence on the model, and what is known besides. */
  summary: string;
  /** Plain lines. */
  tooltip: string;
  kind: 'normal' | 'error';
}

/** A model's name as people know it: the catalogue name, the file's name of a path or `hf:` reference, or the name that a server has for it. */
export function shortModelName(reference: string): string {
  return reference.replace(/^openai:[^#]*#/i, '').split(/[\\/]/).at(-1)!.replace(/@.*$/, '').replace(/\.gguf$/i, '');
}

/** The status bar's words for the state of the model and of the jobs. `status` is undefined before anything was asked for. */
export function statusText(status: ModelStatus | undefined, configured: string, running: JobKind[]): StatusText {
  const name = shortModelName(status?.model ?? configured);
  const working = running.map((kind) => `${jobs[kind]}…`);
  const line = (icon: string, says: string, kind: StatusText['kind'] = 'normal'): StatusText => {
    const facts = [says, ...working, status?.detail ?? ''].filter(Boolean);
    return { text: `$(${icon}) ${name}`, summary: facts.join(' '), tooltip: ['Journeyman', ...facts, 'Click for a menu.'].join('\n'), kind };
  };
  switch (status?.state) {
    case 'starting':
      return line('loading~spin', `The model process for ${name} starts.`);
    case 'loading':
      return line('loading~spin', `${name} is being loaded.`);
    case 'busy':
      return line('sync~spin', `${name} is at work.`);
    case 'failed':
      return line('error', `${name} cannot be used.`, 'error');
    case 'idle':
      return running.length > 0 ? line('sync~spin', `${name} is loaded.`) : line('lightbulb-sparkle', `${name} is loaded and idle.`);
    default:
      return running.length > 0 ? line('sync~spin', 'Preparing.') : line('lightbulb', `${name} is not loaded. It is loaded when it is needed.`);
  }
}

/** One line on what a waiting reader waits for, before the first words come. */
export function waitingText(status: ModelStatus | undefined, preparing: string): string {
  switch (status?.state) {
    case 'starting':
    case 'loading':
      return [`Loading ${shortModelName(status.model)}…`, status.detail].filter(Boolean).join(' ');
    case 'busy':
      return [`${shortModelName(status.model)} is reading…`, status.detail].filter(Boolean).join(' ');
    default:
      return preparing;
  }
}

type Origin = Pick<WorkerResult<unknown>, 'model' | 'confidence'> & { timings: { totalMs: number }; answeredBy?: WorkerResult<unknown>['answeredBy']; cost?: number; escalation?: EscalationNote };

/** Where an answer comes from: `qwen2.5-coder-1.5b · confidence 72 % · 4.2 s`, `written by gpt-4.1 at api.openai.com · $0.002 · confidence 90 % · 6.1 s`. */
export function originText({ model, confidence, timings, answeredBy, cost = 0, escalation }: Origin): string {
  const last = [`confidence ${Math.round(confidence * 100)} %`, `${(timings.totalMs / 1000).toFixed(1)} s`];
  if (model === null) return ['no model needed', ...last].join(' · ');
  if (answeredBy !== 'remote') return [shortModelName(model), ...last].join(' · ');
  const at = escalation?.recipient === undefined ? '' : ` at ${escalation.recipient}`;
  return [`written by ${shortModelName(model)}${at}`, ...(cost > 0 ? [formatDollars(cost)] : []), ...last].join(' · ');
}
