import assert from 'node:assert/strict';
import { test } from 'node:test';
import { discount, findVoucher } from '../src/vouchers.js';

test('finds a code however it is typed', () => {
  assert.equal(findVoucher(' spring 10 ', new Date('2026-05-01'))?.percent, 10);
  assert.equal(findVoucher('toString'), undefined);
});

test('refuses an expired code', () => {
  assert.ok(findVoucher('SPRING10', new Date('2026-05-31')));
  assert.equal(findVoucher('SPRING10', new Date('2026-06-01')), undefined);
});

test('rounds a discount down to whole cents', () => {
  assert.equal(discount(1999, { percent: 10, until: '2026-05-31' }), 199);
});
