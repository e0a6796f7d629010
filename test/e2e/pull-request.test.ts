import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { ensureModel } from '../support/editor/models.ts';
import { openEditor, type OpenEditor } from '../support/editor/open-editor.ts';
import { SampleRepository, temporaryFolder } from '../support/editor/sample-workspace.ts';
import { smallModel } from '../support/editor/settings.ts';
import { PATIENCE_MS, type Workbench } from '../support/editor/workbench.ts';

// What a person does with the summary of a branch. Its wording is not looked at: the smallest model does.
vi.setConfig({ testTimeout: 2 * PATIENCE_MS });
let holder: string;
let repository: SampleRepository;
let editor: OpenEditor;
let window: Workbench;

const template = (heading: string) => `<!-- Delete what does not apply. -->\n## ${heading}\n\n\n## Checklist\n- [ ] I have tested it\n`;
const cart = (name: string, limit: number) => `/** How many pieces of ${name} one may order. */
export function ${name}Limit(stock) {
  if (stock < 0) throw new RangeError('stock must not be negative');
  return Math.min(stock, ${limit});
}
`;

beforeAll(async () => {
  await ensureModel('smollm2-135m');
  holder = temporaryFolder();
  repository = new SampleRepository(join(holder, 'teeladen'))
    .write({ 'README.md': '# Tea shop\n', '.github/PULL_REQUEST_TEMPLATE/bug.md': template('What was wrong'), '.github/PULL_REQUEST_TEMPLATE/feature.md': template('What is new') })
    .commit('docs: begin')
    .onBranch('develop')
    .write({ 'src/shop.js': 'export const open = true;\n' })
    .commit('feat: open the shop')
    .onBranch('feature/limits')
    .write({ 'src/tea.js': cart('tea', 20) })
    .commit('feat(tea): limit what one may order')
    .write({ 'src/cup.js': cart('cup', 6) })
    .commit('feat(cup): limit what one may order');
  editor = await openEditor({ folder: repository.folder, settings: { ...smallModel, 'journeyman.pullRequest.ahead': false } });
  window = editor.window;
});

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await window.screenshot(`failed: ${task.name}`.replace(/[^\w]+/g, '-'));
});

afterAll(async () => {
  await editor?.close();
  await rm(holder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
});

const rows = () => window.page.locator('.quick-input-list .monaco-list-row');
const page = () => window.webview();
const button = (name: string | RegExp) => page().getByRole('button', { name, exact: true });
const title = () => page().getByLabel('Title', { exact: true });
const description = () => page().getByLabel('Description', { exact: true });
const done = () => page().locator('.status.done').waitFor({ timeout: PATIENCE_MS });
const clipboard = () => window.page.evaluate(() => navigator.clipboard.readText());

describe('what is compared', () => {
  it('is shown, with where the base comes from', async () => {
    await window.command('Journeyman: Summarize Pull Request');
    await done();
    const header = await page().locator('header').innerText();
    expect(header).toContain('feature/limits');
    expect(header).toMatch(/\d commits · base: \S/);
    await window.screenshot('pull-request-dark');
  });

  it('is changed with one pick', async () => {
    for (const base of ['main', 'develop']) {
      await button('Change Base…').click();
      await rows().filter({ hasText: 'Other Revision…' }).waitFor({ timeout: PATIENCE_MS });
      await window.screenshot('pull-request-bases');
      await rows().filter({ hasText: base }).first().click();
      await expect.poll(() => page().locator('.range').innerText(), { timeout: PATIENCE_MS }).toContain(base);
      await done();
      const commits = base === 'main' ? 3 : 2;
      await expect.poll(() => page().locator('header').innerText()).toContain(`${commits} commits · base: your choice`);
    }
  });

  it('can be any revision, which git checks', async () => {
    const box = window.page.locator('.quick-input-widget input[type="text"]');
    await button('Change Base…').click();
    await rows().filter({ hasText: 'Other Revision…' }).click({ timeout: PATIENCE_MS });
    await box.fill('no-such-branch');
    await window.page.keyboard.press('Enter');
    await window.page.locator('.quick-input-widget', { hasText: 'no revision no-such-branch' }).waitFor({ timeout: PATIENCE_MS });
    await window.screenshot('pull-request-other-revision');
    await box.fill('HEAD~1');
    await window.page.keyboard.press('Enter');
    await expect.poll(() => page().locator('header').innerText(), { timeout: PATIENCE_MS }).toContain('1 commit ·');
    await done();
    await button('Change Base…').click();
    await rows().filter({ hasText: 'Automatically' }).click({ timeout: PATIENCE_MS });
    await expect.poll(() => page().locator('header').innerText(), { timeout: PATIENCE_MS }).not.toContain('1 commit ·');
    await done();
  });

  it('is put into the template that is picked, or none', async () => {
    await button(/^Template:/).click();
    await rows().filter({ hasText: 'No Template' }).waitFor({ timeout: PATIENCE_MS });
    await window.screenshot('pull-request-templates');
    // The one that is not taken by itself.
    await rows().filter({ hasText: 'feature.md' }).click();
    await button('Template: feature.md').waitFor({ timeout: PATIENCE_MS });
    await done();
    expect(await page().locator('article').innerText()).toContain('What is new');
    expect(await page().locator('article').innerText()).not.toContain('Delete what does not apply');
    await button(/^Template:/).click();
    await rows().filter({ hasText: 'No Template' }).click({ timeout: PATIENCE_MS });
    await button('Template: None').waitFor({ timeout: PATIENCE_MS });
    await done();
    expect(await page().locator('article').innerText()).not.toContain('Checklist');
  });
});

describe('a text of one\'s own', () => {
  const mine = { title: 'Limit tea and cups', description: '## Why\n\nSomebody *bought* all of it.' };

  it('is written in the preview and copied', async () => {
    await title().fill(mine.title);
    await button('Edit Description').click();
    await description().waitFor();
    expect(await description().evaluate((node) => node === node.ownerDocument.activeElement)).toBe(true);
    await description().fill(mine.description);
    await window.screenshot('pull-request-edit');
    await button('Copy Both').click();
    await expect.poll(clipboard).toBe(`${mine.title}\n\n${mine.description}`);
    await button('Copy Title').click();
    await expect.poll(clipboard).toBe(mine.title);
    await button('Edit Description').click();
    await page().locator('article em', { hasText: 'bought' }).waitFor();
  });

  it('is there when the preview was hidden, and when it was closed', async () => {
    await window.openFile('README.md');
    await window.command('View: Open Previous Editor');
    await expect.poll(() => title().inputValue(), { timeout: PATIENCE_MS }).toBe(mine.title);
    await window.command('View: Close All Editors');
    await window.command('Journeyman: Summarize Pull Request');
    await expect.poll(() => title().inputValue(), { timeout: PATIENCE_MS }).toBe(mine.title);
  });

  it('is one click away after another summary', async () => {
    await button('Summarize Again').click();
    await button('Restore My Text').waitFor({ timeout: PATIENCE_MS });
    await done();
    expect(await title().inputValue()).not.toBe(mine.title);
    await button('Restore My Text').click();
    await expect.poll(() => title().inputValue()).toBe(mine.title);
    await page().locator('article em', { hasText: 'bought' }).waitFor();
  });

  it('is reached with the keyboard', async () => {
    await title().focus();
    const missing = new Set(['Edit Description', 'Copy Title', 'Copy Description', 'Copy Both', 'Open as Markdown', 'Summarize Again']);
    // After the last one the focus leaves the page.
    for (let step = 0; step < 12 && missing.size > 0; step++) {
      await window.page.keyboard.press('Tab');
      missing.delete(await page().locator(':focus').evaluate((node) => node.getAttribute('aria-label') ?? node.textContent ?? '', undefined, { timeout: 5_000 }));
    }
    expect([...missing]).toEqual([]);
  });
});

describe('a branch that moves on', () => {
  let pots = 0;
  const commit = () => repository.write({ [`src/pot${++pots}.js`]: cart(`pot${pots}`, pots) }).commit(`feat(pot): limit pot ${pots}`);

  it('makes the preview say so', async () => {
    commit();
    await page().locator('.stale', { hasText: 'The branch has new commits' }).waitFor({ timeout: PATIENCE_MS });
    await window.screenshot('pull-request-stale');
    await button('Summarize again').click();
    await expect.poll(() => page().locator('.stale').innerText(), { timeout: PATIENCE_MS }).toBe('');
    await done();
  });

  it('has a summary that can be stopped', async () => {
    // A small model may have ended before the click; then there is another commit to summarise.
    for (let attempt = 0; attempt < 5; attempt++) {
      commit();
      await button('Summarize Again').click();
      const stopped = await button('Stop').click({ timeout: 10_000 }).then(() => page().locator('.status.stopped').waitFor({ timeout: 10_000 })).then(() => true, () => false);
      if (!stopped) continue;
      await window.screenshot('pull-request-stopped');
      expect(await page().locator('.status').innerText()).toMatch(/^Stopped\./);
      await button('Summarize Again').click();
      await done();
      return;
    }
    expect.unreachable('five times the summary had ended before it was stopped');
  });
});

describe('the preview', () => {
  it('is readable in a light theme, in high contrast, and in a narrow panel', async () => {
    await window.command('View: Toggle Primary Side Bar Visibility');
    for (const [theme, name] of [['Light Modern', 'light'], ['Dark High Contrast', 'high-contrast'], ['Dark Modern', 'narrow']] as const) {
      await window.chooseTheme(theme);
      if (name === 'narrow') await window.page.setViewportSize({ width: 360, height: 680 });
      await title().waitFor({ timeout: PATIENCE_MS });
      await window.restMouse();
      await window.screenshot(`pull-request-${name}`);
      expect(await page().locator('html').evaluate((node) => node.scrollWidth - node.clientWidth)).toBeLessThanOrEqual(0);
    }
  });
});
