import * as vscode from 'vscode';
import type { EscalationOptions } from '../composition.ts';
import { createConsent } from './consent-view.ts';
import { editorModel } from './editor-models.ts';
import type { ErrorReporter } from './errors.ts';
import { EscalationNoteItem } from './escalation-note.ts';
import { type EscalationChoice, readEscalation } from './escalation-settings.ts';
import { LastResults } from './last-results.ts';
import { inform } from './messages.ts';
import { OutgoingDocuments } from './outgoing-documents.ts';
import { selectRemoteModel } from './remote-choice.ts';
import { removeRemoteKey, setRemoteKey } from './remote-key-commands.ts';
import { RemoteKeys, type SecretStore } from './remote-keys.ts';
import { showWhyEscalated } from './why-escalated.ts';
import type { WorkerResult } from '../core/result.ts';

export interface EscalationPartsDependencies {
  secrets: SecretStore;
  errors: ErrorReporter;
  /** What the settings name models by; some may be on servers. */
  models(): string[];
}

/** The editor's side of escalation. */
export interface EscalationParts {
  /** What the composition root is given, as the settings are now. */
  options(): EscalationOptions;
  choice(): EscalationChoice;
  /** The key for a server; undefined where there is none. */
  key(recipient: string): Promise<string | undefined>;
  /** Takes note of an answer that the user has got. */
  answered(result: WorkerResult<unknown>): void;
  disposable: vscode.Disposable;
}

export function createEscalationParts({ secrets, errors, models }: EscalationPartsDependencies): EscalationParts {
  const keys = new RemoteKeys(secrets);
  const outgoing = new OutgoingDocuments();
  const results = new LastResults();
  const note = new EscalationNoteItem();
  const consent = createConsent({
    // The parts keep what is agreed to for good, beside the ledger.
    memory: { given: async () => false, give: async () => undefined },
    question: (text, answers) => inform(text, ...answers),
    show: (title, text) => outgoing.show(title, text),
  });
  const choice = () => readEscalation(vscode.workspace.getConfiguration('journeyman'), (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => vscode.workspace.getConfiguration('journeyman', uri)));
  const keyDependencies = { keys, errors, references: () => [choice().remote, ...models()] };
  const { registerCommand } = vscode.commands;
  return {
    options: () => ({ ...choice(), trusted: vscode.workspace.isTrusted, consent, key: (recipient) => keys.get(recipient), editorModel }),
    choice,
    key: (recipient) => keys.get(recipient),
    answered(result) {
      results.note(result);
      note.show(result);
    },
    disposable: vscode.Disposable.from(
      outgoing,
      note,
      registerCommand('journeyman.selectRemoteModel', selectRemoteModel({ keys, errors, choice })),
      registerCommand('journeyman.setRemoteKey', setRemoteKey(keyDependencies)),
      registerCommand('journeyman.removeRemoteKey', removeRemoteKey(keyDependencies)),
      registerCommand('journeyman.whyEscalated', () => showWhyEscalated(results)),
    ),
  };
}
