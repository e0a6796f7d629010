import { describe, expect, it } from 'vitest';
import { askedWait, backOff } from '../../../src/remote/retry-delays.ts';

const now = Date.parse('2026-03-01T12:00:00Z');
const wait = (headers: Record<string, string>) => askedWait(new Headers(headers), now);

describe('the wait that a server asks for', () => {
  it.each([
    [{ 'retry-after': '7' }, 7_000],
    [{ 'retry-after': '1.5' }, 1_500],
    [{ 'retry-after': 'Sun, 01 Mar 2026 12:00:30 GMT' }, 30_000],
    [{ 'retry-after': 'Sun, 01 Mar 2026 11:00:00 GMT' }, 0],
    [{ 'retry-after-ms': '250', 'retry-after': '9' }, 250],
    [{ 'x-ratelimit-reset-requests': '1s', 'x-ratelimit-reset-tokens': '6m0s' }, 1_000],
    [{ 'x-ratelimit-reset-requests': '1h2m3.5s' }, 3_723_500],
    [{ 'x-ratelimit-reset-tokens': '120ms' }, 120],
    [{ 'x-ratelimit-reset': '42' }, 42_000],
    [{ 'x-ratelimit-reset': String(now / 1000 + 5) }, 5_000],
    [{ 'x-ratelimit-reset': String(now + 5_000) }, 5_000],
    [{ 'anthropic-ratelimit-requests-reset': '2026-03-01T12:00:09Z' }, 9_000],
    [{}, undefined],
    [{ 'retry-after': 'soon', 'x-ratelimit-reset': 'later' }, undefined],
  ])('in %j', (headers, expected) => {
    expect(wait(headers as unknown as Record<string, string>)).toBe(expected);
  });
});

it('doubles its own waits, scattered, up to a limit', () => {
  expect([1, 2, 3, 9].map((attempts) => backOff(attempts, 0.5))).toEqual([500, 1000, 2000, 8000]);
  expect([backOff(1, 0), backOff(1, 1)]).toEqual([375, 625]);
});
