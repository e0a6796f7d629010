/// <reference lib="dom" />
import { goTo, type Keeper, noteScroll, takeUp } from './place.ts';

/** What a page does with the extension: gets views, sends messages. */
export interface Host<View, Message> {
  send(message: Message): void;
  onView(listener: (view: View) => void): void;
}

declare function acquireVsCodeApi(): Keeper & { postMessage(message: unknown): void };

/** `keyOf` tells texts apart that a page shows in turns: the reader has a place in each. */
export function connect<View, Message>(keyOf: (view: View) => string = () => ''): Host<View, Message> {
  const api = acquireVsCodeApi();
  let shown: string | undefined;
  takeUp(api);
  window.addEventListener('scroll', () => shown !== undefined && noteScroll(shown));
  return {
    send: (message) => api.postMessage(message),
    onView: (listener) => {
      window.addEventListener('message', ({ data }: MessageEvent<View>) => {
        const another = keyOf(data) !== shown;
        listener(data);
        shown = keyOf(data);
        if (another) goTo(shown);
      });
    },
  };
}

type Child = Node | string | false | null | undefined;

/** An element with text and elements in it. Strings become text, never markup. */
export function element<Name extends keyof HTMLElementTagNameMap>(name: Name, properties: Partial<HTMLElementTagNameMap[Name]> = {}, ...children: Child[]): HTMLElementTagNameMap[Name] {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children.filter((child): child is Node | string => child !== false && child !== null && child !== undefined && child !== ''));
  return made;
}

export function button(label: string, onclick: () => void, className = ''): HTMLButtonElement {
  return element('button', { type: 'button', className, onclick }, label);
}

/** A paragraph in which `quoted` words are code. */
export function prose(text: string): HTMLParagraphElement {
  const parts = text.split(/`([^`\n]+)`/);
  return element('p', {}, ...parts.map((part, index) => (index % 2 === 1 ? element('code', {}, part) : part)));
}

/**
 * Puts new children in place of the old ones, but leaves those alone that are equal: the focus, a selection
 * and the reader's place stay while text streams in.
 */
export function render(container: Element, ...children: Child[]): void {
  const wanted = children.filter((child): child is Node => child instanceof Node);
  wanted.forEach((child, index) => {
    const present = container.childNodes[index];
    if (!present) container.append(child);
    else if (!present.isEqualNode(child)) present.replaceWith(child);
  });
  while (container.childNodes.length > wanted.length) container.lastChild?.remove();
}

/**
 * Gives the focus back to what bears the same name where the one that had it was replaced, and to the first button at the page's end or in its bar where
 * there is none any more: who uses the keyboard is not sent back to the start. What has the focus outside the page keeps it: a menu of the editor that loses it closes.
 */
export function keepingFocus(container: Element, change: () => void): void {
  const nameOf = (node: Element) => `${node.tagName} ${node.getAttribute('aria-label') ?? node.textContent}`;
  const focused = document.activeElement;
  const name = focused && focused !== document.body ? nameOf(focused) : null;
  change();
  if (name === null || focused?.isConnected || !document.hasFocus()) return;
  const same = Array.from(container.querySelectorAll<HTMLElement>('button, input, summary')).find((candidate) => nameOf(candidate) === name);
  if (same) return same.focus();
  // The text stays where it is read.
  (container.querySelector<HTMLElement>('footer button') ?? container.querySelector<HTMLElement>('nav button'))?.focus({ preventScroll: true });
}

/** The line that says what goes on, for eyes and for screen readers. */
export function statusLine(phase: string, status: string): HTMLElement {
  const line = element('p', { className: `status ${phase}` }, phase === 'working' && element('span', { className: 'spinner', ariaHidden: 'true' }), status);
  line.setAttribute('role', 'status');
  return line;
}

export function failureBox({ what, why, next }: { what: string; why: string; next: string }, showLog: () => void): HTMLElement {
  const box = element('section', { className: 'failure' }, element('p', {}, element('strong', {}, what)), why && element('p', {}, why), next && element('p', {}, next), button('Show Log', showLog, 'secondary'));
  box.setAttribute('role', 'alert');
  return box;
}
