import * as vscode from 'vscode';
import type { Recalled } from '../workers/explain/recall.ts';
import { codeAddress, diagnosticsAt, referenceTo, ruleOf, toolOf } from './diagnostics.ts';
import { hoverText } from './hover-text.ts';
import { commandLink } from './markdown.ts';

/** Where diagnostics can be explained. */
export const documents: vscode.DocumentSelector = [{ scheme: 'file' }, { scheme: 'untitled' }];

export const explainCommand = 'journeyman.explainDiagnostic';

/** At most so many diagnostics in one hover. */
const MOST = 5;

/**
 * Adds to the hover of every diagnostic its explanation or what the documentation says, and a link that explains it in the panel.
 * `know` gives what is there already; it does not wait for more than a moment.
 */
export function createHoverProvider(know: (document: vscode.TextDocument, diagnostic: vscode.Diagnostic) => Promise<Recalled>): vscode.HoverProvider {
  return {
    async provideHover(document, position) {
      const found = diagnosticsAt(vscode.languages.getDiagnostics(document.uri), position).slice(0, MOST);
      if (found.length === 0) return undefined;
      const contents = await Promise.all(
        found.map(async (diagnostic) => {
          const link = `$(lightbulb-sparkle) ${commandLink('Explain', explainCommand, referenceTo(document.uri.toString(), diagnostic))}`;
          const name = [toolOf(diagnostic), ruleOf(diagnostic)].filter(Boolean).join(' ');
          // No HTML, and of all commands this one alone.
          const text = new vscode.MarkdownString(hoverText(link, name, codeAddress(diagnostic), await know(document, diagnostic)), true);
          text.isTrusted = { enabledCommands: [explainCommand] };
          return text;
        }),
      );
      return new vscode.Hover(contents);
    },
  };
}
