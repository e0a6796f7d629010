import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { UserError } from '../../../src/core/errors.ts';
import type { SpentSoFar } from '../../../src/core/escalation.ts';
import { createConsents } from '../../../src/store/consents.ts';
import { openLedgerFile } from '../../../src/store/ledger-file.ts';
import { ledgerTables } from '../../../src/store/ledger-tables.ts';
import { createLedger } from '../../../src/store/ledger.ts';
import { type KeptStore, openKeptStore } from '../../../src/store/store.ts';

let root = '';
const stores: KeptStore[] = [];
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'journeyman büch '));
});
afterEach(() => {
  for (const store of stores.splice(0)) store.close();
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

let count = 0;
const newFolder = () => join(root, `${++count}`);
function open(folder = newFolder(), told: string[] = []) {
  const store = openLedgerFile(join(folder, 'store.sqlite'), (message) => told.push(message));
  stores.push(store);
  return { store, path: join(folder, 'ledger.sqlite'), folder };
}
const entry = { worker: 'commit', model: 'big-model', recipient: 'api.example.com', why: 'The confidence is 0.31.', found: ['AWS access key', 'AWS access key'] };
const answered = { outcome: 'answered', inputTokens: 1000, outputTokens: 200, dollars: 0.006 } as const;
const at = (text: string) => new Date(text).getTime();

describe('the ledger', () => {
  it('has a request with all that is known of it, before it has ended and after', async () => {
    const ledger = createLedger(open().store, () => at('2026-11-27T12:00:00'));
    const number = await ledger.begin({ ...entry, expected: { tokens: 1500, dollars: 0.01 } });
    expect(await ledger.entries()).toEqual([{ ...entry, number, begun: at('2026-11-27T12:00:00'), outcome: 'under way', inputTokens: 1500, outputTokens: 0, dollars: 0.01 }]);
    expect((await ledger.spent()).today).toEqual({ dollars: 0.01, tokens: 1500 });
    await ledger.end(number, answered);
    expect(await ledger.entries()).toMatchObject([{ number, ...answered }]);
    expect((await ledger.spent()).today).toEqual({ dollars: 0.006, tokens: 1200 });
  });

  it('has a request of unknown price, and one without an expectation, as spent nothing', async () => {
    const ledger = createLedger(open().store);
    await ledger.begin(entry);
    await ledger.end(await ledger.begin({ ...entry, expected: { tokens: 7, dollars: undefined } }), { outcome: 'failed', inputTokens: Number.NaN, outputTokens: -5, dollars: undefined });
    expect(await ledger.spent()).toEqual({ today: { dollars: 0, tokens: 0 }, month: { dollars: 0, tokens: 0 } });
    expect((await ledger.entries()).map(({ outcome, dollars }) => [outcome, dollars])).toEqual([['failed', undefined], ['under way', undefined]]);
  });

  it('knows that the end of a request is unknown whose process is gone', async () => {
    const { store, folder } = open();
    const module = (name: string) => JSON.stringify(pathToFileURL(join(import.meta.dirname, '../../../src/store', name)).href);
    const script = `
      const { openLedgerFile } = await import(${module('ledger-file.ts')});
      const { createLedger } = await import(${module('ledger.ts')});
      await createLedger(openLedgerFile(${JSON.stringify(join(folder, 'store.sqlite'))})).begin(${JSON.stringify(entry)});
      process.kill(process.pid, 'SIGKILL');`;
    expect(() => execFileSync(process.execPath, ['--input-type=module', '-e', script], { stdio: 'ignore' })).toThrow();
    expect(await createLedger(store).entries()).toMatchObject([{ ...entry, outcome: 'unknown' }]);
  });

  it('takes a process that has the number of the one that is gone for another after an hour', async () => {
    let now = at('2026-11-27T12:00:00');
    const ledger = createLedger(open().store, () => now);
    await ledger.begin(entry);
    now += 3_600_001;
    expect((await ledger.entries())[0]!.outcome).toBe('unknown');
  });

  it('sums over workers, models, months and days, and says what the answers that stayed would have cost', async () => {
    let now = at('2026-10-31T23:30:00');
    const ledger = createLedger(open().store, () => now);
    await ledger.end(await ledger.begin(entry), answered);
    await ledger.stayed('commit', 'code', 0, 0);
    now = at('2026-11-01T00:30:00');
    await ledger.end(await ledger.begin({ ...entry, worker: 'pr', model: 'other' }), { outcome: 'cancelled', inputTokens: 0, outputTokens: 0, dollars: undefined });
    for (let index = 0; index < 4; index++) await ledger.stayed('commit', 'local', 2000, 100);
    const totals = await ledger.totals();
    expect(totals).toMatchObject({ stayed: 5, stayedByCode: 1, left: 2, tokens: 1200, dollars: 0.006, stayedTokens: { input: 8000, output: 400 }, share: 5 / 7 });
    expect(totals.saved).toEqual({ dollars: expect.closeTo(8400 * (0.006 / 1200), 10), at: 'paid' });
    expect((await ledger.totals({ price: { input: 3, output: 15 } })).saved).toEqual({ dollars: expect.closeTo(0.024 + 0.006, 10), at: 'price' });
    expect(totals.byWorker).toEqual([{ worker: 'commit', stayed: 5, left: 1, tokens: 1200, dollars: 0.006 }, { worker: 'pr', stayed: 0, left: 1, tokens: 0, dollars: 0 }]);
    expect(totals.byModel.map(({ model, left, dollars }) => [model, left, dollars])).toEqual([['big-model', 1, 0.006], ['other', 1, 0]]);
    expect(totals.byMonth.map(({ month, stayed, left }) => [month, stayed, left])).toEqual([['2026-11', 4, 1], ['2026-10', 1, 1]]);
    expect(totals.byDay.map(({ day }) => day)).toEqual(['2026-11-01', '2026-10-31']);
    expect(await ledger.totals({ since: '2026-11-01' })).toMatchObject({ stayed: 4, left: 1 });
    expect(await ledger.entries({ since: '2026-11-01' })).toHaveLength(1);
    expect(await ledger.entries({ limit: 1 })).toMatchObject([{ worker: 'pr' }]);
  });

  it('has no share and nothing saved before there was anything', async () => {
    expect(await createLedger(open().store).totals()).toMatchObject({ stayed: 0, left: 0, share: undefined, saved: undefined, byDay: [], byModel: [] });
  });

  it('is wiped before a day, or altogether, and what was in it is no longer in the file', async () => {
    let now = at('2026-10-31T12:00:00');
    const { store, path, folder } = open();
    const ledger = createLedger(store, () => now);
    await ledger.begin({ ...entry, model: 'model-of-october' });
    await ledger.stayed('commit', 'local', 1, 1);
    now = at('2026-11-02T12:00:00');
    await ledger.begin(entry);
    await createConsents(store).give('commit', 'm', 'r');
    await ledger.wipe('2026-11-01');
    expect(await ledger.totals()).toMatchObject({ left: 1, stayed: 0 });
    writeFileSync(`${path}.broken-2026`, 'old');
    await ledger.wipe();
    expect(await ledger.totals()).toMatchObject({ left: 0, stayed: 0 });
    for (const name of readdirSync(folder)) expect(readFileSync(join(folder, name), 'latin1'), name).not.toContain('model-of-october');
    expect(readdirSync(folder).filter((name) => name.includes('broken'))).toEqual([]);
    expect(await createConsents(store).given('commit', 'm', 'r')).toBe(true);
  });

  it('cuts what is far longer than a name or a sentence', async () => {
    const ledger = createLedger(open().store);
    await ledger.begin({ ...entry, model: 'm'.repeat(10_000), why: 'w'.repeat(10_000), found: Array.from({ length: 10_000 }, () => 'x') });
    const [row] = await ledger.entries();
    expect([row!.model.length, row!.why.length, row!.found.length]).toEqual([200, 500, 200]);
  });
});

describe('what was spent', () => {
  const zone = process.env['TZ'];
  afterEach(() => {
    if (zone === undefined) delete process.env['TZ'];
    else process.env['TZ'] = zone;
  });

  it.each([
    // The day has 23 hours, and 25.
    ['Europe/Berlin', '2026-03-28T22:59:59Z', '2026-03-28T23:00:00Z', '2026-03-29T21:59:59Z', '2026-03-29T22:00:00Z'],
    ['Europe/Berlin', '2026-10-24T21:59:59Z', '2026-10-24T22:00:00Z', '2026-10-25T22:59:59Z', '2026-10-25T23:00:00Z'],
    // Its midnight does not exist.
    ['Africa/Cairo', '2026-04-23T21:59:59Z', '2026-04-23T22:00:00Z', '2026-04-24T20:59:59Z', '2026-04-24T21:00:00Z'],
    ['Pacific/Kiritimati', '2026-06-14T09:59:59Z', '2026-06-14T10:00:00Z', '2026-06-15T09:59:59Z', '2026-06-15T10:00:00Z'],
  ])('in %s counts from local midnight to local midnight', async (name, before, first, last, after) => {
    process.env['TZ'] = name;
    let now = 0;
    const ledger = createLedger(open().store, () => now);
    const tokens = async (time: string, add: number) => {
      now = at(time);
      if (add > 0) await ledger.end(await ledger.begin(entry), { ...answered, inputTokens: add, outputTokens: 0 });
      return (await ledger.spent()).today.tokens;
    };
    expect(await tokens(before, 1)).toBe(1);
    expect(await tokens(first, 10)).toBe(10);
    expect(await tokens(last, 100)).toBe(110);
    expect(await tokens(after, 0)).toBe(0);
  });

  it('counts a month from its first local midnight, and a request where it began', async () => {
    process.env['TZ'] = 'America/New_York';
    let now = at('2026-11-01T03:59:59Z');
    const ledger = createLedger(open().store, () => now);
    const number = await ledger.begin(entry);
    now = at('2026-11-01T04:00:00Z');
    await ledger.end(number, answered);
    expect((await ledger.spent()).month.tokens).toBe(0);
    await ledger.end(await ledger.begin(entry), answered);
    now = at('2026-12-01T04:59:59Z');
    expect(await ledger.spent()).toEqual({ today: { tokens: 0, dollars: 0 }, month: { tokens: 1200, dollars: 0.006 } });
    now = at('2026-12-01T05:00:00Z');
    expect((await ledger.spent()).month.tokens).toBe(0);
  });
});

describe('the file of the ledger', () => {
  it('is kept over versions, step by step, and used as it is where a newer program made it', async () => {
    const { path, store } = open();
    await createLedger(store).begin(entry);
    store.close();
    const ran: string[] = [];
    const newer = openKeptStore(path, [{
      name: 'ledger',
      steps: [
        () => ran.push('first'),
        (database) => database.exec("ALTER TABLE ledger_requests ADD COLUMN note TEXT DEFAULT ''") ?? ran.push('second'),
        () => ran.push('third'),
      ],
    }]);
    expect(await newer.read((database) => database.prepare('SELECT model, note FROM ledger_requests').all())).toMatchObject([{ model: 'big-model', note: '' }]);
    expect(ran).toEqual(['second', 'third']);
    newer.close();
    const older = openKeptStore(path, [ledgerTables]);
    stores.push(older);
    const ledger = createLedger(older);
    await ledger.begin(entry);
    expect(await ledger.entries()).toHaveLength(2);
  });

  it('is as it was where a step fails', async () => {
    const { path, store } = open();
    await createLedger(store).begin(entry);
    store.close();
    const failing = openKeptStore(path, [{ ...ledgerTables, steps: [...ledgerTables.steps, (database) => database.exec('DROP TABLE ledger_requests; CREATE NONSENSE')] }]);
    await expect(failing.read(() => 1).catch(() => undefined)).resolves.toBeUndefined();
    failing.close();
    const again = openKeptStore(path, [ledgerTables]);
    stores.push(again);
    expect(await createLedger(again).entries()).toHaveLength(1);
  });

  it.each([
    ['is no database', (path: string) => writeFileSync(path, 'not a database at all. '.repeat(500))],
    ['is cut', (path: string) => truncateSync(path, 5000)],
  ])('is moved aside, whole, where it %s', async (_, damage) => {
    const { path, store, folder } = open();
    await createLedger(store).begin(entry);
    store.close();
    damage(path);
    const damaged = readFileSync(path);
    const told: string[] = [];
    const ledger = createLedger(open(folder, told).store);
    await ledger.begin({ ...entry, model: 'after' });
    expect((await ledger.entries()).map(({ model }) => model)).toEqual(['after']);
    const aside = readdirSync(folder).find((name) => /^ledger\.sqlite\.broken-[\dTZ.-]+$/.test(name));
    expect(readFileSync(join(folder, aside!))).toEqual(damaged);
    expect(told).toEqual([expect.stringContaining(aside!)]);
  });

  it('takes what two connections write, and both see all of it', async () => {
    const { folder, store } = open();
    const [one, two] = [createLedger(store), createLedger(open(folder).store)];
    const numbers = await Promise.all(Array.from({ length: 40 }, async (_, index) => {
      const ledger = index % 2 === 0 ? one : two;
      const number = await ledger.begin(entry);
      await Promise.all([ledger.end(number, answered), ledger.stayed('commit', 'local', 1, 1)]);
      return number;
    }));
    expect(new Set(numbers).size).toBe(40);
    for (const ledger of [one, two]) expect(await ledger.totals()).toMatchObject({ left: 40, stayed: 40, tokens: 48_000 });
  });

  it('lets no two requests take what is left for one, also through two connections', async () => {
    const { folder, store } = open();
    const ledgers = [createLedger(store), createLedger(open(folder).store)];
    const permit = ({ month }: SpentSoFar) => {
      if (month.dollars > 0) throw new UserError('The budget is spent.', '', '');
    };
    const begun = await Promise.allSettled(Array.from({ length: 16 }, (_, index) => ledgers[index % 2]!.begin({ ...entry, expected: { tokens: 10, dollars: 1 } }, permit)));
    expect(begun.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const each of begun) if (each.status === 'rejected') expect(each.reason).toMatchObject({ what: 'The budget is spent.' });
    expect(await ledgers[0]!.entries()).toHaveLength(1);
  });

  it('is the one at its path, also when it was deleted or moved while it was open', async () => {
    const { path, store } = open();
    const ledger = createLedger(store);
    await ledger.begin(entry);
    for (const suffix of ['', '-wal', '-shm']) renameSync(path + suffix, `${path}.elsewhere${suffix}`);
    await Promise.all([ledger.begin(entry), ledger.begin(entry)]);
    expect(statSync(path).size).toBeGreaterThan(0);
    expect(await ledger.entries()).toHaveLength(2);
  });

  it('makes begin reject where there is no room, and reads on', async () => {
    const { store } = open();
    const ledger = createLedger(store);
    const number = await ledger.begin(entry);
    // As on a full disk: SQLite may not make the file larger.
    await store.read((database) => database.exec('PRAGMA max_page_count = 1'));
    const fill = async () => {
      for (let index = 0; index < 100; index++) await ledger.begin({ ...entry, why: 'x'.repeat(500) });
    };
    await expect(fill()).rejects.toThrow(UserError);
    await expect(ledger.begin({ ...entry, why: 'x'.repeat(500) })).rejects.toThrow('Nothing was sent.');
    await ledger.end(number, answered);
    expect((await ledger.entries()).at(-1)).toMatchObject(answered);
    await expect(ledger.stayed('commit', 'local', 1, 1)).resolves.toBeUndefined();
  });

  it('makes all but stayed reject where it cannot be opened, and says why once', async () => {
    const folder = newFolder();
    mkdirSync(join(folder, 'ledger.sqlite'), { recursive: true });
    const told: string[] = [];
    const { store } = open(folder, told);
    const ledger = createLedger(store);
    for (const use of [ledger.begin(entry), ledger.spent(), ledger.entries(), ledger.totals(), ledger.csv(), ledger.wipe(), ledger.end(1, answered)]) await expect(use).rejects.toThrow(UserError);
    await expect(ledger.stayed('commit', 'local', 1, 1)).resolves.toBeUndefined();
    const consents = createConsents(store);
    await consents.give('commit', 'm', 'r');
    expect(await consents.given('commit', 'm', 'r')).toBe(false);
    await expect(consents.revokeAll()).rejects.toThrow(UserError);
    expect(told).toHaveLength(1);
  });
});

describe('consents', () => {
  it('are for one worker, model and recipient, are kept, and are revoked together', async () => {
    let now = 1;
    const { store, folder } = open();
    const consents = createConsents(store, () => now++);
    await consents.give('commit', 'm', 'r');
    await consents.give('pr', 'm', 'r');
    const other = createConsents(open(folder).store);
    expect(await Promise.all([other.given('commit', 'm', 'r'), other.given('commit', 'm2', 'r'), other.given('commit', 'm', 'r2'), other.given('explain', 'm', 'r')])).toEqual([true, false, false, false]);
    expect(await other.list()).toEqual([{ worker: 'pr', model: 'm', recipient: 'r', time: 2 }, { worker: 'commit', model: 'm', recipient: 'r', time: 1 }]);
    await other.revokeAll();
    expect([await consents.given('commit', 'm', 'r'), await consents.list()]).toEqual([false, []]);
  });
});
