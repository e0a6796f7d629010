import * as vscode from 'vscode';
import { diagnosticsAt, referenceTo, ruleOf, toolOf } from './diagnostics.ts';
import { commandLink } from './markdown.ts';

/** Where diagnostics can be explained. */
export const documents: vscode.DocumentSelector = [{ scheme: 'file' }, { scheme: 'untitled' }];

export const explainCommand = 'journeyman.explainDiagnostic';

/** At most so many links in one hover: they are there to be clicked, not to be read. */
const MOST = 5;

/** Adds an "Explain" link to the hover of every diagnostic, beside the tool and rule that reported it. */
export const hoverProvider: vscode.HoverProvider = {
  provideHover(document, position) {
    const found = diagnosticsAt(vscode.languages.getDiagnostics(document.uri), position).slice(0, MOST);
    if (found.length === 0) return undefined;
    const contents = found.map((diagnostic) => {
      const text = new vscode.MarkdownString(undefined, true);
      text.isTrusted = { enabledCommands: [explainCommand] };
      text.appendMarkdown('$(lightbulb-sparkle) ');
      text.appendMarkdown(commandLink('Explain', explainCommand, referenceTo(document.uri.toString(), diagnostic)));
      const name = [toolOf(diagnostic), ruleOf(diagnostic)].filter(Boolean).join(' ');
      if (name !== '') text.appendMarkdown(' ').appendText(name.slice(0, 100));
      return text;
    });
    return new vscode.Hover(contents);
  },
};
