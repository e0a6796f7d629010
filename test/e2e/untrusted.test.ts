import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ensureModel } from '../support/editor/models.ts';
import { openEditor, type OpenEditor } from '../support/editor/open-editor.ts';
import { smallModel } from '../support/editor/settings.ts';
import { SampleRepository, temporaryFolder } from '../support/editor/sample-workspace.ts';
import { PATIENCE_MS } from '../support/editor/workbench.ts';

describe('an untrusted workspace', () => {
  let holder: string;
  let folder: string;
  let editor: OpenEditor;
  /** Written by whatever of the workspace is executed. */
  const mark = () => join(holder, 'executed');
  const executed = () => existsSync(mark());

  beforeAll(async () => {
    await ensureModel('smollm2-135m');
    holder = temporaryFolder();
    folder = join(holder, 'from a stranger');
    const evil = `require('node:fs').writeFileSync(${JSON.stringify(mark())}, '')`;
    const repository = new SampleRepository(folder).write({
      'bad.js': 'var answer = 42;\nexport { answer };\n',
      'package.json': '{"name":"x","type":"module","devDependencies":{"eslint":"*"}}\n',
      'eslint.config.cjs': `${evil}; module.exports = [{ rules: { 'no-var': 'error' } }];\n`,
      'node_modules/eslint/package.json': '{"name":"eslint","version":"9.0.0","main":"index.js"}\n',
      'node_modules/eslint/index.js': `${evil}; exports.ESLint = class { async lintText() { return []; } };\n`,
      'hook.cjs': `${evil}\n`,
      '.vscode/settings.json': JSON.stringify({ 'journeyman.model': join(folder, 'evil.gguf'), 'journeyman.modelDirectory': folder }),
      'evil.gguf': 'GGUF and nothing else',
    });
    repository.commit('Add a trap');
    writeFileSync(join(folder, 'hook.sh'), `#!/bin/sh\n"${process.execPath}" "${join(folder, 'hook.cjs')}"\n`);
    chmodSync(join(folder, 'hook.sh'), 0o755);
    repository.git('config', 'core.fsmonitor', join(folder, 'hook.sh').replaceAll('\\', '/').replaceAll(' ', '\\ '));
    editor = await openEditor({ folder, settings: { ...smallModel, 'security.workspace.trust.startupPrompt': 'never', 'security.workspace.trust.banner': 'never' }, trust: false });
  });

  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await editor?.window.screenshot(`failed: ${task.name}`.replace(/[^\w]+/g, '-'));
  });

  afterAll(async () => {
    await editor?.close();
    await rm(holder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  });

  it('holds a trap that works', async () => {
    execFileSync(process.execPath, ['-e', `require(${JSON.stringify(join(folder, 'eslint.config.cjs'))})`]);
    expect(executed()).toBe(true);
    await rm(mark());
    await import(pathToFileURL(join(folder, 'node_modules', 'eslint', 'index.js')).href);
    expect(executed()).toBe(true);
    await rm(mark());
    execFileSync('git', ['status'], { cwd: folder, stdio: 'ignore' });
    expect(executed()).toBe(true);
    await rm(mark());
  });

  it('is shown as restricted, with the user\'s model and not the workspace\'s', async () => {
    const { window } = editor;
    await window.statusBar('Restricted Mode').waitFor();
    await window.statusBar('smollm2-135m').waitFor();
    expect(await window.statusBar('evil').count()).toBe(0);
  });

  it('explains a diagnostic, and runs no linter for it', async () => {
    const { window } = editor;
    await window.openFile('bad.js');
    const hover = await window.hoverOver('.squiggly-error');
    await hover.getByText('Explain', { exact: true }).click();
    const page = window.webview();
    await page.locator('.status.done').waitFor({ timeout: PATIENCE_MS });
    await window.restMouse();
    await window.screenshot('untrusted-explain');
    const text = await page.locator('main').innerText();
    expect(text).toContain('no-var');
    expect(text).toContain('smollm2-135m');
    expect(executed()).toBe(false);
  });

  it.each(['Generate Commit Message', 'Summarize Pull Request', 'Review This Branch'])('says why it does not %s, and runs no git', async (title) => {
    const { window } = editor;
    await window.command(`Journeyman: ${title}`);
    await window.notification('needs a trusted workspace').waitFor();
    await window.screenshot(`untrusted-${title.split(' ')[0]!.toLowerCase()}`);
    expect(executed()).toBe(false);
    await window.command('Notifications: Clear All Notifications');
  });
});
