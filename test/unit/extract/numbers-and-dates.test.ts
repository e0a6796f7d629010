import { describe, expect, it } from 'vitest';
import { datesIn } from '../../../src/workers/custom/kinds/extract/dates.ts';
import { numbersIn, readingsOf } from '../../../src/workers/custom/kinds/extract/numbers.ts';

describe('numbers', () => {
  it.each([
    ['1.234,56', false, [1234.56]],
    ['1,234.56', true, [1234.56]],
    ['1 234,50', true, [1234.5]],
    ["1'234.50", false, [1234.5]],
    ['1.234.567', false, [1234567]],
    ['12,50', false, [12.5]],
    ['1,234', false, [1234, 1.234]],
    ['1,234', true, [1.234, 1234]],
    ['1.234', true, [1234, 1.234]],
    ['0.125', true, [0.125]],
    ['42', false, [42]],
    ['1e-4', false, [0.0001]],
    ['2,5E3', true, [2500]],
  ])('reads %s (decimal comma: %s)', (text, comma, readings) => {
    expect(readingsOf(text, comma)).toEqual(readings);
  });

  it('knows numbers beside scripts without spaces, and behind a currency', () => {
    const alone = (text: string) => numbersIn(text).filter((each) => each.alone).map(({ readings }) => readings[0]);
    expect(alone('合計1200円です')).toEqual([1200]);
    expect(alone('Amount due EUR1,250.00 by post')).toEqual([1250]);
    expect(alone('learning_rate: 1e-4')).toEqual([0.0001]);
    expect(alone('sha256 and a1e4f')).toEqual([]);
  });

  it('takes the meaning from the other numbers of the text', () => {
    const total = (text: string) => numbersIn(text).at(-1)!.readings[0];
    expect(total('12,50\n3,75\n1.234')).toBe(1234);
    expect(total('12.50\n3.75\n1.234')).toBe(1.234);
    expect(total('12.50\n3.75\n1,234')).toBe(1234);
  });

  it('tells numbers of their own from parts of versions, words and addresses', () => {
    const alone = numbersIn('v1.2.3 and INV-2024-17 at 10.0.0.1, sha256, but 12 of 17 % for -3.50 and 200€').filter((each) => each.alone).map(({ text }) => text);
    expect(alone).toEqual(['12', '17', '-3.50', '200']);
  });
});

describe('dates', () => {
  it.each([
    ['2024-03-12', '2024-03-12', undefined],
    ['12.03.2024', '2024-03-12', undefined],
    ['12. März 2024', '2024-03-12', undefined],
    ['12 mars 2024', '2024-03-12', undefined],
    ['March 12, 2024', '2024-03-12', undefined],
    ['12-Mar-24', '2024-03-12', undefined],
    ['25/12/24', '2024-12-25', undefined],
    ['2024年3月12日', '2024-03-12', undefined],
    ['20240312T101500Z', '2024-03-12', '10:15:00Z'],
    ['2024-03-12T10:15:00+01:00', '2024-03-12', '10:15:00+01:00'],
    ['Tue, 12 Mar 2024 10:15:30 +0100', '2024-03-12', '10:15:30+01:00'],
    ['[10/Oct/2000:13:55:36 -0700]', '2000-10-10', '13:55:36-07:00'],
    ['[Sun Dec 04 04:47:44 2005]', '2005-12-04', '04:47:44'],
    ['03/12/2024 10:15 PM', undefined, '22:15:00'],
  ])('reads %s', (text, day, time) => {
    const found = datesIn(text);
    expect(found).toHaveLength(1);
    if (day !== undefined) expect(found[0]!.days[0]).toBe(day);
    expect(found[0]!.time).toBe(time);
  });

  it('knows who writes the month first, and what both could mean', () => {
    expect(datesIn('Paid $5 on 03/04/2024')[0]!.days).toEqual(['2024-03-04', '2024-04-03']);
    expect(datesIn('Paid £5 on 03/04/2024')[0]!.days).toEqual(['2024-04-03', '2024-03-04']);
    expect(datesIn('03/04/2024 until 04/25/2024').map(({ days }) => days[0])).toEqual(['2024-03-04', '2024-04-25']);
  });

  it('reads no date where there is none', () => {
    expect(datesIn('31.02.2024, 1.2.3, 2024-13-01, 99/99/9999, Foo 12, 2024')).toEqual([]);
  });
});
