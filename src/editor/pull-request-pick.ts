import * as vscode from 'vscode';
import type { PullRequestTemplate } from '../core/changes.ts';
import type { PullRequestText } from './pull-request-text.ts';
import { plain } from './split-list.ts';

/** Asks for one of the repository's templates: its path, or empty for none of them. Undefined where the user gave up. */
export async function pickTemplate(templates: readonly PullRequestTemplate[], chosen: string | undefined): Promise<string | undefined> {
  const used = chosen ?? templates[0]?.path;
  const items = [
    ...templates.map(({ path }) => ({ label: plain(path.split('/').at(-1)!), description: [plain(path), path === used && 'used now'].filter(Boolean).join(' · '), path })),
    { label: '$(circle-slash) No Template', description: used === '' ? 'used now' : '', path: '' },
  ];
  return (await vscode.window.showQuickPick(items, { title: 'Template', placeHolder: 'Write the description in', matchOnDescription: true }))?.path;
}

/** Asks for one of several texts. Undefined where the user gave up. */
export async function pickText(texts: readonly PullRequestText[]): Promise<PullRequestText | undefined> {
  if (texts.length < 2) return texts[0];
  const items = texts.map((text) => ({ label: text.title || '(no title)', detail: text.description.replace(/\s+/g, ' ').slice(0, 160), text }));
  return (await vscode.window.showQuickPick(items, { title: 'Restore My Text', placeHolder: 'The text that you changed last comes first' }))?.text;
}
