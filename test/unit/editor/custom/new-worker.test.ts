import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

/** What the user does in each step: a part of a label or a text; `<` goes back, undefined leaves. */
let acts: (string | undefined)[] = [];
let steps: string[] = [];
let problems: string[] = [];
let shown: { path: string; selected: [number, number]; column: number } | undefined;
const tabGroups: { activeTabGroup: { activeTab?: { input: unknown }; viewColumn: number } } = { activeTabGroup: { viewColumn: 1 } };
class TabInputWebview {
  viewType = 'mainThreadWebview-journeyman.worker';
}

const input = () => {
  const on: Record<string, (value?: unknown) => unknown> = {};
  return {
    step: 0,
    totalSteps: 0,
    value: '',
    validationMessage: undefined as string | undefined,
    items: [] as { label: string }[],
    selectedItems: [] as { label: string }[],
    onDidAccept: (listener: () => unknown) => (on['accept'] = listener),
    onDidHide: (listener: () => unknown) => (on['hide'] = listener),
    onDidTriggerButton: (listener: () => unknown) => (on['back'] = listener),
    onDidChangeValue: (listener: (value: unknown) => unknown) => (on['change'] = listener),
    async show() {
      steps.push(`${this.step}/${this.totalSteps}`);
      const act = acts.shift();
      if (act === undefined) return on['hide']!();
      if (act === '<') return on['back']!();
      this.value = act;
      this.selectedItems = this.items.filter(({ label }) => label.includes(act));
      await on['change']?.(act);
      await on['accept']!();
      if (!this.validationMessage) return;
      problems.push(this.validationMessage);
      this.value = acts.shift()!;
      await on['accept']!();
    },
    dispose: () => undefined,
  };
};
vi.mock('vscode', () => ({
  TabInputWebview,
  ViewColumn: { Active: -1, One: 1, Two: 2 },
  QuickInputButtons: { Back: {} },
  QuickPickItemKind: { Separator: -1 },
  TextEditorRevealType: { AtTop: 3, InCenterIfOutsideViewport: 2 },
  Uri: { file: (fsPath: string) => ({ fsPath }) },
  Range: class {
    start: number;
    end: number;
    constructor(start: number, end: number) {
      this.start = start;
      this.end = end;
    }
  },
  workspace: { openTextDocument: async ({ fsPath }: { fsPath: string }) => ({ fsPath, positionAt: (offset: number) => offset }) },
  window: {
    createQuickPick: input,
    createInputBox: input,
    tabGroups,
    showTextDocument: async ({ fsPath }: { fsPath: string }, { selection, viewColumn }: { selection: { start: number; end: number }; viewColumn: number }) => {
      shown = { path: fsPath, selected: [selection.start, selection.end], column: viewColumn };
      return { revealRange: () => undefined };
    },
  },
}));
const { newWorker } = await import('../../../../src/editor/custom/new-worker.ts');

let folder: string;
const place = (origin: 'workspace' | 'user') => ({ origin, label: origin, folder: join(folder, origin) });

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'journeyman größe '));
  [acts, steps, problems, shown] = [[], [], [], undefined];
  tabGroups.activeTabGroup = { viewColumn: 1 };
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('New Worker', () => {
  it('asks step by step, writes the file and selects the instruction', async () => {
    acts = ['Classify', 'ticket-kind', 'workspace', 'bug, wish', 'problems'];
    const path = await newWorker([place('workspace'), place('user')]);
    expect(path).toBe(join(folder, 'workspace', 'ticket-kind.md'));
    const text = readFileSync(path!, 'utf8');
    expect(text).toContain('result: problems');
    expect(text.slice(...shown!.selected)).toMatch(/^Say in a sentence/);
    expect(steps).toEqual(['1/5', '2/5', '3/5', '4/5', '5/5']);
  });

  it('leaves out what need not be asked, and goes back', async () => {
    acts = ['Classify', '<', 'Transform', 'shout', '<', 'shout', 'In place'];
    const path = await newWorker([place('user')]);
    expect(readFileSync(path!, 'utf8')).toContain('result: replace');
    expect(steps).toEqual(['1/5', '2/4', '1/4', '2/3', '3/3', '2/3', '3/3']);
  });

  it('says what is wrong with a name, and never writes over a file', async () => {
    acts = ['Summarize', 'a b', 'notes', 'panel'];
    const first = await newWorker([place('user')]);
    writeFileSync(first!, 'mine');
    acts = ['Summarize', 'notes', 'other', 'panel'];
    const second = await newWorker([place('user'), place('workspace')].slice(0, 1));
    expect(problems).toEqual([expect.stringContaining('small letters'), expect.stringContaining('There is a worker of this name')]);
    expect([readFileSync(first!, 'utf8'), second]).toEqual(['mine', join(folder, 'user', 'other.md')]);
  });

  it('takes no name that a worker of another place has: one would hide the other', async () => {
    acts = ['Summarize', 'notes', 'panel'];
    await newWorker([place('workspace')]);
    acts = ['Summarize', 'notes', 'other', 'panel'];
    expect(await newWorker([place('user')], [place('workspace'), place('user')])).toBe(join(folder, 'user', 'other.md'));
    expect(problems).toEqual([`There is a worker of this name in ${join(folder, 'workspace')}.`]);
  });

  it.each([
    ['where the user is', undefined, 1, -1],
    ['beside our panel', new TabInputWebview(), 2, 1],
    ['beside our panel in the first column', new TabInputWebview(), 1, 2],
    ['in the column of another extension\'s panel', Object.assign(new TabInputWebview(), { viewType: 'mainThreadWebview-markdown.preview' }), 2, -1],
  ])('shows the file %s', async (_, input, viewColumn, column) => {
    tabGroups.activeTabGroup = { ...(input && { activeTab: { input } }), viewColumn };
    acts = ['Transform', 'shout', 'In place'];
    await newWorker([place('user')]);
    expect(shown!.column).toBe(column);
  });

  it('writes nothing where the user leaves', async () => {
    acts = ['Extract', 'invoice', undefined];
    expect(await newWorker([place('user')])).toBeUndefined();
    expect(shown).toBeUndefined();
  });
});
