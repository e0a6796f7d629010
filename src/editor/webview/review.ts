import './page.css';
import './review.css';
import type { ReviewMessage, ReviewView } from '../review-view.ts';
import { button, connect, element, failureBox, keepingFocus, prose, render, statusLine } from './page.ts';
import { keepOpen } from './place.ts';
import { fileItem, riskItem } from './review-items.ts';

/** Files, and places to look at, that are shown before the reader asks for more. */
const SHOWN = 100;

const host = connect<ReviewView, ReviewMessage>();
const send = (message: ReviewMessage) => () => host.send(message);
let shown: ReviewView | undefined;
/** The file that was current when the reader asked for another one, which is then brought into sight. */
let stepping: { from: string | undefined } | undefined;

// The lists are made once and changed item by item: the reader's place and the focus stay in a long one.
const top = element('div', { className: 'top' });
const risks = list('Look closely at');
const files = list('Files in reading order');
const folded = fold();
const bottom = element('div');
const main = document.body.appendChild(element('main', {}, top, risks.section, files.section, folded.details, bottom));

host.onView((view) => {
  shown = view;
  draw();
});
host.send({ type: 'ready' });

function draw(): void {
  const view = shown;
  if (!view) return;
  document.title = `Review: ${view.head}`;
  // A screen reader gets the text when it is whole, not word by word.
  main.setAttribute('aria-busy', String(view.phase === 'working'));
  const stepped = stepping !== undefined && currentPath() !== stepping.from;
  // What is hidden in a list cannot be brought into sight.
  if (stepped) openAround(view);
  keepingFocus(main, () => {
    render(top, header(view), statusLine(view.phase, view.status), progress(view), stop(view), stale(view), summary(view), actions(view));
    risks.show(view.risks.length, (index) => riskItem(view.risks[index]!, host.send));
    files.show(view.files.length, (index) => fileItem(view.files[index]!, host.send));
    folded.show(view);
    render(bottom, view.failure ? failureBox(view.failure, send({ type: 'showLog' })) : element('div'), footer(view));
  });
  if (!stepped) return;
  stepping = undefined;
  main.querySelector('.current')?.scrollIntoView({ block: 'nearest' });
}

/** Opens the list that the current file is folded into. */
function openAround(view: ReviewView): void {
  if (view.folded.some(({ current }) => current)) folded.details.open = true;
  if (view.files.findIndex(({ current }) => current) >= SHOWN) files.more.open = true;
}

function currentPath(): string | undefined {
  return [...(shown?.files ?? []), ...(shown?.folded ?? [])].find(({ current }) => current)?.path;
}

function header({ repository, head, base, phase, counts }: ReviewView): HTMLElement {
  const branches = element('h1', {}, 'Review of ', element('code', {}, head), base !== '' && ' → ', base !== '' && element('code', {}, base));
  const whole = phase !== 'working' && counts !== '';
  const links = element(
    'div',
    { className: 'links' },
    button('Change Base…', send({ type: 'changeBase' }), 'link'),
    whole && button('Copy as Markdown', send({ type: 'copy' }), 'link'),
    whole && button('Open as Markdown', send({ type: 'openDocument' }), 'link'),
  );
  return element('header', {}, element('p', { className: 'note repository' }, repository), branches, links);
}

function progress({ phase, progress }: ReviewView): HTMLElement {
  if (phase !== 'working') return element('div');
  const bar = element('progress', progress ? { max: Math.max(1, progress.total), value: progress.done } : {});
  bar.setAttribute('aria-label', 'Progress of the review');
  return bar;
}

/** Not beside the bar: that is made anew as it grows, and a click would be lost on a button that goes with it. */
function stop({ phase }: ReviewView): HTMLElement {
  return element('div', {}, phase === 'working' && button('Stop', send({ type: 'stop' }), 'secondary'));
}

function stale({ stale, phase }: ReviewView): HTMLElement {
  if (stale === '') return element('div');
  const box = element('section', { className: 'stale' }, element('span', {}, stale), phase !== 'working' && button('Review Again', send({ type: 'again' }), 'secondary'));
  box.setAttribute('role', 'status');
  return box;
}

function summary({ summary, counts }: ReviewView): HTMLElement {
  const section = element('section', { className: 'summary' }, summary !== '' && prose(summary), counts !== '' && element('p', { className: 'counts' }, counts));
  section.setAttribute('aria-live', 'polite');
  return section;
}

function actions({ counts, read, previous, next }: ReviewView): HTMLElement {
  if (counts === '') return element('nav');
  const step = (label: string, type: 'previous' | 'next', there: boolean, className = '') => {
    const go = () => {
      if (!there) return;
      stepping = { from: currentPath() };
      host.send({ type });
    };
    const made = button(label, go, className);
    // Disabled in the proper sense it would lose the focus with the last step.
    made.setAttribute('aria-disabled', String(!there));
    return made;
  };
  const bar = element('progress', { max: Math.max(1, read.total), value: read.done });
  bar.setAttribute('aria-hidden', 'true');
  const made = element(
    'nav',
    {},
    step('Previous File', 'previous', previous, 'secondary'),
    step('Next File', 'next', next),
    element('span', { className: 'read' }, bar, `${read.done} of ${read.total} read`),
  );
  made.setAttribute('aria-label', 'Reading order');
  return made;
}

function footer({ phase, origin, escalation }: ReviewView): HTMLElement {
  return element('footer', {}, origin !== '' && element('p', { className: 'note', title: escalation }, origin), phase !== 'working' && button('Run Again', send({ type: 'again' }), 'secondary'));
}

/** A list of which the first items are shown, and the others when they are asked for. */
function list(title: string): { section: HTMLElement; more: HTMLDetailsElement; show(count: number, item: (index: number) => HTMLElement): void } {
  const first = element('ol');
  const others = element('ol');
  const label = element('summary');
  const more = element('details', {}, label, others);
  keepOpen(more, title, draw);
  const section = element('section', {}, element('h2', {}, title), first, more);
  return {
    section,
    more,
    show(count, item) {
      const items = (from: number, to: number) => Array.from({ length: Math.max(0, to - from) }, (_, index) => item(from + index));
      section.hidden = count === 0;
      render(first, ...items(0, Math.min(count, SHOWN)));
      more.hidden = count <= SHOWN;
      label.textContent = `${(count - SHOWN).toLocaleString('en-US')} more`;
      render(others, ...(more.open ? items(SHOWN, count) : []));
    },
  };
}

/** Generated and lock files, folded into one line. */
function fold(): { details: HTMLDetailsElement; show(view: ReviewView): void } {
  const label = element('summary');
  const items = element('ol');
  const all = element('div', { className: 'all' });
  const details = element('details', { className: 'folded' }, label, all, items);
  keepOpen(details, 'folded', draw);
  return {
    details,
    show({ folded }) {
      details.hidden = folded.length === 0;
      const read = folded.filter((file) => file.read).length;
      label.textContent = `Generated and lock files: ${folded.length.toLocaleString('en-US')}, ${read} read`;
      const box = element('input', { type: 'checkbox', defaultChecked: read === folded.length });
      box.onchange = () => host.send({ type: 'read', paths: folded.map(({ path }) => path), read: box.checked });
      render(all, element('label', {}, box, ' All read'));
      render(items, ...(details.open ? folded.map((file) => fileItem(file, host.send)) : []));
    },
  };
}
