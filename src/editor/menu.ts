import * as vscode from 'vscode';
import type { ErrorReporter } from './errors.ts';
import { explainFileCommand } from './explain-command.ts';
import type { Parts } from './parts.ts';
import type { RunningJobs } from './running-jobs.ts';
import type { Settings } from './settings.ts';
import { statusText } from './status-text.ts';

interface Entry extends vscode.QuickPickItem {
  run?: () => unknown;
}

/** The menu behind the status bar item: what can be done now. */
export async function showMenu({ parts, running, errors, settings, extensionId }: { parts: Parts; running: RunningJobs; errors: ErrorReporter; settings: () => Settings; extensionId: string }): Promise<void> {
  const run = vscode.commands.executeCommand;
  const restart = () => parts.use(({ models }) => models.restart()).catch((error: unknown) => errors.show('The model process was not restarted.', error));
  const separator = (label: string): Entry => ({ label, kind: vscode.QuickPickItemKind.Separator });
  const models = parts.statuses();
  const { summary } = statusText(parts.status(), settings().model, running.list().map(({ kind }) => kind));
  const entries: Entry[] = [
    ...(running.list().length > 0 ? [{ label: '$(debug-stop) Stop', description: 'what runs now', run: () => run('journeyman.cancel') }] : []),
    separator('Jobs'),
    { label: '$(sparkle) Generate Commit Message', run: () => run('journeyman.generateCommitMessage') },
    { label: '$(git-pull-request) Summarize Pull Request', run: () => run('journeyman.summarizePullRequest') },
    { label: '$(checklist) Review This Branch', run: () => run('journeyman.reviewBranch') },
    { label: '$(note) Add Changelog Entry', run: () => run('journeyman.changelogEntry') },
    { label: '$(tag) Write Release Notes', run: () => run('journeyman.releaseNotes') },
    { label: '$(lightbulb) Explain Diagnostic at Cursor', run: () => run('journeyman.explainDiagnostic') },
    { label: '$(list-unordered) Explain All Problems in This File', run: () => run(explainFileCommand) },
    separator('Your own workers'),
    { label: '$(play) Run Worker…', description: 'classify, extract, transform, summarize', run: () => run('journeyman.runWorker') },
    { label: '$(history) Run Last Worker Again', run: () => run('journeyman.runLastWorker') },
    { label: '$(add) New Worker…', run: () => run('journeyman.newWorker') },
    { label: '$(list-tree) Show Workers', run: () => run('journeyman.workers.focus') },
    separator('Model'),
    { label: '$(chip) Select Model…', run: () => run('journeyman.selectModel') },
    { label: '$(cloud-download) Download Model…', run: () => run('journeyman.downloadModel') },
    ...(models.some(({ state }) => state === 'failed') ? [{ label: '$(debug-restart) Restart Model Process', run: restart }] : []),
    ...(models.some(({ pid }) => pid !== null) ? [{ label: '$(circle-slash) Unload Model', description: 'gives its memory back', run: () => run('journeyman.unloadModel') }] : []),
    separator('When the small model is not sure'),
    { label: '$(cloud) Escalation…', description: 'which large model may be asked', run: () => run('journeyman.selectRemoteModel') },
    { label: '$(question) Why Was This (Not) Escalated?', run: () => run('journeyman.whyEscalated') },
    separator('More'),
    { label: '$(shield) What Left This Machine…', run: () => run('journeyman.showLedger') },
    { label: '$(output) Show Log', run: () => run('journeyman.showLog') },
    { label: '$(settings-gear) Settings', run: () => run('workbench.action.openSettings', `@ext:${extensionId}`) },
  ];
  const picked = await vscode.window.showQuickPick(entries, { title: 'Journeyman', placeHolder: summary });
  await picked?.run?.();
}
