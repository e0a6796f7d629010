import * as vscode from 'vscode';
import { UserError } from '../core/errors.ts';
import { ruleSettings, type RuleSetting, type RuleSettings } from '../workers/explain/rule-settings.ts';
import { type Reach, silencedName, suppression } from '../workers/explain/suppressions.ts';
import { toDiagnostic, toolOf } from './diagnostics.ts';
import { currentSubject, type Subject } from './explain-subject.ts';
import type { DisableView } from './explain-view.ts';
import { applySourceEdits } from './fix-editor.ts';
import { inform } from './messages.ts';
import { toolName } from './tool-names.ts';

const failed = 'The rule was not disabled.';

function editsFor({ document, diagnostic }: Subject, reach: Reach) {
  return suppression(reach, { source: document.getText(), language: document.languageId, diagnostic: toDiagnostic(diagnostic) });
}

/** The ways in which the diagnostic's rule can be switched off; null where there is none. */
export function disableView(subject: Subject): DisableView | null {
  const written = (reach: Reach) => editsFor(subject, reach)?.map(({ newText }) => newText.trim()).join(' … ') ?? null;
  const view = { line: written('line'), file: written('file'), configuration: ruleSettings(toDiagnostic(subject.diagnostic)) !== undefined };
  return view.line === null && view.file === null && !view.configuration ? null : view;
}

/** Switches the rule off for the line or the file by the tool's own comment, or leads to the configuration. `source` is the text that the diagnostic was reported of. Throws a UserError. */
export async function disableRule(subject: Subject, where: keyof DisableView, source: string): Promise<void> {
  if (where === 'configuration') return openConfiguration(subject);
  const current = await currentSubject(subject);
  if (!current) throw new UserError(failed, 'The diagnostic is no longer reported.', 'Point at one that is there now.');
  // What a tool reported on saving keeps its place while lines above it come and go.
  const line = current.diagnostic.range.start.line;
  const before = source.split(/\r\n|\r|\n/)[subject.diagnostic.range.start.line];
  if (where === 'line' && (line >= current.document.lineCount || current.document.lineAt(line).text !== before)) throw new UserError(failed, 'The file has changed since the tool looked at it.', 'Save it, and try again when the diagnostic stands at its place.');
  const edits = editsFor(current, where);
  if (!edits) throw new UserError(failed, 'A comment cannot stand there any more.', 'Disable it in the file or in the configuration.');
  await applySourceEdits({ uri: current.document.uri, source: current.document.getText(), edits }, failed);
}

/** Other people's configuration may be a program: it is opened, with what is to be added on the clipboard, and not changed. */
async function openConfiguration({ document: { uri }, diagnostic }: Subject): Promise<void> {
  const named = toDiagnostic(diagnostic);
  const settings = ruleSettings(named);
  if (!settings) return;
  const [tool, rule] = [toolName(toolOf(diagnostic)), silencedName(named)!];
  const workspace = vscode.workspace.getWorkspaceFolder(uri);
  const found = workspace && (await findConfiguration(settings, uri, workspace.uri));
  if (!found) {
    const where = workspace ? 'from the file\'s folder up to that of the workspace' : 'because the file is in no open folder';
    void inform(`No configuration of ${tool} was found ${where}. To disable ${rule} for a project, create ${settings.create} first.`);
    return;
  }
  const { file, setting } = found;
  await vscode.env.clipboard.writeText(setting.text);
  await vscode.window.showTextDocument(file, { viewColumn: vscode.ViewColumn.One });
  void inform(`To disable ${rule}, paste this ${setting.where}: ${setting.text} (it is on the clipboard).`);
}

/** The nearest configuration of the tool from the file's folder up to the workspace folder. */
async function findConfiguration({ names, settingIn }: RuleSettings, uri: vscode.Uri, top: vscode.Uri): Promise<{ file: vscode.Uri; setting: RuleSetting } | undefined> {
  for (let folder = vscode.Uri.joinPath(uri, '..'); folder.path === top.path || folder.path.startsWith(`${top.path.replace(/\/$/, '')}/`); folder = vscode.Uri.joinPath(folder, '..')) {
    const present = new Set(await vscode.workspace.fs.readDirectory(folder).then((entries) => entries.filter(([, type]) => type & vscode.FileType.File).map(([name]) => name), () => []));
    for (const name of names.filter((candidate) => present.has(candidate))) {
      const file = vscode.Uri.joinPath(folder, name);
      const text = await vscode.workspace.fs.readFile(file).then((bytes) => new TextDecoder().decode(bytes), () => undefined);
      const setting = text === undefined ? undefined : settingIn(name, text);
      if (setting) return { file, setting };
    }
    if (folder.path === '/' || folder.path === top.path) return undefined;
  }
  return undefined;
}
