import * as vscode from 'vscode';
import type { Recalled } from '../workers/explain/recall.ts';
import { codeAddress, diagnosticsAt, referenceTo, ruleOf, toolOf } from './diagnostics.ts';
import type { Explanations } from './explanations.ts';
import { explanationText, hoverText } from './hover-text.ts';
import { commandLink } from './markdown.ts';

/** Where diagnostics can be explained. */
export const documents: vscode.DocumentSelector = [{ scheme: 'file' }, { scheme: 'untitled' }];

export const explainCommand = 'journeyman.explainDiagnostic';

/** At most so many diagnostics in one hover. */
const MOST = 5;
/** Milliseconds that an open hover waits for an explanation that is being written. Two cores take 2 to 4 s for one, and some 13 s for the very first, with the start of the model. */
const PATIENCE_MS = 15_000;

const nameOf = (diagnostic: vscode.Diagnostic) => [toolOf(diagnostic), ruleOf(diagnostic)].filter(Boolean).join(' ');

interface Look {
  document: vscode.TextDocument;
  version: number;
  position: vscode.Position;
  found: vscode.Diagnostic[];
  known: Promise<Recalled[]>;
  by: vscode.HoverProvider[];
}

/**
 * Two providers for the hover of every diagnostic. The first adds at once what is there, the explanation or what the documentation says, and a link that
 * explains it in the panel. The second adds to the same hover, while it stands open, the explanation that was not there yet.
 */
export function createHoverProviders({ know, coming }: Pick<Explanations, 'know' | 'coming'>): vscode.HoverProvider[] {
  let last: Look | undefined;

  /** The editor asks both for one hover, in any order: what is known then is found out once, so that they agree on what is missing. */
  function look(document: vscode.TextDocument, position: vscode.Position, provider: vscode.HoverProvider): Look {
    if (!last || last.document !== document || last.version !== document.version || !last.position.isEqual(position) || last.by.includes(provider)) {
      const found = diagnosticsAt(vscode.languages.getDiagnostics(document.uri), position).slice(0, MOST);
      last = { document, version: document.version, position, found, known: Promise.all(found.map((diagnostic) => know(document, diagnostic))), by: [] };
    }
    last.by.push(provider);
    return last;
  }

  const atOnce: vscode.HoverProvider = {
    async provideHover(document, position) {
      const { found, known } = look(document, position, atOnce);
      if (found.length === 0) return undefined;
      const recalled = await known;
      return new vscode.Hover(
        found.map((diagnostic, index) => {
          const link = `$(lightbulb-sparkle) ${commandLink('Explain', explainCommand, referenceTo(document.uri.toString(), diagnostic))}`;
          // No HTML, and of all commands this one alone.
          const text = new vscode.MarkdownString(hoverText(link, nameOf(diagnostic), codeAddress(diagnostic), recalled[index]!), true);
          text.isTrusted = { enabledCommands: [explainCommand] };
          return text;
        }),
      );
    },
  };

  const later: vscode.HoverProvider = {
    async provideHover(document, position, token) {
      const { found, known } = look(document, position, later);
      const recalled = await known;
      const missing = found.filter((_, index) => recalled[index]!.explanation === null);
      if (missing.length === 0) return undefined;
      const closed = new AbortController();
      const close = () => closed.abort();
      const listening = token.onCancellationRequested(close);
      const timer = setTimeout(close, PATIENCE_MS);
      const texts: vscode.MarkdownString[] = [];
      // One after the other, the narrowest first: the model does one at a time.
      for (const diagnostic of missing) {
        const explanation = await coming(document, diagnostic, closed.signal);
        if (explanation) texts.push(new vscode.MarkdownString(explanationText(explanation, found.length > 1 ? nameOf(diagnostic) : '')));
        if (closed.signal.aborted) break;
      }
      listening.dispose();
      clearTimeout(timer);
      return texts.length === 0 ? undefined : new vscode.Hover(texts);
    },
  };
  // The editor shows first what was registered last.
  return [later, atOnce];
}
