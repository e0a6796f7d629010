import type * as vscode from 'vscode';

/** Where a document's text stands. */
export interface Origin {
  /** The whole path of a file, or the address of what is none on this machine. */
  path: string;
  isFile: boolean;
}

/** Documents that show no file. */
const WITHOUT_FILE = new Set(['output', 'vscode-terminal', 'vscode-interactive-input', 'comment']);

/** The file that a document is, or is a view of: a notebook's cell, a version in git or in the editor's history. Undefined where there is none: a new document, a log. */
export function originOf(uri: vscode.Uri): Origin | undefined {
  const scheme = uri.scheme === 'vscode-notebook-cell' ? notebookScheme(uri) : uri.scheme;
  if (WITHOUT_FILE.has(scheme)) return undefined;
  // A new document may have the name that it is to be saved by.
  if (scheme === 'untitled') return uri.path.startsWith('/') ? { path: uri.fsPath, isFile: true } : undefined;
  if (scheme === 'file' || scheme === 'vscode-local-history') return { path: uri.fsPath, isFile: true };
  if (scheme === 'git') return { path: pathInGit(uri) ?? uri.fsPath, isFile: true };
  return { path: `${uri.scheme}://${uri.authority}${uri.path}`, isFile: false };
}

/** The editor writes it at the end of a cell's fragment, in Base64. */
function notebookScheme({ fragment }: vscode.Uri): string {
  try {
    return atob(/s([A-Za-z0-9+/]+=*)$/.exec(fragment)?.[1] ?? '') || 'file';
  } catch {
    return 'file';
  }
}

/** The address of a version may have an ending that the file does not have; its query has the path as it is. */
function pathInGit({ query }: vscode.Uri): string | undefined {
  try {
    const { path } = JSON.parse(query) as { path?: unknown };
    return typeof path === 'string' && path !== '' ? path : undefined;
  } catch {
    return undefined;
  }
}
