/**
 * @param {Record<string, number>} grams what is left of each tea
 * @param {number} least
 * @returns {string[]} the teas to order
 */
export function runningLow(grams, least) {
  return Object.keys(grams).filter((tea) => {
    if (grams[tea] < least) return true;
  });
}
