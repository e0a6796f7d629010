import * as vscode from 'vscode';
import type { ErrorReporter } from './errors.ts';
import { inform } from './messages.ts';
import { problemWith, type RemoteKeys } from './remote-keys.ts';
import { recipientOfReference } from './remote-recipient.ts';

export interface KeyCommandDependencies {
  keys: RemoteKeys;
  errors: ErrorReporter;
  /** References of the models that a key may be for: the one for escalation, and a hosted one in place of the local one. */
  references(): string[];
}

/** Asks for the key of a recipient and stores it. Where it may need none, an empty entry says so. False where that was given up. */
export async function askForKey(keys: RemoteKeys, recipient: string, { optional = false } = {}): Promise<boolean> {
  const key = await vscode.window.showInputBox({
    title: `API Key for ${recipient}`,
    prompt: `It is kept in the editor's secret storage and sent to ${recipient} alone.${optional ? ' Leave it empty and press Enter where the server needs no key.' : ''}`,
    password: true,
    ignoreFocusOut: true,
    validateInput: (value) => (value === '' ? undefined : problemWith(value)),
  });
  if (!key) return optional && key === '';
  await keys.set(recipient, key);
  vscode.window.setStatusBarMessage(`$(key) The key for ${recipient} is stored`, 5_000);
  return true;
}

export function setRemoteKey({ keys, errors, references }: KeyCommandDependencies) {
  return async (): Promise<void> => {
    try {
      const recipient = await pickRecipient(configured(references()), 'Set API Key');
      if (recipient !== undefined) await askForKey(keys, recipient);
    } catch (error) {
      errors.show('The API key was not stored.', error);
    }
  };
}

export function removeRemoteKey({ keys, errors, references }: KeyCommandDependencies) {
  return async (): Promise<void> => {
    try {
      const stored = (await keys.recipients()).map((name) => [name, 'not set up any more'] as const);
      const recipient = await pickRecipient(new Map([...stored, ...configured(references())]), 'Remove API Key');
      if (recipient === undefined) return;
      if ((await keys.get(recipient)) === undefined) return void inform(`There is no key for ${recipient}.`);
      await keys.remove(recipient);
      vscode.window.setStatusBarMessage(`$(key) The key for ${recipient} is removed`, 5_000);
    } catch (error) {
      errors.show('The API key was not removed.', error);
    }
  };
}

/** The recipients that take a key among these models, each with a model of theirs. */
function configured(references: string[]): Map<string, string> {
  return new Map(references.flatMap((reference) => {
    const recipient = recipientOfReference(reference);
    return recipient && !recipient.editor ? [[recipient.name, recipient.model] as const] : [];
  }));
}

/** The only one of these recipients, or the one that is picked; they come with what is said of them. Where there is none, setting one up is offered. */
async function pickRecipient(recipients: ReadonlyMap<string, string>, title: string): Promise<string | undefined> {
  if (recipients.size === 0) {
    const setUp = 'Set Up Escalation…';
    const answer = await inform('No model that takes an API key is set up.', setUp);
    if (answer === setUp) await vscode.commands.executeCommand('journeyman.selectRemoteModel');
    return undefined;
  }
  if (recipients.size === 1) return [...recipients.keys()][0];
  const items = [...recipients].map(([label, description]) => ({ label, description }));
  return (await vscode.window.showQuickPick(items, { title, placeHolder: 'The key of which server?' }))?.label;
}
