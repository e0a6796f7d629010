import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { modelProcessesBelow } from '../support/child-processes.ts';
import { openEditor, type OpenEditor } from '../support/editor/open-editor.ts';
import { SampleRepository, temporaryFolder } from '../support/editor/sample-workspace.ts';
import { PATIENCE_MS } from '../support/editor/workbench.ts';

describe('without a model on the machine', () => {
  let folder: string;
  let cache: string;
  let editor: OpenEditor;

  beforeAll(async () => {
    folder = temporaryFolder();
    cache = temporaryFolder();
    new SampleRepository(folder).write({ 'a.txt': 'one\n' }).commit('Add a').write({ 'a.txt': 'two\n' }).stage();
    editor = await openEditor({ folder, env: { JOURNEYMAN_CACHE: cache } });
  });

  afterAll(async () => {
    await editor?.close();
    for (const path of [folder, cache]) await rm(path, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  });

  /** All files below the cache folder. */
  // The index of the repository's history is no model.
  const cached = async () => (await readdir(cache, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile() && !entry.name.startsWith('store.sqlite')).map(({ parentPath, name }) => join(parentPath, name));

  it('the first job offers the download with size and licence, and declining it changes nothing', async () => {
    const { window } = editor;
    await window.showSourceControl();
    await window.typeCommitText('My own words');
    await window.clickSourceControlButton('Generate Commit Message');
    const dialog = window.page.locator('.monaco-dialog-box');
    await dialog.waitFor({ timeout: PATIENCE_MS });
    await window.screenshot('download-offer');
    const text = await dialog.innerText();
    expect(text).toMatch(/Size: 1[.,]\d+ GB/);
    expect(text).toContain('Apache-2.0');
    await dialog.getByRole('button', { name: 'Not Now' }).click();
    await dialog.waitFor({ state: 'detached' });
    expect(await window.commitText()).toBe('My own words');
    expect(await cached()).toEqual([]);
    expect(await window.page.locator('.notification-toast').count()).toBe(0);
  });

  it('nothing was loaded', async () => {
    expect(await modelProcessesBelow(editor.server.userDataDir)).toEqual([]);
  });
});
