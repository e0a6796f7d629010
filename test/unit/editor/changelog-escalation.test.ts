import { expect, it, vi } from 'vitest';
import type { JobOptions } from '../../../src/editor/jobs.ts';
import { RunningJobs } from '../../../src/editor/running-jobs.ts';
import type { ChangelogOutput } from '../../../src/workers/changelog/input.ts';
import { repository, vscode as fake } from '../../support/editor/fake-window.ts';

const progress: string[] = [];
const opened: string[] = [];
let cancel = (): void => undefined;
const vscode = {
  ...fake,
  workspace: { ...fake.workspace, openTextDocument: async ({ content }: { content: string }) => opened.push(content) },
  window: {
    ...fake.window,
    showTextDocument: async () => undefined,
    showWarningMessage: async () => undefined,
    withProgress: (_options: unknown, work: (progress: unknown, token: unknown) => unknown) =>
      work({ report: ({ message }: { message: string }) => progress.push(message) }, { onCancellationRequested: (listener: () => void) => (cancel = listener) }),
  },
};
vi.mock('vscode', () => vscode);
vi.mock('../../../src/editor/changelog-range.ts', () => ({ pickStart: async () => ({ from: 'v1' }) }));
vi.mock('../../../src/editor/changelog-edit.ts', () => ({ ChangelogEdits: vi.fn() }));
const { Changelog } = await import('../../../src/editor/changelog.ts');

it('release notes of this machine can be had while a better answer is asked for', async () => {
  const result = { output: { kind: 'notes', entry: '- Adds carts.' }, accepted: false, answeredBy: 'local', checks: [] };
  const jobs = {
    run: (_worker: unknown, _input: unknown, { signal, onEscalation }: JobOptions<ChangelogOutput>) =>
      new Promise((resolve) => {
        signal.addEventListener('abort', () => resolve(result));
        onEscalation!({ step: 'asking', model: 'big', recipient: 'host' });
      }),
  };
  const changelog = new Changelog({ jobs: jobs as never, running: new RunningJobs(), errors: { failure: () => undefined, show: (_what, error) => expect.unreachable(String(error)) } });
  const written = changelog.writeNotes(repository);
  await vi.waitFor(() => expect(progress.at(-1)).toContain('The local notes are ready: cancel to use them.'));
  cancel();
  await written;
  expect(opened).toEqual(['- Adds carts.\n']);
});
