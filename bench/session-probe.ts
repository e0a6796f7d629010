import type { Page } from 'playwright-core';

/** What the hover held when it opened: an explanation, else what the documentation says, else our link alone, else nothing of ours. */
export type HoverContent = 'explanation' | 'documentation' | 'link' | 'nothing';

interface Shown {
  /** From the mouse's arrival to our text in the page, in milliseconds; null where none came. */
  ms: number | null;
  /** The same for the hover itself, whoever wrote its text. */
  anyMs: number | null;
  /** The same for an explanation, which may come while the hover stands there. */
  explainedMs: number | null;
  text: string;
}

/**
 * Runs in the page. Keys: from the event of the key to the first change of the drawn lines that makes their text another one.
 * Hovers: from the event of the mouse at its goal to a visible hover with our link in it.
 */
const SCRIPT = `(() => {
  const probe = { keys: [], hover: undefined };
  window.journeymanProbe = probe;
  const lines = () => [...document.querySelectorAll('.editor-instance .monaco-editor.focused .view-line')].reduce((sum, line) => sum + line.textContent.length, 0);
  let key;
  addEventListener('keydown', (event) => {
    if (event.key.length !== 1 || event.ctrlKey || event.metaKey) return;
    key = { at: event.timeStamp, length: lines() };
  }, true);
  addEventListener('mousemove', (event) => {
    const { hover } = probe;
    if (hover && hover.at === undefined && Math.abs(event.clientX - hover.x) < 1.5 && Math.abs(event.clientY - hover.y) < 1.5) hover.at = event.timeStamp;
  }, true);
  new MutationObserver(() => {
    const now = performance.now();
    if (key && lines() !== key.length) {
      probe.keys.push(now - key.at);
      key = undefined;
    }
    const { hover } = probe;
    if (!hover || hover.at === undefined || hover.explainedMs !== null) return;
    for (const shown of document.querySelectorAll('.monaco-hover')) {
      if (!shown.checkVisibility({ visibilityProperty: true }) || shown.textContent.trim() === '') continue;
      hover.anyMs ??= now - hover.at;
      if (/Journeyman · confidence/.test(shown.textContent)) hover.explainedMs = now - hover.at;
      if (hover.ms !== null) continue;
      if (!shown.querySelector('[data-href*="journeyman.explainDiagnostic"]')) continue;
      hover.ms = now - hover.at;
      hover.text = shown.innerText;
    }
  }).observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: ['class', 'style'] });
})()`;

/** Measures in the page itself, where no message to and from the browser counts. */
export class SessionProbe {
  readonly #page: Page;

  private constructor(page: Page) {
    this.#page = page;
  }

  static async into(page: Page): Promise<SessionProbe> {
    await page.evaluate(SCRIPT);
    return new SessionProbe(page);
  }

  /** Whether the code is what is seen at this place: the headings that stick to the top of an editor, for one, lie over its lines and have no hover. */
  async showsCode(x: number, y: number): Promise<boolean> {
    return this.#page.evaluate<boolean>(`document.elementFromPoint(${x}, ${y})?.closest('.view-lines') != null`);
  }

  /** From here on the mouse's arrival at this place counts. */
  async expectHover(x: number, y: number): Promise<void> {
    await this.#page.evaluate(`window.journeymanProbe.hover = { x: ${x}, y: ${y}, at: undefined, ms: null, anyMs: null, explainedMs: null, text: '' }`);
  }

  async hover(): Promise<Shown & { content: HoverContent }> {
    const { ms, anyMs, explainedMs, text } = await this.#page.evaluate<Shown>('window.journeymanProbe.hover');
    const content = ms === null ? 'nothing' : /Journeyman · confidence/.test(text) ? 'explanation' : /from the rule.s documentation/.test(text) ? 'documentation' : 'link';
    return { content, ms, anyMs, explainedMs, text };
  }

  /** Milliseconds of all keys so far. */
  keys(): Promise<number[]> {
    return this.#page.evaluate<number[]>('window.journeymanProbe.keys');
  }
}
