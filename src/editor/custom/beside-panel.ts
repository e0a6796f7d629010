import * as vscode from 'vscode';

/** The column to show a file in: the active one, unless it is one of our panels that is in front there, which the file would cover. */
export function besidePanel(): vscode.ViewColumn {
  const { activeTab, viewColumn } = vscode.window.tabGroups.activeTabGroup;
  if (!(activeTab?.input instanceof vscode.TabInputWebview) || !activeTab.input.viewType.includes('journeyman.')) return vscode.ViewColumn.Active;
  return viewColumn === vscode.ViewColumn.One ? vscode.ViewColumn.Two : vscode.ViewColumn.One;
}
