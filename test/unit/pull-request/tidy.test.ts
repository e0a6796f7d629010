import { describe, expect, it } from 'vitest';
import { parseDiff } from '../../../src/sources/git/parse-diff.ts';
import { pointStarts } from '../../../src/workers/pull-request/point-starts.ts';
import { saysNothing, tidyPoint, tidyPurpose } from '../../../src/workers/pull-request/tidy.ts';
import { changed } from './changed.ts';

describe('the purpose in the model’s words', () => {
  it.each([
    [' add a new feature to the Axios library, which allows users to disable automatic decompression', false, 'allow to disable automatic decompression'],
    [' add support for HTTPS proxies in the `httpAdapter` module', false, 'add support for HTTPS proxies'],
    [' update the `context.go` file to handle content types', false, 'handle content types'],
    [' add a new option to the command line, specifically to print JSON, which is then read by', true, 'add a new option to the command line, specifically to print JSON'],
    [' Fix the parsing of dates (#77).', false, 'fix the parsing of dates'],
    [' add support for it in the codebase', false, 'add support for it'],
    [' do it in the project', false, 'do it in the project'],
  ])('%s', (text, cut, purpose) => {
    expect(tidyPurpose(text, cut)).toBe(purpose);
  });
});

describe('a point', () => {
  it.each([
    ['Add `a` and `b` functions to convert integers.', false, 'Add `a` and `b` functions to convert integers'],
    ['Adds **bold** words', false, 'Add bold words'],
    ['Change `Config` and `job` functions to use `Option<Path>` for the `cwd` field, which will be `None` if the `--full', true, 'Change `Config` and `job` functions to use `Option<Path>` for the `cwd` field'],
    ['Add `clients.md` to the `docs` directory, which explains how to', true, 'Add `clients.md` to the `docs` directory'],
    ['Update `http.js` to have `port` in the `parsedUrl` object, which is used by', true, 'Update `http.js` to have `port` in the `parsedUrl` object'],
    ['Change `job` to use `cwd` for searching by filename only or in the', true, 'Change `job` to use `cwd` for searching by filename only'],
    ['Document the features in `README.md`, adding two cases for proxies: one for the', true, 'Document the features in `README.md`, adding two cases for proxies'],
    ['Update `setup.cfg` to have `strict`, which is used for the line length', false, 'Update `setup.cfg` to have `strict`'],
    ['Add a check which is run for each file', false, 'Add a check which is run for each file'],
    ['Change it', true, ''],
    ['Remove `old` from the module, as it is no longer needed', false, 'Remove `old` from the module'],
    ['Add `check` to test the new code to ensure that it works', false, 'Add `check` to test the new code'],
  ])('%s', (text, cut, point) => {
    expect(tidyPoint(text, cut)).toBe(point);
  });

  it.each(['Improve the code quality', 'Test the new feature', 'Document the changes in the README.md', 'Add it', 'Update documentation', 'Add a new feature', 'add two new test cases', ''])('says nothing: %j', (line) => {
    expect(saysNothing(line)).toBe(true);
  });

  it.each(['Add `parse` to read lines', 'Test that a stopped queue keeps its jobs'])('says something: %j', (line) => {
    expect(saysNothing(line)).toBe(false);
  });
});

describe('how points begin', () => {
  const starts = (...diffs: string[]) => pointStarts(parseDiff(diffs.join('')));

  it('names what comes, changes and goes, then documentation and settings', () => {
    const source = changed('src/a.ts', 'export function read() {', '-  x();', '+  y();') + changed('src/b.ts', '', '+export function write() {', '+}') + changed('src/c.ts', '', '-export function erase() {', '-}');
    expect(starts(source, changed('test/a.test.ts', '', "+it('x', () => {});"))).toEqual(['Add `write`', 'Change `read`']);
    expect(starts(changed('src/b.ts', '', '+export function write() {', '+}'), changed('README.md', '', '+x', '+y', '+z'), changed('CHANGELOG.md', '', '+x', '+y', '+z'), changed('.eslintrc.json', '', '+{}'))).toEqual(['Add `write`', 'Document']);
    expect(starts(changed('src/b.ts', '', '+export function write() {', '+}'), changed('.eslintrc.json', '', '+{}'))).toEqual(['Add `write`', 'Update `.eslintrc.json`']);
  });

  it('passes over names that every module has', () => {
    expect(starts(changed('lib/a.js', '', '-module.exports = function () {', '+module.exports = function main() {'))).toEqual(['Update `a.js`']);
  });

  it('names the largest files where there is no source', () => {
    expect(starts(changed('docs/a.md', '', '+x'), changed('docs/b.md', '', '+x', '+y'), 'diff --git a/old.md b/old.md\ndeleted file mode 100644\n--- a/old.md\n+++ /dev/null\n@@ -1,3 +0,0 @@\n-a\n-b\n-c\n')).toEqual(['Remove `old.md`', 'Update `b.md`']);
  });

  it('is nothing for what cannot be read', () => {
    expect(starts('diff --git a/x.png b/x.png\nnew file mode 100644\nBinary files /dev/null and b/x.png differ\n')).toEqual([]);
  });
});
