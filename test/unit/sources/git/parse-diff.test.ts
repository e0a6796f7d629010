import { describe, expect, it } from 'vitest';
import { parseDiff } from '../../../../src/sources/git/parse-diff.ts';

const diff = (...lines: string[]) => `${lines.join('\n')}\n`;
const hunk = ['@@ -1 +1 @@', '-old', '+new'];

describe('parseDiff', () => {
  it('reads a changed file with its hunks', () => {
    const [file, ...rest] = parseDiff(
      diff('diff --git a/src/a.ts b/src/a.ts', 'index 1..2 100644', '--- a/src/a.ts', '+++ b/src/a.ts', '@@ -10,3 +10,4 @@ function f() {', ' one', '-two', '+2', '+three', ' four'),
    );
    expect(rest).toEqual([]);
    expect(file).toEqual({
      path: 'src/a.ts',
      kind: 'modified',
      binary: false,
      submodule: false,
      added: 2,
      removed: 1,
      hunks: [{ section: 'function f() {', oldStart: 10, newStart: 10, lines: [' one', '-two', '+2', '+three', ' four'] }],
    });
  });

  it.each([
    ['git’s own', 'a/x y.txt', 'b/x y.txt'],
    ['no', 'x y.txt', 'x y.txt'],
    ['mnemonic', 'i/x y.txt', 'w/x y.txt'],
  ])('finds the path with %s prefixes and a space in the name', (_kind, left, right) => {
    expect(parseDiff(diff(`diff --git ${left} ${right}`, 'index 1..2 100644', `--- ${left}\t`, `+++ ${right}\t`, ...hunk))[0]?.path).toBe('x y.txt');
    expect(parseDiff(diff(`diff --git ${left} ${right}`, 'old mode 100644', 'new mode 100755'))).toMatchObject([{ path: 'x y.txt', kind: 'mode', hunks: [] }]);
  });

  it('keeps folders named a and b apart from prefixes', () => {
    const header = (names: string) => parseDiff(diff(`diff --git ${names}`, 'new file mode 100644', 'index 0000000..e69de29'))[0]?.path;
    expect(header('a/b/x b/b/x')).toBe('b/x');
    expect(header('a/x a/x')).toBe('a/x');
  });

  it('decodes quoted paths: octal bytes of UTF-8, escapes and letters beyond ASCII', () => {
    const paths = parseDiff(
      diff(
        'diff --git "a/\\303\\251t\\303\\251 \\"1\\".txt" "b/\\303\\251t\\303\\251 \\"1\\".txt"',
        'new file mode 100644',
        'diff --git "a/tab\\tline\\nback\\\\slash" "b/tab\\tline\\nback\\\\slash"',
        'deleted file mode 100644',
        'diff --git "a/日本 \\"x\\"" "b/日本 \\"x\\""',
        'new file mode 100644',
      ),
    ).map(({ path }) => path);
    expect(paths).toEqual(['été "1".txt', 'tab\tline\nback\\slash', '日本 "x"']);
  });

  it('reads renames and copies, also of names that need quotes on one side only', () => {
    const [renamed, copied] = parseDiff(
      diff(
        'diff --git a/old name.txt "b/n\\303\\251w.txt"',
        'similarity index 90%',
        'rename from old name.txt',
        'rename to "n\\303\\251w.txt"',
        '--- a/old name.txt\t',
        '+++ "b/n\\303\\251w.txt"',
        ...hunk,
        'diff --git a/x b b/y c',
        'similarity index 100%',
        'copy from x b',
        'copy to y c',
      ),
    );
    expect(renamed).toMatchObject({ kind: 'renamed', oldPath: 'old name.txt', path: 'néw.txt', added: 1, removed: 1 });
    expect(copied).toMatchObject({ kind: 'copied', oldPath: 'x b', path: 'y c', added: 0, hunks: [] });
  });

  it('tells added, deleted, empty, mode-changed and changed files apart', () => {
    const kinds = parseDiff(
      diff(
        'diff --git a/added b/added', 'new file mode 100644', 'index 0000000..1', '--- /dev/null', '+++ b/added', '@@ -0,0 +1 @@', '+x',
        'diff --git a/empty b/empty', 'new file mode 100644', 'index 0000000..e69de29',
        'diff --git a/gone b/gone', 'deleted file mode 100644', 'index 1..0000000', '--- a/gone', '+++ /dev/null', '@@ -1 +0,0 @@', '-x',
        'diff --git a/run b/run', 'old mode 100644', 'new mode 100755',
        'diff --git a/both b/both', 'old mode 100644', 'new mode 100755', 'index 1..2', '--- a/both', '+++ b/both', ...hunk,
      ),
    ).map(({ path, kind, added, removed }) => `${path} ${kind} +${added} -${removed}`);
    expect(kinds).toEqual(['added added +1 -0', 'empty added +0 -0', 'gone deleted +0 -1', 'run mode +0 -0', 'both modified +1 -1']);
  });

  it('takes a file that became a link for one changed file', () => {
    const files = parseDiff(
      diff(
        'diff --git a/x b/x', 'deleted file mode 100644', 'index 1..0', '--- a/x', '+++ /dev/null', '@@ -1 +0,0 @@', '-text',
        'diff --git a/x b/x', 'new file mode 120000', 'index 0..2', '--- /dev/null', '+++ b/x', '@@ -0,0 +1 @@', '+target', '\\ No newline at end of file',
      ),
    );
    expect(files).toMatchObject([{ path: 'x', kind: 'modified', added: 1, removed: 1 }]);
  });

  it('reads binary files, by name alone or as a patch', () => {
    const files = parseDiff(
      diff(
        'diff --git a/a.png b/a.png', 'index 1..2 100644', 'Binary files a/a.png and b/a.png differ',
        'diff --git a/b.png b/b.png', 'new file mode 100644', 'index 0..2', 'GIT binary patch', 'literal 8', 'Pcmb=J<D}wlQxgCE00', '', 'literal 0', 'HcmV?d00001', '',
        'diff --git a/c.txt b/c.txt', 'index 1..2 100644', '--- a/c.txt', '+++ b/c.txt', ...hunk,
      ),
    );
    expect(files.map(({ path, binary, kind }) => [path, binary, kind])).toEqual([['a.png', true, 'modified'], ['b.png', true, 'added'], ['c.txt', false, 'modified']]);
  });

  it('reads submodules, as a commit or as a log', () => {
    const files = parseDiff(
      diff(
        'diff --git a/lib b/lib', 'index 1111111..2222222 160000', '--- a/lib', '+++ b/lib', '@@ -1 +1 @@', '-Subproject commit 1111111111111111111111111111111111111111', '+Subproject commit 2222222222222222222222222222222222222222',
        'Submodule third party/x 1234567..89abcde:', '  > Add a thing', '  < Drop a thing',
        'Submodule fresh 0000000...89abcde (new submodule)',
        'Submodule gone 89abcde...0000000 (submodule deleted)',
      ),
    );
    expect(files.map(({ path, kind, submodule, added, removed }) => [path, kind, submodule, added, removed])).toEqual([
      ['lib', 'modified', true, 1, 1],
      ['third party/x', 'modified', true, 0, 0],
      ['fresh', 'added', true, 0, 0],
      ['gone', 'deleted', true, 0, 0],
    ]);
    expect(files[1]?.hunks[0]?.lines).toEqual(['+Add a thing', '-Drop a thing']);
  });

  it('reads combined diffs of merges', () => {
    const [file] = parseDiff(
      diff('diff --cc src/a b.c', 'index 1,2..3', '--- a/src/a b.c', '+++ b/src/a b.c', '@@@ -1,3 -1,2 +1,3 @@@ int main()', '  same', '- ours', ' -theirs', '++both', ' +from ours', 'diff --git a/next b/next', 'new file mode 100644'),
    );
    expect(file).toMatchObject({ path: 'src/a b.c', added: 2, removed: 2 });
    expect(file?.hunks[0]).toMatchObject({ section: 'int main()', lines: [' same', '-ours', '-theirs', '+both', '+from ours'] });
  });

  it('counts lines, so that lines that look like headers stay in their hunk', () => {
    const files = parseDiff(
      diff('diff --git a/x b/x', '--- a/x', '+++ b/x', '@@ -1,4 +1,4 @@', '--- a/inner', '-diff --git a/p b/p', '+++ b/inner', '+@@ -1 +1 @@', ' diff --git a/q b/q', '-@@ -9 +9 @@', '+Binary files differ', 'diff --git a/y b/y', 'new file mode 100644'),
    );
    expect(files.map(({ path }) => path)).toEqual(['x', 'y']);
    expect(files[0]).toMatchObject({ added: 3, removed: 3 });
  });

  it('leaves out the remark about a missing last line feed, and keeps carriage returns of the content', () => {
    const [file] = parseDiff(diff('diff --git a/x b/x', '--- a/x', '+++ b/x', '@@ -1,2 +1 @@', '-one\r', '-two', '\\ No newline at end of file', '+one\r', '\\ No newline at end of file'));
    expect(file?.hunks[0]?.lines).toEqual(['-one\r', '-two', '+one\r']);
  });

  it('reads a diff whose every line ends with a carriage return', () => {
    const text = diff('diff --git a/x b/x', 'new file mode 100644', '--- /dev/null', '+++ b/x', '@@ -0,0 +1 @@', '+one').replaceAll('\n', '\r\n');
    expect(parseDiff(text)).toMatchObject([{ path: 'x', kind: 'added', added: 1 }]);
  });

  it('passes over text before the first file and between files', () => {
    const files = parseDiff(diff('From 123 Mon Sep 17', 'Subject: rename from a', '---', ' x | 1 +', 'diff --git a/x b/x', '--- a/x', '+++ b/x', ...hunk, '-- ', '2.39.5', 'garbage', 'diff --git a/y b/y', 'new file mode 100644'));
    expect(files.map(({ path, removed }) => [path, removed])).toEqual([['x', 1], ['y', 0]]);
  });

  it('gives what a diff that breaks off has', () => {
    const whole = diff('diff --git a/x b/x', 'index 1..2 100644', '--- a/x', '+++ b/x', '@@ -1,9 +1,9 @@', ' a', '-b', '+c', ' d');
    for (let length = 0; length <= whole.length; length++) expect(parseDiff(whole.slice(0, length)).length).toBeLessThanOrEqual(1);
    expect(parseDiff(whole)).toMatchObject([{ path: 'x', added: 1, removed: 1 }]);
    const cut = parseDiff(`${whole}diff --git a/y b/y\nnew file mode 100644\n`);
    expect(cut.map(({ path }) => path)).toEqual(['x', 'y']);
  });

  it('reads what plain diff -u prints', () => {
    const files = parseDiff(diff('--- old.txt\t2024-01-01 00:00:00', '+++ old.txt\t2024-01-02 00:00:00', ...hunk, '--- a/two.txt', '+++ b/two.txt', ...hunk));
    expect(files.map(({ path }) => path)).toEqual(['old.txt', 'two.txt']);
  });

  it('knows in it what is new and what is gone', () => {
    const [come, gone] = parseDiff(diff('--- /dev/null\t2024-01-01 00:00:00', '+++ new.txt\t2024-01-02 00:00:00', '@@ -0,0 +1 @@', '+x', '--- old.txt\t2024-01-01 00:00:00', '+++ /dev/null\t2024-01-02 00:00:00', '@@ -1 +0,0 @@', '-x'));
    expect(come).toMatchObject({ kind: 'added', path: 'new.txt' });
    expect(gone).toMatchObject({ kind: 'deleted', path: 'old.txt' });
  });

  it('reads the counts of a file whose text was left out', () => {
    expect(parseDiff(diff('diff --git a/big b/big', 'omitted +1200 -3'))).toMatchObject([{ path: 'big', added: 1200, removed: 3, hunks: [] }]);
  });

  it('gives nothing for no diff', () => {
    expect(parseDiff('')).toEqual([]);
    expect(parseDiff('hello\nworld')).toEqual([]);
  });

  it('reads a hundred thousand lines', () => {
    const lines = Array.from({ length: 50_000 }, (_, index) => `-old ${index}\n+new ${index}\n`).join('');
    const [file] = parseDiff(`diff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -1,50000 +1,50000 @@\n${lines}`);
    expect(file).toMatchObject({ added: 50_000, removed: 50_000 });
  });
});
