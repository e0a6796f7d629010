import { total } from './cart.js';
import { formatPrice } from './prices.js';
import { discount } from './vouchers.js';

/**
 * @param {import('./cart.js').Cart} cart
 * @param {import('./vouchers.js').Voucher} [voucher]
 * @returns {string}
 */
export function receipt(cart, voucher) {
  const full = total(cart);
  const lines = cart.lines.map((line) => `${line.tea}  ${line.grams} g`);
  if (!voucher) return [...lines, `Total  ${formatPrice(full)}`].join('\n');
  const off = discount(full, voucher);
  return [...lines, `Voucher  -${formatPrice(off.toFixed(2))}`, `Total  ${formatPrice(full - off)}`].join('\n');
}
