import assert from 'node:assert/strict';
import { test } from 'node:test';
import { discount, findVoucher } from '../src/vouchers.js';

test('finds a code however it is typed', () => {
  assert.equal(findVoucher(' spring 10 ')?.percent, 10);
  assert.equal(findVoucher('toString'), undefined);
});

test('rounds a discount down to whole cents', () => {
  assert.equal(discount(1999, { percent: 10, until: '2026-05-31' }), 199);
});
