/** Waits before the second, third, … attempt where the server names none, in milliseconds. */
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 8_000;

/** OpenAI's and those after it, Anthropic's, and the standard's draft. */
const RESETS = [
  ...['x-ratelimit-reset', 'x-ratelimit-reset-requests', 'x-ratelimit-reset-tokens', 'ratelimit-reset'],
  ...['requests', 'tokens', 'input-tokens', 'output-tokens'].map((limit) => `anthropic-ratelimit-${limit}-reset`),
];

/** How long the server asks to wait, in milliseconds; undefined where it does not say. `now` is the time since the epoch in milliseconds. */
export function askedWait(headers: Headers, now: number): number | undefined {
  const exact = numberOf(headers.get('retry-after-ms'));
  if (exact !== undefined) return Math.max(0, exact);
  const after = headers.get('retry-after');
  if (after !== null) {
    const seconds = numberOf(after);
    if (seconds !== undefined) return Math.max(0, seconds * 1000);
    const date = Date.parse(after);
    if (!Number.isNaN(date)) return Math.max(0, date - now);
  }
  // Several limits are named whether they are used up or not; waiting too short only costs an attempt.
  const waits = RESETS.flatMap((name) => resetWait(headers.get(name) ?? '', now) ?? []);
  return waits.length > 0 ? Math.min(...waits) : undefined;
}

/** A reset as seconds from now, as seconds since the epoch, as a date, or as `1h6m0.5s`. */
function resetWait(value: string, now: number): number | undefined {
  const seconds = numberOf(value);
  // No limit lasts 30 years: a number so large is a date.
  if (seconds !== undefined) return Math.max(0, seconds > 1e12 ? seconds - now : seconds > 1e9 ? seconds * 1000 - now : seconds * 1000);
  const span = /^(?:(\d{1,6})h)?(?:(\d{1,6})m(?!s))?(?:(\d{1,6}(?:\.\d{1,9})?)s)?(?:(\d{1,9}(?:\.\d{1,9})?)ms)?$/.exec(value.trim());
  if (span && span[0] !== '') return (Number(span[1] ?? 0) * 3600 + Number(span[2] ?? 0) * 60 + Number(span[3] ?? 0)) * 1000 + Number(span[4] ?? 0);
  const date = Date.parse(value);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

function numberOf(text: string | null): number | undefined {
  return text !== null && /^\s*\d{1,15}(?:\.\d{1,9})?\s*$/.test(text) ? Number(text) : undefined;
}

/** The wait after the given number of attempts where the server asks for none: doubled each time, and scattered (`random` is 0 to 1) so that many do not come back at once. */
export function backOff(attempts: number, random: number): number {
  return Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (attempts - 1)) * (0.75 + random / 2);
}
