import './page.css';
import './worker.css';
import type { AnswerRow, WorkerMessage, WorkerView } from '../custom/worker-view.ts';
import { button, connect, element, failureBox, keepingFocus, render, statusLine } from './page.ts';

const host = connect<WorkerView, WorkerMessage>(({ title, source }) => `${title}\n${source}`);
const send = (message: WorkerMessage) => () => host.send(message);

// The table is made once and changed row by row: the reader's place stays while answers come in.
const top = element('div');
const body = element('tbody');
const table = element('table', {}, body);
const bottom = element('div');
const main = document.body.appendChild(element('main', {}, top, table, bottom));

host.onView((view) => {
  document.title = view.title;
  // A screen reader gets the text when it is whole, not word by word.
  main.setAttribute('aria-busy', String(view.phase === 'working'));
  keepingFocus(main, () => {
    render(top, header(view), statusLine(view.phase, view.status), progress(view), stop(view), answer(view));
    table.hidden = view.rows.length === 0;
    table.setAttribute('aria-label', 'Answers');
    render(body, ...view.rows.map((row) => tableRow(row, view)));
    const more = view.more > 0 ? element('p', { className: 'note' }, `${view.more.toLocaleString('en-US')} more: open the answer as JSON.`) : element('div');
    render(bottom, more, rejected(view), checks(view), actions(view), view.failure ? failureBox(view.failure, send({ type: 'showLog' })) : element('div'), footer(view));
  });
});
host.send({ type: 'ready' });

function header({ title, kind, description, source }: WorkerView): HTMLElement {
  return element('header', {}, element('h1', {}, title, element('span', { className: 'kind' }, kind)), description !== '' && element('p', { className: 'note' }, description), element('p', { className: 'source' }, `On ${source}`));
}

function progress({ phase, progress }: WorkerView): HTMLElement {
  if (phase !== 'working' || !progress) return element('div');
  const bar = element('progress', { max: Math.max(1, progress.total), value: progress.done });
  bar.setAttribute('aria-label', 'Progress');
  return bar;
}

/** Not beside the bar: that is made anew as it grows, and a click would be lost on a button that goes with it. */
function stop({ phase }: WorkerView): HTMLElement {
  return element('div', {}, phase === 'working' && button('Stop', send({ type: 'stop' }), 'secondary'));
}

function answer({ text, fixed }: WorkerView): HTMLElement {
  const section = element('section', { className: 'answer' });
  section.setAttribute('aria-live', 'polite');
  if (text === '') return section;
  if (fixed) {
    const block = element('pre', { tabIndex: 0 }, text);
    block.setAttribute('aria-label', 'Answer');
    section.append(block);
  } else section.append(element('p', { className: 'text' }, text));
  return section;
}

function tableRow({ firstLine, lastLine, name, answer, none, sure, note }: AnswerRow, { linked }: WorkerView): HTMLElement {
  const lines = firstLine === null ? '' : lastLine === null || lastLine === firstLine ? `${firstLine}` : `${firstLine}–${lastLine}`;
  const link = linked && firstLine !== null ? button(lines, send({ type: 'reveal', line: firstLine }), 'link') : lines;
  if (typeof link !== 'string') link.setAttribute('aria-label', lines === `${firstLine}` ? `Line ${lines}` : `Lines ${lines}`);
  return element(
    'tr',
    {},
    element('td', { className: 'lines' }, link),
    element('td', {}, name !== '' && element('div', { className: 'name' }, name), element('div', { className: none ? 'none' : 'said' }, answer), note !== '' && element('div', { className: 'piece' }, note)),
    element('td', { className: 'sure' }, sure !== null && meter(sure)),
  );
}

function meter(percent: number): HTMLElement {
  const bar = element('span', { className: 'bar' }, element('span', { className: `fill ${percent < 50 ? 'low' : ''} w${Math.round(percent / 10)}` }));
  bar.setAttribute('aria-hidden', 'true');
  return element('span', { className: 'meter' }, bar, `${percent} %`);
}

function rejected({ rejected }: WorkerView): HTMLElement {
  if (rejected.length === 0) return element('div');
  return element('section', { className: 'rejected' }, element('h2', {}, 'Left out, because it does not stand in the text'), element('ul', {}, ...rejected.map((text) => element('li', {}, text))));
}

function checks({ checks }: WorkerView): HTMLElement {
  if (checks.length === 0) return element('div');
  const items = checks.map(({ passed, detail }) => element('li', { className: passed ? 'passed' : 'failed' }, element('span', { className: 'mark' }, passed ? '✓' : '✗'), element('span', { className: 'hidden' }, passed ? 'Passed: ' : 'Failed: '), detail));
  return element('section', {}, element('h2', {}, 'Checks'), element('ul', { className: 'checks' }, ...items));
}

function actions({ phase, replaceable, other, confidence }: WorkerView): HTMLElement {
  if (phase !== 'done' || confidence === null) return element('nav');
  const made = element(
    'nav',
    {},
    button('Copy', send({ type: 'copy' })),
    replaceable && button('Replace the Text', send({ type: 'replace' }), 'secondary'),
    button('Insert', send({ type: 'insert' }), 'secondary'),
    button('Open as Document', send({ type: 'openDocument' }), 'secondary'),
    button('Open as JSON', send({ type: 'openJson' }), 'secondary'),
    other !== '' && button(other, send({ type: 'showOther' }), 'secondary'),
  );
  made.setAttribute('aria-label', 'What to do with the answer');
  return made;
}

function footer({ phase, origin, escalation, accepted }: WorkerView): HTMLElement {
  const note = origin === '' ? false : element('p', { className: accepted ? 'note' : 'note doubt', title: escalation }, origin);
  return element('footer', {}, note, escalation !== '' && element('p', { className: 'note' }, escalation), phase !== 'working' && element('p', {}, button('Run Again', send({ type: 'again' }), 'link'), ' · ', button('Open the Worker', send({ type: 'openWorker' }), 'link')));
}
