/**
 * @param {number} cents
 * @param {string} [locale]
 * @returns {string}
 */
export function formatPrice(cents, locale = 'en-IE') {
  return new Intl.NumberFormat(locale, { style: 'currency', currency: 'EUR' }).format(cents / 100);
}
