/** @typedef {{ percent: number, until: string }} Voucher */

/** @type {Record<string, Voucher>} */
const VOUCHERS = {
  SPRING10: { percent: 10, until: '2026-05-31' },
  FRIENDS: { percent: 15, until: '2026-12-31' },
};

/**
 * @param {string} typed
 * @param {Date} [today]
 * @returns {Voucher | undefined} nothing for a code that is unknown or has expired
 */
export function findVoucher(typed, today = new Date()) {
  const code = typed.replaceAll(/\s/g, '').toUpperCase();
  const voucher = Object.prototype.hasOwnProperty.call(VOUCHERS, code) ? VOUCHERS[code] : undefined;
  return voucher && isExpired(voucher, today) ? undefined : voucher;
}

/**
 * @param {Voucher} voucher
 * @param {Date} today
 * @returns {boolean} true from the day after its last one
 */
function isExpired(voucher, today) {
  return today.toISOString().slice(0, 10) > voucher.until;
}

/**
 * @param {number} cents
 * @param {Voucher} voucher
 * @returns {number} cents
 */
export function discount(cents, voucher) {
  return Math.floor((cents * voucher.percent) / 100);
}
