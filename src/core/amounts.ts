/** Dollars as a person reads them: small ones are not rounded away. */
export function formatDollars(dollars: number): string {
  if (dollars === 0) return '$0';
  if (dollars < 0.0001) return '< $0.0001';
  return `$${dollars.toLocaleString('en-US', dollars < 0.1 ? { maximumSignificantDigits: 2 } : { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`;
}

/** `999`, `12.3k`, `4.5M`. */
export function compactTokens(tokens: number): string {
  return tokens < 1000 ? String(tokens) : tokens.toLocaleString('en-US', { notation: 'compact', maximumFractionDigits: 1 }).replace('K', 'k');
}

/** `1 request`, `12,345 requests`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en-US')} ${count === 1 ? one : many}`;
}

/** A share from 0 to 1 in per cent, which says 0 and 100 only where that is all. */
export function formatShare(share: number): string {
  return `${share === 0 || share === 1 ? share * 100 : Math.min(99, Math.max(1, Math.round(share * 100)))} %`;
}

/** Kinds of secrets with their numbers: `2 × AWS access key, password`; empty where there is none. */
export function formatKinds(kinds: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const kind of kinds) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return [...counts].map(([kind, count]) => (count === 1 ? kind : `${count} × ${kind}`)).join(', ');
}

/** `2026-11-27 14:05` where the user is, of a time in milliseconds. */
export function formatTime(time: number): string {
  const date = new Date(time);
  const two = (number: number) => String(number).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())} ${two(date.getHours())}:${two(date.getMinutes())}`;
}

/** `1 token`, `100,000 tokens`. */
export function formatTokens(tokens: number): string {
  return counted(tokens, 'token');
}
