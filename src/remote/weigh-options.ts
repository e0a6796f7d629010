import type { GeneratedToken } from '../core/language-model.ts';

/** What an option gets that the server did not name among the likeliest. */
const UNNAMED = 1e-4;

/**
 * Probability of each option by the alternatives that a server names for the tokens of its answer; the sum is 1. Where options part off the way that the answer took,
 * they share what is known of their beginning. Undefined where the server names no alternatives, or none that an option begins with.
 */
export function weighedByAlternatives(options: readonly string[], tokens: readonly GeneratedToken[]): number[] | undefined {
  const names = options.map((option) => option.trim().toLowerCase());
  const weights = names.map(() => 0);
  let written = '';
  let left = names.map((_, index) => index);
  let mass = 1;
  const share = (indexes: number[], part: number) => {
    for (const index of indexes) weights[index]! += part / indexes.length;
  };
  const restOf = (index: number) => names[index]!.slice(written.length);
  const plain = (text: string) => (written === '' ? text.trimStart() : text).toLowerCase();
  for (const { text, probability, alternatives } of tokens) {
    if (left.length < 2) break;
    const ways = new Map<string, number>();
    for (const way of alternatives ?? [{ text, probability }]) ways.set(plain(way.text), (ways.get(plain(way.text)) ?? 0) + way.probability);
    const ended = left.filter((index) => restOf(index) === '');
    let [onward, onwardMass, going]: [number[], number, number] = [[], 0, 0];
    for (const [way, likelihood] of ways) {
      const fitting = way === '' ? [] : left.filter((index) => restOf(index).startsWith(way));
      if (fitting.length === 0) continue;
      going += likelihood;
      if (way === plain(text)) [onward, onwardMass] = [fitting, mass * likelihood];
      else share(fitting, mass * likelihood);
    }
    share(ended, mass * Math.max(0, 1 - going));
    [left, mass] = [onward, onwardMass];
    written += plain(text);
  }
  const whole = left.filter((index) => restOf(index) === '');
  if (tokens.some(({ alternatives }) => alternatives !== undefined)) share(whole.length > 0 ? whole : left, mass);
  const sum = weights.reduce((all, weight) => all + weight, 0);
  if (sum === 0 || !tokens.some(({ alternatives }) => alternatives !== undefined)) return undefined;
  const floored = weights.map((weight) => Math.max(weight / sum, UNNAMED));
  const all = floored.reduce((total, weight) => total + weight, 0);
  return floored.map((weight) => weight / all);
}
