import { counted } from '../../core/amounts.ts';
import type { KeptLedger } from '../../store/ledger.ts';
import { readArguments, UsageError, wantNoMore } from '../arguments.ts';
import { canAsk, confirm } from '../ask.ts';
import type { Command, Context } from '../context.ts';
import { entriesText, totalsText } from '../ledger-text.ts';
import { withLedger } from '../open.ts';

/** Requests that are shown to a person. */
const SHOWN = 20;

export const ledger: Command = {
  name: 'ledger',
  synopsis: '[--since DATE] [--csv | --wipe]',
  summary: 'what left this machine, what stayed, and what it cost',
  details: `  --since DATE   from this day on (2026-11-27)
  --csv          every request as CSV, on standard output
  --wipe         delete all of it, after asking; what was spent today and this month then counts as nothing against the budget
  --yes          with --wipe: without asking

It shows the sums and the last ${SHOWN} requests; --json has all of them.`,

  async run(args, context) {
    const { values, positionals } = readArguments(args, { since: { type: 'string' }, csv: { type: 'boolean' }, wipe: { type: 'boolean' }, yes: { type: 'boolean' } });
    wantNoMore(positionals, 0);
    const { since, csv, wipe, yes, json } = values;
    if ([csv, wipe, json].filter(Boolean).length > 1) throw new UsageError('Choose one of --csv, --wipe and --json.');
    if (yes && !wipe) throw new UsageError('--yes goes with --wipe.');
    if (wipe && since !== undefined) throw new UsageError('--wipe deletes all of it; it does not go with --since.');
    if (since !== undefined && !isDay(since)) throw new UsageError(`--since takes a day such as 2026-11-27, not ${JSON.stringify(since)}.`);
    if (wipe && !yes && !canAsk(context)) throw new UsageError('There is nobody to ask: --wipe needs --yes.');
    return withLedger(context, values, async (kept) => {
      if (wipe) return wipeAll(kept, yes ?? false, context);
      const from = since === undefined ? {} : { since };
      if (csv) await context.stdout.write(await kept.csv(since));
      else if (json) await context.stdout.line(JSON.stringify({ totals: await kept.totals(from), entries: await kept.entries(from) }));
      else await show(kept, from, context);
      return 0;
    });
  },
};

async function show(kept: KeptLedger, from: { since?: string }, { stdout }: Context): Promise<void> {
  const totals = await kept.totals(from);
  const entries = await kept.entries({ ...from, limit: SHOWN });
  await stdout.write(totalsText(totals));
  if (entries.length === 0) return;
  await stdout.write(`\n${stdout.styled('bold', entries.length < totals.left ? `The last ${entries.length} requests` : 'The requests')}\n${entriesText(entries)}`);
}

async function wipeAll(kept: KeptLedger, yes: boolean, context: Context): Promise<number> {
  const { left, stayed } = await kept.totals();
  const sure = yes || (await confirm(context, `Delete the record of ${counted(left, 'request')} and ${counted(stayed, 'answer')} for good?`));
  if (sure) await kept.wipe();
  await context.stderr.line(sure ? 'The ledger is empty.' : 'Nothing was deleted.');
  return sure ? 0 : 1;
}

/** Whether it is a day of the calendar. */
function isDay(text: string): boolean {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(text) : Number.NaN;
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}
