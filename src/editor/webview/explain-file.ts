import type { FileView, RuleView } from '../explain-view.ts';
import { explanation, type Parts, ruleHeading, type Send } from './explain-parts.ts';
import { button, element } from './page.ts';

/** The page of a whole file: a block a rule. */
export function fileParts({ file, phase, done, rules }: FileView, send: Send): Parts {
  const progress = element('progress', { max: rules.length, value: done });
  progress.setAttribute('aria-label', 'Explained rules');
  return {
    head: element('header', {}, element('h1', {}, 'Problems in ', element('span', { className: 'file' }, file)), progress),
    rest: rules.map((rule, index) => block(rule, index, send)),
    foot: element(
      'footer',
      {},
      phase === 'working' ? button('Stop', send({ type: 'stop' }), 'secondary') : phase !== 'done' && button('Continue', send({ type: 'again' }), 'secondary'),
    ),
  };
}

function block(rule: RuleView, index: number, send: Send): HTMLElement {
  const { state, title, tool, message, documentationUrl, places, more, origin } = rule;
  const items = places.map((label, place) => {
    const search = button('Find a fix', send({ type: 'findFix', rule: index, place }), 'link');
    search.setAttribute('aria-label', `Find a fix: ${title}, ${label}`);
    return element('li', {}, button(label, send({ type: 'revealPlace', rule: index, place }), 'link'), ' · ', search);
  });
  return element(
    'article',
    { className: `rule ${state}` },
    ruleHeading('h2', title, tool),
    element('blockquote', {}, message),
    explanation(rule, 'h3'),
    documentationUrl && element('p', {}, button(documentationUrl, send({ type: 'openRule', rule: index }), 'link')),
    element('ul', { className: 'places', ariaLabel: `Places of ${title}` }, ...items, more > 0 && element('li', {}, `and ${more} more`)),
    origin && element('p', { className: 'note' }, origin),
  );
}
