import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { ensureModel } from '../support/editor/models.ts';
import { openEditor, type OpenEditor } from '../support/editor/open-editor.ts';
import { temporaryFolder } from '../support/editor/sample-workspace.ts';
import { PATIENCE_MS, type Workbench } from '../support/editor/workbench.ts';

// A stranger's first five minutes with a worker of their own, with the default model: these are the pictures of docs/workers.md.
vi.setConfig({ testTimeout: 2 * PATIENCE_MS });
let holder: string;
let folder: string;
let editor: OpenEditor;
let window: Workbench;

const tickets = `The export button does nothing since the last update.
I was charged twice in March, please send the second payment back.
Could you add a dark theme? My eyes would thank you.
The app crashes when I open a picture larger than 20 MB.
Where can I find the invoice of last year?
Please let us sort the list by date as well.
`;

beforeAll(async () => {
  await ensureModel('qwen2.5-coder-1.5b');
  holder = temporaryFolder();
  folder = join(holder, 'support größe');
  mkdirSync(folder);
  writeFileSync(join(folder, 'tickets.txt'), tickets);
  editor = await openEditor({ folder, settings: { 'editor.wordWrap': 'on' }, env: { JOURNEYMAN_WORKERS: join(holder, 'mine') } });
  window = editor.window;
});

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await window.screenshot(`failed: ${task.name}`.replace(/[^\w]+/g, '-'));
});

afterAll(async () => {
  await editor?.close();
  await rm(holder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
});

const input = () => window.page.locator('.quick-input-widget input[type="text"]');
const prompt = (text: string) => window.page.locator('.quick-input-widget', { hasText: text }).first().waitFor();
/** Selects the value of a setting. */
const selectValue = (setting: string, value: string) => window.page.locator('.view-line', { hasText: new RegExp(`^${setting}:`) }).locator('span', { hasText: new RegExp(`^\\W*${value}$`) }).last().dblclick();
const file = () => join(folder, '.journeyman', 'workers', 'ticket-kind.md');

describe('a worker of one\'s own', () => {
  it('is written step by step', async () => {
    await window.command('Journeyman: New Worker');
    await window.page.locator('.quick-input-list .monaco-list-row', { hasText: 'Classify' }).click();
    await prompt('small letters');
    await input().fill('Ticket Kind');
    await prompt('small letters, digits and hyphens, as in log-triage.md');
    await input().fill('ticket-kind');
    await window.page.keyboard.press('Enter');
    await window.page.locator('.quick-input-list .monaco-list-row', { hasText: 'This Workspace' }).click();
    await prompt('The labels');
    await input().fill('bug, billing, wish');
    await window.screenshot('worker-new', { readme: true });
    await window.page.keyboard.press('Enter');
    await window.page.locator('.quick-input-list .monaco-list-row', { hasText: 'In a panel' }).click();
    await expect.poll(() => window.code()).toContain('kind: classify');
    expect(readFileSync(file(), 'utf8')).toContain('kind: classify');
  });

  it('is told in a sentence what to do', async () => {
    // What is to be written over is selected.
    await window.page.locator('.editor-instance .codelens-decoration', { hasText: 'Try It' }).waitFor({ state: 'attached' });
    await window.page.locator('.editor-actions a.action-label[aria-label="Try It"]').waitFor();
    await window.page.keyboard.type('A customer wrote this to the support. What do they want?');
    await selectValue('items', 'whole');
    await window.page.keyboard.type('lin');
    await window.page.keyboard.press('Control+Space');
    await window.page.locator('.suggest-widget .monaco-list-row', { hasText: 'lines' }).first().waitFor();
    await window.page.keyboard.press('Enter');
    await expect.poll(() => window.code()).toContain('items: lines');
    await expect.poll(() => window.page.locator('.editor-instance .squiggly-error').count()).toBe(0);
    await window.restMouse();
    await window.screenshot('worker-edit', { readme: true });
    await window.page.keyboard.press('ControlOrMeta+S');
    await expect.poll(() => readFileSync(file(), 'utf8')).toContain('items: lines');
    expect(readFileSync(file(), 'utf8')).toContain('What do they want?');
  });

  it('answers in a panel, line by line, from the list of workers', async () => {
    await window.openFile('tickets.txt');
    await window.page.locator('.activitybar a.action-label[aria-label^="Journeyman"]').click();
    const entry = window.page.locator('.sidebar .monaco-list-row', { hasText: 'Ticket kind' });
    await entry.hover();
    await entry.locator('a.action-label[aria-label="Try It"]').click();
    const page = window.webview();
    await page.locator('.status.done').waitFor({ timeout: PATIENCE_MS });
    await window.restMouse();
    await window.screenshot('worker-result', { readme: true });
    const said = await page.locator('td .said, td .none').allInnerTexts();
    expect(said).toHaveLength(6);
    for (const label of said) expect(['bug', 'billing', 'wish', 'other', 'none']).toContain(label);
    expect(await page.locator('main').innerText()).toContain('confidence');
    await page.getByRole('button', { name: 'Line 4' }).click();
    await window.statusBar(/Ln 4, Col 1/).waitFor();
    await page.getByRole('button', { name: 'Copy' }).click();
    await expect.poll(async () => (await window.page.evaluate(() => navigator.clipboard.readText())).trim()).toContain('billing');
    await window.command('Preferences: Toggle between Light/Dark Themes');
    await window.page.locator('.monaco-workbench.vs').waitFor();
    await window.screenshot('worker-result-light');
  });

  it('shows what is wrong at its line, in the file and in the list', async () => {
    // Who has just read the answers has the focus there; the file does not cover them.
    await window.webview().locator('h1, h2').first().click();
    // A list that is drawn anew at this moment takes no click.
    const open = async () => {
      await window.page.locator('.sidebar .monaco-list-row', { hasText: 'Ticket kind' }).click();
      return window.code();
    };
    await expect.poll(open, { interval: 2_000 }).toContain('kind: classify');
    await selectValue('kind', 'classify');
    await window.page.keyboard.type('clas');
    await window.page.keyboard.press('Escape');
    await window.page.locator('.editor-instance .squiggly-error').first().waitFor();
    await window.page.keyboard.press('ControlOrMeta+S');
    await window.page.locator('.sidebar .monaco-list-row', { hasText: 'line 5: kind is one of' }).waitFor();
    expect(await window.webview().locator('td .said').count()).toBeGreaterThan(0);
    await window.screenshot('worker-problem');
  });
});
