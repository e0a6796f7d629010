import { describe, expect, it } from 'vitest';
import { parseDiff } from '../../../src/sources/git/parse-diff.ts';
import { statedPurpose } from '../../../src/workers/pull-request/stated-purpose.ts';
import { callsOldNew, mergeAlike, pointsOfFiles, definedBefore } from '../../../src/workers/pull-request/points.ts';

const files = parseDiff(
  ['diff --git a/src/a.ts b/src/a.ts', '--- a/src/a.ts', '+++ b/src/a.ts', '@@ -1,3 +1,3 @@ function enclosing() {', ' const context = 1;', '-function removed() {', '+fresh();', '+used(cwd);', '-let cwd = used();', 'diff --git a/docs/b.md b/docs/b.md', 'new file mode 100644', ''].join('\n'),
);

describe('mergeAlike', () => {
  it('makes one point of those that differ in one name', () => {
    expect(mergeAlike(['Change the `a` function to use `x`', 'Fix crash', 'Change the `b` function to use `x`', 'Change the `c` function to use `x`'])).toEqual(['Change the `a`, `b` and `c` functions to use `x`', 'Fix crash']);
    expect(mergeAlike(['Add a new `A` class', 'Add a new `B` class'])).toEqual(['Add new `A` and `B` classes']);
    expect(mergeAlike(['Replace `x` by `y` in the `A` class', 'Replace `x` by `y` in the `B` class', 'Replace `x` by `z` in the `A` class'])).toEqual(['Replace `x` by `y` in the `A` and `B` classes', 'Replace `x` by `z` in the `A` class']);
    expect(mergeAlike(['Use `a`', 'Use `a`'])).toEqual(['Use `a`']);
  });

  it('leaves others alone', () => {
    const points = ['Fix crash', 'Use `a` in x', 'Use `b` in y', ''];
    expect(mergeAlike(points)).toEqual(points);
  });
});

describe('callsOldNew', () => {
  const before = definedBefore(files);

  it.each(['Add a new function `removed`', 'Add `enclosing` to the file', 'Introduce the `context` constant'])('knows that %j is wrong', (point) => {
    expect(callsOldNew(point, before)).toBe(true);
  });

  it.each(['Add `fresh`', 'Add a new field `cwd`', 'Remove `removed`', 'Add a test of how the parser treats `removed`', 'Add `src/a.ts`', 'Add more'])('lets %j pass', (point) => {
    expect(callsOldNew(point, before)).toBe(false);
  });
});

it('describes the largest changes by code alone, source first', () => {
  expect(pointsOfFiles(files)).toEqual(['`src/a.ts`: removes `removed` (+2 −2)', '`docs/b.md`: new empty file']);
});

describe('statedPurpose', () => {
  const file = (path: string, ...lines: string[]) => parseDiff(`diff --git a/${path} b/${path}\n--- a/${path}\n+++ b/${path}\n@@ -0,0 +1,${lines.length} @@\n${lines.map((line) => `+${line}\n`).join('')}`);

  it('finds what is added to the changelog and what new tests expect', () => {
    expect(statedPurpose([...file('CHANGELOG.md', '## 1.2', '- `--print0` now works with `--exec`', ''), ...file('tests/tests.rs', 'fn test_exec_nulls() {'), ...file('test/a.test.ts', "  it('reads empty files', () => {", "it('reads empty files');"), ...file('src/a.ts', 'const it = 1;')])).toEqual([
      '`--print0` now works with `--exec`',
      'Test: exec nulls',
      'Test: reads empty files',
    ]);
  });

  it('is short, and passes over a changelog that was rewritten', () => {
    expect(statedPurpose(file('CHANGES.rst', ...Array.from({ length: 30 }, (_, index) => `Some note ${index}`)))).toEqual([]);
    expect(statedPurpose(file('a_test.go', ...Array.from({ length: 30 }, (_, index) => `func TestCase${index}(t *testing.T) {`)))).toHaveLength(4);
    expect(statedPurpose([])).toEqual([]);
  });
});
