import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addLine, emptyCart, total } from '../src/cart.js';

test('totals the lines', () => {
  const cart = addLine(emptyCart(), { tea: 'Assam', grams: 250, centsPer100g: 640 });
  assert.equal(total(cart), 1600);
});
