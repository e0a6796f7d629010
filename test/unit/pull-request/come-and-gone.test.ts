import { describe, expect, it } from 'vitest';
import { atOnce } from '../../../src/core/turns.ts';
import { parseDiff } from '../../../src/sources/git/parse-diff.ts';
import { comeAndGone, tellsItTheOtherWayRound, withoutFalseContrast } from '../../../src/workers/pull-request/come-and-gone.ts';
import { changed } from './changed.ts';

const sides = atOnce(comeAndGone(parseDiff(changed('src/a.ts', 'function kept() {', '-const oldLimit = readLimit();', '+const newLimit = fetchLimit();', ' use(sameName);'))));

describe('what stands on one side of a diff', () => {
  it('are the words that are in no other line', () => {
    expect([[...sides.come], [...sides.gone]]).toEqual([['newLimit', 'fetchLimit'], ['oldLimit', 'readLimit']]);
  });

  it.each(['Add `oldLimit` to the module', 'Update `a.ts` to include a new constant `oldLimit`', 'Remove `newLimit`', 'Use `readLimit` instead of `fetchLimit`', 'Include oldLimit with value 2', 'Change `kept` to use `oldLimit` instead of a literal'])('contradicts: %s', (line) => {
    expect(tellsItTheOtherWayRound(line, sides)).toBe(true);
  });

  it.each(['Add `newLimit`', 'Remove `oldLimit`', 'Use `fetchLimit` instead of `readLimit`', 'Change `sameName` to read the limit', 'Replace `oldLimit` with `newLimit`', 'Add `newLimit` and remove `oldLimit`', 'Add tests for the old behaviour', ''])('does not: %s', (line) => {
    expect(tellsItTheOtherWayRound(line, sides)).toBe(false);
  });
});

describe('a contrast', () => {
  it.each([
    'Use `fetchLimit` instead of `readLimit`',
    'Change `kept` to use the `newLimit` constant instead of the `oldLimit` one',
    'Change `kept` to return `newLimit` instead of `1`',
    'Change `kept` to read the limit',
    'Change `kept` to return null instead of `oldLimit`',
  ])('stands: %s', (line) => {
    expect(withoutFalseContrast(line, sides)).toBe(line);
  });

  it.each([
    ['Change `kept` and `a` to use `const` instead of `readLimit`', 'Change `kept` and `a`'],
    ['Change `kept` and `a` to use `newLimit` instead of `madeUp`', 'Change `kept` and `a`'],
    ['Use `sameName` instead of `oldLimit`', ''],
  ])('does not: %s', (line, kept) => {
    expect(withoutFalseContrast(line, sides)).toBe(kept);
  });
});

it('counts no words of documentation', () => {
  const told = atOnce(comeAndGone(parseDiff(changed('src/a.js', '', '-axios.get(url);', '+fetch(url);') + changed('CHANGELOG.md', '', '+- Use fetch instead of axios'))));
  expect(withoutFalseContrast('Change `load` to use `fetch` instead of `axios`', told)).toBe('Change `load` to use `fetch` instead of `axios`');
});
