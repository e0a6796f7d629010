import { afterEach, describe, expect, it, vi } from 'vitest';
import { keepingFocus } from '../../../../src/editor/webview/page.ts';

/** A button of a page. */
class Button {
  readonly tagName = 'BUTTON';
  readonly textContent: string;
  readonly within: string;
  isConnected = true;
  constructor(textContent: string, within = 'main') {
    this.textContent = textContent;
    this.within = within;
  }
  getAttribute() {
    return null;
  }
  focus() {
    page.activeElement = this;
  }
}
const page = { activeElement: undefined as Button | undefined, body: {}, hasFocus: () => true };
let buttons: Button[] = [];
const main = {
  querySelectorAll: () => buttons,
  querySelector: (selector: string) => buttons.find(({ within }) => selector === `${within} button`) ?? null,
} as unknown as Element;

/** What has the focus after the page was drawn anew, with the focus on Stop before. */
function focusAfter(before: Button[], after: Button[], hasFocus = true): string | undefined {
  vi.stubGlobal('document', { ...page, hasFocus: () => hasFocus, get activeElement() { return page.activeElement; } });
  buttons = before;
  page.activeElement = before.find(({ textContent }) => textContent === 'Stop');
  keepingFocus(main, () => {
    for (const button of before) button.isConnected = after.includes(button);
    buttons = after;
  });
  return page.activeElement?.isConnected ? page.activeElement.textContent : undefined;
}
afterEach(() => vi.unstubAllGlobals());

describe('the focus of a page that is drawn anew', () => {
  it('goes to what bears the same name', () => expect(focusAfter([new Button('Stop')], [new Button('Copy', 'nav'), new Button('Stop')])).toBe('Stop'));

  it('goes to the first button at the end, or in the bar, where there is nothing of that name any more', () => {
    expect(focusAfter([new Button('Stop')], [new Button('Line 3'), new Button('Copy', 'nav'), new Button('Run Again', 'footer'), new Button('Open the Worker', 'footer')])).toBe('Run Again');
    expect(focusAfter([new Button('Stop')], [new Button('Line 3'), new Button('Copy', 'nav')])).toBe('Copy');
    expect(focusAfter([new Button('Stop')], [new Button('Line 3')])).toBeUndefined();
  });

  it('stays where it is while that is there, and outside the page', () => {
    const stop = new Button('Stop');
    expect(focusAfter([stop], [new Button('Run Again', 'footer'), stop])).toBe('Stop');
    expect(focusAfter([new Button('Stop')], [new Button('Run Again', 'footer')], false)).toBeUndefined();
  });
});
