import { describe, expect, it } from 'vitest';
import { EXAMPLE, saysNothing, standingSentence, tidySentence } from '../../../src/workers/review/sentence.ts';
import { file } from '../commit/changes.ts';

const change = file('src/pool.ts', [' function connect() {', '-  return open(url);', '+  return retry(() => open(url), 30);', '+export function retry(run, times) {', '-function oldRetry() {']);

describe('a sentence of the model', () => {
  it.each([
    ['This change adds a retry to `connect`', 'Adds a retry to `connect`.'],
    ['The code now retries up to 30 times.', 'Retries up to 30 times.'],
    ['- Add a `retry` around `open`, improving the reliability.', 'Adds a `retry` around `open`.'],
    ['Adds `retry` around `open`. It is better now.', 'Adds `retry` around `open`.'],
    ['', ''],
  ])('%j is put in form', (text, tidy) => {
    expect(tidySentence(text)).toBe(tidy);
  });

  it('stands where all of it is in the diff', () => {
    expect(standingSentence('Wraps `open` in `retry` with 30 attempts.', change)).toBe('Wraps `open` in `retry` with 30 attempts.');
  });

  it.each([
    ['an invented name', 'Wraps `open` in `withBackoff`.'],
    ['an invented number', 'Wraps `open` in `retry` with 50 attempts.'],
    ['what is old called new', 'Adds a new function `connect` to the pool.'],
    ['what is gone called new', 'Adds the function `oldRetry` to the pool.'],
    ['what is new called gone', 'Removes the function `retry` from the pool.'],
    ['empty talk', 'Improves the code quality and readability.'],
    ['next to nothing', 'Updates code.'],
    ['the example', EXAMPLE],
    ['nothing', ''],
  ])('does not stand with %s', (_what, text) => {
    expect(standingSentence(text, change)).toBeUndefined();
  });

  it('may name an option that is in the diff', () => {
    const option = file('src/cli.ts', ["+  .option('--dry-run', 'prints only')"]);
    expect(standingSentence('Adds the option `--dry-run` that only prints.', option)).toBe('Adds the option `--dry-run` that only prints.');
    expect(standingSentence('Adds the option `--dry` that only prints it.', file('src/cli.ts', ['+a']))).toBeUndefined();
  });
});

it.each(['Refactors the code.', 'Updates the documentation.', 'Improves the error handling.', 'Changes'])('%s says nothing', (text) => {
  expect(saysNothing(text)).toBe(true);
});
