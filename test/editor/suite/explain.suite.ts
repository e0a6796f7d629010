import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { suite, test } from '../runner/collect.ts';
import { eventually, folder, start } from './support.ts';

const command = 'journeyman.explainDiagnostic';
const fileCommand = 'journeyman.explainFile';
const file = () => vscode.Uri.joinPath(folder(), 'erstes projekt', 'src', 'größe.ts');
const findings = vscode.languages.createDiagnosticCollection('linter-of-the-test');

function finding(range: vscode.Range, message: string, rule: string): vscode.Diagnostic {
  const diagnostic = new vscode.Diagnostic(range, message, vscode.DiagnosticSeverity.Warning);
  diagnostic.source = 'eslint';
  diagnostic.code = { value: rule, target: vscode.Uri.parse('https://eslint.org/docs/latest/rules/no-var') };
  return diagnostic;
}

async function withFindings(...diagnostics: vscode.Diagnostic[]): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument(file());
  await vscode.window.showTextDocument(document, { preview: false });
  findings.set(document.uri, diagnostics);
  return document;
}

/** The texts of all hovers at a place that are ours. */
async function ourHovers(position: vscode.Position): Promise<vscode.MarkdownString[]> {
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', file(), position);
  return hovers.flatMap(({ contents }) => contents).filter((content): content is vscode.MarkdownString => content instanceof vscode.MarkdownString && content.value.includes(`command:${command}?`));
}

const actionsAt = (range: vscode.Range) => vscode.commands.executeCommand<vscode.CodeAction[]>('vscode.executeCodeActionProvider', file(), range);
const explanationTab = () => vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs).find(({ input, label }) => input instanceof vscode.TabInputWebview && /^Explanation/.test(label));

async function closeExplanation(): Promise<void> {
  const tab = explanationTab();
  if (tab) await vscode.window.tabGroups.close(tab);
}

suite('explaining a diagnostic', () => {
  test('the hover has a link for the diagnostic under the cursor, and trusts that command alone', async () => {
    await withFindings(finding(new vscode.Range(0, 0, 0, 3), 'Unexpected var.', 'no-var'), finding(new vscode.Range(2, 0, 2, 5), 'Elsewhere.', 'other-rule'));
    const here = await ourHovers(new vscode.Position(0, 1));
    assert.equal(here.length, 1);
    assert.deepEqual(here[0]!.isTrusted, { enabledCommands: [command] });
    assert.ok(!here[0]!.supportHtml);
    // Prose may have a percent sign of its own.
    const decoded = here[0]!.value.replace(/(?:%[0-9A-F]{2})+/g, decodeURIComponent);
    assert.match(decoded, /no-var/);
    assert.doesNotMatch(decoded, /other-rule/);
    assert.equal((await ourHovers(new vscode.Position(5, 0))).length, 0);
  });

  test('a hostile message cannot put a link or a command into the hover', async () => {
    const hostile = 'x](command:workbench.action.terminal.new) <img src=x onerror=alert(1)> [y](https://example.com)';
    await withFindings(finding(new vscode.Range(0, 0, 0, 3), hostile, `](command:workbench.action.quit) ${hostile}`));
    const [hover] = await ourHovers(new vscode.Position(0, 1));
    assert.deepEqual(hover!.isTrusted, { enabledCommands: [command] });
    const links = [...hover!.value.matchAll(/(?<!\\)\]\(([^)]*)\)/g)].map(([, target]) => target!);
    assert.ok(links.length === 2 && links[0]!.startsWith(`command:${command}?`), links.join('\n'));
    assert.equal(links[1], 'https://eslint.org/docs/latest/rules/no-var');
  });

  test('the explanation comes to the hover that stands open, and nothing in it is a link', async () => {
    const place = new vscode.Position(0, 1);
    let tried = 0;
    const late = await eventually('an explanation that came later than the hover', async () => {
      // What was explained before would be there at once.
      await withFindings(finding(new vscode.Range(0, 0, 0, 3), 'Unexpected var.', `rule-of-the-test-${++tried}`));
      const hovers = await vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', file(), place);
      const texts = hovers.flatMap(({ contents }) => contents).filter((content): content is vscode.MarkdownString => content instanceof vscode.MarkdownString);
      const explained = texts.filter(({ value }) => value.includes('*Journeyman · confidence'));
      assert.ok(explained.length < 2, 'the explanation stands there twice');
      return explained.find(({ value }) => !value.includes(`command:${command}`));
    });
    assert.ok(!late.isTrusted && !late.supportHtml);
    assert.doesNotMatch(late.value, /(?<!\\)\]\(/);
  }, 300_000);

  test('the code action is there, is not preferred and comes after every fix', async () => {
    const document = await withFindings();
    const misspelled = await eventually('a diagnostic of TypeScript', () => vscode.languages.getDiagnostics(document.uri).find(({ source, message }) => source === 'ts' && /consle/.test(message)), 60_000);
    const actions = await eventually('TypeScript\'s own fix', async () => {
      const offered = await actionsAt(misspelled.range);
      return offered.some(({ title }) => /Change spelling/.test(title)) && offered;
    });
    const ours = actions.filter((action) => action.command?.command === command);
    assert.deepEqual(ours.map(({ title }) => title.replace(/: .*/, '')), ['Find a fix', 'Explain']);
    const fixes = actions.filter(({ kind, command: runs }) => kind && vscode.CodeActionKind.QuickFix.contains(kind) && runs?.command !== command);
    assert.ok(fixes.length > 0);
    for (const fix of fixes) assert.ok(actions.indexOf(fix) < actions.indexOf(ours[0]!), `after ours: ${fix.title}`);
    for (const { isPreferred, edit } of ours) assert.ok(!isPreferred && edit === undefined);
  });

  test('no action is offered to what applies fixes by itself', async () => {
    await withFindings(finding(new vscode.Range(0, 0, 0, 3), 'Unexpected var.', 'no-var'));
    const all = await vscode.commands.executeCommand<vscode.CodeAction[]>('vscode.executeCodeActionProvider', file(), new vscode.Range(0, 0, 0, 3), vscode.CodeActionKind.SourceFixAll.value);
    assert.deepEqual(all.filter((action) => action.command?.command === command), []);
  });

  test('opens the panel beside the editor and ends, from the hover\'s link', async () => {
    await withFindings(finding(new vscode.Range(0, 0, 0, 3), 'Unexpected var, use let or const instead.', 'no-var'));
    const [hover] = await ourHovers(new vscode.Position(0, 1));
    const [, argument] = /\?([^)]*)\)/.exec(hover!.value)!;
    await start(command, ...(JSON.parse(decodeURIComponent(argument!)) as unknown[])).done;
    await eventually('the panel', explanationTab);
    assert.notEqual(explanationTab()!.group.viewColumn, vscode.window.activeTextEditor?.viewColumn);
    await closeExplanation();
  });

  test('explains a real diagnostic of TypeScript at the cursor', async () => {
    const document = await withFindings();
    const [diagnostic] = await eventually('a diagnostic of TypeScript', () => {
      const found = vscode.languages.getDiagnostics(document.uri).filter(({ source }) => source === 'ts');
      return found.length > 0 && found;
    });
    vscode.window.activeTextEditor!.selection = new vscode.Selection(diagnostic!.range.start, diagnostic!.range.start);
    await start(command).done;
    await eventually('the panel', explanationTab);
  });

  test('explains all the problems of a file in the panel, and ends', async () => {
    const place = (line: number) => new vscode.Range(line, 0, line, 3);
    await withFindings(finding(place(0), 'Unexpected var.', 'no-var'), finding(place(2), 'Unexpected var.', 'no-var'), finding(place(2), 'Expected ===.', 'eqeqeq'));
    await start(fileCommand).done;
    await eventually('the panel', explanationTab);
    await closeExplanation();
  });

  test('opens no panel for a file without problems', async () => {
    await closeExplanation();
    const document = await vscode.workspace.openTextDocument({ content: 'nothing' });
    await vscode.window.showTextDocument(document, { preview: false });
    await start(fileCommand).done;
    assert.equal(explanationTab(), undefined);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });

  test('ends with nothing where no diagnostic is', async () => {
    await closeExplanation();
    const document = await withFindings();
    vscode.window.activeTextEditor!.selection = new vscode.Selection(document.lineCount - 1, 0, document.lineCount - 1, 0);
    await start(command).done;
    assert.equal(explanationTab(), undefined);
  });

  for (const [what, argument] of [
    ['a reference to a file that is not there', { uri: 'file:///nowhere/ä.ts', tool: 'eslint', rule: 'r', message: 'm', start: [0, 0] }],
    ['an address that is none', { uri: '::', tool: '', rule: '', message: '', start: [0, 0] }],
    ['a diagnostic that is gone', { uri: '', tool: 'eslint', rule: 'gone', message: 'gone', start: [0, 0] }],
  ] as const) {
    test(`ends for ${what}`, async () => {
      await start(command, { ...argument, uri: argument.uri || file().toString() }).done;
      assert.equal(explanationTab(), undefined);
    });
  }
});
