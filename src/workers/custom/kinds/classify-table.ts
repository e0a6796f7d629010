import type { Classified } from './classified.ts';

const TEXT_LENGTH = 100;
/** More rows say less. */
const ROWS = 200;

/** The answer for a terminal or a document: the label of one piece with what code knows of it, or a Markdown table of many, those with the most frequent label first, but where code knows how serious each is: they are in that order. Others' text stands in it as it is: it is for reading, not for trusted Markdown. */
export function classifyTable(items: readonly Classified[]): string {
  const [only, ...others] = items;
  if (!only) return '';
  if (others.length === 0) return [said(only), ...aboutRows(only)].join('\n\n');
  const totals = new Map<string, number>();
  for (const item of items) totals.set(said(item), (totals.get(said(item)) ?? 0) + item.count);
  const sorted = items.some(({ about }) => 'level' in about) ? items : [...items].sort((a, b) => totals.get(said(b))! - totals.get(said(a))! || compare(said(a), said(b)) || b.count - a.count || a.firstLine - b.firstLine);
  const repeated = items.some(({ count }) => count > 1);
  const known = [...new Set(items.flatMap(({ about }) => Object.keys(about)))];
  const row = (cells: string[]) => `| ${cells.join(' | ')} |`;
  const head = ['Label', ...(repeated ? ['Times'] : []), 'Line', 'Text', ...known.map(plain)];
  const rows = sorted.slice(0, ROWS).map((item) => row([plain(said(item)), ...(repeated ? [String(item.count)] : []), String(item.firstLine), plain(cut(item.text)), ...known.map((key) => plain(cut(String(item.about[key] ?? ''))))]));
  const sums = [...totals].sort(([, a], [, b]) => b - a).map(([label, count]) => `${plain(label)} ${count}`);
  return [sums.join(' · '), '', row(head), row(head.map(() => '---')), ...rows, ...(items.length > ROWS ? ['', `… and ${items.length - ROWS} more`] : [])].join('\n');
}

function said({ label, labels }: Classified): string {
  return labels.length > 0 ? labels.join(', ') : (label ?? '–');
}

function aboutRows({ about }: Classified): string[] {
  const entries = Object.entries(about);
  return entries.length === 0 ? [] : [entries.map(([key, value]) => `- ${key}: ${cut(String(value))}`).join('\n')];
}

function cut(text: string): string {
  const line = text.slice(0, 4 * TEXT_LENGTH).replace(/\s+/g, ' ').trim();
  return line.length > TEXT_LENGTH ? `${line.slice(0, TEXT_LENGTH - 1)}…` : line;
}

/** Others' text on one line, which does not end a table's cell. */
function plain(text: string): string {
  return text.replace(/\s+/g, ' ').replaceAll('|', '\\|');
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
