import * as vscode from 'vscode';
import type { ErrorReporter } from './errors.ts';
import { learnedText } from './learned-text.ts';
import { inform } from './messages.ts';
import type { Parts } from './parts.ts';

/** Shows what was learned of the workers' confidence, and forgets what the user picks of it. */
export function resetConfidence({ parts, errors }: { parts: Pick<Parts, 'use'>; errors: ErrorReporter }) {
  return async (): Promise<void> => {
    try {
      const learned = await parts.use(async ({ adjustment }) => (await adjustment?.learned()) ?? []);
      if (learned.length === 0) {
        void inform('Nothing is learned yet: it comes from what you keep, edit or throw away.');
        return;
      }
      const all = { label: 'All', description: learned.length === 1 ? '' : `${learned.length} kinds of answers`, worker: undefined };
      const items = [all, ...learned.map((one) => ({ label: one.worker, description: learnedText(one), worker: one.worker }))];
      const picked = await vscode.window.showQuickPick(items, { title: 'Reset Learned Confidence', placeHolder: 'Forget what was learned of which answers?' });
      if (!picked) return;
      await parts.use(async ({ adjustment }) => adjustment?.reset(picked.worker));
      vscode.window.setStatusBarMessage('$(check) Confidence is as it was at first', 5_000);
    } catch (error) {
      errors.show('What was learned was not reset.', error);
    }
  };
}
