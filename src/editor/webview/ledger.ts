import './page.css';
import './ledger.css';
import type { LedgerMessage, LedgerView, RequestView } from '../ledger-view.ts';
import { chart } from './ledger-chart.ts';
import { table } from './ledger-table.ts';
import { button, connect, element, failureBox, keepingFocus, render } from './page.ts';
import { keepOpen } from './place.ts';

const host = connect<LedgerView, LedgerMessage>();
const send = (type: LedgerMessage['type']) => () => host.send({ type });
const main = document.body.appendChild(element('main'));

host.onView((view) => {
  keepingFocus(main, () => {
    render(main, element('h1', {}, view.title), view.failure ? failureBox(view.failure, send('showLog')) : element('div'), figures(view), actions(view), keepingOpen('days', chart(view.days)), requests(view), sums(view), consents(view));
  });
});
host.send({ type: 'ready' });

function keepingOpen(name: string, section: HTMLElement): HTMLElement {
  const details = section.matches('details') ? (section as HTMLDetailsElement) : section.querySelector('details');
  if (details) keepOpen(details, name);
  return section;
}

function figures({ figures }: LedgerView): HTMLElement {
  const boxes = figures.map(({ name, value, note }) => element('div', {}, element('dt', {}, name), element('dd', { className: 'value' }, value), note !== '' && element('dd', { className: 'note' }, note)));
  return element('dl', { className: 'figures' }, ...boxes);
}

function actions({ requests, workers }: LedgerView): HTMLElement {
  const some = requests.length > 0;
  return element('nav', { ariaLabel: 'Actions' }, some && button('Export CSV…', send('export'), 'secondary'), button('Refresh', send('refresh'), 'secondary'), workers.length > 0 && button('Wipe…', send('wipe'), 'secondary'));
}

function requests({ requests, more }: LedgerView): HTMLElement {
  if (requests.length === 0) return element('div');
  return element('section', { className: 'requests' }, element('h2', {}, 'Requests'), element('ol', {}, ...requests.map(request)), more !== '' && element('p', { className: 'note' }, more));
}

function request({ time, worker, model, recipient, tokens, cost, redactions, why, outcome }: RequestView): HTMLElement {
  const state = element('span', { className: `outcome ${outcome === 'answered' ? '' : 'other'}` }, outcome);
  return element(
    'li',
    {},
    element('div', { className: 'line' }, element('time', {}, time), element('strong', {}, worker), element('span', {}, '→ ', element('span', { className: 'model' }, model), ` at ${recipient}`), state),
    element('p', { className: 'note' }, [tokens, cost === 'unknown' ? 'cost unknown' : cost, redactions !== '' && `replaced: ${redactions}`].filter(Boolean).join(' · ')),
    why !== '' && element('p', {}, why),
  );
}

function sums({ workers, models, months }: LedgerView): HTMLElement {
  if (workers.length === 0) return element('div');
  const counts = ['Stayed', 'Left', 'Tokens', 'Cost'];
  return keepingOpen(
    'sums',
    element(
      'details',
      { className: 'sums' },
      element('summary', {}, 'Sums by month, worker and model'),
      table(['Month', ...counts], months),
      table(['Worker', ...counts], workers),
      models.length > 0 && table(['Model', 'Recipient', 'Left', 'Tokens', 'Cost'], models, 2),
    ),
  );
}

function consents({ consents }: LedgerView): HTMLElement {
  if (consents.length === 0) return element('div');
  return element('section', {}, element('h2', {}, 'You agreed'), element('ul', { className: 'consents' }, ...consents.map((each) => element('li', {}, each))), button('Revoke Consents', send('revoke'), 'secondary'));
}
