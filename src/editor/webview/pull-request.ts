import './page.css';
import './pull-request.css';
import MarkdownIt from 'markdown-it';
import { hasText, type PullRequestMessage, type PullRequestView } from '../pull-request-view.ts';
import { button, connect, element, failureBox, keepingFocus, render, statusLine } from './page.ts';

// No markup of the text's own is let through, and the page's policy lets no image load. The comments of a template are for those who write.
const markdown = new MarkdownIt({ html: true, linkify: false }).disable('image');
const uncommented = (text: string) => markdown.utils.escapeHtml(text.replace(/<!--[^]*?(?:-->|$)/g, '').trim());
markdown.renderer.rules.html_inline = (tokens, index) => uncommented(tokens[index]!.content);
markdown.renderer.rules.html_block = (tokens, index) => `<p>${uncommented(tokens[index]!.content)}</p>`.replace('<p></p>', '');

const host = connect<PullRequestView, PullRequestMessage>();
const main = document.body.appendChild(element('main'));
const send = (type: Exclude<PullRequestMessage['type'], 'edit'>) => () => host.send({ type });

// These stay the same elements, so that the cursor stays in them whatever else changes.
const title = element('input', { type: 'text', className: 'title', ariaLabel: 'Title', placeholder: 'Title', oninput: edited });
const description = element('textarea', { className: 'description', ariaLabel: 'Description', placeholder: 'Description, in Markdown', rows: 12, oninput: edited });
/** The edition that stands in them. */
let edition = -1;
/** The user wants to write in the description: the cursor goes there as soon as it is shown. */
let wantsToWrite = false;

host.onView((view) => {
  if (view.edition !== edition) {
    title.value = view.title;
    description.value = view.description;
    edition = view.edition;
  }
  // A screen reader gets the text when it is whole, not word by word.
  main.setAttribute('aria-busy', String(view.phase === 'working'));
  const editable = hasText(view);
  keepingFocus(main, () => {
    const failure = view.failure ? failureBox(view.failure, send('showLog')) : element('div');
    render(main, compared(view), editable ? title : element('h1', {}, view.title || 'Pull request'), statusLine(view.phase, view.status), progress(view), stale(view), actions(view, editable), editable && view.editing ? description : preview(view), failure, footer(view));
  });
  if (wantsToWrite && view.editing && document.hasFocus()) description.focus();
  wantsToWrite = false;
});
host.send({ type: 'ready' });

function edited(): void {
  host.send({ type: 'edit', edition, title: title.value, description: description.value });
}

/** What is compared with what, and the buttons that change it. */
function compared({ repository, range: { head, base, note }, template }: PullRequestView): HTMLElement {
  const branches = element('p', { className: 'range' }, element('code', {}, head), base !== '' && element('span', { ariaLabel: 'into', role: 'img' }, ' → '), base !== '' && element('code', {}, base));
  const bar = element('nav', { ariaLabel: 'What is summarized' }, button('Change Base…', send('changeBase'), 'secondary'), template !== null && button(`Template: ${template}`, send('changeTemplate'), 'secondary'));
  return element('header', {}, element('p', { className: 'note repository' }, repository), branches, note !== '' && element('p', { className: 'note' }, note), bar);
}

function progress({ phase, progress }: PullRequestView): HTMLElement {
  if (phase !== 'working' || !progress) return element('div', { className: 'progress' });
  const { done, total } = progress;
  return element('div', { className: 'progress' }, element('progress', { max: Math.max(1, total), value: done, ariaLabel: 'Progress' }));
}

function stale({ stale }: PullRequestView): HTMLElement {
  const line = element('p', { className: 'note stale' }, stale && 'The branch has new commits · ', stale && button('Summarize again', send('again'), 'link'));
  line.setAttribute('role', 'status');
  return line;
}

function actions({ phase, editing, others }: PullRequestView, editable: boolean): HTMLElement {
  const stop = phase === 'working' && button('Stop', send('stop'), 'secondary');
  if (stop && !editable) return element('nav', {}, stop);
  const restore = others > 0 && button('Restore My Text', send('restore'), 'secondary');
  if (!editable) return element('nav', {}, restore);
  const toggle = button('Edit Description', () => {
    wantsToWrite = !editing;
    host.send({ type: 'toggleEditing' });
  }, 'secondary');
  toggle.ariaPressed = String(editing);
  return element(
    'nav',
    { ariaLabel: 'Actions' },
    stop,
    toggle,
    button('Copy Title', send('copyTitle'), 'secondary'),
    button('Copy Description', send('copyDescription'), 'secondary'),
    button('Copy Both', send('copyBoth')),
    button('Open as Markdown', send('openDocument'), 'secondary'),
    restore,
  );
}

function preview(view: PullRequestView): HTMLElement {
  const article = element('article');
  // Safe: all that is not markdown-it's own markup is escaped.
  article.innerHTML = markdown.render(view.description);
  article.setAttribute('aria-live', 'polite');
  return article;
}

function footer({ phase, origin, edited, escalation, other }: PullRequestView): HTMLElement {
  const note = [origin, edited && 'edited by you'].filter(Boolean).join(' · ');
  return element('footer', {}, note && element('p', { className: 'note', title: escalation }, note), phase !== 'working' && other !== '' && button(other, send('showOther'), 'secondary'), phase !== 'working' && button('Summarize Again', send('again'), 'secondary'));
}
