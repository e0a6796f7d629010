import { messageOf } from '../core/errors.ts';
import type { Log } from '../core/log.ts';
import type { GitHubProvider } from './github-provider.ts';

/** What is used of the API of the extension “GitHub Pull Requests”. */
export interface GitHubApi {
  registerTitleAndDescriptionProvider(title: string, provider: GitHubProvider): { dispose(): void };
}

/** What is used of VS Code's `extensions` and of Workspace Trust. */
export interface Surroundings {
  /** The enabled extension of that name. */
  getExtension(id: string): { activate(): PromiseLike<unknown> } | undefined;
  isTrusted(): boolean;
  /** Tells that one of the two may be another now. */
  onDidChange(listener: () => void): { dispose(): void };
}

const ID = 'GitHub.vscode-pull-request-github';
/** GitHub's extension shows it as “Generate description with …”. */
const TITLE = 'Journeyman';

/** Has the provider registered wherever GitHub's extension is there and the workspace is trusted, also when it is installed, or installed again, later on. */
export function keepRegistered(provider: GitHubProvider, { getExtension, isTrusted, onDidChange }: Surroundings, log: Log): { dispose(): void } {
  let registered: { api: GitHubApi; registration: { dispose(): void } } | undefined;
  let looks = 0;

  const withdraw = () => {
    registered?.registration.dispose();
    registered = undefined;
  };
  const look = async () => {
    const own = ++looks;
    try {
      const extension = isTrusted() ? getExtension(ID) : undefined;
      if (!extension) return withdraw();
      // It starts by itself with every window, as we do (`onStartupFinished`), so this waits for it and starts nothing that would not be started.
      const api = await extension.activate();
      if (own !== looks || registered?.api === api) return;
      withdraw();
      if (!hasProviders(api)) return log.info(`${ID} takes no provider of titles and descriptions.`);
      registered = { api, registration: api.registerTitleAndDescriptionProvider(TITLE, provider) };
    } catch (error) {
      log.warn(`Not registered in ${ID}: ${messageOf(error)}`);
    }
  };

  const listening = onDidChange(() => void look());
  void look();
  return {
    dispose() {
      looks++;
      listening.dispose();
      withdraw();
    },
  };
}

function hasProviders(api: unknown): api is GitHubApi {
  return typeof api === 'object' && api !== null && 'registerTitleAndDescriptionProvider' in api && typeof api.registerTitleAndDescriptionProvider === 'function';
}
