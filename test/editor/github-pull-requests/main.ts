import * as vscode from 'vscode';
import { GitHubStandIn } from '../../support/github-pull-requests/stand-in.ts';

/** Has the name and the API of the extension “GitHub Pull Requests”; the suite finds it as ours does, and presses its buttons. */
export function activate(): GitHubStandIn {
  return new GitHubStandIn(() => {
    const source = new vscode.CancellationTokenSource();
    // The class's own method loses its `this` where it is passed on.
    return { token: source.token, cancel: () => source.cancel() };
  });
}
