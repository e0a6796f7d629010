import * as vscode from 'vscode';
import type { LoadedWorker } from '../../workers/custom/load.ts';
import type { TakenInput } from './choose-input.ts';
import { plainLabel } from './plain-label.ts';
import { documentInput, givenText, selectionOf } from './worker-inputs.ts';
import { samePath } from './worker-files.ts';

/** Examples that are offered. */
const EXAMPLES = 5;

/** A text to try a worker on: what the editor in front shows, or, where that is the worker's own file, the one beside it; else what the user chooses. Undefined where they leave. */
export async function tryText(worker: LoadedWorker): Promise<TakenInput | undefined> {
  const editors = [vscode.window.activeTextEditor, ...vscode.window.visibleTextEditors];
  const editor = editors.find((each) => each && isText(each.document) && !samePath(each.document.uri.fsPath, worker.definition.path));
  const shown = editor && (selectionOf(editor) ?? documentInput(editor.document));
  return shown && shown.input.text.trim() !== '' ? shown : chooseText(worker);
}

function isText({ uri }: vscode.TextDocument): boolean {
  return uri.scheme === 'file' || uri.scheme === 'untitled';
}

async function chooseText({ definition: { title, examples } }: LoadedWorker): Promise<TakenInput | undefined> {
  const clipboard = (await vscode.env.clipboard.readText()).trim();
  const entries: (vscode.QuickPickItem & { text: string | undefined; what: string })[] = [
    { label: '$(edit) Type or Paste a Text…', text: undefined, what: 'the text that you typed' },
    ...(clipboard === '' ? [] : [{ label: '$(clippy) The Clipboard', detail: plainLabel(clipboard), text: clipboard, what: 'the clipboard' }]),
    ...examples.slice(0, EXAMPLES).map(({ input }, index) => ({ label: `$(beaker) Example ${index + 1}`, detail: plainLabel(input), text: input, what: `example ${index + 1}` })),
  ];
  const name = plainLabel(title, 60);
  const picked = entries.length === 1 ? entries[0] : await vscode.window.showQuickPick(entries, { title: `Try ${name}`, placeHolder: 'On which text? A file that is open beside this one is taken without asking.' });
  if (!picked) return undefined;
  const text = picked.text ?? (await vscode.window.showInputBox({ title: `Try ${name}`, prompt: 'A text to try it on. For a longer one, open a file beside the worker.', value: examples[0]?.input.split('\n')[0] ?? '', ignoreFocusOut: true }));
  return text === undefined || text.trim() === '' ? undefined : givenText(text, picked.what);
}
