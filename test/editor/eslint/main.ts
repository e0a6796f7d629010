import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { ESLint as ESLintClass } from 'eslint';
import * as vscode from 'vscode';

/**
 * Reports what the project's own ESLint finds in an opened file, in the form that the ESLint extension of the Marketplace gives it; that one
 * cannot be had without the Marketplace. In an untrusted workspace it runs nothing and reports one finding that it makes up.
 */
export function activate({ subscriptions }: vscode.ExtensionContext): void {
  const findings = vscode.languages.createDiagnosticCollection('eslint');
  const update = async (document: vscode.TextDocument) => {
    if (document.languageId !== 'javascript' || document.uri.scheme !== 'file') return;
    const { version } = document;
    const found = vscode.workspace.isTrusted ? await lint(document) : [finding(new vscode.Range(0, 0, 0, 3), 'Unexpected var, use let or const instead.', 'no-var')];
    // Whoever types is faster than ESLint: what it says of an earlier text would be shown at the wrong places.
    if (document.version === version) findings.set(document.uri, found);
  };
  subscriptions.push(
    findings,
    vscode.workspace.onDidOpenTextDocument(update),
    vscode.workspace.onDidChangeTextDocument(({ document }) => update(document)),
  );
  vscode.workspace.textDocuments.forEach((document) => void update(document));
}

async function lint(document: vscode.TextDocument): Promise<vscode.Diagnostic[]> {
  const folder = vscode.workspace.getWorkspaceFolder(document.uri)?.uri.fsPath;
  if (!folder) return [];
  const { ESLint } = createRequire(join(folder, 'package.json'))('eslint') as { ESLint: typeof ESLintClass };
  const [result] = await new ESLint({ cwd: folder }).lintText(document.getText(), { filePath: document.fileName });
  return (result?.messages ?? []).map(({ line, column, endLine = line, endColumn = column, message, ruleId }) =>
    finding(new vscode.Range(line - 1, column - 1, endLine - 1, endColumn - 1), message, ruleId ?? ''),
  );
}

function finding(range: vscode.Range, message: string, rule: string): vscode.Diagnostic {
  const diagnostic = new vscode.Diagnostic(range, message, vscode.DiagnosticSeverity.Error);
  diagnostic.source = 'eslint';
  diagnostic.code = { value: rule, target: vscode.Uri.parse(`https://eslint.org/docs/latest/rules/${rule}`) };
  return diagnostic;
}
