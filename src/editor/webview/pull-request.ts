import './page.css';
import './pull-request.css';
import MarkdownIt from 'markdown-it';
import type { PullRequestMessage, PullRequestView } from '../pull-request-view.ts';
import { button, connect, element, failureBox, render, statusLine } from './page.ts';

// No markup of the text's own is let through, and the page's policy lets no image load.
const markdown = new MarkdownIt({ html: false, linkify: false }).disable('image');

const host = connect<PullRequestView, PullRequestMessage>();
const main = document.body.appendChild(element('main'));
const send = (type: PullRequestMessage['type']) => () => host.send({ type });

host.onView((view) => {
  // A screen reader gets the text when it is whole, not word by word.
  main.setAttribute('aria-busy', String(view.phase === 'working'));
  render(main, header(view), statusLine(view.phase, view.status), actions(view), description(view), view.failure ? failureBox(view.failure, send('showLog')) : element('div'), footer(view));
});
host.send({ type: 'ready' });

function header({ repository, title }: PullRequestView): HTMLElement {
  return element('header', {}, element('p', { className: 'note repository' }, repository), element('h1', {}, title || 'Pull request'));
}

function actions({ phase, title }: PullRequestView): HTMLElement {
  if (phase === 'working') return element('nav', {}, button('Stop', send('stop'), 'secondary'));
  if (phase !== 'done' || title === '') return element('nav');
  const bar = element(
    'nav',
    {},
    button('Copy Title', send('copyTitle'), 'secondary'),
    button('Copy Description', send('copyDescription'), 'secondary'),
    button('Copy Both', send('copyBoth')),
    button('Open as Markdown', send('openDocument'), 'secondary'),
  );
  bar.setAttribute('aria-label', 'Actions');
  return bar;
}

function description(view: PullRequestView): HTMLElement {
  const article = element('article');
  // Safe: markdown-it escapes all that is not its own markup.
  article.innerHTML = markdown.render(view.description);
  article.setAttribute('aria-live', 'polite');
  return article;
}

function footer({ phase, origin }: PullRequestView): HTMLElement {
  return element('footer', {}, origin && element('p', { className: 'note' }, origin), phase !== 'working' && button('Summarize Again', send('again'), 'secondary'));
}
