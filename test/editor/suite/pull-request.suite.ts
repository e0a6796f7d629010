import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { suite, test } from '../runner/collect.ts';
import { eventually, repository, start } from './support.ts';

const tab = () => vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs).find(({ input, label }) => input instanceof vscode.TabInputWebview && /pull request/i.test(label));

suite('pull request', () => {
  test('is summarised in a preview', async () => {
    const { rootUri } = await repository('erstes projekt');
    await start('journeyman.summarizePullRequest', { rootUri }).done;
    assert.ok(tab(), 'no preview');
    await vscode.window.tabGroups.close(tab()!);
  }, 600_000);

  test('ends when it is cancelled', async () => {
    const { rootUri } = await repository('erstes projekt');
    const job = start('journeyman.summarizePullRequest', { rootUri });
    await eventually('the end of the job', async () => {
      await start('journeyman.cancel').done;
      return job.ended();
    });
    if (tab()) await vscode.window.tabGroups.close(tab()!);
  });

  test('ends where the branch has nothing on top of its base', async () => {
    const { rootUri } = await repository('zweites');
    await start('journeyman.summarizePullRequest', { rootUri }).done;
    if (tab()) await vscode.window.tabGroups.close(tab()!);
  });
});
