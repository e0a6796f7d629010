import * as vscode from 'vscode';
import { diagnosticsAt, referenceTo, titleOf } from './diagnostics.ts';
import { explainCommand } from './hover-provider.ts';

const kind = vscode.CodeActionKind.QuickFix.append('journeyman.explain');

export const explainActionMetadata: vscode.CodeActionProviderMetadata = { providedCodeActionKinds: [kind] };

/**
 * "Explain" in the lightbulb's menu, after the linter's own fixes: it is never preferred and names no diagnostic, and VS Code lists
 * the actions that do before those that do not. It is no fix, so nothing that applies fixes by itself (on save, `Auto Fix`) may get it.
 */
export const explainActions: vscode.CodeActionProvider = {
  provideCodeActions(document, range, context) {
    if (context.only && !context.only.contains(kind)) return [];
    const here = context.diagnostics.length > 0 ? context.diagnostics : diagnosticsAt(vscode.languages.getDiagnostics(document.uri), range.start);
    const titles = new Set<string>();
    return here.flatMap((diagnostic) => {
      const title = `Explain: ${titleOf(diagnostic)}`;
      if (titles.has(title)) return [];
      titles.add(title);
      const action = new vscode.CodeAction(title, kind);
      action.command = { title, command: explainCommand, arguments: [referenceTo(document.uri.toString(), diagnostic)] };
      return [action];
    });
  },
};
