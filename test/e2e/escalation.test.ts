import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { ChatServer } from '../support/keyed-chat-server.ts';
import { ensureModel } from '../support/editor/models.ts';
import { openEditor, type OpenEditor } from '../support/editor/open-editor.ts';
import { SampleRepository, temporaryFolder } from '../support/editor/sample-workspace.ts';
import { smallModel } from '../support/editor/settings.ts';
import { PATIENCE_MS, type Workbench } from '../support/editor/workbench.ts';

// A person sets up a large model, is asked before something leaves, and sees who wrote what. The small model is the smallest: it is unsure of most it says.
vi.setConfig({ testTimeout: PATIENCE_MS });
const KEY = 'geheim-4f1c9b7d2e';
const MODEL = 'large-model';
const BETTER = 'Add a discount in percent to invoices\n\ndiscounted() refuses a percentage below 0 or above 100.';
const AGAIN = 'Give invoices a discounted total\n\ndiscounted() takes a discount in percent off the total.';

const server = new ChatServer(KEY, ['another-model', MODEL]);
let address: string;
let holder: string;
let repository: SampleRepository;
let editor: OpenEditor;
let window: Workbench;

const invoice = `export function total(lines) {
  return lines.reduce((sum, line) => sum + line.price * line.count, 0);
}
`;

let changes = 0;
/** Another one each time: what a large model has answered to a change is not asked again. */
const withDiscount = () => `${invoice}
/** What is left to pay after a discount in percent. */
export function discounted(lines, percent) {
  if (percent < 0 || percent > 100) throw new RangeError('percent must be between 0 and 100');
  return Math.round(total(lines) * (100 - percent)) / 100; // ${++changes}
}
`;

beforeAll(async () => {
  await ensureModel('smollm2-135m');
  address = await server.start();
  holder = temporaryFolder();
  repository = new SampleRepository(join(holder, 'läden und rechnungen'))
    .write({ 'billing/invoice.js': invoice, 'README.md': '# Shop\n' })
    .commit('Add up the lines of an invoice')
    .write({ 'README.md': '# Shop\n\nInvoices.\n' })
    .commit('Say what the shop has')
    .write({ 'billing/invoice.js': withDiscount() })
    .stage();
  editor = await openEditor({ folder: repository.folder, settings: { ...smallModel, 'journeyman.commit.draftAhead': false, 'journeyman.escalation.doubt': 'unlessSure' } });
  window = editor.window;
});

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await window?.screenshot(`failed: ${task.name}`.replace(/[^\w]+/g, '-'));
});

afterAll(async () => {
  await editor?.close();
  await server.stop();
  await rm(holder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
});

const input = () => window.page.locator('.quick-input-widget input').first();
const row = (text: string | RegExp) => window.page.locator('.quick-input-list .monaco-list-row', { hasText: text }).first();
const title = (text: string | RegExp) => window.page.locator('.quick-input-widget', { hasText: text }).first();

/** Every settings file below the editor's folder. */
async function settingsFiles(): Promise<string[]> {
  const entries = await readdir(editor.server.userDataDir, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && entry.name === 'settings.json');
  return Promise.all(files.map(({ parentPath, name }) => readFile(join(parentPath, name), 'utf8')));
}

/** The message in the commit box, however the box breaks its lines. */
const message = async () => (await window.commitText()).replace(/\s+/g, ' ');

/** For a change that nobody has been asked about. */
async function generate(): Promise<void> {
  repository.write({ 'billing/invoice.js': withDiscount() }).stage();
  await window.typeCommitText('');
  await window.clickSourceControlButton('Generate Commit Message');
}

describe('a large model', () => {
  it('is set up by address, key, model and mode; the key is in no file of settings', async () => {
    await window.pick(() => window.command('Journeyman: Set Up Escalation…'), 'OpenAI-Compatible');
    await title('The address of the server').waitFor();
    await input().fill('ftp://nowhere');
    await title('begins with https://').waitFor();
    await input().fill(address);
    await window.page.keyboard.press('Enter');
    // The server wants a key before it lists anything.
    await title('API Key for 127.0.0.1').waitFor();
    expect(await input().getAttribute('type')).toBe('password');
    await input().fill(KEY);
    await window.screenshot('escalation-key');
    await window.page.keyboard.press('Enter');
    await row('another-model').waitFor();
    await row(MODEL).click();
    await row('Automatic').waitFor();
    await window.screenshot('escalation-mode');
    await row('Automatic').click();
    await expect.poll(async () => (await settingsFiles()).some((text) => text.includes(`openai:${address}#${MODEL}`) && text.includes('"automatic"'))).toBe(true);
    expect((await settingsFiles()).join('\n')).not.toContain(KEY);
    expect(server.requests).toEqual([]);
  });

  it('is asked only after the exact text was shown; the local message stands meanwhile, and the better one takes its place', async () => {
    server.answer = BETTER;
    await window.showSourceControl();
    await generate();
    const question = window.notification(`Ask ${MODEL} at 127.0.0.1`);
    await question.waitFor({ timeout: PATIENCE_MS });
    await window.screenshot('escalation-consent');
    expect(await window.commitText()).not.toBe('');
    expect(server.requests).toEqual([]);
    await expect.poll(() => window.code()).toContain('Nothing has been sent yet.');
    await window.screenshot('escalation-outgoing');
    await question.getByRole('button', { name: 'Send', exact: true }).click();
    await expect.poll(message, { timeout: PATIENCE_MS }).toContain('Add a discount in percent to invoices');
    await window.screenshot('escalation-commit');
    expect(server.requests).toHaveLength(1);
    expect(server.requests[0]!.body.model).toBe(MODEL);
    expect(server.requests[0]!.text).toContain('discounted');
    await window.statusBar(`written by ${MODEL} at 127.0.0.1`).waitFor();
  });

  it('is named as the author among the suggestions, with the local message one click away', async () => {
    await window.command('Journeyman: Choose Commit Message…');
    await row(`written by ${MODEL}`).waitFor({ timeout: PATIENCE_MS });
    await window.screenshot('escalation-choices');
    const local = window.page.locator('.quick-input-list .monaco-list-row').filter({ hasText: '%' }).filter({ hasNotText: `written by ${MODEL}` }).first();
    await local.click();
    await expect.poll(message).not.toContain('Add a discount in percent to invoices');
    expect(await window.commitText()).not.toBe('');
  });

  it('is not asked when the answer is no', async () => {
    const before = server.requests.length;
    await generate();
    const question = window.notification(`Ask ${MODEL} at 127.0.0.1`);
    await question.waitFor({ timeout: PATIENCE_MS });
    const local = await window.commitText();
    await question.getByRole('button', { name: "Don't Send" }).click();
    await window.page.locator('.sidebar .pane-header').locator('a.action-label[aria-label*="Generate Commit Message"]').first().waitFor({ state: 'attached', timeout: PATIENCE_MS });
    expect(await window.commitText()).toBe(local);
    expect(server.requests).toHaveLength(before);
  });

  it('does not replace what was typed while it was asked; its message is offered', async () => {
    server.answer = AGAIN;
    await generate();
    const question = window.notification(`Ask ${MODEL} at 127.0.0.1`);
    await question.waitFor({ timeout: PATIENCE_MS });
    await window.typeCommitText('My own words');
    await question.getByRole('button', { name: 'Always for Commit Messages' }).click();
    const offer = window.notification("There is large-model's answer: Give invoices a discounted total");
    await offer.waitFor({ timeout: PATIENCE_MS });
    expect(await window.commitText()).toBe('My own words');
    await offer.getByRole('button', { name: 'Use It' }).click();
    await expect.poll(message).toContain('Give invoices a discounted total');
  });

  it('that fails leaves the local message standing, with a quiet note', async () => {
    server.answer = 400;
    await window.command('Notifications: Clear All Notifications');
    const before = server.requests.length;
    await generate();
    // It was agreed to for always: nothing is asked.
    await window.statusBar('The local answer stands').waitFor({ timeout: PATIENCE_MS });
    await window.screenshot('escalation-failed');
    expect(await window.commitText()).not.toBe('');
    expect(server.requests.length).toBeGreaterThan(before);
    expect(await window.page.locator('.monaco-dialog-box').count()).toBe(0);
    expect(await window.page.locator('.notification-toast', { hasText: 'No commit message was written' }).count()).toBe(0);
  });

  it('is explained: why it was, or was not, asked', async () => {
    await window.openList(() => window.command('Journeyman: Why Was This (Not) Escalated?'), 'scalated:');
    await window.screenshot('escalation-why');
    expect(await row('Confidence').innerText()).toMatch(/\d+ %/);
    await window.page.keyboard.press('Escape');
  });
});
