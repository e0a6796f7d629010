import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { createSampleProject } from '../../scripts/sample-project.ts';
import { ensureModel } from '../support/editor/models.ts';
import { openEditor, type OpenEditor } from '../support/editor/open-editor.ts';
import { temporaryFolder } from '../support/editor/sample-workspace.ts';
import { PATIENCE_MS, type Workbench } from '../support/editor/workbench.ts';

// A person's clicks on the sample project, with the default model: these are the README's pictures.
vi.setConfig({ testTimeout: 2 * PATIENCE_MS });
let holder: string;
let editor: OpenEditor;
let window: Workbench;

beforeAll(async () => {
  await ensureModel('qwen2.5-coder-1.5b');
  holder = temporaryFolder();
  const { folder } = await createSampleProject(join(holder, 'sample'));
  // What is worked out ahead would be there before anybody could see it written.
  editor = await openEditor({ folder, settings: { 'journeyman.explain.ahead': false } });
  window = editor.window;
});

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await window.screenshot(`failed: ${task.name}`.replace(/[^\w]+/g, '-'));
});

afterAll(async () => {
  await editor?.close();
  await rm(holder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
});

const button = (label: string) => window.page.locator('.sidebar .pane-header', { hasText: 'Changes' }).locator(`a.action-label[aria-label*="${label}"]`);
/** The title button is back when the job has ended. */
const jobEnded = () => button('Generate Commit Message').waitFor({ state: 'attached', timeout: PATIENCE_MS });

describe('the commit button', () => {
  it('streams a message into the box', async () => {
    await window.showSourceControl();
    await window.page.locator('.scm-view .monaco-list-row', { hasText: 'vouchers.js' }).first().click();
    await window.page.locator('.monaco-diff-editor').waitFor();
    await window.clickSourceControlButton('Generate Commit Message');
    await button('Stop').waitFor({ state: 'attached' });
    const seen = new Set<string>();
    await expect.poll(async () => seen.add(await window.commitText()).size, { timeout: PATIENCE_MS, interval: 20 }).toBeGreaterThan(3);
    await window.screenshot('commit-writing');
    await jobEnded();
    await window.restMouse();
    await expect.poll(() => window.commitText()).toMatch(/^(feat|fix|refactor|test|docs|chore|perf|style)(\(.+?\))?!?: \S/);
    const [subject = ''] = (await window.commitText()).split('\n');
    expect([...seen].some((text) => text !== '' && text.length < subject.length)).toBe(true);
    await window.screenshot('commit', { readme: true });
  });

  it('gives the text back on Escape', async () => {
    await window.typeCommitText('My own words');
    await window.clickSourceControlButton('Generate Commit Message');
    await expect.poll(() => window.commitText(), { timeout: PATIENCE_MS, interval: 20 }).not.toBe('My own words');
    await window.commitBox().click();
    await window.page.keyboard.press('Escape');
    await jobEnded();
    await expect.poll(() => window.commitText()).toBe('My own words');
  });

  it('offers the replaced text back', async () => {
    await window.typeCommitText('My own words');
    await window.clickSourceControlButton('Generate Commit Message');
    const offer = window.notification('replaced the text in the commit box');
    await offer.waitFor({ timeout: PATIENCE_MS });
    await window.screenshot('commit-replaced');
    await expect.poll(() => window.commitText()).not.toContain('My own words');
    await offer.getByRole('button', { name: 'Undo' }).click();
    await expect.poll(() => window.commitText()).toBe('My own words');
  });
});

describe('explaining', () => {
  it('has a link in the hover of a finding of ESLint, which streams an explanation beside the code', async () => {
    await window.command('View: Close All Editors');
    await window.command('View: Toggle Primary Side Bar Visibility');
    await window.openFile('vouchers.js');
    const hover = await window.hoverOver('.squiggly-error');
    await hover.getByText('Explain', { exact: true }).waitFor();
    await window.screenshot('hover');
    await hover.getByText('Explain', { exact: true }).click();
    const page = window.webview();
    await page.locator('.status.working').waitFor();
    await window.restMouse();
    await expect.poll(() => page.locator('main').innerText(), { timeout: PATIENCE_MS, interval: 20 }).toMatch(/What it is about/);
    await window.screenshot('explain-writing');
    await page.locator('.status.done').waitFor({ timeout: PATIENCE_MS });
    await window.screenshot('explain', { readme: true });
    const text = await page.locator('main').innerText();
    expect(text).toContain('prefer-object-has-own');
    expect(text).toContain('vouchers.js');
    expect(text).toContain('confidence');
  });

  it('applies the fix that the linter has confirmed, and undo takes it back', async () => {
    const page = window.webview();
    await page.getByRole('button', { name: 'Apply Fix' }).click();
    await expect.poll(() => window.code(), { timeout: PATIENCE_MS }).toContain('Object.hasOwn(');
    await expect.poll(() => window.page.locator('.editor-instance .squiggly-error').count(), { timeout: PATIENCE_MS }).toBe(0);
    await window.screenshot('explain-applied');
    await window.undo(async () => !(await window.code()).includes('Object.hasOwn('));
  });

  it('explains a diagnostic of TypeScript from the lightbulb', async () => {
    await window.command('View: Close All Editors');
    await window.openFile('receipt.js');
    await window.hoverOver('.squiggly-error');
    const entry = await window.openLightbulb('.squiggly-error', 'Explain');
    await window.screenshot('lightbulb');
    await entry.click();
    const page = window.webview();
    await page.locator('.status.done').waitFor({ timeout: PATIENCE_MS });
    await window.screenshot('explain-typescript');
    expect(await page.locator('main').innerText()).toContain('receipt.js');
  });
});

describe('the pull request', () => {
  it('is summarised in a preview, and copied', async () => {
    await window.command('View: Close All Editors');
    await window.command('Journeyman: Summarize Pull Request');
    const page = window.webview();
    await page.locator('.status.done').waitFor({ timeout: PATIENCE_MS });
    await window.screenshot('pull-request', { readme: true });
    const title = await page.getByLabel('Title', { exact: true }).inputValue();
    expect(title.trim()).not.toBe('');
    for (const what of ['voucher codes', 'discount of a voucher']) expect(await page.locator('article').innerText()).toContain(what);
    await page.getByRole('button', { name: 'Copy Both' }).click();
    await expect.poll(() => window.page.evaluate(() => navigator.clipboard.readText())).toContain(title.trim());
    await page.getByRole('button', { name: 'Open as Markdown' }).click();
    await expect.poll(() => window.code()).toContain(`# ${title.trim()}`.slice(0, 30));
    await window.screenshot('pull-request-markdown');
    await window.command('View: Revert and Close Editor');
  });
});

describe('the status bar', () => {
  it('shows the model, and a menu on a click', async () => {
    // The page of the pull request is shown again, and takes the focus when it has loaded.
    await window.command('View: Close All Editors');
    const menu = () => window.statusBar('qwen2.5-coder-1.5b').click();
    await window.openList(menu, 'Generate Commit Message');
    await window.screenshot('menu');
    await window.page.keyboard.press('Escape');
    for (const entry of ['Generate Commit Message', 'Summarize Pull Request', 'Review This Branch', 'New Worker', 'Select Model', 'Unload Model', 'Show Log', 'Settings']) {
      // The list draws only what fits.
      await window.openList(menu, entry, entry);
      await window.page.keyboard.press('Escape');
    }
  });

  it('lists the models to choose from', async () => {
    await window.openList(() => window.command('Journeyman: Select Model'), 'Apache-2.0');
    await window.screenshot('select-model');
    await window.page.keyboard.press('Escape');
  });
});

describe('activation', () => {
  it('is listed by the editor with its time', async () => {
    const list = window.page.locator('.runtime-extensions-editor');
    // A busy workbench may lose the command.
    for (let attempt = 1; !(await list.isVisible()) && attempt <= 6; attempt++) {
      await window.command('Developer: Show Running Extensions');
      await list.waitFor({ timeout: 15_000 }).catch(() => undefined);
    }
    const row = list.locator('.monaco-list-row', { hasText: 'Journeyman' }).filter({ hasNotText: 'tests' }).first();
    // The slowest come first, and only those in view are there: down the list and up again.
    let step = 0;
    const found = async () => {
      if (await row.isVisible()) return true;
      await window.page.mouse.wheel(0, step++ % 60 < 30 ? 150 : -150);
      return false;
    };
    await list.locator('.monaco-list-row').first().hover();
    await expect.poll(found, { timeout: 60_000 }).toBe(true);
    const text = (await row.innerText()).replaceAll('\n', ' ');
    await window.screenshot('running-extensions');
    console.log(`Activation as the editor measured it: ${text}`);
    expect(text).toMatch(/\d+ ?ms/);
  });
});
