import { describe, expect, it } from 'vitest';
import { parseDiff } from '../../../src/sources/git/parse-diff.ts';
import { summarizeFile } from '../../../src/workers/pull-request/file-summary.ts';
import { code, prose, proseBlock } from '../../../src/workers/pull-request/markdown.ts';
import { changed } from './changed.ts';

const summary = (diff: string) => summarizeFile(parseDiff(diff)[0]!);

describe('summarizeFile', () => {
  it('names what was added, changed and removed', () => {
    expect(summary(changed('src/a.ts', 'export function outer() {', '+  inner();', '-export function gone() {}', '+export const arrow = (x: number) => x;', '+class Fresh {'))).toBe('Adds `arrow`, `Fresh`, changes `outer`, removes `gone` (+3 −1)');
    expect(summary(changed('src/a.py', '', '-def same(a):', '+def same(a, b):'))).toBe('Changes `same` (+1 −1)');
    expect(summary(changed('a.go', 'func (c *Context) Get(key string) any {', '+\treturn nil'))).toBe('Changes `Get` (+1)');
    expect(summary(changed('src/rdb.c', 'int rdbLoad(rio *rdb)', '-    x();', '+    y();'))).toBe('Changes `rdbLoad` (+1 −1)');
    expect(summary(changed('src/a.rs', 'impl Display for Job {', '+pub(crate) fn run(&self) {'))).toBe('Adds `run` (+1)');
  });

  it('names headings, keys and tests', () => {
    expect(summary(changed('docs/guide.md', '', '+## Getting started', ' # Top', '+text'))).toBe('Adds `Getting started`, changes `Top` (+2)');
    expect(summary(changed('package.json', '', '-  "version": "1.0.0",', '+  "version": "1.1.0",'))).toBe('Changes `version` (+1 −1)');
    expect(summary(changed('test/a.test.ts', '', "+it('works', () => {", "+test('works too', () => {"))).toBe('Adds 2 tests (+2)');
  });

  it('says what happened where there is no content to tell of', () => {
    expect(summary('diff --git a/x.png b/x.png\nnew file mode 100644\nBinary files /dev/null and b/x.png differ\n')).toBe('New binary file');
    expect(summary('diff --git a/x b/x\nold mode 100644\nnew mode 100755\n')).toBe('File mode changed');
    expect(summary('diff --git a/x.ts b/y.ts\nsimilarity index 100%\nrename from x.ts\nrename to y.ts\n')).toBe('Renamed from `x.ts`');
    expect(summary(changed('x', '', '+a').replace('--- a/x', 'deleted file mode 100644\n--- a/x'))).toBe('Deleted (+1)');
    expect(summary(changed('package-lock.json', '', '+  "a": 1'))).toBe('Locked versions (+1)');
    expect(summary('diff --git a/big b/big\nomitted +9000 -1\n')).toBe('Changed (+9000 −1)');
    expect(summary(changed('lib', '', `-Subproject commit ${'1'.repeat(40)}`, `+Subproject commit ${'2'.repeat(40)}`))).toBe('Submodule moved from 1111111 to 2222222 (+1 −1)');
  });

  it('says what there is of odd changes, and no more', () => {
    expect(summary('diff --git a/x.ts b/y.ts\nsimilarity index 90%\nrename from x.ts\nrename to y.ts\n--- a/x.ts\n+++ b/y.ts\n@@ -1,1 +1,1 @@\n-function a() {}\n+function b() {}\n')).toBe('Renamed from `x.ts`; adds `b`, removes `a` (+1 −1)');
    expect(summary('diff --git a/x b/x\nold mode 100644\nnew mode 100755\nindex 1111111..2222222\n--- a/x\n+++ b/x\n@@ -1,1 +1,1 @@\n-a\n+b\n')).toBe('Changed (+1 −1)');
    expect(summary('diff --git a/x b/x\nnew file mode 100644\nindex 0000000..e69de29\n')).toBe('New empty file');
    expect(summary('diff --git a/x b/x\nnew file mode 100644\nomitted +30000 -0\n')).toBe('New file (+30000)');
    expect(summary('diff --git a/x b/x\ndeleted file mode 100644\nindex e69de29..0000000\n')).toBe('Deleted');
    expect(summary('diff --git a/x.ts b/x.ts\ncopy from y.ts\ncopy to x.ts\n')).toBe('Copied from `y.ts`');
    expect(summary('diff --git a/l b/l\nnew file mode 120000\nindex 0000000..1111111\n--- /dev/null\n+++ b/l\n@@ -0,0 +1,1 @@\n+../class A\n\\ No newline at end of file\n')).toBe('New file (+1)');
    expect(summary('diff --git a/sub b/sub\nnew file mode 160000\nindex 0000000..1111111\n--- /dev/null\n+++ b/sub\n@@ -0,0 +1,1 @@\n+Subproject commit 1111111111111111111111111111111111111111\n')).toBe('New submodule at 1111111 (+1)');
    expect(summary('Submodule sub 1111111..2222222:\n  > Add x\n  > Add y\n')).toBe('Submodule moved');
    expect(summary('diff --git "a/a\\nb`c.ts" "b/d.ts"\nsimilarity index 100%\nrename from "a\\nb`c.ts"\nrename to d.ts\n')).toBe('Renamed from ``a b`c.ts``');
    expect(summary('diff --git a/x b/x\nold mode 100644\nnew mode 120000\n')).toBe('File mode changed');
  });

  it('is quick on long lines', () => {
    expect(summary(changed('a.js', '', `+${'a '.repeat(200_000)}`))).toBe('Changed (+1)');
  });
});

describe('Markdown', () => {
  it('keeps code spans closed', () => {
    expect(code('a`b')).toBe('``a`b``');
    expect(code('`a')).toBe('`` `a ``');
    expect(code('a\nb')).toBe('`a b`');
  });

  it('makes prose harmless', () => {
    expect(prose('Thanks @alice for <script>x</script> and ![x](http://x) in `List<T> @x`')).toBe('Thanks `@alice` for \\<script\\>x\\</script\\> and !\\[x](http://x) in `List<T> @x`'.replace('!\\[', '\\!['));
    expect(prose('an `open span')).toBe('an open span');
    expect(prose('me@example.com')).toBe('me@example.com');
  });

  it('leaves no line that a forge would take for a command', () => {
    expect(proseBlock('/merge now\n/ and /usr\n```\n/run\n```')).toBe('\\/merge now\n/ and /usr\n```\n/run\n```');
  });

  it('leaves fenced blocks alone and closes them', () => {
    expect(proseBlock('a <b>\n```ts\nlet x: A<B>; // @me\n')).toBe('a \\<b\\>\n```ts\nlet x: A<B>; // @me\n\n```');
  });
});
