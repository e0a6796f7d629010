import type { ReviewFileView, ReviewMessage, RiskView } from '../review-view.ts';
import { button, element, prose } from './page.ts';

type Send = (message: ReviewMessage) => void;

/** A place to look at closely, with its file. */
export function riskItem({ kind, detail, path, line }: RiskView, send: Send): HTMLLIElement {
  const place = line === null ? path : `${path}:${line}`;
  return element('li', { className: 'risk' }, riskText(kind, detail), button(place, () => send({ type: 'open', path, line }), 'link path'));
}

export function fileItem({ number, path, added, removed, role, summary, risks, read, current }: ReviewFileView, send: Send): HTMLLIElement {
  const link = button(path, () => send({ type: 'open', path, line: null }), 'link path');
  if (current) link.setAttribute('aria-current', 'true');
  // As an attribute, so that a box which the reader did not tick differs when it is drawn anew.
  const box = element('input', { type: 'checkbox', defaultChecked: read });
  box.setAttribute('aria-label', `Read: ${path}`);
  box.onchange = () => send({ type: 'read', paths: [path], read: box.checked });
  const item = element(
    'li',
    { className: ['file', read && 'read', current && 'current'].filter(Boolean).join(' ') },
    element('div', { className: 'line' }, element('span', { className: 'number' }, `${number}.`), link, counts(added, removed), element('span', { className: 'note' }, role), element('label', {}, box, ' Read')),
    summary !== '' && prose(summary),
    risks.length > 0 && element('ul', {}, ...risks.map((risk) => riskOfFile(risk, send))),
  );
  return item;
}

function riskOfFile({ kind, detail, path, line }: RiskView, send: Send): HTMLLIElement {
  if (line === null) return element('li', { className: 'risk' }, riskText(kind, detail));
  const link = button(`line ${line}`, () => send({ type: 'open', path, line }), 'link');
  link.setAttribute('aria-label', `Line ${line} of ${path}`);
  return element('li', { className: 'risk' }, riskText(kind, detail), link);
}

function riskText(kind: string, detail: string): HTMLElement {
  const text = prose(detail);
  text.prepend(element('strong', {}, kind), detail === '' ? '' : ': ');
  return text;
}

function counts(added: number, removed: number): HTMLElement {
  const made = element('span', { className: 'counts' }, element('span', { className: 'added' }, `+${added}`), ' ', element('span', { className: 'removed' }, `−${removed}`));
  made.setAttribute('aria-label', `${added} lines added, ${removed} removed`);
  made.setAttribute('role', 'img');
  return made;
}
