import assert from 'node:assert/strict';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { suite, test } from '../runner/collect.ts';
import { eventually, extension, folder, start } from './support.ts';

const workers = () => join(folder().fsPath, '.journeyman', 'workers');
const file = (name: string) => join(workers(), `${name}.md`);
function write(name: string, head: string): vscode.Uri {
  mkdirSync(workers(), { recursive: true });
  writeFileSync(file(name), `---\n${head}\n---\nWhat is this?\n`);
  return vscode.Uri.file(file(name));
}
const remove = async () => {
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  rmSync(join(folder().fsPath, '.journeyman'), { recursive: true, force: true });
};
const CLASSIFY = 'kind: classify\nitems: lines\nlabels: [number, word]';

suite('users\' workers', () => {
  test('have their problems at the right line while they are written, and none once they are right', async () => {
    const uri = write('wrong', 'kind: classify\nitems: liness\nlabels: [a, b]');
    const editor = await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri));
    const ours = () => vscode.languages.getDiagnostics(uri).filter(({ source }) => source === 'Journeyman');
    const [problem] = await eventually('the problem', () => (ours().length > 0 ? ours() : undefined));
    assert.equal(problem!.range.start.line, 2);
    await editor.edit((edit) => edit.replace(editor.document.lineAt(2).range, 'items: lines'));
    await eventually('the end of the problem', () => ours().length === 0);
    await vscode.commands.executeCommand('workbench.action.files.revert');
    await remove();
  });

  test('have their settings and values proposed, and say what they do', async () => {
    const uri = write('half', `${CLASSIFY}\nresult: `);
    const document = await vscode.workspace.openTextDocument(uri);
    const at = async (line: number, character: number) => (await vscode.commands.executeCommand<vscode.CompletionList>('vscode.executeCompletionItemProvider', uri, new vscode.Position(line, character))).items.map(({ label }) => (typeof label === 'string' ? label : label.label));
    const values = await eventually('the values', async () => {
      const found = await at(4, 8);
      return found.includes('clipboard') ? found : undefined;
    });
    assert.ok(values.includes('problems'));
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', uri, new vscode.Position(1, 1));
    assert.match(hovers.flatMap(({ contents }) => contents.map((each) => (typeof each === 'string' ? each : each.value))).join(' '), /extract/);
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', document.uri, 5);
    assert.ok(lenses.some(({ command }) => command?.command === 'journeyman.tryWorker'));
    await remove();
  });

  test('list their answers as problems at the lines of the text, which can be cleared', async () => {
    write('sort', `${CLASSIFY}\nresult: problems`);
    const text = vscode.Uri.file(join(folder().fsPath, 'zahlen.txt'));
    writeFileSync(text.fsPath, 'seven\n42\n');
    await vscode.window.showTextDocument(text);
    await start('journeyman.runWorker', 'sort').done;
    const found = vscode.languages.getDiagnostics(text).filter(({ source }) => source === 'Journeyman');
    assert.deepEqual(found.map(({ range, code }) => [range.start.line, code]), [[0, 'sort'], [1, 'sort']]);
    for (const { message } of found) assert.match(message, /^(number|word) \(\d+ %\)$/);
    await start('journeyman.clearWorkerProblems').done;
    assert.equal(vscode.languages.getDiagnostics(text).filter(({ source }) => source === 'Journeyman').length, 0);
    rmSync(text.fsPath);
    await remove();
  }, 600_000);

  test('write in place of what is selected, as one step to undo', async () => {
    write('again', 'kind: transform\nthreshold: 0\nresult: replace');
    const document = await vscode.workspace.openTextDocument({ content: 'keep\nhello there\nkeep\n' });
    const editor = await vscode.window.showTextDocument(document);
    editor.selection = new vscode.Selection(1, 0, 1, 11);
    const before = document.getText();
    await start('journeyman.runWorkerOnSelection', 'again').done;
    const lines = document.getText().split('\n');
    assert.deepEqual([lines[0], lines.at(-2)], ['keep', 'keep']);
    assert.notEqual(document.getText(), before);
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), before);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    await remove();
  }, 600_000);

  test('have a schema that comes with the extension', async () => {
    const schema = JSON.parse(new TextDecoder().decode(await vscode.workspace.fs.readFile(vscode.Uri.joinPath(extension().extensionUri, 'media', 'worker-front-matter.schema.json')))) as { properties: object };
    assert.ok('kind' in schema.properties);
  });
});
