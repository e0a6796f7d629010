import './page.css';
import './explain.css';
import type { ExplainMessage, ExplainPage } from '../explain-view.ts';
import { diagnosticParts } from './explain-diagnostic.ts';
import { fileParts } from './explain-file.ts';
import { button, connect, element, failureBox, keepingFocus, render, statusLine } from './page.ts';

const host = connect<ExplainPage, ExplainMessage>(({ shown }) => shown.key);
const main = document.body.appendChild(element('main'));
const send = (message: ExplainMessage) => () => host.send(message);

host.onView(({ back, forward, shown }) => {
  document.title = `Explanation: ${shown.kind === 'file' ? shown.file : shown.title}`;
  // A screen reader gets the text when it is whole, not word by word.
  main.setAttribute('aria-busy', String(shown.phase === 'working' && !(shown.kind === 'diagnostic' && shown.seeking)));
  keepingFocus(main, () => {
    const { head, rest, foot } = shown.kind === 'file' ? fileParts(shown, send) : diagnosticParts(shown, send);
    const failure = shown.failure ? failureBox(shown.failure, send({ type: 'showLog' })) : element('div');
    render(main, toolbar(back, forward), head, statusLine(shown.phase, shown.status), ...rest, failure, foot);
  });
});
host.send({ type: 'ready' });

/** Back and forward through the explanations; nothing where there is but one. */
function toolbar(back: boolean, forward: boolean): HTMLElement {
  if (!back && !forward) return element('nav');
  const step = (label: string, sign: string, type: 'back' | 'forward', there: boolean) => {
    const made = button(sign, send({ type }), 'tool-button');
    made.setAttribute('aria-label', label);
    made.title = label;
    // Disabled in the proper sense it would lose the focus with the last step.
    made.setAttribute('aria-disabled', String(!there));
    return made;
  };
  const bar = element('nav', { className: 'toolbar' }, step('Previous Explanation', '←', 'back', back), step('Next Explanation', '→', 'forward', forward));
  bar.setAttribute('aria-label', 'History of explanations');
  return bar;
}
