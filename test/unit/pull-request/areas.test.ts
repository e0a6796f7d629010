import { describe, expect, it } from 'vitest';
import { parseDiff } from '../../../src/sources/git/parse-diff.ts';
import { areaLines } from '../../../src/workers/pull-request/areas.ts';
import { changed } from './changed.ts';

const lines = (...paths: string[]) => areaLines(parseDiff(paths.map((path) => changed(path, '', '+x')).join('')));
/** How many files a line accounts for. */
const accounted = (line: string) =>
  line
    .slice(line.indexOf(': ') + 2)
    .split(/, |; with /)
    .reduce((sum, item) => sum + Number(/\((\d+) files\)$/.exec(item)?.[1] ?? 1), 0);

describe('areaLines', () => {
  it('groups a small change by what its files are', () => {
    const files = parseDiff([changed('src/a.ts', '', '+x'), changed('test/a.test.ts', '', '+x', '-y'), 'diff --git a/README.md b/README.md\ndeleted file mode 100644\n'].join(''));
    expect(areaLines(files)).toEqual(['- **Source** (+1): `src/a.ts`', '- **Tests** (+1 −1): `test/a.test.ts`', '- **Documentation**: `README.md` (deleted)']);
    expect(lines('src/core/a.ts', 'src/editor/b.ts')).toEqual(['- **Source** (+2): `src/core/a.ts`, `src/editor/b.ts`']);
  });

  it('says once what long paths have in common', () => {
    const deep = 'packages/kit/test/apps/basics/src/routes';
    expect(lines('src/a.ts', `${deep}/caching/private/index.test.ts`, `${deep}/load.test.ts`)).toContain(`- **Tests** in \`${deep}\` (+2): \`caching/private/index.test.ts\`, \`load.test.ts\``);
    expect(lines('src/a.ts', `${deep}/caching/private/index.test.ts`, 'test/load.test.ts')).toContain(`- **Tests** (+2): \`${deep}/caching/private/index.test.ts\`, \`test/load.test.ts\``);
  });

  it('counts the files of long lists by folder, and loses none', () => {
    const [line, ...rest] = lines(...Array.from({ length: 300 }, (_, index) => `src/deep/${index}.ts`));
    expect(rest).toEqual([]);
    expect(line).toBe('- **Source** (+300): `src/deep/` (300 files)');
  });

  it('puts generated, vendored and lock files in one line', () => {
    expect(lines('src/a.ts', 'package-lock.json', 'vendor/x/a.go', 'a.pb.go', 'package.json')).toEqual(['- **Source** (+1): `src/a.ts`', '- **Dependencies** (+1): `package.json`', '- **Generated, lock and vendored files** (+3): `package-lock.json`, `vendor/x/a.go`, `a.pb.go`']);
    expect(lines('go.sum')).toEqual(['- **Lock files** (+1): `go.sum`']);
  });

  it('groups by packages, with the tests and documents that are theirs', () => {
    expect(lines('packages/core/src/a.ts', 'packages/core/src/b.ts', 'packages/core/src/c.ts', 'packages/core/test/a.test.ts', 'packages/core/package.json', 'packages/@x/cli/src/d.ts', 'packages/@x/cli/src/e.ts', 'packages/@x/cli/src/f.ts', 'README.md')).toEqual([
      '- **`packages/core`** (+5): `src/a.ts`, `src/b.ts`, `src/c.ts`, `test/a.test.ts`, `package.json`',
      '- **`packages/@x/cli`** (+3): `src/d.ts`, `src/e.ts`, `src/f.ts`',
      '- **Documentation** (+1): `README.md`',
    ]);
  });

  it('groups by the folders that the source spreads over, and finds tests and documents by their names', () => {
    expect(lines('src/parser/a.ts', 'src/parser/deep/lexer.ts', 'src/parser/c.ts', 'src/printer/index.ts', 'src/printer/e.ts', 'src/printer/f.ts', 'test/lexer.test.ts', 'test/printer/some.test.ts', 'test/other.test.ts', 'docs/printer.md')).toEqual([
      '- **`src/printer`** (+5): `index.ts`, `e.ts`, `f.ts`; with `test/printer/some.test.ts`, `docs/printer.md`',
      '- **`src/parser`** (+4): `a.ts`, `deep/lexer.ts`, `c.ts`; with `test/lexer.test.ts`',
      '- **Tests** (+1): `test/other.test.ts`',
    ]);
  });

  it('splits the one folder that holds most of the source', () => {
    const folders = ['src/core', 'src/core', 'src/core', 'src/cli', 'src/cli', 'src/cli', 'bench', 'bench'];
    const found = lines(...folders.map((folder, index) => `${folder}/f${index}.ts`), ...Array.from({ length: 9 }, (_, index) => `test/core/t${index}.test.ts`));
    expect(found).toEqual(['- **`src/core`** (+12): `f0.ts`, `f1.ts`, `f2.ts`; with `test/core/` (9 files)', '- **`src/cli`** (+3): `f3.ts`, `f4.ts`, `f5.ts`', '- **`bench`** (+2): `f6.ts`, `f7.ts`']);
  });

  it('does not group by folders that each hold one file', () => {
    expect(lines(...Array.from({ length: 6 }, (_, index) => `src/m${index}/a.ts`))).toHaveLength(1);
  });

  it('has at most eight areas, and accounts for every file', () => {
    const paths = Array.from({ length: 1000 }, (_, index) => (index % 10 === 0 ? `test/m${index % 50}/t${index}.test.ts` : `packages/p${index % 40}/src/f${index}.ts`));
    const found = lines(...paths, 'yarn.lock', 'README.md', 'a.png', '.eslintrc.json', 'package.json');
    expect(found).toHaveLength(8);
    expect(found.reduce((sum, line) => sum + accounted(line), 0)).toBe(1005);
    expect(found.join('\n')).toContain('**Elsewhere**');
  });

  it('keeps hostile names in their code spans', () => {
    expect(areaLines(parseDiff('diff --git "a/a`\\n# b.ts" "b/a`\\n# b.ts"\nnew file mode 100644\n'))).toEqual(['- **Source**: ``a` # b.ts`` (new)']);
  });
});
