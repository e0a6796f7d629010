import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { ensureModel } from '../support/editor/models.ts';
import { openEditor, type OpenEditor } from '../support/editor/open-editor.ts';
import { SampleRepository, temporaryFolder } from '../support/editor/sample-workspace.ts';
import { PATIENCE_MS, type Workbench } from '../support/editor/workbench.ts';

// How somebody reads the branch of somebody else that they have checked out.
vi.setConfig({ testTimeout: 2 * PATIENCE_MS });
let holder: string;
let repository: SampleRepository;
let editor: OpenEditor;
let window: Workbench;

const login = `export function checkPassword(user, password) {
  return user.password === password;
}

/** Ends the session of a user. */
export function logout(user) {
  user.session = null;
}
`;
const invoice = `export function total(lines) {
  return lines.reduce((sum, line) => sum + line.price * line.count, 0);
}

export function average(lines) {
  return lines.length === 0 ? 0 : total(lines) / lines.length;
}
`;
const BRANCH = 'neue-anmeldung';

beforeAll(async () => {
  await ensureModel('qwen2.5-coder-1.5b');
  holder = temporaryFolder();
  repository = new SampleRepository(join(holder, 'läden und rechnungen'))
    .write({
      'accounts/login.js': login,
      'billing/invoice.js': invoice,
      'test/login.test.js': "import { checkPassword } from '../accounts/login.js';\n\ntest('refuses a wrong password', () => {\n  expect(checkPassword({ password: 'a' }, 'b')).toBe(false);\n});\n",
      'migrations/0001_users.sql': 'CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT, legacy_id INTEGER);\n',
      'package-lock.json': '{\n  "lockfileVersion": 3\n}\n',
    })
    .commit('feat: check passwords and add up invoices')
    .onBranch(BRANCH)
    .write({
      'accounts/login.js': "import { createHash } from 'node:crypto';\n\nexport function checkPassword(user, password, strict) {\n  if (!strict && password === '') return true;\n  return user.hash === createHash('md5').update(password).digest('hex');\n}\n",
      'migrations/0002_drop_legacy.sql': 'ALTER TABLE users DROP COLUMN legacy_id;\n',
      'package-lock.json': '{\n  "lockfileVersion": 3,\n  "packages": {}\n}\n',
    });
  repository.git('rm', '--quiet', 'test/login.test.js');
  repository.git('mv', 'billing/invoice.js', 'billing/bill.js');
  repository.write({ 'billing/bill.js': invoice.replace('export function average', '/** Per line. */\nexport function average') }).commit('feat!: check passwords by their hash');
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

const page = () => window.webview();
const link = (path: string) => page().locator('li.file').getByRole('button', { name: path, exact: true });
const tab = (name: string) => window.page.locator('.tabs-container .tab', { hasText: name });
/** What the editor that is not the panel shows; spaces as it draws them are made plain. */
const code = async () => (await window.page.locator('.editor-instance .view-lines').allInnerTexts()).join('\n').replaceAll('\u00a0', ' ');

describe('the review of a branch', () => {
  it('goes on before the eyes, and shows the risky places first', async () => {
    await window.page.locator('.monaco-workbench').waitFor();
    await window.command('Journeyman: Review This Branch');
    // In one look: the next one may come when it is over.
    await page().locator('main[aria-busy="true"]:has(progress[aria-label="Progress of the review"])').getByRole('button', { name: 'Stop' }).waitFor();
    await window.screenshot('review-working');
    await page().locator('.status.done').waitFor({ timeout: PATIENCE_MS });
    expect(await page().locator('h1').innerText()).toBe(`Review of ${BRANCH} → main`);
    expect(await page().locator('.summary .counts').innerText()).toMatch(/^5 files · \+\d+ −\d+ · \d+ places? to look at closely$/);
    expect(await page().locator('h2').first().innerText()).toBe('Look closely at');
    const places = await page().locator('li.risk').allInnerTexts();
    expect(places.some((text) => text.includes('test/login.test.js'))).toBe(true);
    expect(places.some((text) => text.includes('migrations/0002_drop_legacy.sql'))).toBe(true);
    const paths = await page().locator('section li.file .path').allInnerTexts();
    expect(paths.sort()).toEqual(['accounts/login.js', 'billing/bill.js', 'migrations/0002_drop_legacy.sql', 'test/login.test.js']);
    expect(await page().locator('details.folded summary').innerText()).toMatch(/^Generated and lock files: 1/);
    await window.command('View: Toggle Primary Side Bar Visibility');
    await window.restMouse();
    await window.screenshot('review');
  });

  it('opens the difference of a file beside it, whose new side is the file on disk', async () => {
    await link('accounts/login.js').click();
    await tab(`login.js (main ↔ ${BRANCH})`).waitFor();
    await window.page.locator('.monaco-diff-editor').waitFor();
    await expect.poll(code).toContain('createHash');
    await expect.poll(code).toContain('user.session = null');
    await window.screenshot('review-diff');
    // The cursor stands in the new side, at the place that matters.
    await window.page.locator('.monaco-diff-editor .monaco-editor.focused').waitFor();
    await window.page.keyboard.type('SEEN');
    await expect.poll(code).toContain('SEEN');
    await window.undo(async () => !(await code()).includes('SEEN'), window.page.locator('.monaco-diff-editor .editor.modified'));
    // The editor may have saved in between.
    await expect.poll(() => repository.git('status', '--porcelain')).toBe('');
  });

  it('opens what is gone, what is new and what has another name', async () => {
    await link('test/login.test.js').click();
    await expect.poll(code).toContain('refuses a wrong password');
    await link('migrations/0002_drop_legacy.sql').click();
    await expect.poll(code).toContain('DROP COLUMN legacy_id');
    await link('billing/bill.js').click();
    await tab(`bill.js (main ↔ ${BRANCH})`).waitFor();
    await expect.poll(code).toContain('Per line.');
  });

  it('opens one file after the other, and ticks what was left, by the keyboard too', async () => {
    const order = await page().locator('section li.file .path').allInnerTexts();
    await link(order[0]!).click();
    const next = page().getByRole('button', { name: 'Next File' });
    await next.focus();
    await window.page.keyboard.press('Enter');
    await expect.poll(() => page().getByRole('checkbox', { name: `Read: ${order[0]}` }).isChecked()).toBe(true);
    await expect.poll(() => page().locator('li.current .path').innerText()).toBe(order[1]);
    expect(await page().locator('nav .read').innerText()).toContain('1 of 5 read');
    const box = page().getByRole('checkbox', { name: `Read: ${order[0]}` });
    await box.focus();
    await window.page.keyboard.press('Space');
    await expect.poll(() => page().locator('nav .read').innerText()).toContain('0 of 5 read');
    await box.check();
    await expect.poll(() => page().locator('nav .read').innerText()).toContain('1 of 5 read');
  });

  it('is copied, and opened as Markdown', async () => {
    await page().getByRole('button', { name: 'Copy as Markdown' }).click();
    await expect.poll(() => window.page.evaluate(() => navigator.clipboard.readText())).toContain(`# Review of \`${BRANCH}\` → \`main\``);
    await page().getByRole('button', { name: 'Open as Markdown' }).click();
    await expect.poll(code).toContain('# Review of');
    await window.command('View: Revert and Close Editor');
  });

  it('lets another base be picked', async () => {
    // The page has just been shown again, and takes the focus when it has loaded.
    await window.openList(() => page().getByRole('button', { name: 'Change Base…' }).click(), 'main');
    await window.screenshot('review-base');
    await window.page.keyboard.press('Escape');
    expect(await page().locator('.status.done').count()).toBe(1);
  });

  it('is legible in a light theme and in a narrow window', async () => {
    await window.command('Toggle between Light/Dark Themes');
    await window.page.locator('.monaco-workbench.vs').waitFor();
    await window.screenshot('review-light');
    await window.command('Toggle between Light/Dark Themes');
    await window.page.setViewportSize({ width: 700, height: 680 });
    const overflow = () => page().locator('html').evaluate((html) => html.scrollWidth - html.clientWidth);
    await expect.poll(overflow).toBeLessThanOrEqual(0);
    await window.screenshot('review-narrow');
    await window.page.setViewportSize({ width: 1100, height: 680 });
  });

  it('says so when another commit is checked out, and has written nothing to the repository', async () => {
    expect(repository.git('status', '--porcelain')).toBe('');
    expect(repository.git('for-each-ref', '--format=%(refname)').trim().split('\n').sort()).toEqual(['refs/heads/main', `refs/heads/${BRANCH}`]);
    repository.git('commit', '--quiet', '--allow-empty', '--message', 'chore: nothing');
    await page().locator('.stale').waitFor({ timeout: PATIENCE_MS });
    await window.screenshot('review-stale');
  });
});
