import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest';

const shown = vi.hoisted(() => ({ answers: [] as ((message: string, buttons: string[]) => string | undefined)[], messages: [] as string[], lists: [] as { label: string }[][], picks: [] as ((list: FakeList) => void)[], input: undefined as string | undefined }));

interface FakeList {
  items: { label: string; buttons?: unknown[]; action?: unknown }[];
  buttons: unknown[];
  /** Enter while no item fits what is typed. */
  enter(): void;
  undo(): void;
  choose(index: number): void;
  press(index: number, button: number): void;
  hide(): void;
}

vi.mock('vscode', () => ({
  Uri: Object,
  ThemeIcon: Object,
  QuickPickItemKind: { Separator: -1 },
  ProgressLocation: { Notification: 15 },
  workspace: { isTrusted: true },
  extensions: { getExtension: () => ({ isActive: true, exports: { enabled: true, getAPI: () => ({ repositories: [fake.repository], getRepository: () => null }) } }) },
  window: {
    showInformationMessage: async (message: string, ...buttons: string[]) => {
      shown.messages.push(message);
      return shown.answers.shift()?.(message, buttons);
    },
    showInputBox: async () => shown.input,
    withProgress: (_options: unknown, work: (progress: unknown, token: unknown) => unknown) => work({ report: () => undefined }, { onCancellationRequested: () => undefined }),
    createQuickPick: () => {
      const on: Record<string, (event?: unknown) => void> = {};
      const list = {
        items: [] as FakeList['items'],
        buttons: [] as unknown[],
        selectedItems: [] as unknown[],
        onDidAccept: (listener: () => void) => (on['accept'] = listener),
        onDidTriggerButton: (listener: () => void) => (on['title'] = listener),
        onDidTriggerItemButton: (listener: (event: unknown) => void) => (on['button'] = listener as never),
        onDidHide: (listener: () => void) => (on['hide'] = listener),
        enter: () => on['accept']!(),
        undo: () => on['title']!(),
        choose(index: number) {
          list.selectedItems = [list.items[index]];
          on['accept']!();
        },
        press: (index: number, button: number) => on['button']!({ item: list.items[index], button: list.items[index]!.buttons![button] }),
        hide: () => on['hide']!(),
        show() {
          shown.lists.push(list.items);
          shown.picks.shift()!(list);
        },
        dispose: () => undefined,
      };
      return list;
    },
  },
}));

const { createSplitCommit } = await import('../../../src/editor/split-commit.ts');
const { RunningJobs } = await import('../../../src/editor/running-jobs.ts');
const { Sandbox } = await import('../git/repository.ts');

const fake: { repository: unknown } = { repository: undefined };
const sandbox = new Sandbox();
afterAll(() => sandbox.remove());

let count = 0;
let repository: InstanceType<typeof Sandbox> extends { repository(name: string): infer R } ? R : never;
let failures: unknown[];
/** What became of the commit box. */
let boxes: string[];
let command: ReturnType<typeof createSplitCommit>;

beforeEach(() => {
  repository = sandbox.repository(`edi tor é ${++count}`);
  for (const [key, value] of [['user.name', 'Zoë'], ['user.email', 'zoe@example.com'], ['commit.gpgSign', 'false'], ['core.hooksPath', 'none']]) repository.git('config', key!, value!);
  repository.commit('start', { 'README.md': 'Install it.\n', 'src/tokenizer.ts': 'x\n' });
  repository.write('README.md', 'Install it from Homebrew.\n');
  repository.write('src/tokenizer.ts', 'export const segmentQuery = 1;\n'.repeat(8));
  repository.git('add', '--all');
  fake.repository = { rootUri: { fsPath: repository.path, path: repository.path, toString: () => repository.path }, ui: { selected: true }, status: async () => undefined };
  Object.assign(shown, { answers: [], messages: [], lists: [], picks: [], input: undefined });
  failures = [];
  const errors = { failure: () => undefined, show: (_what: string, error: unknown) => void failures.push(error) };
  const jobs = { run: async (_worker: unknown, { diff }: { diff: string }) => ({ output: { message: diff.includes('README') ? 'describe Homebrew' : 'segment queries' } }) };
  boxes = [];
  const takeMessageOut = () => {
    boxes.push('emptied');
    return () => void boxes.push('filled');
  };
  command = createSplitCommit({ jobs: jobs as never, running: new RunningJobs(), errors, takeMessageOut });
});

const subjects = () => repository.git('log', '--format=%s').trim().split('\n');
const settled = (done: () => boolean) => expect.poll(done, { timeout: 30_000 }).toBe(true);

describe('the command that splits staged changes', () => {
  it('shows the commits, makes them when told to, and undoes them', async () => {
    shown.picks.push((list) => list.choose(0));
    shown.answers.push((_message, [undo]) => undo);
    await command.split();
    expect(shown.lists[0]?.map(({ label }) => label)).toEqual(['$(check) Make These 2 Commits', 'Commits, in this order', '1. describe Homebrew', '2. segment queries']);
    expect(shown.messages).toEqual([expect.stringContaining('2 commits were made')]);
    expect(failures).toEqual([]);
    await settled(() => subjects().join() === 'start');
    // What was written for all of it goes with the commits, and comes back with the changes.
    await settled(() => boxes.join() === 'emptied,filled');
    expect(repository.git('status', '--porcelain')).toBe('M  README.md\nM  src/tokenizer.ts\n');
  });

  it('commits nothing when the list is closed', async () => {
    shown.picks.push((list) => list.hide());
    await command.split();
    expect([subjects(), shown.messages, failures, boxes]).toEqual([['start'], [], [], []]);
  });

  it('lets messages be edited and commits be merged', async () => {
    shown.input = 'say where to get it';
    shown.picks.push((list) => list.press(2, 0), (list) => list.choose(0));
    await command.split();
    expect(subjects()).toEqual(['segment queries', 'say where to get it', 'start']);
    repository.git('reset', '--quiet', '--soft', 'HEAD~2');
    shown.picks.push((list) => list.press(3, 0), (list) => list.choose(0));
    await command.split();
    expect(subjects()).toEqual(['describe Homebrew', 'start']);
    expect(failures).toEqual([]);
  });

  it('takes back what was done to the list, and loses nothing by an Enter that chooses nothing', async () => {
    shown.picks.push(
      (list) => {
        expect(list.buttons).toHaveLength(0);
        list.enter();
        list.press(3, 0);
      },
      (list) => {
        expect(list.items[0]!.label).toContain('Commit All Together');
        list.undo();
      },
      (list) => {
        expect(list.buttons).toHaveLength(0);
        list.choose(0);
      },
    );
    await command.split();
    expect(subjects()).toEqual(['segment queries', 'describe Homebrew', 'start']);
    expect(failures).toEqual([]);
  });

  it('says that one change is one, and reports what goes wrong', async () => {
    repository.git('reset', '--quiet', '--', 'README.md');
    await command.split();
    expect(shown.messages).toEqual([expect.stringContaining('looks like one change')]);
    repository.git('reset', '--quiet');
    await command.split();
    expect(failures).toMatchObject([{ what: 'Nothing is staged.' }]);
  });

  it('is offered once for the same staged changes, and never where they are one', async () => {
    shown.answers.push(() => 'Split…');
    shown.picks.push((list) => list.hide());
    await command.offerSplit(fake.repository as never);
    await command.offerSplit(fake.repository as never);
    expect(shown.messages).toEqual([expect.stringMatching(/2 separate changes: docs: README\.md; src\/tokenizer\.ts/)]);
    await settled(() => shown.lists.length === 1);
    repository.git('reset', '--quiet');
    await command.offerSplit(fake.repository as never);
    expect(shown.messages).toHaveLength(1);
    expect([subjects(), failures]).toEqual([['start'], []]);
  });
});
