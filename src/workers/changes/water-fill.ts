/**
 * Shares a budget between parts that want `sizes`: small ones get all they want, the rest share what is left evenly, or by their `weights`.
 * What is given never exceeds the budget, nor a part's size.
 */
export function waterFill(sizes: number[], budget: number, weights?: number[]): number[] {
  const given = sizes.map(() => 0);
  const weight = (part: number) => weights?.[part] ?? 1;
  const order = sizes.map((_, index) => index).sort((a, b) => sizes[a]! / weight(a) - sizes[b]! / weight(b));
  let left = Math.max(0, budget);
  let weightLeft = order.reduce((sum, part) => sum + weight(part), 0);
  for (const part of order) {
    given[part] = Math.min(sizes[part]!, Math.floor((left * weight(part)) / weightLeft));
    left -= given[part];
    weightLeft -= weight(part);
  }
  return given;
}
