/**
 * Shares a budget between parts that want `sizes`: small ones get all they want, the rest share what is left evenly.
 * What is given never exceeds the budget, nor a part's size.
 */
export function waterFill(sizes: number[], budget: number): number[] {
  const given = sizes.map(() => 0);
  const order = sizes.map((_, index) => index).sort((a, b) => sizes[a]! - sizes[b]!);
  let left = Math.max(0, budget);
  order.forEach((part, position) => {
    given[part] = Math.min(sizes[part]!, Math.floor(left / (order.length - position)));
    left -= given[part];
  });
  return given;
}
