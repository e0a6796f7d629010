import { describe, expect, it } from 'vitest';
import { parseDiff } from '../../../src/sources/git/parse-diff.ts';
import { howTested } from '../../../src/workers/pull-request/how-tested.ts';
import { namesOfAddedTests, testName } from '../../../src/workers/pull-request/test-names.ts';
import { changed } from './changed.ts';

const files = (...diffs: string[]) => parseDiff(diffs.join(''));

describe('howTested', () => {
  it('names the tests that the change adds', () => {
    expect(howTested(files(changed('test/a.test.ts', '', "+it('reads lines', () => {", "+test('fails on none', () => {")), [])).toEqual({ shown: 'Adds 2 tests in `test/a.test.ts`: reads lines; fails on none', touched: '' });
    expect(howTested(files(changed('tests/test_a.py', '', '+def test_reads_lines():')), []).shown).toBe('Adds a test in `tests/test_a.py`: reads lines');
  });

  it('counts them where there are many, or their names are not known', () => {
    const many = Array.from({ length: 9 }, (_, index) => changed(`test/${index}.test.ts`, '', `+it('reads ${index}', () => {`));
    expect(howTested(files(...many), []).shown).toBe('Adds 9 tests in `test/0.test.ts`, `test/1.test.ts`, `test/2.test.ts`, `test/3.test.ts` and 5 more');
    expect(howTested(files(changed('test/A.java', '', '+@Test')), []).shown).toBe('Adds a test in `test/A.java`');
  });

  it('says little of tests that only changed, and nothing of none', () => {
    expect(howTested(files(changed('test/a.test.ts', '', '-x', '+y')), [])).toEqual({ shown: '', touched: 'Changes `test/a.test.ts`' });
    expect(howTested(files(changed('src/a.ts', '', '+x'), 'diff --git a/test/b.test.ts b/test/b.test.ts\ndeleted file mode 100644\n'), [])).toEqual({ shown: '', touched: '' });
  });

  it('begins with what the authors say', () => {
    expect(howTested(files(changed('test/a.test.ts', '', "+it('a <b>', () => {")), [{ subject: 'x', body: 'Test plan: ran it' }]).shown).toBe('ran it\n\nAdds a test in `test/a.test.ts`: a \\<b\\>');
  });
});

describe('the names of tests', () => {
  it('are read in several languages', () => {
    expect(testName("  it.only('a', () => {")).toEqual({ text: 'a', group: false });
    expect(testName("describe('b', () => {")).toEqual({ text: 'b', group: true });
    expect(testName('func TestReadLines(t *testing.T) {')).toEqual({ text: 'read lines', group: false });
    expect(testName('const it = 1')).toBeUndefined();
  });

  it('are none of a test that only moved', () => {
    expect(namesOfAddedTests(files(changed('a.test.ts', '', "-it('same', () => {", "+  it('same', () => {", "+it('new', () => {"))[0]!)).toEqual(['new']);
  });
});
