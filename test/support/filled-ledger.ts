import { join } from 'node:path';
import { createConsents } from '../../src/store/consents.ts';
import { openLedgerFile } from '../../src/store/ledger-file.ts';
import { createLedger } from '../../src/store/ledger.ts';

const DAY_MS = 86_400_000;

/** Writes a ledger of `days` days up to now into this cache folder, through the interfaces that escalation has: 10 answers that stayed and one request a day. The last request has not ended. */
export async function fillLedger(cache: string, days: number): Promise<void> {
  const file = openLedgerFile(join(cache, 'store.sqlite'));
  let now = 0;
  const ledger = createLedger(file, () => now);
  for (let day = days - 1; day >= 0; day--) {
    now = Date.now() - day * DAY_MS;
    for (let answer = 0; answer < 10 - (day % 4); answer++) await ledger.stayed(answer % 3 === 0 ? 'explain' : 'commit', answer % 5 === 0 ? 'code' : 'local', 1800, 60);
    const number = await ledger.begin({
      worker: day % 2 === 0 ? 'commit' : 'pr',
      model: day === 1 ? '<b onclick="x">=cmd</b>' : 'claude-sonnet-4-5',
      recipient: 'api.anthropic.com',
      why: day === 1 ? '=1+1 is where the <script>alert(1)</script> stands.' : 'The small model is 31 % sure of its answer, and you asked for help under 50 %.',
      found: day % 3 === 0 ? ['AWS access key', 'AWS access key', 'password'] : [],
      expected: { tokens: 2400, dollars: 0.0123 },
    });
    if (day > 0) await ledger.end(number, day === 2 ? { outcome: 'failed', inputTokens: 2300, outputTokens: 0, dollars: undefined } : { outcome: 'answered', inputTokens: 2300, outputTokens: 90, dollars: 0.00825 });
  }
  await createConsents(file).give('commit', 'claude-sonnet-4-5', 'api.anthropic.com');
  file.close();
}
