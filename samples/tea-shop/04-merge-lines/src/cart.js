/** @typedef {{ tea: string, grams: number, centsPer100g: number }} Line */
/** @typedef {{ lines: Line[] }} Cart */

/** @returns {Cart} */
export function emptyCart() {
  return { lines: [] };
}

/**
 * @param {Cart} cart
 * @param {Line} line
 * @returns {Cart}
 */
export function addLine(cart, line) {
  const same = cart.lines.find((other) => other.tea === line.tea);
  if (!same) return { ...cart, lines: [...cart.lines, line] };
  const merged = { ...same, grams: same.grams + line.grams };
  return { ...cart, lines: cart.lines.map((other) => (other === same ? merged : other)) };
}

/**
 * @param {Cart} cart
 * @returns {number} cents
 */
export function total(cart) {
  return cart.lines.reduce((sum, line) => sum + Math.round((line.grams * line.centsPer100g) / 100), 0);
}
