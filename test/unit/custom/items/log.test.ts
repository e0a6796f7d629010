import { describe, expect, it } from 'vitest';
import { log } from '../../../../src/workers/custom/items/log.ts';
import { readHeader } from '../../../../src/workers/custom/items/log/header.ts';
import { readJsonLine, readLogfmt } from '../../../../src/workers/custom/items/log/structured.ts';
import { readItems } from '../../../../src/workers/custom/items/read-items.ts';
import { fixture } from './fixture.ts';

describe('what stands before a message', () => {
  it.each([
    ['2015-07-29 17:41:44,747 - WARN  [main:QuorumCnxManager@368] - Cannot open channel', { time: '2015-07-29 17:41:44,747', level: 'warning', message: 'Cannot open channel' }],
    ['Jun 14 15:16:01 combo sshd(pam_unix)[19939]: authentication failure', { time: 'Jun 14 15:16:01', source: 'sshd(pam_unix)', message: 'authentication failure' }],
    ['[Sun Dec 04 04:47:44 2005] [error] mod_jk child in error state 6', { time: 'Sun Dec 04 04:47:44 2005', level: 'error', message: 'mod_jk child in error state 6' }],
    ['17/06/09 20:10:40 INFO executor.Backend: Registered signal handlers', { level: 'info', source: 'executor.Backend', message: 'Registered signal handlers' }],
    ['03-17 16:13:38.811  1702  2395 D WindowManager: opening', { level: 'debug', source: 'WindowManager', message: 'opening' }],
    ['E0102 15:04:05.000000   12345 file.go:123] it failed', { level: 'error', source: 'file.go:123', message: 'it failed' }],
    ['<34>1 2003-10-11T22:14:15.003Z host su - ID47 - su root failed', { level: 'fatal', source: 'su', message: 'su root failed' }],
    ['127.0.0.1 - - [10/Oct/2000:13:55:36 -0700] "GET /a HTTP/1.0" 503 23 "-" "x"', { level: 'error', message: '"GET /a HTTP/1.0" 503' }],
    ['web-1  | 2024-05-01T10:00:00.123Z ERROR it failed', { time: '2024-05-01T10:00:00.123Z', level: 'error', message: 'it failed' }],
    ['[    0.000000] Linux version', { time: expect.stringContaining('0.000000'), message: 'Linux version' }],
    ['just words', { message: 'just words' }],
  ])('%s', (line, expected) => expect(readHeader(line)).toMatchObject(expected));

  it('is read from JSON lines and logfmt', () => {
    expect(readJsonLine('{"level":50,"time":1700000000000,"name":"shop","msg":"it failed"}')).toMatchObject({ level: 'error', source: 'shop', message: 'it failed' });
    expect(readJsonLine('{"log":"2024-05-01 10:00:00 WARN slow\\n","stream":"stderr","time":"2024-05-01T10:00:01Z"}')).toMatchObject({ level: 'warning', message: 'slow' });
    expect(readJsonLine('{"PRIORITY":"3","MESSAGE":"it failed","SYSLOG_IDENTIFIER":"cron"}')).toMatchObject({ level: 'error', source: 'cron' });
    expect(readLogfmt('time=2024-05-01T10:00:00Z level=error msg="it failed" err="no \\"db\\""')).toMatchObject({ level: 'error', message: 'it failed: no "db"' });
  });
});

describe('the kinds of messages', () => {
  const lines = Array.from({ length: 300 }, (_, index) => `2024-05-01 10:00:${String(index % 60).padStart(2, '0')} INFO shop: order ${index} from 10.0.0.${index % 200} stored in /data/${index}.db`);

  it('are counted, with first and last line, time, level and an example', () => {
    const [failed, stored] = log([...lines.slice(0, 200), '2024-05-01 11:00:00 ERROR shop: no space left on device', ...lines.slice(200)].join('\n'), undefined);
    expect(failed).toMatchObject({ count: 1, firstLine: 201, lastLine: 201, about: { level: 'error', firstTime: '2024-05-01 11:00:00' }, text: 'error: no space left on device' });
    expect(stored).toMatchObject({ count: 300, firstLine: 1, lastLine: 301, about: { template: 'order <number> from <ip> stored in <path>', example: 'order 0 from 10.0.0.0 stored in /data/0.db' } });
  });

  it('keep a stack trace with the message before it', () => {
    const items = log(fixture('traces/python-logged.txt'), undefined);
    expect(items.map(({ count }) => count)).toEqual([3, 3, 1]);
    expect(items[0]).toMatchObject({ lastLine: 45, about: { level: 'error', more: expect.stringContaining('JSONDecodeError') } });
  });

  it('beyond the cap are counted; serious, frequent and rare ones stay', () => {
    const word = (index: number) => [...String(index)].map((digit) => 'abcdefghij'[Number(digit)]).join('');
    const kinds = Array.from({ length: 500 }, (_, index) => Array.from({ length: 1 + (index % 5) }, () => `10:00:00 INFO ${word(index)} happened to ${word(index)}`)).flat();
    const items = log([...kinds, '10:00:01 FATAL all is lost', ...Array.from({ length: 50 }, () => '10:00:02 INFO beat of the heart')].join('\n'), undefined);
    expect(items).toHaveLength(100);
    expect(items[0]!.text).toBe('fatal: all is lost');
    const left = /^\d+ other kinds of messages, (\d+) messages$/.exec(String(items[0]!.about.leftOut));
    expect(items.reduce((sum, { count }) => sum + count, Number(left?.[1]))).toBe(kinds.length + 51);
    expect(items.some(({ count }) => count === 50)).toBe(true);
    expect(items.some(({ count, about }) => count === 1 && about.level === 'info')).toBe(true);
  });

  it('are the same with line ends of Windows, colours, NUL bytes and a line of a megabyte', () => {
    const odd = [...lines.slice(0, 3).map((line) => `\u001b[32m${line}\u001b[0m`), 'x'.repeat(1_000_000), [...'10:00:00 ERROR broken'].join('\0')].join('\r\n');
    expect(readItems('log', { text: odd }).map(({ count }) => count)).toEqual([1, 3]);
  });
});
