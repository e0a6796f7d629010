import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';

/** The pages of dist/webview. */
export type PageName = 'explain' | 'pull-request' | 'review' | 'ledger' | 'worker';

/** Folder of the pages' bundled scripts and styles, the only one that a page may read. */
export function webviewFolder(extensionUri: vscode.Uri): vscode.Uri {
  return vscode.Uri.joinPath(extensionUri, 'dist', 'webview');
}

/**
 * The page of a panel: an empty body, one script, one style sheet, and nothing else can load or run.
 * Texts reach it by messages only, never as part of the page.
 */
export function pageFor(webview: vscode.Webview, extensionUri: vscode.Uri, name: PageName, title: string): string {
  const nonce = randomBytes(18).toString('base64url');
  const file = (extension: string) => webview.asWebviewUri(vscode.Uri.joinPath(webviewFolder(extensionUri), `${name}.${extension}`)).toString();
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="UTF-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}';">
<meta name="viewport" content="width=device-width, initial-scale=1.0">
<title>${title}</title>
<link rel="stylesheet" nonce="${nonce}" href="${file('css')}">
</head>
<body>
<script nonce="${nonce}" src="${file('js')}"></script>
</body>
</html>`;
}
