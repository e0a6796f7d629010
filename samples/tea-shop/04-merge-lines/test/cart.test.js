import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addLine, emptyCart, total } from '../src/cart.js';

test('totals the lines', () => {
  const cart = addLine(emptyCart(), { tea: 'Assam', grams: 250, centsPer100g: 640 });
  assert.equal(total(cart), 1600);
});

test('keeps one line for each tea', () => {
  const once = addLine(emptyCart(), { tea: 'Assam', grams: 100, centsPer100g: 640 });
  const twice = addLine(once, { tea: 'Assam', grams: 50, centsPer100g: 640 });
  assert.deepEqual(twice.lines, [{ tea: 'Assam', grams: 150, centsPer100g: 640 }]);
});
