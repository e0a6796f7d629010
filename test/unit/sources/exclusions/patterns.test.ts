import { homedir } from 'node:os';
import ignore from 'ignore';
import { describe, expect, it } from 'vitest';
import { absolutePatterns, gitignorePatterns } from '../../../../src/sources/exclusions/patterns.ts';

describe('patterns as users write them', () => {
  it.each([
    ['**/*.{sql,csv}', ['a.sql', 'data/b.csv'], ['a.ts']],
    ['{src,lib}/{a,{b,c}}/', ['src/a/x', 'lib/c/x'], ['src/d/x', 'b/x']],
    ['{a,b}', ['{a,b}', 'a', 'x/b'], ['c']],
    ['./src/private/', ['src/private/a.ts'], ['lib/src/private/a.ts', 'src/a.ts']],
    ['!./a', [], ['a']],
    ['src\\private\\*', ['src/private/a.ts'], ['src/a.ts']],
    ['.\\src\\private\\', ['src/private/a.ts'], ['src/a.ts']],
    ['**\\*.sql', ['a/b.sql'], ['a.ts']],
    ['\\#a', ['#a'], ['a']],
    ['\\!a', ['!a'], ['a']],
    ['a\\*b', ['a*b'], ['a/c']],
    ['"src/private/**"', ['src/private/a.ts'], ['src/a.ts']],
    ['src/{a', ['src/{a'], ['src/a']],
    ['{a,b}'.repeat(12), ['anything'], []],
  ])('%s', (pattern, held, free) => {
    const rules = ignore().add(gitignorePatterns([pattern]));
    expect([...held, ...free].filter((path) => rules.ignores(path))).toEqual(held);
  });

  it.each([
    ['/home/me/notes/private/**', ['/home/me/notes/private/**']],
    ['C:\\notes\\private', ['/C:/notes/private']],
    ['\\\\server\\share\\private', ['/server/share/private']],
    ['~/notes', [`/${homedir().replaceAll('\\', '/').replace(/^\/+/, '')}/notes`]],
    ['!/home/me/{a,b}', ['!/home/me/b', '!/home/me/a', '!/home/me/{a,b}']],
    ['/build', []],
    ['src/**', []],
  ])('%s begins at the root or does not', (pattern, whole) => {
    expect(absolutePatterns([pattern]).toSorted()).toEqual(whole.toSorted());
  });
});
