import type { GeneratedToken } from './language-model.ts';

const LEAST = 1e-6;
/** Below this a token had a serious rival. */
const UNSURE = 0.5;
const SIZE = /(?:^|[^\d.])(\d+(?:\.\d+)?)(b|m)(?![a-z0-9])/i;

/** What the probabilities of the generated tokens say; nothing where there are none. `telling`: the words that matter most, in lower case. */
export function tokenFeatures(tokens: GeneratedToken[], telling?: (word: string) => boolean): Record<string, number> {
  if (tokens.length === 0) return {};
  const logs = tokens.map(({ probability }) => Math.log(Math.max(probability, LEAST)));
  const mean = average(logs);
  const margins = tokens.flatMap(({ margin }) => margin ?? []);
  const named = telling ? logs.filter((_, index) => telling(tokens[index]!.text.trim().toLowerCase())) : [];
  return {
    'mean log probability': mean,
    'worst log probability': Math.min(...logs),
    'first log probability': average(logs.slice(0, 2)),
    'last log probability': average(logs.slice(-2)),
    'spread of log probabilities': Math.sqrt(average(logs.map((log) => (log - mean) ** 2))),
    'share of unsure tokens': tokens.filter(({ probability }) => probability < UNSURE).length / tokens.length,
    ...(margins.length > 0 && { 'mean margin': average(margins), 'least margin': Math.min(...margins) }),
    ...(named.length > 0 && { 'log probability of names': average(named) }),
  };
}

/** The logarithm of the model's parameters in billions, as far as its name says; nothing otherwise. */
export function modelFeatures(model: string | null): Record<string, number> {
  const [, amount, unit] = SIZE.exec(model ?? '') ?? [];
  if (amount === undefined) return {};
  const billions = Number(amount) / (unit!.toLowerCase() === 'm' ? 1000 : 1);
  return billions > 0 ? { 'model size': Math.log(billions) } : {};
}

function average(numbers: number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
}
