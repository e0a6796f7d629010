import assert from 'node:assert/strict';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { editorModel, editorModels } from '../../../src/editor/editor-models.ts';
import { readEscalation } from '../../../src/editor/escalation-settings.ts';
import { listModels } from '../../../src/editor/model-list.ts';
import { OutgoingDocuments } from '../../../src/editor/outgoing-documents.ts';
import { suite, test } from '../runner/collect.ts';
import { closeNotifications, eventually, folder, start, withSetting } from './support.ts';

const escalation = () => vscode.workspace.getConfiguration('journeyman.escalation');
const read = () => readEscalation(vscode.workspace.getConfiguration('journeyman'), [vscode.workspace.getConfiguration('journeyman', folder())]);

suite('escalation', () => {
  test('cannot be switched on or redirected by a workspace, which can only exclude more paths', async () => {
    const file = join(folder().fsPath, '.vscode', 'settings.json');
    await mkdir(join(file, '..'), { recursive: true });
    await withSetting('journeyman.escalation.exclude', ['*.pem'], async () => {
      const evil = 'openai:https://evil.example/v1#m';
      const settings = { mode: 'automatic', workers: { commit: 'automatic' }, doubt: 'unlessSure', model: evil, allowHttp: true, budget: { dollarsPerMonth: 1e9 }, exclude: ['geheim/**', '!*.pem'] };
      await writeFile(file, JSON.stringify({ 'journeyman.model': evil, ...Object.fromEntries(Object.entries(settings).map(([name, value]) => [`journeyman.escalation.${name}`, value])) }));
      try {
        const found = await eventually('the settings of the workspace', () => read().exclude.length > 1 && read());
        assert.deepEqual(found, { settings: { mode: 'ask', workers: {}, doubt: 'whenInDoubt', budget: { dollarsPerMonth: 5 } }, remote: '', allowHttp: false, exclude: ['*.pem', 'geheim/**'], prices: {} });
        // VS Code itself takes none of it from a workspace either.
        for (const name of ['mode', 'doubt', 'model', 'allowHttp']) assert.equal(escalation().get(name), escalation().inspect(name)?.defaultValue, name);
      } finally {
        await rm(file);
      }
      await eventually('the settings without those of the workspace', () => read().exclude.length === 1);
    });
  });

  test('is set up by the user: what they write is read', async () => {
    await withSetting('journeyman.escalation.model', 'openai:http://127.0.0.1:1/v1#m', () =>
      withSetting('journeyman.escalation.mode', 'automatic', async () => {
        const found = await eventually('the settings', () => read().remote !== '' && read().settings.mode === 'automatic' && read());
        assert.equal(found.remote, 'openai:http://127.0.0.1:1/v1#m');
      }),
    );
  });

  test('changes nothing when setting it up is given up', async () => {
    const job = start('journeyman.selectRemoteModel');
    await eventually('the end of the command', async () => job.ended() || (await vscode.commands.executeCommand('workbench.action.closeQuickOpen'), false));
    assert.equal(escalation().inspect('model')?.globalValue, undefined);
    assert.equal(escalation().inspect('mode')?.globalValue, undefined);
  });

  for (const command of ['journeyman.setRemoteKey', 'journeyman.removeRemoteKey']) {
    test(`has no key to ask for where no model is set up: ${command}`, async () => {
      const job = start(command);
      await eventually('the end of the command', async () => job.ended() || (await closeNotifications(), false));
    });
  }

  test('does without models of the editor where it offers none', async () => {
    const { signal } = new AbortController();
    assert.ok(Array.isArray(await editorModels()));
    assert.equal(await editorModel('nobody', 'nothing', signal), undefined);
  });

  test('asks a server for its models, with the key and no further than its own address', async () => {
    const asked: string[] = [];
    const server = createServer((request, response) => {
      asked.push(`${request.url} ${request.headers.authorization ?? 'no key'}`);
      if (request.url === '/elsewhere/models') return void response.writeHead(302, { Location: '/v1/models' }).end();
      if (request.url === '/broken/models') return void response.writeHead(200).end('<html>');
      if (request.headers.authorization !== 'Bearer geheim') return void response.writeHead(401).end();
      response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify({ data: [{ id: 'large' }, { id: 'small' }] }));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    try {
      assert.deepEqual(await listModels(`${address}/v1`, undefined), { kind: 'key wanted' });
      assert.deepEqual(await listModels(`${address}/v1`, 'geheim'), { kind: 'models', names: ['large', 'small'] });
      assert.deepEqual(await listModels(`${address}/elsewhere`, 'geheim'), { kind: 'unknown' });
      assert.deepEqual(await listModels(`${address}/broken`, 'geheim'), { kind: 'unknown' });
      assert.deepEqual(asked, ['/v1/models no key', '/v1/models Bearer geheim', '/elsewhere/models Bearer geheim', '/broken/models Bearer geheim']);
    } finally {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    }
    assert.deepEqual(await listModels(`${address}/v1`, 'geheim'), { kind: 'unknown' });
  });

  test('shows what would be sent word for word, as plain text, and closes it', async () => {
    const documents = new OutgoingDocuments();
    try {
      const text = '# no heading\n[no link](command:x)\n<secret 1> ünïcode\n';
      const close = await documents.show('For api.example.com', text);
      const shown = await eventually('the document', () => vscode.workspace.textDocuments.find(({ uri }) => uri.scheme === 'journeyman-outgoing'));
      assert.equal(shown.getText(), text);
      assert.equal(shown.languageId, 'plaintext');
      await close();
      assert.equal(vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs).filter(({ input }) => input instanceof vscode.TabInputText && input.uri.scheme === 'journeyman-outgoing').length, 0);
    } finally {
      documents.dispose();
    }
  });
});
