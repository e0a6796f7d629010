import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { commandLine } from '../../support/command-line.ts';
import { fillLedger } from '../../support/filled-ledger.ts';
import { Sandbox } from '../git/repository.ts';

let sandbox: Sandbox;
let cache = '';
beforeAll(async () => {
  sandbox = new Sandbox();
  cache = sandbox.folder('çache');
  await fillLedger(cache, 3);
});
afterAll(() => sandbox.remove());

// A model that does not exist: the ledger needs none.
const cli = (args: string[], folder = cache) => commandLine(['ledger', ...args], { cwd: sandbox.root, env: { JOURNEYMAN_CACHE: folder, JOURNEYMAN_MODEL: 'none' } });

it('tells a person what left, and what stayed', async () => {
  const { code, stdout, stderr } = await cli([]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toMatch(/^3 requests left this machine: [\d.]+k tokens, \$0\.02\d?\.\n27 answers stayed \(90 %\), 6 of them without any model\.\nThey would have cost \$[\d.]+ at what was paid for a token\.\n/);
  expect(stdout).toMatch(/commit {2}claude-sonnet-4-5 \(api\.anthropic\.com\).* under way\n/);
  expect(stdout).toContain('Replaced: 2 × AWS access key, password.');
  expect(stdout).toContain('cost unknown');
});

it('gives all of it to programs', async () => {
  const { totals, entries } = JSON.parse((await cli(['--json'])).stdout) as { totals: { left: number; stayed: number }; entries: { worker: string; begun: number; outcome: string }[] };
  expect(totals).toMatchObject({ left: 3, stayed: 27 });
  expect(entries.map(({ worker, outcome }) => [worker, outcome])).toEqual([['commit', 'under way'], ['pr', 'answered'], ['commit', 'failed']]);
  const day = new Date(entries[1]!.begun);
  const since = `${day.getFullYear()}-${String(day.getMonth() + 1).padStart(2, '0')}-${String(day.getDate()).padStart(2, '0')}`;
  expect((JSON.parse((await cli(['--json', '--since', since])).stdout) as { entries: unknown[] }).entries).toHaveLength(2);
});

it('is written as CSV without formulas', async () => {
  const { code, stdout } = await cli(['--csv']);
  expect(code).toBe(0);
  const lines = stdout.split('\r\n');
  expect(lines).toHaveLength(5);
  expect(lines[2]).toContain(`,"<b onclick=""x"">=cmd</b>",api.anthropic.com,2300,90,0.00825,0,,'=1+1 is`);
});

it('is wiped only by somebody who is sure', async () => {
  expect(await cli(['--wipe'])).toMatchObject({ code: 2, stderr: expect.stringContaining('--yes') });
  expect((await cli([])).stdout).toContain('3 requests');
  expect(await cli(['--wipe', '--yes'])).toEqual({ code: 0, stdout: '', stderr: 'The ledger is empty.\n' });
  expect((await cli([])).stdout).toBe('Nothing has left this machine.\n');
});

it('says in one line that it cannot be read', async () => {
  const broken = sandbox.folder('kaputt');
  mkdirSync(join(broken, 'ledger.sqlite'));
  const { code, stdout, stderr } = await cli([], broken);
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toMatch(/^journeyman: The ledger was not read\. [^\n]+\n$/);
});
