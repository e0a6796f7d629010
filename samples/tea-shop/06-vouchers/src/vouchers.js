/** @typedef {{ percent: number, until: string }} Voucher */

/** @type {Record<string, Voucher>} */
const VOUCHERS = {
  SPRING10: { percent: 10, until: '2026-05-31' },
  FRIENDS: { percent: 15, until: '2026-12-31' },
};

/**
 * @param {string} typed
 * @returns {Voucher | undefined}
 */
export function findVoucher(typed) {
  const code = typed.replaceAll(/\s/g, '').toUpperCase();
  return Object.prototype.hasOwnProperty.call(VOUCHERS, code) ? VOUCHERS[code] : undefined;
}

/**
 * @param {number} cents
 * @param {Voucher} voucher
 * @returns {number} cents
 */
export function discount(cents, voucher) {
  return Math.floor((cents * voucher.percent) / 100);
}
