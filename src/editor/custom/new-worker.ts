import { mkdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { UserError } from '../../core/errors.ts';
import type { WorkerDefinition, WorkerKind } from '../../workers/custom/definition.ts';
import { nameProblem } from '../../workers/custom/names.ts';
import { besidePanel } from '../columns.ts';
import { BACK, choose, type Choice, type as typeText } from './wizard.ts';
import { type NewWorker, wordsOf, wordsProblem, workerTemplate } from './worker-template.ts';
import { KIND_ICONS } from './worker-tree.ts';

const TITLE = 'New Worker';

const KINDS: readonly Choice<WorkerKind>[] = [
  { value: 'classify', label: `$(${KIND_ICONS.classify}) Classify`, description: 'choose among labels: tickets, errors, comments' },
  { value: 'extract', label: `$(${KIND_ICONS.extract}) Extract`, description: 'find values: invoices, forms, log lines' },
  { value: 'transform', label: `$(${KIND_ICONS.transform}) Transform`, description: 'write it otherwise: a format, a tone, a language' },
  { value: 'summarize', label: `$(${KIND_ICONS.summarize}) Summarize`, description: 'shorten, with references to the lines' },
];

const RESULTS: Record<WorkerDefinition['result'], { label: string; description: string }> = {
  panel: { label: 'In a panel beside the text', description: 'with confidence and checks' },
  replace: { label: 'In place of the text', description: 'undo takes it back' },
  insert: { label: 'Below the text', description: 'undo takes it back' },
  document: { label: 'In a new document', description: '' },
  clipboard: { label: 'In the clipboard', description: '' },
  problems: { label: 'In the problems list', description: 'an entry for each piece of the text' },
  json: { label: 'As JSON', description: 'in a new document' },
};

/** The results that make sense for a kind, the usual one first. */
const RESULTS_OF: Record<WorkerKind, readonly WorkerDefinition['result'][]> = {
  classify: ['panel', 'problems', 'clipboard', 'json'],
  extract: ['panel', 'json', 'document', 'clipboard'],
  transform: ['panel', 'replace', 'insert', 'document', 'clipboard'],
  summarize: ['panel', 'document', 'insert', 'clipboard'],
};

const WORDS: Partial<Record<WorkerKind, string>> = {
  classify: 'The labels, with commas between them: bug, question, praise',
  extract: 'The values to find, with commas between them: number, date, total',
};

/** A folder for a new worker. */
export interface WorkerPlace {
  origin: 'workspace' | 'user';
  label: string;
  folder: string;
}

interface Chosen extends NewWorker {
  place: WorkerPlace;
}

/**
 * Asks step by step what the worker is to be, writes its file and opens it at the instruction. `all` are the places that workers are read from, if there are
 * more than it may be kept in. Gives the file's path; undefined where the user leaves. Throws a UserError where it cannot be written.
 */
export async function newWorker(places: readonly WorkerPlace[], all = places): Promise<string | undefined> {
  const chosen = await ask(places, all);
  if (!chosen) return undefined;
  const path = join(chosen.place.folder, `${chosen.name}.md`);
  const { text, start, end } = workerTemplate(chosen);
  await writeNew(path, text);
  const document = await vscode.workspace.openTextDocument(vscode.Uri.file(path));
  const selection = new vscode.Range(document.positionAt(start), document.positionAt(end));
  const editor = await vscode.window.showTextDocument(document, { selection, preview: false, viewColumn: besidePanel() });
  // From the top, as far as the instruction stays in sight.
  editor.revealRange(new vscode.Range(0, 0, 0, 0), vscode.TextEditorRevealType.AtTop);
  editor.revealRange(selection, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  return path;
}

async function ask(places: readonly WorkerPlace[], all: readonly WorkerPlace[]): Promise<Chosen | undefined> {
  const chosen: Partial<Chosen> = places.length === 1 ? { place: places[0]! } : {};
  let typed = '';
  const steps: { asked(): boolean; ask(step: number, total: number): Promise<typeof BACK | 'next' | undefined> }[] = [
    {
      asked: () => true,
      ask: async (step, total) => keep(await choose({ title: TITLE, step, total, prompt: 'What shall it do?' }, KINDS, chosen.kind), (kind) => (chosen.kind = kind)),
    },
    {
      asked: () => true,
      async ask(step, total) {
        const taken = async (name: string) => nameProblem(name) ?? (await firstWith(all, name));
        return keep(await typeText({ title: TITLE, step, total, prompt: 'Its name: small letters, digits and hyphens, as in ticket-kind' }, chosen.name ?? '', taken), (name) => (chosen.name = name));
      },
    },
    {
      asked: () => places.length > 1,
      async ask(step, total) {
        const items = places.map((place) => ({ value: place, label: place.label, description: place.folder }));
        return keep(await choose({ title: TITLE, step, total, prompt: 'Where is it kept?' }, items, chosen.place), (place) => (chosen.place = place));
      },
    },
    {
      asked: () => WORDS[chosen.kind!] !== undefined,
      async ask(step, total) {
        const kind = chosen.kind!;
        return keep(await typeText({ title: TITLE, step, total, prompt: WORDS[kind]! }, typed, (text) => wordsProblem(kind, text)), (text) => (typed = text));
      },
    },
    {
      asked: () => true,
      async ask(step, total) {
        const items = RESULTS_OF[chosen.kind!].map((value) => ({ value, ...RESULTS[value] }));
        return keep(await choose({ title: TITLE, step, total, prompt: 'Where does the answer go?' }, items, chosen.result), (result) => (chosen.result = result));
      },
    },
  ];
  for (let index = 0; ; ) {
    // Which steps there are depends on the kind, which is known after the first.
    const asked = chosen.kind === undefined ? steps : steps.filter((step) => step.asked());
    const step = asked[index];
    if (!step) break;
    const answer = await step.ask(index + 1, asked.length);
    if (answer === undefined) return undefined;
    index += answer === BACK ? -1 : 1;
  }
  return { ...(chosen as Chosen), words: WORDS[chosen.kind!] ? wordsOf(typed) : [] };
}

function keep<T>(answer: T | typeof BACK | undefined, put: (value: T) => void): typeof BACK | 'next' | undefined {
  if (answer === undefined || answer === BACK) return answer as typeof BACK | undefined;
  put(answer as T);
  return 'next';
}

/** Says where a file of the name is already, for it would hide the new one or be hidden by it. */
async function firstWith(places: readonly WorkerPlace[], name: string): Promise<string | undefined> {
  for (const { folder } of places) {
    if (await exists(join(folder, `${name}.md`))) return `There is a worker of this name in ${folder}.`;
  }
  return undefined;
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(() => true, () => false);
}

/** Never over a file that is there. */
async function writeNew(path: string, text: string): Promise<void> {
  try {
    await mkdir(join(path, '..'), { recursive: true });
    await writeFile(path, text, { flag: 'wx' });
  } catch (error) {
    const there = error instanceof Error && 'code' in error && error.code === 'EEXIST';
    throw new UserError('The worker was not written.', there ? `There is a file ${path} already.` : `${path} cannot be written.`, there ? 'Choose another name.' : 'Choose another place.', { cause: error });
  }
}
