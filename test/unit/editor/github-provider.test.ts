import { describe, expect, expectTypeOf, it } from 'vitest';
import type { CancellationToken } from 'vscode';
import { UserError } from '../../../src/core/errors.ts';
import type { WorkerResult } from '../../../src/core/result.ts';
import type { GitHubContext } from '../../../src/editor/github-context.ts';
import { createGitHubProvider, type GitHubProvider } from '../../../src/editor/github-provider.ts';
import { keepRegistered, type GitHubApi } from '../../../src/editor/github-registration.ts';
import type { JobOptions, Jobs } from '../../../src/editor/jobs.ts';
import { RunningJobs } from '../../../src/editor/running-jobs.ts';
import type { PullRequestInput } from '../../../src/workers/pull-request/facts.ts';
import type { API, TitleAndDescriptionProvider } from '../../support/github-pull-requests/api.d.ts';
import { GitHubStandIn } from '../../support/github-pull-requests/stand-in.ts';

const quiet = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
const context: GitHubContext = { commitMessages: ['Cut texts'], patches: [{ patch: '@@ -1 +1 @@\n-a\n+b', fileUri: 'file:///w/a.ts' }] };
const settled = () => new Promise((resolve) => setImmediate(resolve));

function createTokenSource() {
  const controller = new AbortController();
  const token: CancellationToken = {
    get isCancellationRequested() {
      return controller.signal.aborted;
    },
    onCancellationRequested(listener) {
      const heard = () => void listener(undefined);
      controller.signal.addEventListener('abort', heard);
      return { dispose: () => controller.signal.removeEventListener('abort', heard) };
    },
  };
  return { token, cancel: () => controller.abort() };
}

interface Started {
  input: PullRequestInput;
  signal: AbortSignal;
  escalate: boolean | undefined;
  finish(output: { title: string; description: string }, accepted?: boolean): void;
  fail(error: unknown): void;
}

/** The provider with jobs that end when the test says so. */
function setUp(inputFor: (given: GitHubContext) => Promise<PullRequestInput> = async () => ({ commits: [], diff: 'd' })) {
  const started: Started[] = [];
  const shown: unknown[] = [];
  const progress: string[] = [];
  let doubts = 0;
  const running = new RunningJobs();
  const jobs = {
    run: (_: unknown, input: PullRequestInput, { signal, escalate, onProgress }: JobOptions<unknown>) =>
      new Promise((resolve, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason as Error));
        onProgress?.({ done: 0, total: 1, what: 'Commit 1 of 1' });
        started.push({ input, signal, escalate, finish: (output, accepted = true) => resolve({ output, accepted } as WorkerResult<unknown>), fail: reject });
      }),
  } as unknown as Jobs;
  const provider = createGitHubProvider({
    jobs,
    running,
    errors: { show: (_, error) => void (error instanceof Error && error.name === 'AbortError' ? undefined : shown.push(error)) },
    inputFor,
    showProgress: (job) => job(({ what }) => progress.push(what)),
    showDoubt: () => void doubts++,
  });
  const standIn = new GitHubStandIn(createTokenSource);
  standIn.registerTitleAndDescriptionProvider('Journeyman', provider);
  return { provider, standIn, running, started, shown, progress, doubts: () => doubts };
}

describe("the provider for GitHub's extension", () => {
  it("fits that extension's own declarations", () => {
    expectTypeOf<GitHubProvider>().toExtend<TitleAndDescriptionProvider>();
    expectTypeOf<API>().toExtend<GitHubApi>();
    // And passes nothing on that they do not know.
    expectTypeOf<keyof GitHubContext>().toExtend<keyof Parameters<TitleAndDescriptionProvider['provideTitleAndDescription']>[0]>();
  });

  it('answers with title and description, as a running job', async () => {
    const { standIn, running, started, progress, doubts } = setUp();
    const answer = standIn.generate(context);
    await settled();
    expect(running.list()).toMatchObject([{ kind: 'pr' }]);
    started[0]!.finish({ title: 'Cut texts', description: '## Summary\n' });
    expect(await answer).toEqual({ title: 'Cut texts', description: '## Summary\n' });
    expect(running.list()).toEqual([]);
    expect(progress).toEqual(['Commit 1 of 1']);
    expect(doubts()).toBe(0);
  });

  it('never waits for an answer to a question elsewhere: no large model is asked', async () => {
    const { standIn, started } = setUp();
    void standIn.generate(context);
    await settled();
    expect(started[0]!.escalate).toBe(false);
  });

  it('says where the model is not sure', async () => {
    const { standIn, started, doubts } = setUp();
    const answer = standIn.generate(context);
    await settled();
    started[0]!.finish({ title: 'Change', description: '' }, false);
    expect(await answer).toMatchObject({ title: 'Change' });
    expect(doubts()).toBe(1);
  });

  it('ends the work when it is cancelled there or here, and gives nothing', async () => {
    for (const cancel of [({ standIn }: ReturnType<typeof setUp>) => standIn.cancel(), ({ running }: ReturnType<typeof setUp>) => running.cancel()]) {
      const all = setUp();
      const answer = all.standIn.generate(context);
      await settled();
      cancel(all);
      expect(all.started[0]!.signal.aborted).toBe(true);
      expect(await answer).toEqual({ title: undefined, description: undefined });
      expect(await all.standIn.answer).toBeUndefined();
      expect(all.running.list()).toEqual([]);
      expect(all.shown).toEqual([]);
    }
  });

  it('starts nothing for a token that was cancelled before', async () => {
    const { provider, started } = setUp();
    const { token, cancel } = createTokenSource();
    cancel();
    expect(await provider.provideTitleAndDescription(context, token)).toBeUndefined();
    expect(started).toEqual([]);
  });

  it('cancels the first when it is asked again, also from elsewhere, and not the second when the first is cancelled late', async () => {
    const { provider, started, shown } = setUp();
    const [first, second] = [createTokenSource(), createTokenSource()];
    const answers = [provider.provideTitleAndDescription(context, first.token)];
    await settled();
    answers.push(provider.provideTitleAndDescription(context, second.token));
    await settled();
    expect(await answers[0]).toBeUndefined();
    first.cancel();
    expect(started[1]!.signal.aborted).toBe(false);
    started[1]!.finish({ title: 'Second', description: '' });
    expect(await answers[1]).toEqual({ title: 'Second', description: '' });
    expect(shown).toEqual([]);
  });

  it('leaves the jobs of the preview alone', async () => {
    const { standIn, running, started } = setUp();
    const preview = running.start('pr', 'file:///w');
    const answer = standIn.generate(context);
    await settled();
    expect(preview.signal.aborted).toBe(false);
    started[0]!.finish({ title: 'a', description: 'b' });
    await answer;
    expect(running.list()).toMatchObject([{ key: 'file:///w' }]);
  });

  it("shows what goes wrong, for GitHub's extension does not", async () => {
    const nothing = new UserError('There is no change to describe.', '', '');
    const { standIn, shown, running } = setUp(() => Promise.reject(nothing));
    expect(await standIn.generate(context)).toEqual({ title: undefined, description: undefined });
    const failing = setUp();
    const answer = failing.standIn.generate(context);
    await settled();
    failing.started[0]!.fail(new Error('out of memory'));
    await answer;
    expect([...shown, ...failing.shown]).toEqual([nothing, new Error('out of memory')]);
    expect([...standIn.thrown, ...failing.standIn.thrown, ...running.list()]).toEqual([]);
  });
});

describe('the registration', () => {
  /** An editor in which GitHub's extension comes and goes. */
  function surroundings(first?: unknown) {
    let listener: (() => void) | undefined;
    const state = { api: first, trusted: true };
    return {
      state,
      change: async () => {
        listener?.();
        await settled();
      },
      given: {
        getExtension: (id: string) => (id === 'GitHub.vscode-pull-request-github' && state.api !== undefined ? { activate: async () => (state.api instanceof Error ? Promise.reject(state.api) : state.api) } : undefined),
        isTrusted: () => state.trusted,
        onDidChange(added: () => void) {
          listener = added;
          return { dispose: () => (listener = undefined) };
        },
      },
    };
  }
  const { provider } = setUp();

  it('is made once, when the extension is there, and ended with ours', async () => {
    const standIn = new GitHubStandIn(createTokenSource);
    const { given, change } = surroundings(standIn);
    const registration = keepRegistered(provider, given, quiet);
    expect(standIn.titles(), 'activation does not wait').toEqual([]);
    await change();
    await change();
    expect(standIn.titles()).toEqual(['Journeyman']);
    registration.dispose();
    await change();
    expect(standIn.titles()).toEqual([]);
  });

  it('is made when the extension is installed, and again when it is installed again', async () => {
    const [old, young] = [new GitHubStandIn(createTokenSource), new GitHubStandIn(createTokenSource)];
    const { given, state, change } = surroundings();
    keepRegistered(provider, given, quiet);
    await settled();
    for (const [api, titles] of [[old, ['Journeyman']], [undefined, []], [old, ['Journeyman']], [young, []]] as const) {
      state.api = api;
      await change();
      expect(old.titles()).toEqual(titles);
    }
    expect(young.titles()).toEqual(['Journeyman']);
  });

  it('waits for trust', async () => {
    const standIn = new GitHubStandIn(createTokenSource);
    const { given, state, change } = surroundings(standIn);
    state.trusted = false;
    keepRegistered(provider, given, quiet);
    await settled();
    expect(standIn.titles()).toEqual([]);
    state.trusted = true;
    await change();
    expect(standIn.titles()).toEqual(['Journeyman']);
  });

  it('is not made where we were ended while the extension still started', async () => {
    const standIn = new GitHubStandIn(createTokenSource);
    keepRegistered(provider, surroundings(standIn).given, quiet).dispose();
    await settled();
    expect(standIn.titles()).toEqual([]);
  });

  it.each<[string, unknown]>([
    ['cannot start', new Error('No account.')],
    ['has another API', { registerReviewerCommentsProvider: () => undefined }],
    ['gives none', null],
  ])('does no harm where the extension %s', async (_, api) => {
    const { given, state, change } = surroundings(api);
    keepRegistered(provider, given, quiet);
    await settled();
    const standIn = new GitHubStandIn(createTokenSource);
    state.api = standIn;
    await change();
    expect(standIn.titles()).toEqual(['Journeyman']);
  });
});
