import './page.css';
import './explain.css';
import type { ExplainMessage, ExplainView } from '../explain-view.ts';
import { button, connect, element, failureBox, prose, render, statusLine } from './page.ts';

const host = connect<ExplainView, ExplainMessage>();
const main = document.body.appendChild(element('main'));
const send = (type: ExplainMessage['type']) => () => host.send({ type });

host.onView((view) => {
  document.title = `Explanation: ${view.title}`;
  // A screen reader gets the text when it is whole, not word by word.
  main.setAttribute('aria-busy', String(view.phase === 'working'));
  render(main, heading(view), statusLine(view.phase, view.status), explanation(view), fix(view), documentation(view), view.failure ? failureBox(view.failure, send('showLog')) : element('div'), footer(view));
});
host.send({ type: 'ready' });

function heading({ title, tool, message, place }: ExplainView): HTMLElement {
  return element(
    'header',
    {},
    element('h1', {}, title, !title.startsWith(tool) && element('span', { className: 'tool' }, tool)),
    element('blockquote', {}, message),
    button(place, send('reveal'), 'link'),
  );
}

function explanation({ problem, why }: ExplainView): HTMLElement {
  const section = element('section', { className: 'explanation' }, ...(problem ? [element('h2', {}, 'What it is about'), prose(problem)] : []), ...(why ? [element('h2', {}, 'Why it matters'), prose(why)] : []));
  section.setAttribute('aria-live', 'polite');
  return section;
}

function fix({ fix }: ExplainView): HTMLElement {
  if (!fix) return element('section');
  const mark = { same: ' ', removed: '-', added: '+', gap: '⋯' };
  const block = element('pre', { className: 'diff', tabIndex: 0 }, ...fix.lines.map(({ kind, text }) => element('div', { className: kind }, `${mark[kind]} ${text}`)));
  block.setAttribute('aria-label', 'Changed lines');
  return element(
    'section',
    {},
    element('h2', {}, 'Fix'),
    block,
    fix.applied
      ? element('p', { className: 'note' }, '✓ Applied.')
      : fix.verified
        ? element('div', {}, button('Apply Fix', send('apply')), element('p', { className: 'note' }, 'The tool was run on the changed file and no longer reports this.'))
        : element('p', { className: 'note' }, 'The tool has not confirmed this change, so it is shown to be read only.'),
  );
}

function documentation({ documentation, documentationUrl }: ExplainView): HTMLElement {
  if (!documentation && !documentationUrl) return element('section');
  return element(
    'section',
    {},
    element('h2', {}, 'Documentation'),
    ...(documentation ? [prose(documentation)] : []),
    documentationUrl && element('p', {}, button(documentationUrl, send('openDocumentation'), 'link')),
  );
}

function footer({ phase, origin }: ExplainView): HTMLElement {
  return element(
    'footer',
    {},
    origin && element('p', { className: 'note' }, origin),
    phase === 'working' ? button('Stop', send('stop'), 'secondary') : button('Explain Again', send('again'), 'secondary'),
  );
}
