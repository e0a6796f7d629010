import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import * as vscode from 'vscode';
import { cacheFolder } from '../../../src/models/cache-folder.ts';
import { suite, test } from '../runner/collect.ts';
import { closeNotifications, eventually, repository, start } from './support.ts';

const generate = 'journeyman.generateCommitMessage';

/** The label of every verdict on a commit message that is in the store, by its number. */
function verdicts(): Map<number, number> {
  const path = join(cacheFolder(), 'store.sqlite');
  if (!existsSync(path)) return new Map();
  const store = new DatabaseSync(path, { readOnly: true });
  try {
    const rows = store.prepare("SELECT id, label FROM verdicts_all WHERE worker = 'commit'").all();
    return new Map(rows.map(({ id, label }) => [Number(id), Number(label)]));
  } catch (error) {
    // Nothing has opened the store since it has this table.
    if (String(error).includes('no such table')) return new Map();
    throw error;
  } finally {
    store.close();
  }
}

/** Has a message written, lets the user do something with it, commits what is in the box as the user does, and waits for the verdict. */
async function committed(change: (message: string) => string): Promise<number> {
  const { inputBox, rootUri, state } = await repository('gelernt');
  const known = verdicts();
  inputBox.value = '';
  await start(generate, { rootUri }).done;
  const message = inputBox.value;
  assert.notEqual(message, '');
  inputBox.value = change(message);
  await vscode.commands.executeCommand('git.commit', rootUri);
  await eventually('the commit', () => state.indexChanges.length === 0);
  await closeNotifications();
  return eventually('the verdict', () => [...verdicts()].find(([id]) => !known.has(id))?.[1], 30_000);
}

suite('learning from commits', () => {
  test('takes down that a message was kept', async () => {
    assert.equal(await committed((message) => message), 1);
  });

  test('takes down by how much a message was edited', async () => {
    const found = await repository('gelernt');
    const path = join(found.rootUri.fsPath, 'shop.py');
    await writeFile(path, 'def price(item, discount=0):\n    return max(0, item.price * (100 - discount) / 100)\n\n\ndef total(items):\n    return sum(price(item) for item in items)\n');
    await found.add([path]);
    const label = await committed((message) => `SHOP-12 ${message}`);
    assert.ok(label > 0.5 && label < 1, `a label of ${label}`);
  });
});
