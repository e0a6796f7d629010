import type { CancellationToken } from 'vscode';
import type { API, TitleAndDescriptionProvider } from './api.d.ts';

export type Context = Parameters<TitleAndDescriptionProvider['provideTitleAndDescription']>[0];
type Answer = Awaited<ReturnType<TitleAndDescriptionProvider['provideTitleAndDescription']>>;

interface TokenSource {
  token: CancellationToken;
  cancel(): void;
}

/**
 * In place of the extension “GitHub Pull Requests”, which needs the Marketplace and an account: keeps and asks its providers as version 0.162 does
 * (api1.ts, createPRViewProvider.ts, pullRequestOverview.ts).
 */
export class GitHubStandIn implements API {
  /** What was thrown at it. There it goes to the log, and nobody sees it. */
  readonly thrown: unknown[] = [];
  /** What the provider itself gave, also where that was not waited for. */
  answer: Promise<Answer> | undefined;
  readonly #providers = new Set<{ title: string; provider: TitleAndDescriptionProvider }>();
  readonly #createTokenSource: () => TokenSource;
  #generating: TokenSource | undefined;

  constructor(createTokenSource: () => TokenSource) {
    this.#createTokenSource = createTokenSource;
  }

  registerTitleAndDescriptionProvider(title: string, provider: TitleAndDescriptionProvider): { dispose(): void } {
    const entry = { title, provider };
    this.#providers.add(entry);
    return { dispose: () => this.#providers.delete(entry) };
  }

  /** The titles, in the order of registration: the first provider is the one that is asked. */
  titles(): string[] {
    return [...this.#providers].map(({ title }) => title);
  }

  /** The sparkle in the view that creates a pull request: a second click cancels what the first began, and stopping does not wait for the provider. */
  async generate(context: Context): Promise<{ title: string | undefined; description: string | undefined }> {
    this.#generating?.cancel();
    const { token, cancel } = this.#createTokenSource();
    const generating = (this.#generating = { token, cancel });
    const stopped = new Promise<undefined>((resolve) => token.onCancellationRequested(() => resolve(undefined)));
    const result = await Promise.race([this.#ask(context, token), stopped]);
    if (this.#generating === generating) this.#generating = undefined;
    return { title: result?.title, description: result?.description };
  }

  /** The stop button; also pressed for the user where they choose other branches. */
  cancel(): void {
    this.#generating?.cancel();
  }

  async #ask(context: Context, token: CancellationToken): Promise<Answer> {
    const [first] = this.#providers;
    try {
      return await (this.answer = first?.provider.provideTitleAndDescription(context, token));
    } catch (error) {
      this.thrown.push(error);
      return undefined;
    }
  }
}
