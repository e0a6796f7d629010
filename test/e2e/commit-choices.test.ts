import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { ensureModel } from '../support/editor/models.ts';
import { openEditor, type OpenEditor } from '../support/editor/open-editor.ts';
import { SampleRepository, temporaryFolder } from '../support/editor/sample-workspace.ts';
import { PATIENCE_MS, type Workbench } from '../support/editor/workbench.ts';

// What a person does with a message that does not please, and with two changes that were staged together.
vi.setConfig({ testTimeout: 2 * PATIENCE_MS });
let holder: string;
let repository: SampleRepository;
let editor: OpenEditor;
let window: Workbench;

const invoice = `export function total(lines) {
  return lines.reduce((sum, line) => sum + line.price * line.count, 0);
}
`;
const login = `export function checkPassword(user, password) {
  return user.password === password;
}
`;

beforeAll(async () => {
  await ensureModel('qwen2.5-coder-1.5b');
  holder = temporaryFolder();
  repository = new SampleRepository(join(holder, 'läden und rechnungen'))
    .write({ 'billing/invoice.js': invoice, 'README.md': '# Shop\n' })
    .commit('feat(billing): add up the lines of an invoice')
    .write({ 'accounts/login.js': login })
    .commit('feat(accounts): check the password at login')
    .write({ 'README.md': '# Shop\n\nInvoices and accounts.\n' })
    .commit('docs: say what the shop has')
    .write({
      'billing/invoice.js': `${invoice}
/** What is left to pay after a discount in percent. */
export function discounted(lines, percent) {
  if (percent < 0 || percent > 100) throw new RangeError('percent must be between 0 and 100');
  return Math.round(total(lines) * (100 - percent)) / 100;
}
`,
      'accounts/login.js': `${login}
const ATTEMPTS = 5;

/** Locks an account after too many wrong passwords. */
export function lockAfterFailures(user, failures) {
  if (failures.length < ATTEMPTS) return false;
  user.lockedUntil = Date.now() + 15 * 60 * 1000;
  return true;
}
`,
    })
    .stage();
  editor = await openEditor({ folder: repository.folder });
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
const subjects = () => repository.git('log', '--format=%s').trim().split('\n');
const staged = () => repository.git('diff', '--cached', '--name-only').trim().split('\n').sort();

describe('other suggestions', () => {
  let first = '';

  it('come at the click of a button', async () => {
    await window.showSourceControl();
    await window.clickSourceControlButton('Generate Commit Message');
    await window.page.locator('.sidebar .pane-header', { hasText: 'Changes' }).locator('a.action-label[aria-label*="Another Suggestion"]').waitFor({ state: 'attached', timeout: PATIENCE_MS });
    first = await window.commitText();
    expect(first).not.toBe('');
    await window.clickSourceControlButton('Another Suggestion');
    await expect.poll(() => window.commitText(), { timeout: PATIENCE_MS }).not.toBe(first);
    await window.screenshot('commit-another');
    expect(await window.commitText()).not.toBe('');
  });

  it('are listed with their confidence', async () => {
    await window.command('Journeyman: Choose Commit Message…');
    await rows().filter({ hasText: '%' }).nth(1).waitFor({ timeout: PATIENCE_MS });
    await window.screenshot('commit-choices');
    const another = await window.commitText();
    expect(another).not.toBe(first);
    // The other one stands in the box; quotes are drawn with marks of their own, so that a row is found by the words around them.
    const [subject = ''] = first.split('\n');
    await rows().filter({ hasText: new RegExp(subject.split(/\W+/).filter(Boolean).join('\\W+')) }).first().click();
    await expect.poll(() => window.commitText()).toBe(first);
  });
});

describe('two changes staged together', () => {
  it('are offered as two commits, made only when the user says so', async () => {
    // It came with the first message: on a busy machine it no longer stands by itself.
    await window.command('Notifications: Show Notifications');
    const offer = window.page.locator('.notifications-center .notification-list-item', { hasText: 'separate changes' }).first();
    await offer.waitFor({ timeout: PATIENCE_MS });
    await window.screenshot('split-offer');
    await offer.getByRole('button', { name: 'Split…' }).click();
    await rows().filter({ hasText: 'Make These 2 Commits' }).waitFor({ timeout: PATIENCE_MS });
    await window.screenshot('split');
    expect(subjects()).toHaveLength(3);
    await window.page.keyboard.press('Escape');
    await rows().first().waitFor({ state: 'hidden' });
    expect(subjects()).toHaveLength(3);
    expect(staged()).toEqual(['accounts/login.js', 'billing/invoice.js']);
  });

  it('become two commits, and undo takes them back', async () => {
    await window.command('Journeyman: Split Staged Changes…');
    await rows().filter({ hasText: 'Make These 2 Commits' }).click({ timeout: PATIENCE_MS });
    const made = window.notification('2 commits were made');
    await made.waitFor({ timeout: PATIENCE_MS });
    await window.screenshot('split-made');
    expect(subjects()).toHaveLength(5);
    expect(repository.git('diff', '--cached', '--name-only')).toBe('');
    expect(repository.git('show', '--format=', '--name-only', 'HEAD').trim().split('\n')).toHaveLength(1);
    await made.getByRole('button', { name: 'Undo' }).click();
    await expect.poll(() => subjects().length).toBe(3);
    expect(staged()).toEqual(['accounts/login.js', 'billing/invoice.js']);
  });
});
