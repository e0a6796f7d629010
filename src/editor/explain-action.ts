import * as vscode from 'vscode';
import { diagnosticsAt, isOwn, referenceTo, ruleOf, titleOf } from './diagnostics.ts';
import { workspaceEdit } from './fix-editor.ts';
import { explainCommand } from './hover-provider.ts';
import { OWN_ACTIONS } from './quick-fix-filter.ts';
import type { ReadyFixes } from './ready-fixes.ts';
import { toolName } from './tool-names.ts';

const own = vscode.CodeActionKind.QuickFix.append(OWN_ACTIONS);
const explainKind = own.append('explain');
const fixKind = own.append('fix');

export const explainActionMetadata: vscode.CodeActionProviderMetadata = { providedCodeActionKinds: [fixKind, explainKind] };

/**
 * A confirmed fix, the search for one and "Explain" in the lightbulb's menu, after the linter's own fixes: none is preferred or names a
 * diagnostic, and VS Code lists the actions that do before those that do not. Nothing that applies fixes by itself may get one of
 * them: `Auto Fix` takes what is preferred, and on saving the editor asks for a kind by itself.
 */
export function explainActions(fixes: Pick<ReadyFixes, 'get'>): vscode.CodeActionProvider {
  function actionsFor(document: vscode.TextDocument, diagnostic: vscode.Diagnostic): vscode.CodeAction[] {
    const title = titleOf(diagnostic);
    const inPanel = (label: string, kind: vscode.CodeActionKind) => {
      const action = new vscode.CodeAction(label, kind);
      action.command = { title: label, command: explainCommand, arguments: [referenceTo(document.uri.toString(), diagnostic)] };
      return action;
    };
    const explain = inPanel(`Explain: ${title}`, explainKind);
    const ready = fixes.get(document, diagnostic);
    const edit = ready && workspaceEdit(document, ready.edits)?.edit;
    if (ready && edit) {
      const fix = new vscode.CodeAction(`Fix ${title} (Journeyman, confirmed by ${toolName(ready.tool)})`, fixKind);
      fix.edit = edit;
      return [fix, explain];
    }
    // Only a tool that may be run can confirm one, and only for a rule.
    return vscode.workspace.isTrusted && ruleOf(diagnostic) !== '' ? [inPanel(`Find a fix: ${title}`, fixKind), explain] : [explain];
  }

  return {
    provideCodeActions(document, range, { only, triggerKind, diagnostics }) {
      if (only && (triggerKind === vscode.CodeActionTriggerKind.Automatic || !(only.contains(fixKind) || only.contains(explainKind)))) return [];
      const here = diagnostics.length > 0 ? diagnostics.filter((diagnostic) => !isOwn(diagnostic)) : diagnosticsAt(vscode.languages.getDiagnostics(document.uri), range.start);
      const titles = new Set<string>();
      return here
        .flatMap((diagnostic) => actionsFor(document, diagnostic))
        .filter(({ title, kind }) => {
          if ((only && !(kind && only.contains(kind))) || titles.has(title)) return false;
          titles.add(title);
          return true;
        });
    },
  };
}
