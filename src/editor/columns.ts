import * as vscode from 'vscode';

/** A column that is not this one; the first, where it is not known. */
export function otherColumn(column: vscode.ViewColumn | undefined): vscode.ViewColumn {
  return column === vscode.ViewColumn.One ? vscode.ViewColumn.Two : vscode.ViewColumn.One;
}

/** The column to show a file in: the active one, unless it is one of our panels that is in front there, which the file would cover. */
export function besidePanel(): vscode.ViewColumn {
  const { activeTab, viewColumn } = vscode.window.tabGroups.activeTabGroup;
  return activeTab?.input instanceof vscode.TabInputWebview && activeTab.input.viewType.includes('journeyman.') ? otherColumn(viewColumn) : vscode.ViewColumn.Active;
}
