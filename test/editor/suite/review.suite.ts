import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import * as vscode from 'vscode';
import { suite, test } from '../runner/collect.ts';
import { eventually, repository, start } from './support.ts';

const tab = () => vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs).find(({ input }) => input instanceof vscode.TabInputWebview && input.viewType.endsWith('journeyman.review'));
const close = async () => {
  if (tab()) await vscode.window.tabGroups.close(tab()!);
};
/** All that git knows of a repository: what is changed and staged, and where every branch is. */
const stateOf = ({ fsPath }: vscode.Uri) => ['status --porcelain', 'for-each-ref', 'rev-parse HEAD'].map((command) => execFileSync('git', command.split(' '), { cwd: fsPath, encoding: 'utf8' }));

suite('review', () => {
  test('shows a branch in a panel, and writes nothing to the repository', async () => {
    const { rootUri } = await repository('erstes projekt');
    const before = stateOf(rootUri);
    await start('journeyman.reviewBranch', { rootUri }).done;
    await eventually('the panel', tab);
    assert.deepEqual(stateOf(rootUri), before);
    await close();
  }, 600_000);

  test('ends when it is cancelled', async () => {
    const { rootUri } = await repository('erstes projekt');
    const job = start('journeyman.reviewBranch', { rootUri });
    await eventually('the end of the job', async () => {
      await start('journeyman.cancel').done;
      return job.ended();
    });
    await close();
  });

  test('ends when its panel is closed', async () => {
    const { rootUri } = await repository('erstes projekt');
    const job = start('journeyman.reviewBranch', { rootUri });
    await eventually('the panel', () => tab() ?? job.ended());
    await close();
    await eventually('the end of the job', () => job.ended());
    assert.equal(tab(), undefined);
  });

  test('ends where the branch has nothing on top of its base', async () => {
    const { rootUri } = await repository('zweites');
    await start('journeyman.reviewBranch', { rootUri }).done;
    await eventually('the panel that says why', tab);
    await close();
  });
});
