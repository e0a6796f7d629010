import * as vscode from 'vscode';
import type { ModelLibrary } from '../models/library.ts';
import { choiceOf } from './model-texts.ts';

interface Choice extends vscode.QuickPickItem {
  pick?: () => Promise<string | undefined>;
}

/** Lets the user choose a model: one of the catalogue, a file that is here, another file, or one of the Hugging Face hub. Writes the setting. Gives the reference, undefined when nothing was chosen. */
export async function chooseModel(library: ModelLibrary, current: string): Promise<string | undefined> {
  const models = await library.list();
  const items = (known: boolean): Choice[] =>
    models
      .filter(({ entry }) => (entry !== null) === known)
      .map((model) => {
        const { label, ...rest } = choiceOf(model);
        const used = model.name.toLowerCase() === current.toLowerCase();
        return { label: `${used ? '$(check) ' : ''}${label}`, ...rest, pick: async () => model.name };
      });
  const others = items(false);
  const separator = (label: string): Choice => ({ label, kind: vscode.QuickPickItemKind.Separator });
  const picked = await vscode.window.showQuickPick<Choice>(
    [
      separator('Catalogue'),
      ...items(true),
      ...(others.length > 0 ? [separator('Other files on this machine'), ...others] : []),
      separator('More'),
      { label: '$(folder-opened) Browse for a GGUF File…', pick: browse },
      { label: '$(cloud-download) Enter a Hugging Face Reference…', pick: enterReference },
    ],
    { title: 'Journeyman: Select Model', placeHolder: 'Small models that run on this machine', matchOnDescription: true, matchOnDetail: true },
  );
  const reference = await picked?.pick?.();
  if (reference) await save(reference);
  return reference;
}

async function browse(): Promise<string | undefined> {
  const [file] = (await vscode.window.showOpenDialog({ title: 'Choose a GGUF file', openLabel: 'Use This Model', filters: { 'GGUF models': ['gguf'] } })) ?? [];
  return file?.fsPath;
}

async function enterReference(): Promise<string | undefined> {
  const reference = await vscode.window.showInputBox({
    title: 'A GGUF file of the Hugging Face hub',
    prompt: 'Its hash is recorded on the first download and checked from then on.',
    placeHolder: 'hf:owner/repository/file.gguf',
    value: 'hf:',
    valueSelection: [3, 3],
    ignoreFocusOut: true,
    validateInput: (value) => (/^hf:[^/\s]+\/[^/\s]+\/\S+\.gguf(@\S+)?$/i.test(value.trim()) ? undefined : 'Write hf:owner/repository/file.gguf'),
  });
  return reference?.trim();
}

/** Where the setting is set now; for all folders when it is set nowhere. */
async function save(reference: string): Promise<void> {
  const configuration = vscode.workspace.getConfiguration('journeyman');
  const inWorkspace = vscode.workspace.isTrusted && configuration.inspect('model')?.workspaceValue !== undefined;
  await configuration.update('model', reference, inWorkspace ? vscode.ConfigurationTarget.Workspace : vscode.ConfigurationTarget.Global);
}
