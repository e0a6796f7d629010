import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Context, GitHubStandIn } from '../../support/github-pull-requests/stand-in.ts';
import { suite, test } from '../runner/collect.ts';
import { closeNotifications, eventually, repository } from './support.ts';

/** What GitHub's extension uses of git's for a branch that was not pushed. */
interface Comparable {
  rootUri: vscode.Uri;
  state: { HEAD?: { name?: string } };
  log(options: { range: string }): Promise<{ message: string; parents: string[] }[]>;
  diffBetween(one: string, other: string): Promise<{ uri: vscode.Uri }[]>;
  diffBetween(one: string, other: string, path: string): Promise<string>;
}

async function gitHub(): Promise<GitHubStandIn> {
  const found = vscode.extensions.getExtension<GitHubStandIn>('GitHub.vscode-pull-request-github');
  assert.ok(found, 'the stand-in is not installed');
  const standIn = await found.activate();
  await eventually('the provider', () => standIn.titles().length > 0);
  return standIn;
}

/** What the view passes on of the branch of a repository. */
async function unpushedBranch(name: string): Promise<Context> {
  const git = (await repository(name)) as unknown as Comparable;
  const branch = await eventually('the branch', () => git.state.HEAD?.name);
  const commits = await git.log({ range: `main..${branch}` });
  const files = await git.diffBetween('main', branch);
  return {
    commitMessages: commits.filter(({ parents }) => parents.length === 1).map(({ message }) => message),
    patches: await Promise.all(files.map(async ({ uri }) => ({ patch: await git.diffBetween('main', branch, uri.fsPath), fileUri: uri.toString() }))),
    compareBranch: branch,
  };
}

suite('GitHub Pull Requests', () => {
  test('has our provider, once', async () => {
    assert.deepEqual((await gitHub()).titles(), ['Journeyman']);
  });

  test('gets a title and a description of a branch that was not pushed', async () => {
    const [standIn, context] = [await gitHub(), await unpushedBranch('erstes projekt')];
    assert.equal(context.commitMessages.length, 2, 'the stand-in asks as it should');
    const { title, description } = await standIn.generate(context);
    assert.ok(title, 'no title');
    assert.match(description ?? '', /cut\.ts/);
    assert.deepEqual(standIn.thrown, []);
  }, 600_000);

  test('gets them of patches as GitHub gives them, in the template that it gives', async () => {
    const [standIn, { rootUri }] = [await gitHub(), await repository('zweites')];
    const uri = (path: string) => vscode.Uri.joinPath(rootUri, path).toString();
    const { title, description } = await standIn.generate({
      commitMessages: ['Move the greeting', 'Greet in capitals\n\nFixes #12'],
      patches: [{ patch: '@@ -1,2 +1,2 @@\n def greet(name):\n-    return "Hello " + name\n+    return "HELLO " + name.upper()', fileUri: uri('grüße/hello.py'), previousFileUri: uri('app.py') }],
      issues: [{ reference: '#12', content: 'Too quiet\nI cannot hear it.' }],
      template: '## What\n\n<!-- in short -->\n\n## Checklist\n\n- [ ] I have read it\n',
    });
    assert.ok(title, 'no title');
    assert.match(description ?? '', /^## What\n[^]*hello\.py[^]*- \[ \] I have read it/);
  }, 600_000);

  test('stops it', async () => {
    const [standIn, context] = [await gitHub(), await unpushedBranch('erstes projekt')];
    const waiting = standIn.generate({ ...context, commitMessages: ['Change things'] });
    standIn.cancel();
    assert.deepEqual(await waiting, { title: undefined, description: undefined });
    assert.equal(await standIn.answer, undefined);
  });

  test('gets no answer where nothing is changed, and the user a message', async () => {
    const standIn = await gitHub();
    assert.deepEqual(await standIn.generate({ commitMessages: [], patches: [] }), { title: undefined, description: undefined });
    assert.deepEqual(standIn.thrown, []);
    await closeNotifications();
  });
});
