import { execFileSync } from 'node:child_process';
import * as vscode from 'vscode';
import { suite, test } from '../runner/collect.ts';
import { eventually, ownModelProcesses, repository, start, withSetting } from './support.ts';

const tab = () => vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs).find(({ input, label }) => input instanceof vscode.TabInputWebview && /pull request/i.test(label));
/** The editor tells of a new tab a moment after it is there. */
async function close(): Promise<void> {
  await vscode.window.tabGroups.close((await eventually('the preview', tab))!);
  await eventually('the end of the preview', () => !tab());
}

suite('pull request', () => {
  test('is summarised in a preview', async () => {
    const { rootUri } = await repository('erstes projekt');
    await start('journeyman.summarizePullRequest', { rootUri }).done;
    await close();
  }, 600_000);

  test('ends when it is cancelled', async () => {
    const { rootUri } = await repository('erstes projekt');
    const job = start('journeyman.summarizePullRequest', { rootUri });
    await eventually('the end of the job', async () => {
      await start('journeyman.cancel').done;
      return job.ended();
    });
    await close();
  });

  test('ends where the branch has nothing on top of its base', async () => {
    const { rootUri } = await repository('zweites');
    await start('journeyman.summarizePullRequest', { rootUri }).done;
    await close();
  });

  test('is opened again after it was closed', async () => {
    const { rootUri } = await repository('erstes projekt');
    for (let round = 0; round < 2; round++) {
      await start('journeyman.summarizePullRequest', { rootUri }).done;
      await close();
    }
  }, 600_000);

  test('is worked out ahead when a commit is made on the branch', async () => {
    const found = await repository('erstes projekt');
    const git = (...args: string[]) => execFileSync('git', args, { cwd: found.rootUri.fsPath, encoding: 'utf8' }).trim();
    const before = git('rev-parse', 'HEAD');
    // Written without the index, so that what is staged stays as it is; its message says too little to do without the model.
    const commitAgain = () => {
      const blob = execFileSync('git', ['hash-object', '-w', '--stdin'], { cwd: found.rootUri.fsPath, encoding: 'utf8', input: 'export function count(items) {\n  return items.length;\n}\n' }).trim();
      const tree = execFileSync('git', ['mktree'], { cwd: found.rootUri.fsPath, encoding: 'utf8', input: `${git('ls-tree', before)}\n100644 blob ${blob}\tcount.js\n` }).trim();
      git('update-ref', 'HEAD', git('commit-tree', tree, '-p', before, '-m', 'wip'));
    };
    await withSetting('journeyman.pullRequest.ahead', true, async () => {
      await start('journeyman.unloadModel').done;
      await eventually('the end of the model process', async () => (await ownModelProcesses()).length === 0);
      commitAgain();
      await found.status();
      await eventually('the summarising', async () => (await ownModelProcesses()).length === 1);
    });
    git('update-ref', 'HEAD', before);
    await found.status();
  });
});
