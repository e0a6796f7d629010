import type { DiffLine } from '../fix-diff.ts';
import type { ExplainMessage } from '../explain-view.ts';
import { element, prose } from './page.ts';

/** Makes what a button does. */
export type Send = (message: ExplainMessage) => () => void;

/** What stands before the line of the status, after it, and last. */
export interface Parts {
  head: HTMLElement;
  rest: HTMLElement[];
  foot: HTMLElement;
}

const MARKS: Record<DiffLine['kind'], string> = { same: ' ', removed: '-', added: '+', gap: '⋯' };

export function diffBlock(lines: DiffLine[], label: string): HTMLElement {
  const block = element('pre', { className: 'diff', tabIndex: 0 }, ...lines.map(({ kind, text }) => element('div', { className: kind }, `${MARKS[kind]} ${text}`)));
  block.setAttribute('aria-label', label);
  return block;
}

/** What the answer says, read out once it is whole. */
export function explanation({ problem, why }: { problem: string; why: string }, heading: 'h2' | 'h3' = 'h2'): HTMLElement {
  const section = element('section', { className: 'explanation' }, ...(problem ? [element(heading, {}, 'What it is about'), prose(problem)] : []), ...(why ? [element(heading, {}, 'Why it matters'), prose(why)] : []));
  section.setAttribute('aria-live', 'polite');
  return section;
}

/** A heading with the rule, and its tool beside it where that says more. */
export function ruleHeading(level: 'h1' | 'h2', title: string, tool: string): HTMLElement {
  return element(level, {}, title, !title.startsWith(tool) && element('span', { className: 'tool' }, tool));
}
