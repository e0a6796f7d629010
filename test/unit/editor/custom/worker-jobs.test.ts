import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { TakenInput } from '../../../../src/editor/custom/choose-input.ts';
import type { WorkerMessage, WorkerView } from '../../../../src/editor/custom/worker-view.ts';
import type { JobOptions } from '../../../../src/editor/jobs.ts';
import { RunningJobs } from '../../../../src/editor/running-jobs.ts';
import type { LoadedWorker, LoadedWorkers } from '../../../../src/workers/custom/load.ts';
import { resetWindow, ui, vscode as fake } from '../../../support/editor/fake-window.ts';

/** One document, and what the editor is asked to do with it. */
const file = { text: 'one\nTWO\nthree\n', edits: 0, opened: [] as { language: string; content: string }[], listed: [] as { message: string; range: unknown }[], progress: [] as string[], cancel: (): void => undefined };
class Range {
  start: { line: number; character: number };
  end: { line: number; character: number };
  constructor(...[a, b, c, d]: unknown[]) {
    this.start = typeof a === 'number' ? { line: a, character: b as number } : (a as Range['start']);
    this.end = typeof a === 'number' ? { line: c as number, character: d as number } : (b as Range['end']);
  }
}
const offset = ({ line, character }: { line: number; character: number }) => file.text.split('\n').slice(0, line).reduce((sum, each) => sum + each.length + 1, 0) + character;
const document = {
  uri: { toString: () => 'file:///a.txt' },
  getText: ({ start, end }: Range) => file.text.slice(offset(start), offset(end)),
  validateRange: (range: Range) => range,
  lineAt: (line: number) => ({ range: new Range(line, 0, line, file.text.split('\n')[line]!.length) }),
};
/** Editors that are in sight, tabs by column, and what was brought into sight. */
const screen = { visible: [] as { document: typeof document }[], groups: [] as { viewColumn: number; tabs: { input: unknown }[] }[], shown: [] as unknown[] };
class TabInputText {
  uri = document.uri;
}
const vscode = {
  ...fake,
  Range,
  TabInputText,
  TabInputWebview: vi.fn(),
  Uri: Object.assign(fake.Uri, { parse: (text: string) => ({ toString: () => text }), file: (path: string) => ({ path }) }),
  ViewColumn: { Active: -1, Beside: -2, One: 1, Two: 2 },
  ProgressLocation: { Notification: 15 },
  DiagnosticSeverity: { Information: 2 },
  Diagnostic: class {
    range: unknown;
    message: string;
    constructor(range: unknown, message: string) {
      this.range = range;
      this.message = message;
    }
  },
  WorkspaceEdit: class {
    edit: { range: Range; text: string } | undefined;
    replace(_uri: unknown, range: Range, text: string) {
      this.edit = { range, text };
    }
  },
  languages: { createDiagnosticCollection: () => ({ get: () => [], set: (_uri: unknown, found: never[]) => (file.listed = found), clear: () => undefined, dispose: () => undefined }) },
  workspace: {
    isTrusted: true,
    textDocuments: [],
    async openTextDocument(what: { language: string; content: string } | object) {
      if ('content' in what) file.opened.push(what);
      return document;
    },
    async applyEdit({ edit }: { edit: { range: Range; text: string } }) {
      file.text = file.text.slice(0, offset(edit.range.start)) + edit.text + file.text.slice(offset(edit.range.end));
      file.edits++;
      return true;
    },
  },
  window: {
    ...fake.window,
    get visibleTextEditors() {
      return screen.visible;
    },
    activeTextEditor: undefined,
    tabGroups: {
      activeTabGroup: { viewColumn: 1 },
      get all() {
        return screen.groups;
      },
    },
    showTextDocument: async (_what: unknown, options: unknown) => void screen.shown.push(options),
    showInformationMessage: async () => undefined,
    withProgress: (_options: unknown, work: (progress: unknown, token: unknown) => unknown) =>
      work({ report: ({ message }: { message: string }) => file.progress.push(message) }, { onCancellationRequested: (listener: () => void) => (file.cancel = listener) }),
  },
};
vi.mock('vscode', () => vscode);
const { WorkerJobs } = await import('../../../../src/editor/custom/worker-jobs.ts');

const shout: LoadedWorker = {
  definition: { name: 'shout', title: 'Shout $(x)', kind: 'transform', format: 'json', description: '', model: ['small'], path: '/w/shout.md' } as never,
  worker: { name: 'shout', render: (output: { text: string }) => output.text } as never,
  withExamples: () => expect.unreachable('Nothing is compared.'),
  outputSchema: {},
};
const second: TakenInput = { input: { text: 'TWO\n', firstLine: 2 }, from: 'selection', what: 'the selection', place: { uri: 'file:///a.txt', start: { line: 1, character: 0 }, end: { line: 2, character: 0 } } };
const nowhere: TakenInput = { input: { text: 'x' }, from: 'clipboard', what: 'the clipboard' };
const settled = () => new Promise((resolve) => setTimeout(resolve, 0));

let answer: (output: unknown, more?: object) => Promise<void>;
let fail: (error: Error) => Promise<void>;
let options: JobOptions<unknown>;
/** The answer of this machine, which a stopped job gives once a better one was asked for. */
let local: object | undefined;
let errors: string[];
let listed: LoadedWorkers;
let jobs: InstanceType<typeof WorkerJobs>;
const view = () => ui.views.at(-1) as WorkerView | undefined;
const tell = async (message: WorkerMessage) => {
  ui.tell(message);
  await settled();
};

beforeEach(() => {
  resetWindow();
  Object.assign(file, { text: 'one\nTWO\nthree\n', edits: 0, opened: [], listed: [], progress: [] });
  Object.assign(screen, { visible: [], groups: [], shown: [] });
  errors = [];
  local = undefined;
  listed = { workers: [shout], problems: [] };
  jobs = new WorkerJobs({
    extensionUri: '' as never,
    jobs: {
      run: (_worker: unknown, _input: unknown, given: JobOptions<unknown>) =>
        new Promise((resolve, reject) => {
          options = given;
          given.signal.addEventListener('abort', () => void (local ? answer(local, { accepted: false, escalation: { reason: 'declined', why: 'Stopped.', left: false } }) : reject(given.signal.reason as Error)));
          answer = async (output, more = {}) => {
            resolve({ worker: 'shout', output, accepted: true, confidence: 0.8, checks: [], answeredBy: 'local', model: 'm', cost: 0, timings: { totalMs: 100 }, ...more } as never);
            await settled();
          };
          fail = async (error) => {
            reject(error);
            await settled();
          };
        }),
    } as never,
    parts: { status: () => undefined, onStatus: () => ({ dispose: () => undefined }) } as never,
    running: new RunningJobs(),
    errors: {
      failure: (what: string, error: Error) => (error.name === 'AbortError' ? undefined : { what, why: error.message, next: '' }),
      show: (_what: string, error: Error) => void errors.push(error.message),
    },
    showLog: () => undefined,
  }, { read: async () => listed });
});

describe('an answer in place of the text', () => {
  it('is one change, and keeps the line end', async () => {
    const done = jobs.run(shout, second, 'replace');
    expect(options.preferred).toEqual(['small']);
    await answer({ text: 'two' });
    await done;
    expect([file.text, file.edits, errors]).toEqual(['one\ntwo\nthree\n', 1, []]);
    expect(view()).toBeUndefined();
  });

  it.each([
    ['leaves an editor that is in sight alone', { visible: [{ document }] }, []],
    ['is shown in the column that it is open in', { groups: [{ viewColumn: 1, tabs: [{ input: 0 }] }, { viewColumn: 2, tabs: [{ input: new TabInputText() }] }] }, [{ preview: false, preserveFocus: true, viewColumn: 2 }]],
    ['is shown in the column in use', {}, [{ preview: false, preserveFocus: true, viewColumn: -1 }]],
  ])('%s, and takes no focus', async (_what, on, shown) => {
    Object.assign(screen, on);
    const done = jobs.run(shout, second, 'replace');
    await answer({ text: 'two' });
    await done;
    expect([file.edits, errors, screen.shown]).toEqual([1, [], shown]);
  });

  it.each([
    ['a check failed', { checks: [{ name: 'keys', passed: false, detail: 'The key total is lost.' }] }, 'Not replaced: The key total is lost.'],
    ['the model is not sure', { accepted: false }, 'Not replaced: the model is not sure of this answer. Read it first.'],
  ])('is shown instead where %s, and replaces when it is asked to', async (_why, more, status) => {
    const done = jobs.run(shout, second, 'replace');
    await answer({ text: 'two' }, more);
    await done;
    expect([file.edits, view()?.status, view()?.text]).toEqual([0, status, 'two']);
    await tell({ type: 'replace' });
    expect([file.text, view()?.replaceable]).toEqual(['one\ntwo\nthree\n', false]);
  });

  it('is shown instead where the text has changed meanwhile: nothing is lost', async () => {
    const done = jobs.run(shout, second, 'replace');
    file.text = 'one\nTWO, and more\nthree\n';
    await answer({ text: 'two' });
    await done;
    expect([file.text, file.edits, view()?.text]).toEqual(['one\nTWO, and more\nthree\n', 0, 'two']);
    expect(errors[0]).toContain('changed since');
  });

  it('is not written where it is empty', async () => {
    const done = jobs.run(shout, second, 'replace');
    await answer({ text: ' ' });
    await done;
    expect([file.edits, view()?.status]).toEqual([0, 'The answer is empty.']);
  });
});

describe('an answer', () => {
  it('is inserted below the text', async () => {
    const done = jobs.run(shout, second, 'insert');
    await answer({ text: 'two' });
    await done;
    expect(file.text).toBe('one\nTWO\ntwo\nthree\n');
  });

  it('is neither inserted nor listed at lines that are others by now', async () => {
    for (const destination of ['insert', 'problems'] as const) {
      const done = jobs.run(shout, second, destination);
      file.text = 'zero\none\nTWO\nthree\n';
      await answer({ text: 'two', items: [{ firstLine: 2, label: 'bug', text: 'x' }] });
      await done;
    }
    expect([file.edits, file.listed]).toEqual([0, []]);
    expect(errors).toEqual([expect.stringContaining('The answer was not inserted. The text has changed')]);
    expect(view()).toMatchObject({ status: expect.stringContaining('The text has changed'), rows: [{ answer: 'bug' }] });
    await tell({ type: 'insert' });
    expect([file.edits, errors.length]).toEqual([0, 2]);
  });

  it('becomes a document in its own language, JSON, or the clipboard\'s text', async () => {
    for (const destination of ['document', 'json', 'clipboard'] as const) {
      const done = jobs.run(shout, nowhere, destination);
      await answer({ text: '{}' });
      await done;
    }
    expect(file.opened).toEqual([{ language: 'json', content: '{}' }, { language: 'json', content: '{\n  "text": "{}"\n}\n' }]);
    expect(ui.clipboard).toBe('{}');
  });

  it('lists its pieces as problems at their lines, but for those without a label', async () => {
    const done = jobs.run(shout, second, 'problems');
    await answer({ text: '', items: [{ firstLine: 2, lastLine: 3, label: 'bug', probability: 0.9, text: 'x' }, { firstLine: 5, lastLine: 5, label: null, text: 'y' }] });
    await done;
    expect(file.listed.map(({ message }) => message)).toEqual(['bug (90 %)']);
    expect(file.listed[0]!.range).toMatchObject({ start: { line: 1 }, end: { line: 2 } });
  });

  it('streams into the panel, with how far it has come', async () => {
    const done = jobs.run(shout, second, 'panel');
    expect(view()).toMatchObject({ phase: 'working', title: 'Shout $(x)', source: 'the selection' });
    options.onProgress!({ done: 1, total: 3, what: 'Piece 2 of 3' });
    options.onPartial!('t', { text: 't' });
    expect(view()).toMatchObject({ text: 't', status: 'Piece 2 of 3', progress: { done: 1, total: 3 } });
    await answer({ text: 'two' });
    await done;
    expect(view()).toMatchObject({ phase: 'done', text: 'two', confidence: 80, progress: null, replaceable: true });
    await tell({ type: 'copy' });
    expect(ui.clipboard).toBe('two');
  });

  it('that was stopped says so, in the panel and, silently, elsewhere', async () => {
    const shown = jobs.run(shout, second, 'panel');
    await tell({ type: 'stop' });
    await shown;
    expect(view()).toMatchObject({ phase: 'stopped', status: 'Stopped.', failure: null });
    const other = jobs.run(shout, second, 'replace');
    file.cancel();
    await other;
    expect([file.edits, errors]).toEqual([0, []]);
  });

  it('that is whole stands when the wait for a better one is stopped', async () => {
    local = { text: 'two' };
    const shown = jobs.run(shout, second, 'panel');
    options.onEscalation!({ step: 'asking', model: 'big', recipient: 'host' });
    expect(view()).toMatchObject({ phase: 'working', status: expect.stringContaining('stop to use it') });
    await tell({ type: 'stop' });
    await shown;
    expect(view()).toMatchObject({ phase: 'done', text: 'two', accepted: false });
    const copied = jobs.run(shout, second, 'clipboard');
    options.onEscalation!({ step: 'sent', model: 'big', recipient: 'host' });
    file.cancel();
    await copied;
    expect([ui.clipboard, errors]).toEqual(['two', []]);
  });

  it.each([
    ['is stopped', () => tell({ type: 'stop' }), 'stopped'],
    ['fails', () => fail(new Error('no memory')), 'failed'],
    ['asks for a better one', async () => options.onEscalation!({ step: 'sent', model: 'big', recipient: 'host' }), 'working'],
  ] as const)('is shown as far as it was written when its job %s', async (_what, end, phase) => {
    void jobs.run(shout, second, 'panel');
    for (const text of ['t', 'tw', 'two']) options.onPartial!(text, { text });
    expect(view()?.text).toBe('t');
    await end();
    expect(view()).toMatchObject({ text: 'two', phase });
  });

  it('that fails says why in the panel', async () => {
    const done = jobs.run(shout, second, 'clipboard');
    await fail(new Error('no memory'));
    await done;
    expect(view()?.failure?.why).toBe('no memory');
  });

  it('can be had again', async () => {
    const done = jobs.run(shout, second, 'panel');
    await answer({ text: 'two' });
    await done;
    await tell({ type: 'again' });
    expect(view()?.phase).toBe('working');
    await answer({ text: 'deux' });
    expect(view()?.text).toBe('deux');
  });

  it('can be had again as the file says by then, which is told where it is wrong', async () => {
    const done = jobs.run(shout, second, 'panel');
    await answer({ text: 'two' });
    await done;
    listed = { workers: [{ ...shout, definition: { ...shout.definition, title: 'Whisper' } }], problems: [] };
    await tell({ type: 'again' });
    expect(view()).toMatchObject({ phase: 'working', title: 'Whisper' });
    await answer({ text: 'deux' });
    listed = { workers: [], problems: [{ path: '/w/shout.md', line: 3, message: 'No such kind.' } as never] };
    await tell({ type: 'again' });
    expect([view()?.phase, errors]).toEqual(['done', [expect.stringContaining('/w/shout.md:3: No such kind.')]]);
  });
});
