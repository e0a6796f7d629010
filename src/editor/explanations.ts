import * as vscode from 'vscode';
import type { Log } from '../core/log.ts';
import type { ExplainInput } from '../workers/explain/input.ts';
import type { Recalled } from '../workers/explain/recall.ts';
import { createBackgroundJobs } from './background-jobs.ts';
import { isOwn, toDiagnostic } from './diagnostics.ts';
import { DocumentationAhead } from './documentation-ahead.ts';
import { ExplainAhead, type Sighting } from './explain-ahead.ts';
import { lookUp } from './look-up.ts';
import { nearestFirst, sightingKey } from './on-screen.ts';
import type { Parts } from './parts.ts';
import type { RunningJobs } from './running-jobs.ts';
import { changesAnswers, type Settings } from './settings.ts';

/** Characters of a file above which it is left alone: a minified or generated one. */
const LARGEST = 1_000_000;
/** Diagnostics of the files on screen that are explained, the nearest ones. */
const MOST = 40;

interface Subject {
  document: vscode.TextDocument;
  diagnostic: vscode.Diagnostic;
}

export interface ExplanationsDependencies {
  parts: Parts;
  running: RunningJobs;
  /** Those of a file's folder, where one is named. */
  settings: (file?: vscode.Uri) => Settings;
  log: Log;
}

/** What is known of diagnostics before somebody asks. Neither of its questions rejects. */
export interface Explanations {
  /** All that is there already or comes within a moment. */
  know(document: vscode.TextDocument, diagnostic: vscode.Diagnostic): Promise<Recalled>;
  /** Has the explanation worked out next, and gives it when it is there; undefined where none comes. */
  coming(document: vscode.TextDocument, diagnostic: vscode.Diagnostic, signal: AbortSignal): Promise<Recalled['explanation'] | undefined>;
  disposable: vscode.Disposable;
}

/** What is known of diagnostics, and the reading and explaining ahead that see to it. */
export function createExplanations({ parts, running, settings, log }: ExplanationsDependencies): Explanations {
  const background = createBackgroundJobs(parts, 'explain');
  const enabled = ({ document }: Pick<Subject, 'document'>) => settings(document.uri).explainAhead;
  const ahead = new ExplainAhead<Subject, Recalled>({
    onScreen: () => sightings(enabled),
    possible: (signal) => background.possible(signal),
    async explain(subject, signal) {
      const { output, confidence } = await background.run(({ explain }) => explain, inputOf(subject), { signal });
      return { explanation: { problem: output.problem, why: output.why, confidence }, documentation: output.documentation };
    },
    enabled,
    loaded: () => typeof parts.status('explain')?.pid === 'number',
    busy: () => running.working().length > 0,
    log,
  });

  const reading = new DocumentationAhead<Subject>({
    onScreen: () => sightings().map(({ subject }) => ({ key: ruleKeyOf(subject), subject })),
    allowed: () => vscode.workspace.isTrusted,
    read: (subject, signal) =>
      parts.use(async ({ recall, workers }) => {
        const input = inputOf(subject);
        if (!(await recall?.(input))?.documentation) await workers.explain.gather(input, signal);
      }),
    log,
  });

  async function know(document: vscode.TextDocument, diagnostic: vscode.Diagnostic): Promise<Recalled> {
    const subject = { document, diagnostic };
    const ready = ahead.ready(keyOf(subject));
    if (ready) return ready;
    if (isLarge(document)) return { explanation: null, documentation: null };
    const input = inputOf(subject);
    return lookUp({
      recall: () => parts.use(async ({ recall }) => recall?.(input)),
      // A linter is asked, which writes down what it says.
      documentation: () => (input.runTools ? parts.use(async ({ workers }) => (await workers.explain.gather(input, new AbortController().signal)).documentation) : Promise.resolve(null)),
    });
  }

  async function coming(document: vscode.TextDocument, diagnostic: vscode.Diagnostic, signal: AbortSignal): Promise<Recalled['explanation'] | undefined> {
    if (isLarge(document)) return undefined;
    parts.wake();
    const subject = { document, diagnostic };
    return (await ahead.coming({ key: keyOf(subject), subject }, signal))?.explanation;
  }

  const changed = () => {
    ahead.changed();
    reading.changed();
  };
  const attended = () => {
    parts.wake();
    ahead.attended();
  };
  const typed = () => {
    parts.wake();
    ahead.typed();
  };
  const disposable = vscode.Disposable.from(
    ahead,
    reading,
    running.onChange(() => ahead.jobsChanged()),
    vscode.languages.onDidChangeDiagnostics(({ uris }) => {
      const reported = new Set(uris.map(String));
      if (vscode.window.visibleTextEditors.some(({ document }) => reported.has(document.uri.toString()))) changed();
    }),
    vscode.window.onDidChangeVisibleTextEditors(changed),
    vscode.window.onDidChangeActiveTextEditor((editor) => {
      changed();
      if (editor && canBeExplained(editor.document)) attended();
    }),
    vscode.window.onDidChangeTextEditorVisibleRanges(changed),
    vscode.window.onDidChangeTextEditorSelection(({ textEditor, kind }) => {
      if (!canBeExplained(textEditor.document)) return;
      // Without a kind it was no person who moved it.
      if (kind === undefined) ahead.changed();
      else attended();
    }),
    vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => contentChanges.length > 0 && canBeExplained(document) && typed()),
    vscode.workspace.onDidChangeConfiguration((event) => changesAnswers(event, 'explain.ahead') && ahead.reset()),
    vscode.workspace.onDidGrantWorkspaceTrust(() => {
      ahead.reset();
      reading.changed();
    }),
  );
  // A window may open with files in it, and their diagnostics may be older than this extension.
  reading.changed();
  const { activeTextEditor: open, state } = vscode.window;
  if (open && canBeExplained(open.document) && state.focused && state.active) ahead.attended();
  return { know, coming, disposable };
}

/** The documents that the hover is registered for; output channels and the like change all the time. */
const canBeExplained = ({ uri: { scheme } }: vscode.TextDocument) => scheme === 'file' || scheme === 'untitled';

const isLarge = (document: vscode.TextDocument) => document.getText().length > LARGEST;

function sightings(wanted: (editor: vscode.TextEditor) => boolean = () => true): Sighting<Subject>[] {
  const editors = vscode.window.visibleTextEditors.filter((editor) => canBeExplained(editor.document) && wanted(editor));
  const views = editors.map((editor) => ({
    document: editor.document,
    active: editor === vscode.window.activeTextEditor,
    cursorLine: editor.selection.active.line,
    visible: editor.visibleRanges.map(({ start, end }) => ({ start: start.line, end: end.line })),
    diagnostics: vscode.languages.getDiagnostics(editor.document.uri).filter((diagnostic) => !isOwn(diagnostic)),
  }));
  const small = views.filter(({ document, diagnostics }) => diagnostics.length > 0 && !isLarge(document));
  return nearestFirst(small).slice(0, MOST).map(({ view, diagnostic }) => {
    const subject = { document: view.document, diagnostic };
    return { key: keyOf(subject), subject };
  });
}

function keyOf({ document, diagnostic }: Subject): string {
  const lines = (first: number, last: number) => document.getText(new vscode.Range(first, 0, last, Number.MAX_SAFE_INTEGER));
  return sightingKey({ uri: document.uri.toString(), lineCount: document.lineCount, lines }, diagnostic);
}

/** The rules of a language that one tool has in one folder of the workspace. */
function ruleKeyOf({ document, diagnostic }: Subject): string {
  const { tool, rule } = toDiagnostic(diagnostic);
  return JSON.stringify([vscode.workspace.getWorkspaceFolder(document.uri)?.uri.toString(), document.languageId, tool, rule]);
}

function inputOf({ document, diagnostic }: Subject): ExplainInput {
  return {
    file: document.uri.scheme === 'file' ? document.uri.fsPath : document.uri.path.split('/').at(-1)!,
    source: document.getText(),
    language: document.languageId,
    diagnostic: toDiagnostic(diagnostic),
    // A linter is a program of the workspace, and so is its configuration.
    runTools: vscode.workspace.isTrusted,
    fix: false,
  };
}
