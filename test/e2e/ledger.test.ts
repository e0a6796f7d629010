import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { fillLedger } from '../support/filled-ledger.ts';
import { openEditor, type OpenEditor } from '../support/editor/open-editor.ts';
import { SampleRepository, temporaryFolder } from '../support/editor/sample-workspace.ts';
import { PATIENCE_MS, type Workbench } from '../support/editor/workbench.ts';

// How somebody looks up what left their machine.
vi.setConfig({ testTimeout: 2 * PATIENCE_MS });
let holder: string;
let repository: SampleRepository;
let editor: OpenEditor;
let window: Workbench;

beforeAll(async () => {
  holder = temporaryFolder();
  repository = new SampleRepository(join(holder, 'läden')).write({ 'a.js': 'export const a = 1;\n' }).commit('feat: a');
  await fillLedger(join(holder, 'cache'), 25);
  editor = await openEditor({ folder: repository.folder, env: { JOURNEYMAN_CACHE: join(holder, 'cache') } });
  window = editor.window;
});

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await window.screenshot(`failed: ${task.name}`.replace(/[^\w]+/g, '-'));
});

afterAll(async () => {
  await editor?.close();
  await rm(holder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
});

const page = () => window.webview();
const overflow = () => page().locator('html').evaluate((html) => html.scrollWidth - html.clientWidth);

/** Waits until the panel has drawn itself in it. */
async function chooseTheme(name: string): Promise<void> {
  await window.chooseTheme(name);
  await page().locator(`body[data-vscode-theme-name="${name}"]`).waitFor();
}

describe('what left this machine', () => {
  it('is opened from the command palette, with its sums, days and requests', async () => {
    await window.command('Journeyman: Show What Left This Machine');
    await expect.poll(() => page().locator('h1').innerText(), { timeout: PATIENCE_MS }).toBe('25 requests left this machine.');
    await window.command('View: Toggle Primary Side Bar Visibility');
    const figures = await page().locator('.figures > div').allInnerTexts();
    expect(figures.map((text) => text.split('\n')[0])).toEqual(['Stayed here', 'Left', 'Cost', 'Saved']);
    expect(figures[0]).toMatch(/\d+ answers\s+\d\d % · \d+ without any model/);
    expect(await page().locator('.requests li').count()).toBe(25);
    expect(await page().locator('.requests li').first().innerText()).toMatch(/commit\s+→ claude-sonnet-4-5 at api\.anthropic\.com[^]*(under way|unknown outcome)[^]*2\.4k tokens expected · \$0\.012 · replaced: 2 × AWS access key, password/);
    expect(await page().locator('svg rect.stayed').count()).toBe(25);
    await window.restMouse();
    await window.screenshot('ledger');
  });

  it('shows hostile names as text', async () => {
    expect(await page().locator('.requests li').nth(1).innerText()).toContain('<b onclick="x">=cmd</b>');
    expect(await page().locator('.requests li').nth(1).innerText()).toContain('<script>alert(1)</script>');
    expect(await page().locator('main b, main script').count()).toBe(0);
  });

  it('has the days and the sums as tables, which stay open', async () => {
    await page().getByText('As a table').click();
    await page().getByText('Sums by month, worker and model').click();
    expect(await page().locator('.chart tbody tr').count()).toBe(25);
    expect(await page().locator('.sums table').nth(1).innerText()).toMatch(/commit\s+\d+\s+13/);
    await page().getByRole('button', { name: 'Refresh' }).click();
    await page().getByText('As a table').scrollIntoViewIfNeeded();
    expect(await page().locator('.chart details').getAttribute('open')).not.toBeNull();
    await page().locator('.sums').scrollIntoViewIfNeeded();
    await window.screenshot('ledger-tables');
    await page().getByText('As a table').click();
    await page().getByText('Sums by month, worker and model').click();
  });

  it('is legible in a light theme, in high contrast and in a narrow window', async () => {
    await page().locator('h1').scrollIntoViewIfNeeded();
    await window.command('Toggle between Light/Dark Themes');
    await window.page.locator('.monaco-workbench.vs').waitFor();
    await window.screenshot('ledger-light');
    await chooseTheme('Dark High Contrast');
    await window.page.locator('.monaco-workbench.hc-black').waitFor();
    // Told apart by more than their colours.
    expect(await page().locator('rect.left').first().evaluate((bar) => getComputedStyle(bar).strokeWidth)).toBe('2px');
    await window.screenshot('ledger-contrast');
    await chooseTheme('Dark Modern');
    await window.page.locator('.monaco-workbench.vs-dark').waitFor();
    await window.page.setViewportSize({ width: 520, height: 680 });
    await expect.poll(overflow).toBeLessThanOrEqual(0);
    await window.screenshot('ledger-narrow');
    await window.page.setViewportSize({ width: 1100, height: 680 });
  });

  it('is exported as CSV', async () => {
    await page().getByRole('button', { name: 'Export CSV…' }).click();
    await window.page.locator('.quick-input-widget').waitFor();
    await window.page.keyboard.press('Enter');
    const read = () => readFile(join(repository.folder, 'journeyman-ledger.csv'), 'utf8').catch(() => '');
    await expect.poll(async () => (await read()).split('\r\n').length).toBe(27);
    expect(await read()).toContain("'=1+1 is");
  });

  it('lets the consents be revoked', async () => {
    expect(await page().locator('.consents').innerText()).toContain('What commit reads may go to claude-sonnet-4-5 at api.anthropic.com');
    await page().getByRole('button', { name: 'Revoke Consents' }).click();
    await expect.poll(() => page().locator('.consents').count()).toBe(0);
  });

  it('is wiped after a question that says what is lost', async () => {
    await page().getByRole('button', { name: 'Wipe…' }).click();
    const dialog = window.page.locator('.monaco-dialog-box');
    await dialog.waitFor();
    expect(await dialog.innerText()).toContain('25 requests');
    await window.screenshot('ledger-wipe');
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await expect.poll(() => page().locator('h1').innerText()).toBe('25 requests left this machine.');
    await page().getByRole('button', { name: 'Wipe…' }).click();
    await dialog.getByRole('button', { name: 'Delete' }).click();
    await expect.poll(() => page().locator('h1').innerText()).toBe('Nothing has left this machine.');
    expect(await page().locator('.requests').count()).toBe(0);
    await window.screenshot('ledger-empty');
  });
});
