import { counted, formatDollars, formatKinds, formatShare, formatTime, compactTokens } from '../core/amounts.ts';
import type { GivenConsent } from '../store/consents.ts';
import type { LedgerRow } from '../store/ledger.ts';
import type { LedgerTotals } from '../store/ledger-totals.ts';
import type { Failure } from './errors.ts';

/** All that the panel of the ledger shows. Names of models and reasons are not trusted. */
export interface LedgerView {
  /** `12 requests left this machine.` */
  title: string;
  /** What stayed, left, was spent and was saved. */
  figures: { name: string; value: string; note: string }[];
  /** The last 30 days, the first one first; empty where nothing was on any of them. */
  days: { day: string; stayed: number; left: number }[];
  workers: string[][];
  models: string[][];
  months: string[][];
  /** The last ones first. */
  requests: RequestView[];
  /** Says that there are more; empty where there are not. */
  more: string;
  /** What the user agreed to once and for all, as sentences. */
  consents: string[];
  failure: Failure | null;
}

export interface RequestView {
  time: string;
  worker: string;
  model: string;
  recipient: string;
  /** Sent and received. */
  tokens: string;
  cost: string;
  /** Kinds of the secrets that were replaced; empty where there was none. */
  redactions: string;
  why: string;
  outcome: string;
}

/** What the page says to the extension. */
export interface LedgerMessage {
  type: 'ready' | 'refresh' | 'export' | 'wipe' | 'revoke' | 'showLog';
}

/** Days of the chart. */
const DAYS = 30;
/** Requests that are listed; the export has all of them. */
export const LISTED = 500;

export const emptyLedger: LedgerView = { title: 'Nothing has left this machine.', figures: [], days: [], workers: [], models: [], months: [], requests: [], more: '', consents: [], failure: null };

/** `servers` do the small model's work by the user's settings: what they are asked is not escalated, and leaves all the same. */
export function ledgerView(totals: LedgerTotals, rows: readonly LedgerRow[], consents: readonly GivenConsent[], now: number, servers: readonly string[] = []): LedgerView {
  const { left, byWorker, byModel, byMonth, byDay } = totals;
  const found = new Map(byDay.map((each) => [each.day, each]));
  const days = lastDays(now).map((day) => ({ day, stayed: found.get(day)?.stayed ?? 0, left: found.get(day)?.left ?? 0 }));
  return {
    title: titleOf(left, servers),
    figures: figuresOf(totals, servers.length > 0),
    days: days.some((day) => day.stayed + day.left > 0) ? days : [],
    workers: byWorker.map((each) => [each.worker, count(each.stayed), count(each.left), compactTokens(each.tokens), formatDollars(each.dollars)]),
    models: byModel.map((each) => [each.model, each.recipient, count(each.left), compactTokens(each.tokens), formatDollars(each.dollars)]),
    months: byMonth.map((each) => [each.month, count(each.stayed), count(each.left), compactTokens(each.tokens), formatDollars(each.dollars)]),
    requests: rows.slice(0, LISTED).map(requestView),
    more: left > LISTED ? `The last ${LISTED} of ${count(left)} requests; the export has all of them.` : '',
    consents: consents.map(({ worker, model, recipient, time }) => `What ${worker} reads may go to ${model} at ${recipient}, since ${formatTime(time)}.`),
    failure: null,
  };
}

function titleOf(left: number, servers: readonly string[]): string {
  if (servers.length === 0) return left === 0 ? emptyLedger.title : `${counted(left, 'request')} left this machine.`;
  return `${left === 0 ? 'Nothing was' : `${counted(left, 'request')} ${left === 1 ? 'was' : 'were'}`} escalated. By your settings ${servers.join(' and ')} ${servers.length === 1 ? 'does' : 'do'} the small model's work: what is asked there leaves this machine and is not listed.`;
}

function figuresOf({ stayed, stayedByCode, stayedTokens, left, tokens, dollars, share, saved }: LedgerTotals, hosted: boolean): LedgerView['figures'] {
  const at = saved?.at === 'price' ? 'at the price of the remote model' : 'at what was paid for a token';
  return [
    { name: hosted ? 'Not escalated' : 'Stayed here', value: counted(stayed, 'answer'), note: [share !== undefined && formatShare(share), stayedByCode > 0 && `${count(stayedByCode)} without any model`].filter(Boolean).join(' · ') },
    ...(left > 0 ? [{ name: 'Left', value: counted(left, 'request'), note: `${compactTokens(tokens)} tokens` }, { name: 'Cost', value: formatDollars(dollars), note: '' }] : []),
    ...(saved ? [{ name: 'Saved', value: formatDollars(saved.dollars), note: `${compactTokens(stayedTokens.input + stayedTokens.output)} tokens ${at}` }] : []),
  ];
}

function requestView({ begun, worker, model, recipient, inputTokens, outputTokens, dollars, found, why, outcome }: LedgerRow): RequestView {
  return {
    time: formatTime(begun),
    worker,
    model,
    recipient,
    tokens: outcome === 'under way' || outcome === 'unknown' ? `${compactTokens(inputTokens)} tokens expected` : `${compactTokens(inputTokens)} tokens sent, ${compactTokens(outputTokens)} received`,
    cost: dollars === undefined ? 'unknown' : formatDollars(dollars),
    redactions: formatKinds(found),
    why,
    outcome: outcome === 'unknown' ? 'unknown outcome' : outcome,
  };
}

/** The days up to today, where the user is. */
function lastDays(now: number): string[] {
  const today = new Date(now);
  // At noon: a day may have 23 or 25 hours.
  return Array.from({ length: DAYS }, (_, index) => formatTime(new Date(today.getFullYear(), today.getMonth(), today.getDate() - DAYS + 1 + index, 12).getTime()).slice(0, 10));
}

function count(number: number): string {
  return number.toLocaleString('en-US');
}
