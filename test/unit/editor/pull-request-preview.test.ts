import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { BranchChanges } from '../../../src/core/changes.ts';
import { UserError } from '../../../src/core/errors.ts';
import type { JobOptions } from '../../../src/editor/jobs.ts';
import { PullRequestChoices } from '../../../src/editor/pull-request-choices.ts';
import type { PullRequestMessage, PullRequestView } from '../../../src/editor/pull-request-view.ts';
import { RunningJobs } from '../../../src/editor/running-jobs.ts';
import type { PullRequestOutput } from '../../../src/workers/pull-request/facts.ts';
import { repository, resetWindow, ui, vscode } from '../../support/editor/fake-window.ts';

vi.mock('vscode', () => vscode);
const { PullRequestSummary } = await import('../../../src/editor/pull-request.ts');

const twoTemplates = [{ path: '.github/PULL_REQUEST_TEMPLATE/feature.md', text: '' }, { path: '.github/PULL_REQUEST_TEMPLATE/bug.md', text: '' }];

interface Asked {
  input: { cwd: string; base?: string; template?: string };
  options: JobOptions<PullRequestOutput>;
  answer(title: string): Promise<void>;
  fail(error: unknown): Promise<void>;
}

let asked: Asked[];
let learned: unknown[];
let templates: BranchChanges['templates'];
let stored: Record<string, unknown>;
let summary: InstanceType<typeof PullRequestSummary>;
const settled = () => new Promise((resolve) => setTimeout(resolve, 0));
const view = () => ui.views.at(-1) as PullRequestView;
const tell = (message: PullRequestMessage) => {
  ui.tell(message);
  return settled();
};
const edit = (title: string, description = 'Mine.') => tell({ type: 'edit', edition: view().edition, title, description });

function open(): void {
  const git = {
    async branchChanges({ base }: { base?: string }) {
      if (base === 'nowhere') throw new UserError('There is no revision nowhere.', '', '');
      return { base: base ?? 'main', baseReason: base === undefined ? 'default-branch' : 'given', head: 'feature', headId: repository.state.HEAD.commit, commits: [{}, {}], templates };
    },
    baseChoices: async () => [{ name: 'main', reason: 'default-branch', commits: 2 }, { name: 'develop', reason: 'usual-name', commits: 1 }],
  };
  summary = new PullRequestSummary({
    extensionUri: '' as never,
    jobs: {
      run: (_worker: unknown, input: Asked['input'], options: Asked['options']) =>
        new Promise((resolve, reject) => {
          const then = async (act: () => void): Promise<void> => {
            act();
            await settled();
          };
          asked.push({
            input,
            options,
            answer: (title) => then(() => resolve({ output: { title, description: 'Written.', files: [], range: null }, accepted: true, model: 'm', confidence: 0.7, timings: { totalMs: 100 } })),
            fail: (error) => then(() => reject(error as Error)),
          });
        }),
    } as never,
    parts: { use: (job: (parts: unknown) => unknown) => job({ git }), status: () => undefined, onStatus: () => ({ dispose: () => undefined }) } as never,
    running,
    errors: { failure: (what: string, error: unknown) => (error instanceof DOMException ? undefined : { what, why: String(error), next: '' }), show: (_what, error) => expect.unreachable(String(error)) },
    choices: new PullRequestChoices({ get: (key) => stored[key], update: async (key, value) => void (stored[key] = value) }),
    answered: () => undefined,
    showLog: () => undefined,
    verdicts: { learn: (worker, { confidence }, verdict) => learned.push({ worker, confidence, verdict }) },
  });
}

let running: RunningJobs;

beforeEach(() => {
  resetWindow();
  [asked, templates, stored, running, learned] = [[], [], {}, new RunningJobs(), []];
  open();
});

/** Runs the command; the job is under way. */
async function start(): Promise<Asked> {
  void summary.summarize();
  await settled();
  return asked.at(-1)!;
}

async function summarized(title = 'Add a cart'): Promise<void> {
  await (await start()).answer(title);
}

describe('a summary', () => {
  it('says what is compared before there is an answer, and how far it has come', async () => {
    const { options, input, answer } = await start();
    expect(input).toMatchObject({ cwd: '/shop', base: undefined, template: undefined });
    expect(view()).toMatchObject({ phase: 'working', range: { head: 'feature', base: 'main', note: '2 commits · base: default branch' }, template: null });
    options.onProgress!({ done: 1, total: 2, what: 'Commit 2 of 2' });
    expect(view()).toMatchObject({ status: 'Commit 2 of 2…', progress: { done: 1, total: 2 } });
    options.onPartial!('', { title: 'Add', description: '', files: [], range: null });
    expect(view()).toMatchObject({ status: 'Writing…', progress: null, title: 'Add' });
    await answer('Add a cart');
    expect(view()).toMatchObject({ phase: 'done', title: 'Add a cart', description: 'Written.', origin: 'm · confidence 70 % · 0.1 s', edited: false });
    expect(running.list()).toEqual([]);
  });

  it('that is stopped says so at once, and keeps what was written', async () => {
    const { options, fail } = await start();
    options.onPartial!('', { title: 'Add', description: 'A cart', files: [], range: null });
    ui.tell({ type: 'stop' });
    expect(view()).toMatchObject({ phase: 'stopped', title: 'Add', description: 'A cart' });
    expect(options.signal.aborted).toBe(true);
    options.onPartial!('', { title: 'Add more', description: '', files: [], range: null });
    await fail(new DOMException('', 'AbortError'));
    expect(view()).toMatchObject({ phase: 'stopped', title: 'Add', failure: null });
    await tell({ type: 'copyTitle' });
    expect(ui.clipboard).toBe('Add');
  });

  it('that fails says why, and another base can be chosen all the same', async () => {
    await (await start()).fail(new Error('no luck'));
    expect(view()).toMatchObject({ phase: 'failed', failure: { why: 'Error: no luck' } });
    ui.picks = ['develop'];
    await tell({ type: 'changeBase' });
    await settled();
    expect(asked.at(-1)!.input.base).toBe('develop');
  });
});

describe('the base', () => {
  it('is changed with one pick, which is remembered for the branch', async () => {
    await summarized();
    ui.picks = ['develop'];
    await tell({ type: 'changeBase' });
    await settled();
    expect(ui.lists[0]!.map(({ label, description }) => [label, description])).toEqual([['main', '2 commits · default branch'], ['develop', '1 commit · usual name of a base'], ['$(edit) Other Revision…', undefined]]);
    expect(asked[1]!.input.base).toBe('develop');
    expect(view().range).toEqual({ head: 'feature', base: 'develop', note: '2 commits · base: your choice' });
    await asked[1]!.answer('Add');
    open();
    expect((await start()).input.base).toBe('develop');
    repository.state.HEAD = { name: 'other', commit: 'b1' };
    expect((await start()).input.base).toBeUndefined();
  });

  it('is found by itself again when the user wants', async () => {
    await summarized();
    ui.picks = ['develop', 'Automatically'];
    await tell({ type: 'changeBase' });
    await settled();
    await tell({ type: 'changeBase' });
    await settled();
    expect(asked.at(-1)!.input.base).toBeUndefined();
  });

  it('can be any revision that git knows', async () => {
    await summarized();
    ui.picks = ['Other Revision'];
    ui.typed = ['  ', 'nowhere', ' v1.0 '];
    await tell({ type: 'changeBase' });
    await settled();
    await settled();
    expect(ui.validations).toEqual(['There is no revision nowhere.']);
    expect(asked.at(-1)!.input.base).toBe('v1.0');
  });

  it('stays where the user gives up', async () => {
    await summarized();
    await tell({ type: 'changeBase' });
    ui.picks = ['Other Revision'];
    await tell({ type: 'changeBase' });
    await settled();
    expect(asked).toHaveLength(1);
    expect(view().phase).toBe('done');
  });
});

describe('the template', () => {
  it('is chosen where there are several, also none of them, and remembered for the repository', async () => {
    templates = twoTemplates;
    await summarized();
    expect(view().template).toBe('feature.md');
    ui.picks = ['bug.md'];
    await tell({ type: 'changeTemplate' });
    await settled();
    expect(asked[1]!.input.template).toBe(twoTemplates[1]!.path);
    await asked[1]!.answer('Add');
    expect(view().template).toBe('bug.md');
    ui.picks = ['No Template'];
    await tell({ type: 'changeTemplate' });
    await settled();
    expect(asked[2]!.input.template).toBe('');
    expect(view().template).toBe('None');
    repository.state.HEAD = { name: 'other', commit: 'b1' };
    expect((await start()).input.template).toBe('');
  });

  it('that was chosen and is not on this branch is passed over', async () => {
    templates = twoTemplates;
    await summarized();
    ui.picks = ['bug.md'];
    await tell({ type: 'changeTemplate' });
    await settled();
    templates = twoTemplates.slice(0, 1);
    expect((await start()).input.template).toBeUndefined();
    expect(view().template).toBeNull();
  });
});

describe('what the user writes', () => {
  it('is what is copied', async () => {
    await summarized();
    await edit('Add a basket', 'It has a handle.');
    expect(view()).toMatchObject({ edited: true, others: 0 });
    await tell({ type: 'copyBoth' });
    expect(ui.clipboard).toBe('Add a basket\n\nIt has a handle.');
    await tell({ type: 'copyTitle' });
    expect(ui.clipboard).toBe('Add a basket');
    await tell({ type: 'copyDescription' });
    expect(ui.clipboard).toBe('It has a handle.');
  });

  it('is there when the page is drawn anew, and in the preview of the Markdown', async () => {
    await summarized();
    await edit('Mine');
    await edit('Mine!');
    ui.views = [];
    await tell({ type: 'ready' });
    expect(view()).toMatchObject({ title: 'Mine!', description: 'Mine.', phase: 'done' });
    await tell({ type: 'toggleEditing' });
    expect(view()).toMatchObject({ editing: true, title: 'Mine!' });
  });

  it('comes back with the preview that was closed', async () => {
    await summarized();
    await edit('Mine');
    ui.close();
    await start();
    expect(asked).toHaveLength(1);
    expect(view()).toMatchObject({ phase: 'done', title: 'Mine', edited: true });
  });

  it('is one click away after another summary, and after a new start of the window', async () => {
    await summarized();
    await edit('Mine');
    await tell({ type: 'again' });
    expect(view()).toMatchObject({ phase: 'working', title: '', others: 1 });
    await asked[1]!.answer('Add a cart');
    expect(view()).toMatchObject({ title: 'Add a cart', edited: false, others: 1 });
    await tell({ type: 'restore' });
    expect(view()).toMatchObject({ phase: 'done', title: 'Mine', edited: true, others: 0 });

    open();
    await summarized('Add a cart');
    expect(view()).toMatchObject({ title: 'Add a cart', others: 1 });
    await tell({ type: 'restore' });
    expect(view()).toMatchObject({ title: 'Mine', others: 0 });
  });

  it('is one click away after a summary that failed', async () => {
    await summarized();
    await edit('Mine');
    await tell({ type: 'again' });
    await asked[1]!.fail(new Error('no luck'));
    expect(view()).toMatchObject({ phase: 'failed', title: '', others: 1 });
    await tell({ type: 'restore' });
    expect(view()).toMatchObject({ phase: 'done', title: 'Mine', failure: null });
  });

  it('is listed where there is more of it', async () => {
    await summarized();
    await edit('First');
    await tell({ type: 'again' });
    await asked[1]!.answer('Add a cart');
    await edit('Second');
    await tell({ type: 'again' });
    await asked[2]!.answer('Add a cart');
    ui.picks = ['First'];
    await tell({ type: 'restore' });
    expect(ui.lists.at(-1)!.map(({ label }) => label)).toEqual(['Second', 'First']);
    expect(view()).toMatchObject({ title: 'First', others: 1 });
  });

  it('is kept though it comes when the next summary has begun', async () => {
    await summarized();
    const { edition } = view();
    await tell({ type: 'again' });
    await tell({ type: 'edit', edition, title: 'Typed late', description: '' });
    expect(view()).toMatchObject({ phase: 'working', title: '', others: 1 });
    await asked[1]!.answer('Add a cart');
    await tell({ type: 'restore' });
    expect(view().title).toBe('Typed late');
  });
});

describe('what becomes of a summary', () => {
  it('is told once, when it is used as it was', async () => {
    await summarized();
    for (const type of ['copyTitle', 'copyBoth'] as const) await tell({ type });
    await edit('Mine');
    await tell({ type: 'copyDescription' });
    expect(learned).toEqual([{ worker: 'pr', confidence: 0.7, verdict: { kind: 'kept' } }]);
  });

  it('is told with the share that was changed, and not before the text is used', async () => {
    await summarized('Add a cart to the shop');
    await edit('Add a basket to the shop', 'Written.');
    expect(learned).toEqual([]);
    await tell({ type: 'copyBoth' });
    expect(learned).toEqual([{ worker: 'pr', confidence: 0.7, verdict: { kind: 'edited', changed: expect.closeTo(1 / 7) } }]);
  });
});

describe('a preview whose branch moves on', () => {
  const moves = (head: { name?: string; commit?: string }) => {
    repository.state.HEAD = head;
    summary.repositoryChanged(repository as never);
  };

  it('says so, until it is summarised again', async () => {
    await summarized();
    moves({ name: 'feature', commit: 'a1' });
    expect(view().stale).toBe(false);
    moves({ name: 'feature', commit: 'a2' });
    expect(view()).toMatchObject({ stale: true, title: 'Add a cart' });
    await tell({ type: 'again' });
    expect(view().stale).toBe(false);
    await asked[1]!.answer('Add a cart and a till');
    expect(view()).toMatchObject({ stale: false, title: 'Add a cart and a till' });
  });

  it('says so when it was still being written', async () => {
    const { answer } = await start();
    moves({ name: 'feature', commit: 'a2' });
    expect(view().stale).toBe(false);
    await answer('Add a cart');
    expect(view()).toMatchObject({ phase: 'done', stale: true });
  });

  it('is not stale because another branch is checked out', async () => {
    await summarized();
    moves({ name: 'other', commit: 'b1' });
    moves({ commit: 'b2' });
    expect(view().stale).toBe(false);
  });

  it('is summarised anew when it is asked for again after it was closed, with the user\'s text one click away', async () => {
    await summarized();
    await edit('Mine');
    ui.close();
    moves({ name: 'feature', commit: 'a2' });
    await start();
    expect(asked).toHaveLength(2);
    expect(view().others).toBe(1);
  });
});
