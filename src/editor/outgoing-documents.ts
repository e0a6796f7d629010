import * as vscode from 'vscode';
import { besidePanel } from './columns.ts';

const SCHEME = 'journeyman-outgoing';

/** Shows what would be sent as read-only documents of plain text, until it is decided. */
export class OutgoingDocuments implements vscode.TextDocumentContentProvider {
  readonly #registration = vscode.workspace.registerTextDocumentContentProvider(SCHEME, this);
  readonly #texts = new Map<string, string>();
  #count = 0;

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.#texts.get(uri.toString()) ?? '';
  }

  /** Shows a text; what it gives closes it. `title` names the tab. */
  async show(title: string, text: string): Promise<() => Promise<void>> {
    const uri = vscode.Uri.from({ scheme: SCHEME, path: `/${title.replace(/[^\w.: -]/g, '_')}.txt`, query: String(++this.#count) });
    this.#texts.set(uri.toString(), text);
    const document = await vscode.languages.setTextDocumentLanguage(await vscode.workspace.openTextDocument(uri), 'plaintext');
    await vscode.window.showTextDocument(document, { viewColumn: besidePanel(), preview: false, preserveFocus: true });
    return async () => {
      const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs).filter(({ input }) => input instanceof vscode.TabInputText && input.uri.toString() === uri.toString());
      this.#texts.delete(uri.toString());
      if (tabs.length > 0) await vscode.window.tabGroups.close(tabs, true);
    };
  }

  dispose(): void {
    this.#registration.dispose();
  }
}
