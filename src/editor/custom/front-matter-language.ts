import { readFile } from 'node:fs/promises';
import * as vscode from 'vscode';
import { messageOf } from '../../core/errors.ts';
import type { Log } from '../../core/log.ts';
import { type FrontMatterSchema, type Proposal, proposalsAt, settingAt } from './front-matter.ts';
import { isWorkerDocument, workerDocuments } from './worker-files.ts';

export interface FrontMatterOptions {
  /** The JSON Schema of the front matter, which comes with the extension. */
  schemaPath: string;
  userFolder: string;
  log: Pick<Log, 'error'>;
}

/** Where a value begins. */
const TRIGGERS = [' ', '[', ',', '-'];

/** Completion, hovers and “Try It” in worker files. */
export function frontMatterLanguage({ schemaPath, userFolder, log }: FrontMatterOptions): vscode.Disposable {
  let read: Promise<FrontMatterSchema | undefined> | undefined;
  const schema = () =>
    (read ??= readFile(schemaPath, 'utf8').then(
      (text) => JSON.parse(text) as FrontMatterSchema,
      (error: unknown) => void log.error(`The settings of workers are not known: ${messageOf(error)}`),
    ));
  const linesOf = (document: vscode.TextDocument) => document.getText().split(/\r?\n/);
  const selector = workerDocuments(userFolder);
  return vscode.Disposable.from(
    vscode.languages.registerCompletionItemProvider(
      selector,
      {
        async provideCompletionItems(document, position) {
          const known = await schema();
          if (!known || !isWorkerDocument(document, userFolder)) return [];
          const range = document.getWordRangeAtPosition(position, /[\w-]+/) ?? new vscode.Range(position, position);
          return proposalsAt(linesOf(document), position, known).map((proposal) => completion(proposal, range));
        },
      },
      ...TRIGGERS,
    ),
    vscode.languages.registerHoverProvider(selector, {
      async provideHover(document, position) {
        const known = await schema();
        const found = known && isWorkerDocument(document, userFolder) ? settingAt(linesOf(document), position, known) : undefined;
        return found && new vscode.Hover(new vscode.MarkdownString(found.documentation));
      },
    }),
    vscode.languages.registerCodeLensProvider(selector, {
      provideCodeLenses(document) {
        if (!isWorkerDocument(document, userFolder)) return [];
        return [new vscode.CodeLens(new vscode.Range(0, 0, 0, 0), { title: '$(play) Try It', tooltip: 'Runs this worker on the text in the other editor, or on an example', command: 'journeyman.tryWorker', arguments: [document.uri.fsPath] })];
      },
    }),
  );
}

function completion({ label, insert, documentation, kind }: Proposal, range: vscode.Range): vscode.CompletionItem {
  const item = new vscode.CompletionItem(label, kind === 'setting' ? vscode.CompletionItemKind.Property : vscode.CompletionItemKind.EnumMember);
  item.insertText = new vscode.SnippetString(insert);
  if (documentation !== '') item.documentation = new vscode.MarkdownString(documentation);
  item.range = range;
  return item;
}
