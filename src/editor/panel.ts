import * as vscode from 'vscode';
import { otherColumn } from './columns.ts';
import { pageFor, type PageName, webviewFolder } from './webview-page.ts';

export interface PanelOptions<Message> {
  extensionUri: vscode.Uri;
  page: PageName;
  title: string;
  onMessage(message: Message): void;
  onClose(): void;
}

/**
 * One panel beside the editor, opened when there is something to show and used again after that. Its page is a function of one value,
 * the view: it gets the whole of it each time, so that a page that was hidden, and thereby ended, comes back as it was.
 */
export class Panel<View extends object, Message extends { type: string }> {
  readonly #options: PanelOptions<Message>;
  #panel: vscode.WebviewPanel | undefined;
  #view: View | undefined;

  constructor(options: PanelOptions<Message>) {
    this.#options = options;
  }

  get isOpen(): boolean {
    return this.#panel !== undefined;
  }

  /** Opens the panel, or brings it to the front, without taking the focus. */
  open(view: View): void {
    this.#panel ??= this.#create();
    this.#panel.reveal(undefined, true);
    this.update(view);
  }

  /** A column that it is not shown in. */
  get otherColumn(): vscode.ViewColumn {
    return otherColumn(this.#panel?.viewColumn);
  }

  update(view: View): void {
    this.#view = view;
    void this.#panel?.webview.postMessage(view);
  }

  dispose(): void {
    this.#panel?.dispose();
  }

  #create(): vscode.WebviewPanel {
    const { extensionUri, page, title, onMessage, onClose } = this.#options;
    const panel = vscode.window.createWebviewPanel(
      `journeyman.${page}`,
      title,
      { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true },
      { enableScripts: true, localResourceRoots: [webviewFolder(extensionUri)], enableFindWidget: true },
    );
    const icon = (theme: string) => vscode.Uri.joinPath(extensionUri, 'media', `panel-${theme}.svg`);
    panel.iconPath = { light: icon('light'), dark: icon('dark') };
    panel.webview.onDidReceiveMessage((message: Message) => {
      if (message.type === 'ready') void panel.webview.postMessage(this.#view);
      else onMessage(message);
    });
    panel.onDidDispose(() => {
      this.#panel = undefined;
      onClose();
    });
    panel.webview.html = pageFor(panel.webview, extensionUri, page, title);
    return panel;
  }
}
