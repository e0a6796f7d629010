import type { DisableView, ExplainView } from '../explain-view.ts';
import { diffBlock, explanation, type Parts, ruleHeading, type Send } from './explain-parts.ts';
import { button, element, prose } from './page.ts';
import { keepOpen } from './place.ts';

/** The page of one diagnostic. */
export function diagnosticParts(view: ExplainView, send: Send): Parts {
  const { title, tool, message, place } = view;
  return {
    head: element('header', {}, ruleHeading('h1', title, tool), element('blockquote', {}, message), button(place, send({ type: 'reveal' }), 'link')),
    rest: [explanation(view), fix(view, send), idea(view, send), quickFixes(view, send), documentation(view, send), disable(view, send)],
    foot: footer(view, send),
  };
}

function fix({ fix }: ExplainView, send: Send): HTMLElement {
  if (!fix) return element('section');
  return element(
    'section',
    {},
    element('h2', {}, 'Fix'),
    diffBlock(fix.lines, 'Changed lines'),
    fix.applied
      ? element('p', { className: 'note' }, '✓ Applied.')
      : element('div', { className: 'buttons' }, button('Apply Fix', send({ type: 'apply' })), button('Show in Diff Editor', send({ type: 'showDiff' }), 'secondary')),
    element('p', { className: 'note' }, fix.note),
  );
}

function idea({ key, idea }: ExplainView, send: Send): HTMLElement {
  if (!idea) return element('section');
  const details = element(
    'details',
    {},
    element('summary', {}, `Idea, not confirmed: ${idea.reason}`),
    diffBlock(idea.lines, 'Lines of the idea'),
    element('div', { className: 'buttons' }, button('Copy Idea', send({ type: 'copyIdea' }), 'secondary')),
  );
  keepOpen(details, key);
  return element('section', {}, details);
}

function quickFixes({ quickFixes }: ExplainView, send: Send): HTMLElement {
  if (quickFixes.length === 0) return element('section');
  return element('section', { className: 'buttons stacked' }, ...quickFixes.map((title) => button(`Quick fix of the editor: ${title}`, send({ type: 'quickFix', title }), 'secondary')));
}

function documentation({ documentation, documentationUrl }: ExplainView, send: Send): HTMLElement {
  if (!documentation && !documentationUrl) return element('section');
  return element(
    'section',
    {},
    element('h2', {}, 'Documentation'),
    ...(documentation ? [prose(documentation)] : []),
    documentationUrl && element('p', {}, button(documentationUrl, send({ type: 'openDocumentation' }), 'link')),
  );
}

const REACHES: { where: keyof DisableView; label: string; name: string }[] = [
  { where: 'line', label: 'here', name: 'Disable here' },
  { where: 'file', label: 'in this file', name: 'Disable in this file' },
  { where: 'configuration', label: 'in the configuration', name: 'Disable in the configuration' },
];

function disable({ disable, title }: ExplainView, send: Send): HTMLElement {
  if (!disable) return element('section');
  const links = REACHES.filter(({ where }) => disable[where]).map(({ where, label, name }) => {
    const link = button(label, send({ type: 'disable', where }), 'link');
    const comment = disable[where];
    link.title = typeof comment === 'string' ? `Adds ${comment}` : 'Opens the configuration and says what to add';
    link.setAttribute('aria-label', `${name}: ${title}`);
    return link;
  });
  return element('section', { className: 'disable' }, element('p', {}, 'Disable: ', ...links.flatMap((link, index) => (index === 0 ? [link] : [' · ', link]))));
}

function footer({ phase, seeking, origin, escalation, other }: ExplainView, send: Send): HTMLElement {
  return element(
    'footer',
    {},
    origin && element('p', { className: 'note', title: escalation }, origin),
    other && button(other, send({ type: 'showOther' }), 'secondary'),
    phase === 'working' ? button(seeking ? 'Stop Looking' : 'Stop', send({ type: 'stop' }), 'secondary') : button('Explain Again', send({ type: 'again' }), 'secondary'),
  );
}
