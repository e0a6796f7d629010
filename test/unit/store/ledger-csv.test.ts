import { expect, it } from 'vitest';
import { csvOf } from '../../../src/store/ledger-csv.ts';
import type { LedgerRow } from '../../../src/store/ledger.ts';

const row: LedgerRow = { number: 1, begun: Date.UTC(2026, 10, 27, 12), worker: 'commit', model: 'big', recipient: 'api.example.com', why: 'Unsure.', found: [], outcome: 'answered', inputTokens: 10, outputTokens: 2, dollars: 0.5 };
const cells = (changes: Partial<LedgerRow>) => csvOf([{ ...row, ...changes }]).split('\r\n').slice(1).join('\r\n');

it('has a head, one line a request, and ends each as RFC 4180 has it', () => {
  expect(csvOf([])).toBe('time,worker,model,recipient,input tokens,output tokens,cost in US dollars,redactions,kinds of redactions,reason,outcome\r\n');
  expect(cells({ found: ['password', 'AWS access key', 'password'] })).toBe('2026-11-27T12:00:00.000Z,commit,big,api.example.com,10,2,0.5,3,"password, AWS access key",Unsure.,answered\r\n');
  expect(cells({ dollars: undefined, outcome: 'unknown' })).toContain(',10,2,,0,,Unsure.,unknown\r\n');
});

it('quotes what would end a cell or a line', () => {
  expect(cells({ why: 'He said "no",\nand left' })).toContain(',"He said ""no"",\nand left",answered');
});

it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '\uff1d1'])('defuses %j', (why) => {
  expect(cells({ why })).toMatch(/,"?'[=+\-@\t\r\uff1d]/);
});

it('defuses the names of models and kinds too', () => {
  expect(cells({ model: '=cmd|x', found: ['@a'] })).toMatch(/,'=cmd\|x,.*,'@a,/);
});
