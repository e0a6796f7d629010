import type { LedgerRow } from './ledger.ts';

/** What a spreadsheet takes for the beginning of a formula, in plain and in full width. */
const FORMULA = /^[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/;
const HEAD = ['time', 'worker', 'model', 'recipient', 'input tokens', 'output tokens', 'cost in US dollars', 'redactions', 'kinds of redactions', 'reason', 'outcome'];

/** The requests as RFC 4180 has it, with a head. No cell is a formula to a spreadsheet. */
export function csvOf(rows: readonly LedgerRow[]): string {
  const lines = rows.map((row) => [
    new Date(row.begun).toISOString(),
    row.worker,
    row.model,
    row.recipient,
    row.inputTokens,
    row.outputTokens,
    row.dollars ?? '',
    row.found.length,
    [...new Set(row.found)].join(', '),
    row.why,
    row.outcome,
  ]);
  return [HEAD, ...lines].map((cells) => `${cells.map(cellOf).join(',')}\r\n`).join('');
}

function cellOf(value: string | number): string {
  if (typeof value === 'number') return String(value);
  const text = FORMULA.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
