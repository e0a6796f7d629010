import { afterEach, beforeEach, expect, it, vi } from 'vitest';

/** A panel: what is kept for its page, and the page that is open. */
const panel = { state: undefined as unknown };
let on: Record<string, (event: { data?: unknown }) => void>;
const window = {
  scrollY: 0,
  addEventListener: (type: string, listener: (event: { data?: unknown }) => void) => (on[type] = listener),
  scrollTo: (_left: number, top: number) => (window.scrollY = top),
};

/** Opens the page anew, as when its panel comes to the front again. */
async function open() {
  vi.resetModules();
  [on, window.scrollY] = [{}, 0];
  const { connect } = await import('../../../../src/editor/webview/page.ts');
  const { keepOpen } = await import('../../../../src/editor/webview/place.ts');
  connect<{ key: string }, never>(({ key }) => key).onView(() => undefined);
  const details = { open: false, isConnected: true, ontoggle: (): void => undefined };
  return {
    details,
    keepOpen: (name: string, toggled?: () => void) => keepOpen(details as never, name, toggled),
    show: (key: string) => on['message']!({ data: { key } }),
    scroll(top: number) {
      window.scrollY = top;
      on['scroll']!({});
    },
    toggle(open: boolean) {
      details.open = open;
      details.ontoggle();
    },
  };
}

beforeEach(() => {
  panel.state = undefined;
  vi.stubGlobal('window', window);
  vi.stubGlobal('acquireVsCodeApi', () => ({
    postMessage: () => undefined,
    getState: () => panel.state,
    setState: (state: unknown) => (panel.state = JSON.parse(JSON.stringify(state))),
  }));
});
afterEach(() => vi.unstubAllGlobals());

it('keeps how far the reader is in each text, also while the page is hidden', async () => {
  const page = await open();
  page.show('a');
  page.scroll(300);
  page.show('b');
  expect(window.scrollY).toBe(0);
  page.scroll(70);
  page.show('b');
  expect(window.scrollY).toBe(70);
  page.show('a');
  expect(window.scrollY).toBe(300);
  const again = await open();
  again.show('b');
  expect(window.scrollY).toBe(70);
  again.show('a');
  expect(window.scrollY).toBe(300);
});

it('keeps what the reader has opened', async () => {
  const toggled = vi.fn();
  const page = await open();
  page.keepOpen('sums', toggled);
  page.toggle(true);
  expect(toggled).toHaveBeenCalledOnce();
  const again = await open();
  again.keepOpen('days');
  expect(again.details.open).toBe(false);
  again.keepOpen('sums');
  expect(again.details.open).toBe(true);
  again.details.isConnected = false;
  again.toggle(false);
  again.keepOpen('sums');
  expect(again.details.open, 'what is not on the page says nothing').toBe(true);
  again.details.isConnected = true;
  again.toggle(false);
  const last = await open();
  last.keepOpen('sums');
  expect(last.details.open).toBe(false);
});
