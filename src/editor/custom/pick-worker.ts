import * as vscode from 'vscode';
import type { LoadedWorker } from '../../workers/custom/load.ts';
import { plainLabel } from './plain-label.ts';
import { KIND_ICONS } from './worker-tree.ts';

interface Entry extends vscode.QuickPickItem {
  worker?: LoadedWorker;
}

const ORIGINS = { workspace: 'This workspace', user: 'Yours', 'built-in': 'Built in' };

/** Lets the user choose a worker, the one that ran last first; `new` where they want to write one, undefined where they leave. */
export async function pickWorker(workers: readonly LoadedWorker[], placeHolder: string, last: string | undefined): Promise<LoadedWorker | 'new' | undefined> {
  const entry = (worker: LoadedWorker): Entry => {
    const { title, name, kind, description } = worker.definition;
    return { label: `$(${KIND_ICONS[kind]}) ${plainLabel(title, 80)}`, description: name === title ? kind : `${name} · ${kind}`, detail: plainLabel(description), worker };
  };
  const before = workers.filter(({ definition }) => definition.name === last);
  const groups = (['workspace', 'user', 'built-in'] as const).flatMap((origin): Entry[] => {
    const own = workers.filter(({ definition }) => definition.origin === origin && definition.name !== last);
    return own.length === 0 ? [] : [{ label: ORIGINS[origin], kind: vscode.QuickPickItemKind.Separator }, ...own.map(entry)];
  });
  const entries: Entry[] = [
    ...(before.length > 0 ? [{ label: 'Last', kind: vscode.QuickPickItemKind.Separator }, ...before.map(entry)] : []),
    ...groups,
    { label: '', kind: vscode.QuickPickItemKind.Separator },
    { label: '$(add) New Worker…' },
  ];
  const picked = await vscode.window.showQuickPick(entries, { title: 'Run Worker', placeHolder, matchOnDescription: true, matchOnDetail: true });
  return picked && (picked.worker ?? 'new');
}
