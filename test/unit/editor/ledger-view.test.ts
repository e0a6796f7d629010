import { afterEach, describe, expect, it } from 'vitest';
import { formatDollars, formatKinds, formatShare, compactTokens } from '../../../src/core/amounts.ts';
import { LISTED, ledgerView } from '../../../src/editor/ledger-view.ts';
import type { LedgerRow } from '../../../src/store/ledger.ts';
import type { LedgerTotals } from '../../../src/store/ledger-totals.ts';

const none: LedgerTotals = { stayed: 0, left: 0, tokens: 0, dollars: 0, stayedByCode: 0, stayedTokens: { input: 0, output: 0 }, share: undefined, saved: undefined, byWorker: [], byModel: [], byMonth: [], byDay: [] };
const row: LedgerRow = { number: 1, begun: 0, worker: 'commit', model: 'm', recipient: 'r', why: 'Unsure.', found: [], outcome: 'answered', inputTokens: 2300, outputTokens: 90, dollars: undefined };
const noon = (day: string) => new Date(`${day}T12:00:00`).getTime();

describe('the view of the ledger', () => {
  const zone = process.env['TZ'];
  afterEach(() => {
    if (zone === undefined) delete process.env['TZ'];
    else process.env['TZ'] = zone;
  });

  it('says that nothing has left, and how many answers stayed', () => {
    expect(ledgerView(none, [], [], 0)).toMatchObject({ title: 'Nothing has left this machine.', figures: [{ name: 'Stayed here', value: '0 answers', note: '' }], days: [], requests: [], more: '' });
    expect(ledgerView({ ...none, stayed: 1, share: 1 }, [], [], 0, ['llm.corp'])).toMatchObject({ title: expect.stringMatching(/^Nothing was escalated\. By your settings llm\.corp does/) as string, figures: [{ name: 'Not escalated' }] });
    expect(ledgerView({ ...none, stayed: 1, share: 1 }, [], [], 0).figures).toEqual([{ name: 'Stayed here', value: '1 answer', note: '100 %' }]);
  });

  it.each(['Europe/Berlin', 'America/New_York', 'Pacific/Apia'])('has each of the last 30 days once in %s, also where one has 23 or 25 hours', (name) => {
    process.env['TZ'] = name;
    for (const today of ['2026-04-10', '2026-11-10']) {
      const byDay = [{ day: today, stayed: 3, left: 1, tokens: 0, dollars: 0 }, { day: '2020-01-01', stayed: 9, left: 9, tokens: 0, dollars: 0 }];
      for (const time of [`${today}T00:00:01`, `${today}T23:59:59`]) {
        const { days } = ledgerView({ ...none, byDay }, [], [], new Date(time).getTime());
        expect([days.length, new Set(days.map(({ day }) => day)).size, days.at(-1)]).toEqual([30, 30, { day: today, stayed: 3, left: 1 }]);
        expect(days[0]!.day).toBe(today === '2026-04-10' ? '2026-03-12' : '2026-10-12');
      }
    }
    expect(ledgerView({ ...none, byDay: [{ day: '2020-01-01', stayed: 9, left: 9, tokens: 0, dollars: 0 }] }, [], [], noon('2026-04-10')).days).toEqual([]);
  });

  it('says what is only expected of a request, and what is not known', () => {
    const { requests } = ledgerView({ ...none, left: 2 }, [row, { ...row, outcome: 'unknown', outputTokens: 0, dollars: 0.012, found: ['password'] }], [], 0);
    expect(requests).toMatchObject([{ tokens: '2.3k tokens sent, 90 received', cost: 'unknown', redactions: '', outcome: 'answered' }, { tokens: '2.3k tokens expected', cost: '$0.012', redactions: 'password', outcome: 'unknown outcome' }]);
  });

  it('lists as many requests as a page can hold, and says so', () => {
    const { requests, more } = ledgerView({ ...none, left: 12_345 }, Array.from({ length: LISTED + 1 }, () => row), [], 0);
    expect([requests.length, more]).toEqual([LISTED, 'The last 500 of 12,345 requests; the export has all of them.']);
  });
});

it('writes amounts as people read them', () => {
  expect([0, 0.00001, 0.00825, 0.099, 0.2, 1234.5].map(formatDollars)).toEqual(['$0', '< $0.0001', '$0.0083', '$0.099', '$0.20', '$1,234.50']);
  expect([0, 999, 1000, 59_700, 4_500_000].map(compactTokens)).toEqual(['0', '999', '1k', '59.7k', '4.5M']);
  expect([0, 0.001, 0.5, 0.999, 1].map(formatShare)).toEqual(['0 %', '1 %', '50 %', '99 %', '100 %']);
  expect(formatKinds(['b', 'a', 'b'])).toBe('2 × b, a');
});
