import { counted, formatDollars, formatKinds, formatShare, formatTime, compactTokens } from '../core/amounts.ts';
import type { LedgerRow } from '../store/ledger.ts';
import type { LedgerTotals } from '../store/ledger-totals.ts';
import { printable } from './output.ts';

/** The sums in lines, for people. */
export function totalsText({ stayed, stayedByCode, left, tokens, dollars, share, saved, byModel, byMonth }: LedgerTotals): string {
  const lines = [left === 0 ? 'Nothing has left this machine.' : `${counted(left, 'request')} left this machine: ${compactTokens(tokens)} tokens, ${formatDollars(dollars)}.`];
  if (stayed > 0) lines.push(`${counted(stayed, 'answer')} stayed${share === undefined || left === 0 ? '' : ` (${formatShare(share)})`}, ${stayedByCode.toLocaleString('en-US')} of them without any model.`);
  if (saved) lines.push(`They would have cost ${formatDollars(saved.dollars)}${saved.at === 'paid' ? ' at what was paid for a token' : ''}.`);
  if (left === 0) return `${lines.join('\n')}\n`;
  const months = byMonth.map((each) => [each.month, `${each.stayed} stayed`, `${each.left} left`, `${compactTokens(each.tokens)} tokens`, formatDollars(each.dollars)]);
  const models = byModel.map((each) => [`${each.model} (${each.recipient})`, counted(each.left, 'request'), `${compactTokens(each.tokens)} tokens`, formatDollars(each.dollars)]);
  return `${lines.join('\n')}\n\n${columns(months)}\n${columns(models)}`;
}

/** The requests in lines of columns, with the reason beneath each. */
export function entriesText(rows: readonly LedgerRow[]): string {
  const lines = columns(
    rows.map((row) => [
      formatTime(row.begun),
      row.worker,
      `${row.model} (${row.recipient})`,
      `${compactTokens(row.inputTokens)} + ${compactTokens(row.outputTokens)} tokens`,
      row.dollars === undefined ? 'cost unknown' : formatDollars(row.dollars),
      outcomeText(row.outcome),
    ]),
  ).split('\n');
  return rows.map((row, index) => `${lines[index]}\n    ${printable([row.why, row.found.length > 0 && `Replaced: ${formatKinds(row.found)}.`].filter(Boolean).join(' ')).replaceAll('\n', ' ')}\n`).join('');
}

function outcomeText(outcome: LedgerRow['outcome']): string {
  return outcome === 'unknown' ? 'unknown outcome' : outcome;
}

function columns(rows: string[][]): string {
  const clean = rows.map((row) => row.map((cell) => printable(cell).replaceAll('\n', ' ')));
  const widths = (clean[0] ?? []).map((_, column) => Math.max(...clean.map((row) => row[column]!.length)));
  return clean.map((row) => `${row.map((cell, column) => cell.padEnd(widths[column]!)).join('  ').trimEnd()}\n`).join('');
}
