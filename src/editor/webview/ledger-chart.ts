import type { LedgerView } from '../ledger-view.ts';
import { element } from './page.ts';
import { table } from './ledger-table.ts';

type Day = LedgerView['days'][number];

/** Units of the drawing, which is stretched to its place. */
const WIDTH = 600;
const HEIGHT = 120;
const GAP = 0.25;

/** Stacked bars, one a day: what stayed, and on top of it what left. The same stands in a table for whoever cannot see them. */
export function chart(days: Day[]): HTMLElement {
  if (days.length === 0) return element('div');
  const most = Math.max(...days.map(({ stayed, left }) => stayed + left));
  const bars = svg('svg', { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: 'none', role: 'img', 'aria-label': 'Answers of the last 30 days by day; the table below has the numbers.' });
  const width = WIDTH / days.length;
  days.forEach((day, index) => {
    const box = { x: String(index * width + (width * GAP) / 2), width: String(width * (1 - GAP)) };
    // What is little is still seen.
    const height = (count: number) => (count === 0 ? 0 : Math.max(2, (count / most) * (HEIGHT - 2)));
    const [stayed, left] = [height(day.stayed), Math.min(height(day.left), HEIGHT)];
    const top = Math.max(0, HEIGHT - stayed - left);
    const bar = svg('g', {}, svg('title', {}));
    bar.firstElementChild!.textContent = `${day.day}: ${day.stayed} stayed, ${day.left} left`;
    // The whole height answers to the mouse.
    bar.append(svg('rect', { class: 'ground', x: String(index * width), width: String(width), y: '0', height: String(HEIGHT) }));
    if (stayed > 0) bar.append(svg('rect', { class: 'stayed', ...box, y: String(top + left), height: String(HEIGHT - top - left) }));
    if (left > 0) bar.append(svg('rect', { class: 'left', ...box, y: String(top), height: String(left) }));
    bars.append(bar);
  });
  const key = (name: string, label: string) => element('span', { className: 'key' }, element('span', { className: `swatch ${name}`, ariaHidden: 'true' }), label);
  const numbers = element('details', {}, element('summary', {}, 'As a table'), table(['Day', 'Stayed', 'Left'], days.filter(({ stayed, left }) => stayed + left > 0).reverse().map(({ day, stayed, left }) => [day, String(stayed), String(left)])));
  return element(
    'section',
    { className: 'chart' },
    element('h2', {}, 'The last 30 days'),
    element('div', { className: 'keys' }, key('stayed', 'Stayed here'), key('left', 'Left'), element('span', { className: 'note most' }, `Highest: ${most.toLocaleString('en-US')} a day`)),
    element('div', { className: 'bars' }, bars),
    element('div', { className: 'ends note', ariaHidden: 'true' }, element('span', {}, days[0]!.day), element('span', {}, days.at(-1)!.day)),
    numbers,
  );
}

function svg(name: string, attributes: Record<string, string>, ...children: SVGElement[]): SVGElement {
  const made = document.createElementNS('http://www.w3.org/2000/svg', name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}
