import { element } from './page.ts';

/** A table whose first columns, as many as `texts`, are texts and the others numbers. */
export function table(head: string[], rows: string[][], texts = 1): HTMLTableElement {
  const className = (column: number) => (column < texts ? '' : 'number');
  const made = element(
    'table',
    {},
    element('thead', {}, element('tr', {}, ...head.map((name, column) => element('th', { scope: 'col', className: className(column) }, name)))),
    element('tbody', {}, ...rows.map((row) => element('tr', {}, ...row.map((cell, column) => (column === 0 ? element('th', { scope: 'row' }, cell) : element('td', { className: className(column) }, cell)))))),
  );
  return made;
}
