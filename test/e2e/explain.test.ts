import { mkdirSync, symlinkSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { root } from '../../scripts/build.ts';
import { modelProcessesBelow } from '../support/child-processes.ts';
import { ensureModel } from '../support/editor/models.ts';
import { openEditor, type OpenEditor } from '../support/editor/open-editor.ts';
import { SampleRepository, temporaryFolder } from '../support/editor/sample-workspace.ts';
import { PATIENCE_MS, type Workbench } from '../support/editor/workbench.ts';

// What a person sees of diagnostics: in the hover, in the panel, in the lightbulb.
vi.setConfig({ testTimeout: 2 * PATIENCE_MS });
let holder: string;
let editor: OpenEditor;
let window: Workbench;

const basket = `export function articlesOf(basket) {
  const counts = {};
  for (const line of basket.lines) {
    if (!counts.hasOwnProperty(line.article)) {
      counts[line.article] = 0;
    }
    counts[line.article] += line.count;
  }
  return counts;
}

export function isEmpty(basket) {
  return basket.lines.length == 0;
}

export function find(basket, article) {
  return basket.lines.find((line) => line.article == article);
}
`;

beforeAll(async () => {
  await ensureModel('qwen2.5-coder-1.5b');
  holder = temporaryFolder();
  const folder = join(holder, 'shop');
  new SampleRepository(folder).write({
    'basket.js': basket,
    'package.json': '{ "name": "shop", "private": true, "type": "module" }\n',
    'eslint.config.mjs': "import js from '@eslint/js';\n\nexport default [js.configs.recommended, { rules: { eqeqeq: 'error' } }];\n",
  });
  for (const name of ['eslint', '@eslint']) {
    const link = join(folder, 'node_modules', name);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(join(root, 'node_modules', name), link, 'junction');
  }
  editor = await openEditor({ folder });
  window = editor.window;
});

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await window.screenshot(`failed: ${task.name}`.replace(/[^\w]+/g, '-'));
});

afterAll(async () => {
  await editor?.close();
  await rm(holder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
});

const errors = '.editor-instance .squiggly-error';
const page = () => window.webview();
const panelText = () => page().locator('main').innerText();
const done = () => page().locator('.status.done').waitFor({ timeout: PATIENCE_MS });
/** The text of the hover over the first finding, from a hover that is opened for this. */
async function hoverText(): Promise<string> {
  await window.restMouse();
  await window.page.locator('.monaco-hover:visible').first().waitFor({ state: 'hidden' });
  return (await window.hoverOver('.squiggly-error')).innerText();
}

describe('the hover over a finding', () => {
  it('says what the documentation does', async () => {
    await window.command('View: Toggle Primary Side Bar Visibility');
    // A window costs nothing before somebody is at work in a file with findings.
    expect(await modelProcessesBelow(editor.server.userDataDir)).toEqual([]);
    await window.openFile('basket.js');
    await window.page.locator(errors).first().waitFor({ timeout: PATIENCE_MS });
    await expect.poll(hoverText, { timeout: PATIENCE_MS }).toContain('no-prototype-builtins');
    await expect.poll(hoverText, { timeout: PATIENCE_MS }).toMatch(/documentation|confidence \d+ %/);
    await window.screenshot('hover-documentation');
  });

  it('has the explanation with its confidence when it is ready, without a click', async () => {
    await expect.poll(hoverText, { timeout: PATIENCE_MS, interval: 2_000 }).toMatch(/confidence \d+ %/);
    await window.screenshot('hover-explanation');
    expect(await hoverText()).not.toContain('from the rule');
  });
});

describe('the panel', () => {
  it('offers a fix that ESLint has confirmed, applied by a click and taken back by undo', async () => {
    const hover = await window.hoverOver('.squiggly-error');
    await hover.getByText('Explain', { exact: true }).click();
    await window.restMouse();
    // The search may be over before it can be seen.
    await page().locator('.status.working', { hasText: 'Looking for a fix' }).waitFor({ timeout: 2_000 }).then(() => window.screenshot('explain-seeking'), () => undefined);
    await done();
    await window.screenshot('explain-fix');
    const text = await panelText();
    expect(text).toMatch(/(The model wrote it|It is ESLint.s own)\. ESLint was run on the changed file and no longer reports this/);
    expect(text).toMatch(/confidence \d+ %/);
    const before = await window.code();
    const count = await window.page.locator(errors).count();
    await page().getByRole('button', { name: 'Apply Fix' }).click();
    await expect.poll(() => window.code(), { timeout: PATIENCE_MS }).not.toContain('counts.hasOwnProperty(');
    await expect.poll(() => window.page.locator(errors).count(), { timeout: PATIENCE_MS }).toBeLessThan(count);
    await window.screenshot('explain-fix-applied');
    await window.undo(async () => (await window.code()) === before);
    // No model is waited for here: a linter that has not answered by then does not.
    await expect.poll(() => window.page.locator(errors).count(), { timeout: 60_000 }).toBe(count);
  });

  it('has entries in the lightbulb\'s menu', async () => {
    await window.openLightbulb('.squiggly-error', 'Explain');
    await window.screenshot('lightbulb-eslint');
    await window.page.keyboard.press('Escape');
  });

  it('switches a rule off in one line by ESLint\'s own comment, as one change', async () => {
    const before = await window.code();
    await page().getByRole('button', { name: /^Disable here/ }).click();
    await expect.poll(() => window.code(), { timeout: PATIENCE_MS }).toContain('eslint-disable-next-line no-prototype-builtins');
    await window.screenshot('explain-disabled');
    await window.undo(async () => (await window.code()) === before);
  });

  it('explains all the problems of a file, one explanation a rule', async () => {
    await window.page.locator('.editor-instance .view-line').first().click();
    await window.command('Journeyman: Explain All Problems in This File');
    await page().getByRole('heading', { name: 'Problems in' }).waitFor({ timeout: PATIENCE_MS });
    await done();
    await window.screenshot('explain-file');
    expect(await page().locator('article.rule').count()).toBe(2);
    const text = await panelText();
    for (const words of ['no-prototype-builtins', 'eqeqeq', 'Line 4', 'Line 13', 'Line 17']) expect(text).toContain(words);
    await page().getByRole('button', { name: 'Previous Explanation' }).click();
    await page().getByRole('heading', { name: 'no-prototype-builtins' }).waitFor();
    await page().getByRole('button', { name: 'Next Explanation' }).click();
    await page().getByRole('heading', { name: 'Problems in' }).waitFor();
  });
});
