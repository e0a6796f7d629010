import { join } from 'node:path';
import * as vscode from 'vscode';
import { Changelog } from './editor/changelog.ts';
import { createCommitMessages } from './editor/commit-parts.ts';
import { createCustomWorkers } from './editor/custom/custom-workers.ts';
import { createErrorReporter } from './editor/errors.ts';
import { createEscalationParts } from './editor/escalation-parts.ts';
import { wantsBetter } from './editor/escalation-settings.ts';
import { explainActionMetadata, explainActions } from './editor/explain-action.ts';
import { Explainer, explainFileCommand } from './editor/explain-command.ts';
import { createExplanations } from './editor/explanations.ts';
import { createGitHubPullRequests } from './editor/github-pull-requests.ts';
import { createHoverProviders, documents, explainCommand } from './editor/hover-provider.ts';
import { createJobs } from './editor/jobs.ts';
import { LedgerPanel } from './editor/ledger.ts';
import { showMenu } from './editor/menu.ts';
import { chooseModel } from './editor/model-choice.ts';
import { downloadModel, selectModel, unloadModel } from './editor/model-commands.ts';
import { createModelDownload } from './editor/model-download.ts';
import { createModelPresence } from './editor/model-present.ts';
import { createParts, type Parts } from './editor/parts.ts';
import { createPullRequests } from './editor/pull-request-parts.ts';
import { BranchReview } from './editor/review.ts';
import { RunningJobs } from './editor/running-jobs.ts';
import { recipientOfReference } from './editor/remote-recipient.ts';
import { resetConfidence } from './editor/reset-confidence.ts';
import { changesParts, readSettings } from './editor/settings.ts';
import { showRunning } from './editor/show-running.ts';
import { createSplitCommit } from './editor/split-commit.ts';
import { createStatusBar } from './editor/status-bar.ts';
import { createVerdicts } from './editor/verdicts.ts';
import { cacheFolder, modelFolder } from './models/cache-folder.ts';
import { forgetCaller } from './sources/git/caller.ts';
import { userWorkers, workspaceWorkers } from './sources/worker-files/worker-files.ts';

let parts: Parts | undefined;

/** Builds the parts of the extension and registers them. Whatever is heavy is loaded by the first job. */
export function activate({ subscriptions, extension, extensionUri, workspaceState, secrets }: vscode.ExtensionContext): void {
  forgetCaller();
  const log = vscode.window.createOutputChannel('Journeyman', { log: true });
  const showLog = () => log.show(true);
  const errors = createErrorReporter(log, showLog);
  const settings = (folder?: vscode.Uri) => readSettings(vscode.workspace.getConfiguration('journeyman', folder), vscode.workspace.isTrusted);
  const weights = () => settings().modelDirectory || modelFolder();

  const escalation = createEscalationParts({ secrets, errors, models: () => [settings().model, ...Object.values(settings().models).flat()] });
  const lent = (parts = createParts(async () => {
    const { createJourneyman } = await import('./composition.ts');
    return createJourneyman({ ...settings(), modelDirectory: weights(), storePath: join(cacheFolder(), 'store.sqlite'), processPath: vscode.Uri.joinPath(extensionUri, 'dist', 'model-process.mjs').fsPath, log, escalation: escalation.options(), modelKey: escalation.key });
  }));
  const running = new RunningJobs();
  const download = createModelDownload({ folder: weights, chooseModel: (library) => chooseModel(library, settings().model) });
  const jobs = createJobs(lent, createModelPresence(settings, download), escalation.answered);
  const verdicts = createVerdicts(lent, () => settings().learn);
  const shared = { extensionUri, jobs, parts: lent, running, errors, showLog, download, settings, verdicts };
  const explanations = createExplanations({ parts: lent, running, settings, log });
  const explainer = new Explainer(shared);
  const pullRequest = createPullRequests({ ...shared, log, storage: workspaceState });
  const branchReview = new BranchReview({
    ...shared,
    review: (input, options) => jobs.run((workers) => workers.review, input, options),
    keep: workspaceState,
  });
  const servers = () => [...new Set([settings().model, ...Object.values(settings().models).flat()].flatMap((reference) => {
    const server = recipientOfReference(reference);
    return server && !server.local ? [server.name] : [];
  }))];
  const ledger = new LedgerPanel({ ...shared, servers });
  const changelog = new Changelog(shared);
  const splitCommit = createSplitCommit({ ...shared, takeMessageOut: (repository) => commit.messages.takeOut(repository) });
  const commit = createCommitMessages({ ...shared, log, wantsBetter: (confidence) => wantsBetter(escalation.choice(), 'commit', confidence), answered: escalation.answered, offerSplit: splitCommit.offerSplit });

  const { registerCommand } = vscode.commands;
  subscriptions.push(
    log,
    escalation.disposable,
    explainer,
    pullRequest.disposable,
    branchReview,
    ledger,
    changelog,
    commit.disposable,
    explanations.disposable,
    createCustomWorkers({ ...shared, log, storage: workspaceState, userFolder: userWorkers(), workspaceFolder: workspaceWorkers }),
    registerCommand('journeyman.generateCommitMessage', (clicked?: unknown) => commit.messages.generate(clicked)),
    registerCommand('journeyman.nextCommitMessage', (clicked?: unknown) => commit.messages.another(clicked)),
    registerCommand('journeyman.showCommitMessages', (clicked?: unknown) => commit.messages.choose(clicked)),
    registerCommand('journeyman.splitCommit', (clicked?: unknown) => splitCommit.split(clicked)),
    registerCommand('journeyman.cancel', (clicked?: unknown) => commit.messages.cancel(clicked)),
    registerCommand(explainCommand, (reference?: unknown) => explainer.explain(reference)),
    registerCommand(explainFileCommand, () => explainer.explainFile()),
    registerCommand('journeyman.summarizePullRequest', (clicked?: unknown) => pullRequest.summary.summarize(clicked)),
    registerCommand('journeyman.reviewBranch', (clicked?: unknown) => branchReview.start(clicked)),
    registerCommand('journeyman.changelogEntry', (clicked?: unknown) => changelog.addEntry(clicked)),
    registerCommand('journeyman.releaseNotes', (clicked?: unknown) => changelog.writeNotes(clicked)),
    registerCommand('journeyman.downloadModel', downloadModel(shared)),
    registerCommand('journeyman.selectModel', selectModel(shared)),
    registerCommand('journeyman.unloadModel', unloadModel(shared)),
    registerCommand('journeyman.resetConfidence', resetConfidence(shared)),
    registerCommand('journeyman.showMenu', () => showMenu({ ...shared, extensionId: extension.id })),
    registerCommand('journeyman.showLedger', () => ledger.show()),
    registerCommand('journeyman.showLog', showLog),
    ...createHoverProviders(explanations).map((provider) => vscode.languages.registerHoverProvider(documents, provider)),
    vscode.languages.registerCodeActionsProvider(documents, explainActions(explainer.fixes), explainActionMetadata),
    createStatusBar({ parts: lent, running, configuredModel: () => settings().model }),
    showRunning(running),
    createGitHubPullRequests({ ...shared, log }),
    vscode.workspace.onDidChangeConfiguration((event) => changesParts(event) && lent.renew()),
    vscode.workspace.onDidGrantWorkspaceTrust(() => lent.renew()),
  );
}

/** Ends the model process. VS Code waits for it a few seconds; the process also ends by itself when its parent is gone. */
export async function deactivate(): Promise<void> {
  await parts?.dispose();
}
