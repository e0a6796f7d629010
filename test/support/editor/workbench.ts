import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Browser, chromium, type FrameLocator, type Locator, type Page } from 'playwright-core';
import { findBrowser } from '../../../scripts/browser.ts';
import { root } from '../../../scripts/build.ts';
import { quietLog } from './quiet-log.ts';

export const screenshotFolder = join(root, 'test-results', 'screenshots');
/** The README's pictures, made anew where this variable is set. */
const README_VARIABLE = 'JOURNEYMAN_README_SCREENSHOTS';
const readmeFolder = join(root, 'media', 'screenshots');
/** For what takes its time on a busy machine: the first paint, a language service, a model. */
export const PATIENCE_MS = 240_000;

/** VS Code's workbench in a browser, by what a person sees and does. */
export class Workbench {
  readonly page: Page;
  readonly #browser: Browser;

  private constructor(browser: Browser, page: Page) {
    this.#browser = browser;
    this.page = page;
  }

  static async open(url: string, { width = 1100, height = 680 } = {}): Promise<Workbench> {
    const browser = await chromium.launch({
      executablePath: await findBrowser(quietLog),
      args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--disable-lcd-text'],
    });
    try {
      const context = await browser.newContext({ viewport: { width, height }, deviceScaleFactor: 1.5, locale: 'en-US', colorScheme: 'dark', reducedMotion: 'reduce' });
      await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: new URL(url).origin });
      const page = await context.newPage();
      page.setDefaultTimeout(30_000);
      await page.goto(url);
      await page.locator('.monaco-workbench').waitFor({ timeout: PATIENCE_MS });
      return new Workbench(browser, page);
    } catch (error) {
      await browser.close();
      throw error;
    }
  }

  /** Closes the window as a person does: the page may still say goodbye to its server. */
  async close(): Promise<void> {
    await this.page.close({ runBeforeUnload: true }).catch(() => undefined);
    await this.page.waitForEvent('close', { timeout: 5_000 }).catch(() => undefined);
    await this.#browser.close();
  }

  /** Keeps what is seen now, in an ignored folder; `readme` names one of the README's pictures. */
  async screenshot(name: string, { readme = false } = {}): Promise<void> {
    await mkdir(screenshotFolder, { recursive: true });
    const path = join(screenshotFolder, `${name}.png`);
    await this.page.screenshot({ path });
    if (!readme || !process.env[README_VARIABLE]) return;
    await mkdir(readmeFolder, { recursive: true });
    await this.page.screenshot({ path: join(readmeFolder, `${name}.png`), scale: 'css' });
  }

  /**
   * Opens a list to pick from, types `query` into its box, and waits for an entry with the text. As a person would, it opens it again when it has closed:
   * a busy workbench loses the key or the click now and then, and a webview that was shown a moment ago takes the focus when it has loaded, which closes the list.
   */
  async openList(open: () => Promise<unknown>, text: string, query?: string): Promise<Locator> {
    return this.#inList(open, text, query, async () => undefined);
  }

  /** Opens a list as `openList` does, and clicks the entry. */
  async pick(open: () => Promise<unknown>, text: string, query?: string): Promise<void> {
    await this.#inList(open, text, query, (row) => row.click({ timeout: 10_000 }));
  }

  async #inList(open: () => Promise<unknown>, text: string, query: string | undefined, then: (row: Locator) => Promise<void>): Promise<Locator> {
    const input = this.page.locator('.quick-input-widget input[type="text"]');
    const row = this.page.locator('.quick-input-list .monaco-list-row', { hasText: text }).first();
    for (let attempt = 1; ; attempt++) {
      await open();
      try {
        await input.waitFor({ timeout: 10_000 });
        if (query !== undefined) await input.fill(query, { timeout: 10_000 });
        // A command is there only when what it is for is, and the open palette does not learn of it.
        await row.waitFor({ timeout: 10_000 });
        await then(row);
        return row;
      } catch (error) {
        if (attempt === 6) throw error;
        await this.page.keyboard.press('Escape');
      }
    }
  }

  /** Chooses a command in the command palette. */
  async command(title: string): Promise<void> {
    await this.pick(() => this.page.keyboard.press('F1'), title, `>${title}`);
  }

  /** Opens a file of the workspace by its name. */
  async openFile(name: string): Promise<void> {
    await this.pick(() => this.page.keyboard.press('ControlOrMeta+P'), name, name);
    await this.page.locator('.editor-instance .monaco-editor').first().waitFor();
  }

  async chooseTheme(name: string): Promise<void> {
    await this.pick(() => this.command('Preferences: Color Theme'), name, name);
  }

  async showSourceControl(): Promise<void> {
    // The badge with the number of changes lies over it, and passes the click on.
    await this.page.locator('.activitybar a.action-label[aria-label^="Source Control"]').click({ force: true });
    await this.commitBox().waitFor();
  }

  commitBox(): Locator {
    return this.page.locator('.scm-view .scm-editor').first();
  }

  /** What stands in the commit box; spaces as the editor draws them are made plain. */
  async commitText(): Promise<string> {
    return (await textOf(this.commitBox())).trim();
  }

  /** What the first editor shows; spaces as it draws them are made plain. */
  code(): Promise<string> {
    return textOf(this.page.locator('.editor-instance .view-lines').first());
  }

  /** Takes changes in an editor back until this holds: a busy workbench loses the key now and then, and a page that was just clicked has the focus. */
  async undo(until: () => Promise<boolean>, editor = this.page.locator('.editor-instance .monaco-editor').first()): Promise<void> {
    for (let attempt = 1; !(await until()); attempt++) {
      if (attempt === 5) throw new Error('Undo did not take the change back.');
      await editor.locator('textarea, .native-edit-context').first().focus();
      await this.page.keyboard.press('ControlOrMeta+Z');
      for (const deadline = Date.now() + 5_000; Date.now() < deadline && !(await until()); ) await sleep(100);
    }
  }

  /** Clicks a title button of the Source Control view; they show when the mouse is over the title. */
  async clickSourceControlButton(label: string): Promise<void> {
    const title = this.page.locator('.sidebar .pane-header', { hasText: 'Changes' });
    await title.hover();
    await title.locator(`a.action-label[aria-label*="${label}"]`).click();
  }

  /** Puts a text of the user's own into the commit box. */
  async typeCommitText(text: string): Promise<void> {
    await this.commitBox().click();
    await this.page.keyboard.press('ControlOrMeta+A');
    await this.page.keyboard.press('Delete');
    await this.page.keyboard.type(text);
  }

  /** Moves the mouse to where it shows nothing. */
  async restMouse(): Promise<void> {
    await this.page.mouse.move(200, 14);
  }

  /**
   * Opens the hover over a place that is underlined so. As a person would, it tries again: an editor that is still drawing
   * (a language service that starts, a line that moves) takes no notice of the mouse, or closes the hover at once.
   */
  async hoverOver(squiggle: string): Promise<Locator> {
    const mark = this.page.locator(`.editor-instance ${squiggle}`).first();
    const hover = this.page.locator('.monaco-hover:visible').first();
    for (let attempt = 1; ; attempt++) {
      await mark.waitFor({ timeout: PATIENCE_MS });
      const box = await mark.boundingBox();
      if (box) {
        await this.page.mouse.move(box.x + Math.min(12, box.width / 2), box.y + box.height / 2, { steps: 4 });
        try {
          await hover.waitFor({ timeout: 5_000 });
          return hover;
        } catch (error) {
          if (attempt === 6) throw error;
        }
      }
      await this.restMouse();
    }
  }

  /**
   * Opens the lightbulb's menu at a place that is underlined so, and waits for an entry with the text. As a person would, it tries again: while a change is
   * taken back the underlines move, the click lands beside them, and a menu that was opened too early does not learn of what is found later.
   */
  async openLightbulb(squiggle: string, text: string): Promise<Locator> {
    const mark = this.page.locator(`.editor-instance ${squiggle}`).first();
    const row = this.page.locator('.action-widget .monaco-list-row', { hasText: text }).first();
    for (let attempt = 1; ; attempt++) {
      await mark.waitFor({ timeout: PATIENCE_MS });
      const box = await mark.boundingBox();
      if (box) {
        await this.page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
        await this.page.keyboard.press('ControlOrMeta+.');
        try {
          await row.waitFor({ timeout: 10_000 });
          return row;
        } catch (error) {
          if (attempt === 6) throw error;
        }
      }
      await this.page.keyboard.press('Escape');
      await this.restMouse();
    }
  }

  notification(text: string | RegExp): Locator {
    return this.page.locator('.notification-toast', { hasText: text }).first();
  }

  /** The page inside a webview of ours. */
  webview(): FrameLocator {
    return this.page.frameLocator('iframe.webview.ready').last().frameLocator('#active-frame');
  }

  statusBar(text: string | RegExp): Locator {
    return this.page.locator('.statusbar-item', { hasText: text }).first();
  }
}

/** The text of an editor, which keeps its lines in any order, each at its height. */
async function textOf(editor: Locator): Promise<string> {
  const lines = await editor.locator('.view-line').evaluateAll((found) => found.map((line) => ({ top: line.getBoundingClientRect().top, text: line.textContent ?? '' })));
  return lines
    .sort((a, b) => a.top - b.top)
    .map(({ text }) => text)
    .join('\n')
    .replaceAll('\u00a0', ' ');
}
