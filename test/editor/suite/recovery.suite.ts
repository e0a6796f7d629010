import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { isAlive } from '../../support/child-processes.ts';
import { suite, test } from '../runner/collect.ts';
import { report } from '../runner/report.ts';
import { eventually, ownModelProcesses, repository, stage, start } from './support.ts';

const command = 'journeyman.generateCommitMessage';

suite('recovery', () => {
  for (const [moment, name, isThere] of [
    ['while it loads', 'greet_early', (value: string) => value === ''],
    ['while it writes', 'greet_late', (value: string) => value !== ''],
  ] as const) {
    test(`survives a model process that is killed ${moment}`, async () => {
      await start('journeyman.unloadModel').done;
      const found = await repository('zweites');
      const { inputBox, rootUri } = found;
      await stage(found, name);
      inputBox.value = '';
      const job = start(command, { rootUri });
      const killed = await eventually('a running model process', async () => {
        const [pid] = await ownModelProcesses();
        return job.ended() || (isThere(inputBox.value) ? pid : undefined);
      });
      assert.ok(typeof killed === 'number', 'the job ended before its process could be killed');
      process.kill(killed, 'SIGKILL');
      await job.done;
      assert.ok(!isAlive(killed));
      const after = inputBox.value;
      assert.ok(after === '' || after.split('\n')[0]!.length <= 72, 'neither the old text nor a message');

      await stage(found, `${name}_again`);
      inputBox.value = '';
      await start(command, { rootUri }).done;
      assert.notEqual(inputBox.value, '');
      const now = await ownModelProcesses();
      assert.equal(now.length, 1);
      assert.notEqual(now[0], killed);
    });
  }

  test('the editor answers while the model works', async () => {
    const [found, { rootUri }] = [await repository('zweites'), await repository('erstes projekt')];
    await stage(found, 'greet_slowly');
    found.inputBox.value = '';
    const job = start(command, { rootUri: found.rootUri });
    await eventually('a running model process', async () => (await ownModelProcesses()).length === 1);
    await vscode.commands.executeCommand('vscode.executeHoverProvider', vscode.Uri.joinPath(rootUri, 'src', 'größe.ts'), new vscode.Position(0, 1));
    assert.ok(!job.ended(), 'the hover came only after the job');
    await start('journeyman.cancel').done;
    await job.done;
  });

  test('gives the memory back when the model is unloaded', async () => {
    await start('journeyman.unloadModel').done;
    await eventually('the end of the model process', async () => (await ownModelProcesses()).length === 0);
  });

  // The last one: what the driver finds running when the window is closed.
  test('leaves a model process for the closing of the window', async () => {
    const found = await repository('zweites');
    await stage(found, 'greet_at_last');
    await start(command, { rootUri: found.rootUri }).done;
    const [pid] = await ownModelProcesses();
    assert.ok(pid);
    report({ kind: 'fact', name: 'modelProcess', value: pid });
  });
});
