import { describe, expect, it } from 'vitest';
import type { FileChange } from '../../../src/core/changes.ts';
import { natureOf } from '../../../src/workers/changes/nature.ts';
import { isCorrection } from '../../../src/workers/changes/typo.ts';
import { file } from '../commit/changes.ts';

const kind = (...files: FileChange[]) => natureOf(files)?.kind;
const formatting = (path: string, lines: string[]) => {
  const nature = natureOf([file(path, lines)]);
  return nature?.kind === 'formatting' ? nature.detail : nature?.kind;
};

describe('formatting', () => {
  it.each<[string, string, string[], string]>([
    ['quotes', 'a.ts', ["-const a = 'x';", '+const a = "x"'], 'layout'],
    ['quotes in which nothing is read', 'a.yml', ["-a: 'x'", '+a: "x"'], 'layout'],
    ['a comma behind the last of several', 'a.py', ['-x = (1, 2,)', '+x = (1, 2)'], 'layout'],
    ['a comma behind an argument', 'a.py', ['-f(1,)', '+f(1)'], 'layout'],
    ['a wrap and a trailing comma', 'a.ts', ['-call(one, two);', '+call(', '+  one,', '+  two,', '+);'], 'layout'],
    ['indentation', 'a.ts', ['-  go();', '+    go();'], 'indentation'],
    ['white space at line ends', 'a.py', ['-x = 1  ', '+x = 1'], 'trailing white space'],
    ['blank lines', 'a.py', [' x = 1', '+', '+', ' y = 2'], 'blank lines'],
    ['carriage returns', 'a.ts', ['-go();\r', '+go();'], 'line ends'],
    ['a last line feed', 'a.md', ['-the end', '+the end'], 'final newline'],
    ['import order', 'a.ts', ["-import b from 'b';", "-import a from 'a';", "+import a from 'a';", "+import b from 'b';"], 'import order'],
    ['import order in a condition', 'a.py', [' if TYPE_CHECKING:', '-    from b import B', '     from a import A', '+    from b import B'], 'import order'],
    ['a wrapped import', 'a.py', ['-from a import b, c', '-import d', '+import d', '+from a import (', '+    b,', '+    c,', '+)'], 'import order'],
    ['import order in Python', 'a.py', ['-import sys', '-import os', '+import os', '+import sys'], 'import order'],
    ['a wrap in Python', 'a.py', ['-call(one, two)', '+call(', '+    one,', '+    two,', '+)'], 'layout'],
    ['a wrap of prose', 'README.md', ['-one two three', '+one two', '+three'], 'layout'],
    ['a comma behind a number', 'a.ts', ['-x = { a: 1 };', '+x = {', '+  a: 1,', '+};'], 'layout'],
    ['white space around a text with values', 'a.ts', ['-say(a,`b ${c}`)', '+say(a, `b ${c}`);'], 'layout'],
    ['the indentation of a line that reads the same', 'a.tsx', ['-<p>Hello {name}</p>', '+  <p>Hello {name}</p>'], 'indentation'],
    ['the indentation of commands', 'a.sh', [' if true; then', '-  rm "$a"', '+    rm "$a"', ' fi'], 'indentation'],
    ['wrapped markup', 'a.html', ['-<a href="#" title="b">c d</a>', '+<a href="#"', '+   title="b">c', '+  d</a>'], 'layout'],
    ['operators of a macro', 'a.c', ['-F(a,b);', '+F(a, b);'], 'layout'],
    ['semicolons', 'a.ts', ['-const a = b', '-call(a)', '+const a = b;', '+call(a);'], 'layout'],
    ['a semicolon before a comment', 'a.ts', ['-const a = b // why', '+const a = b; // why', ' go();'], 'layout'],
    ['a statement that begins at an operator', 'a.ts', ['-const a = b || c;', '+const a =', '+  b ||', '+  c;'], 'layout'],
    ['a chain', 'a.ts', ['-one.two().three();', '+one', '+  .two()', '+  .three();'], 'layout'],
    ['a condition and what it governs', 'a.js', ['-if (a)', '-  go();', '+if (a) go();'], 'layout'],
    ['a brace on a line of its own', 'a.ts', ['-function f()', '-{', '+function f() {', '   go();', ' }'], 'layout'],
    ['a block on one line', 'a.ts', ['-f(() => { go() })', '+f(() => {', '+  go();', '+});'], 'layout'],
    ['wrapped attributes', 'a.tsx', ['-  <Foo bar={1} baz="2" />', '+  <Foo', '+    bar={1}', '+    baz="2"', '+  />'], 'layout'],
    ['white space around operators', 'a.go', ['-x:=-1', '-y=a+b', '+x := -1', '+y = a + b'], 'layout'],
    ['a wrap in Go', 'a.go', ['-f(a, b)', '+f(', '+\ta,', '+\tb,', '+)'], 'layout'],
    ['a chain in Rust', 'a.rs', ['-let a = b.get(0)?.go();', '+let a = b', '+    .get(0)?', '+    .go();'], 'layout'],
    ['a chain in Kotlin', 'a.kt', ['-val a = b.c().d()', '+val a = b', '+    .c()', '+    .d()'], 'layout'],
    ['brackets of types that touch', 'a.cc', ['-map<int, vector<int> > a;', '+map<int, vector<int>> a;'], 'layout'],
  ])('knows %s', (_, path, lines, detail) => expect(formatting(path, lines)).toBe(detail));

  it.each<[string, string, string[]]>([
    ['the indentation of Python', 'a.py', [' if x:', '-    go()', '+go()']],
    ['the indentation of YAML', 'a.yml', [' a:', '-  b: 1', '+b: 1']],
    ['white space in a string', 'a.ts', ["-say('a b')", "+say('a  b')"]],
    ['an operator', 'a.ts', ['-a = b', '+a == b']],
    ['another import', 'a.ts', ["-import b from 'b';", "+import c from 'c';"]],
    ['an import that is made later', 'a.py', ['-import shutil', ' def f():', '+    import shutil']],
    ['an import that is made always', 'a.py', ['-from c import C', '+from b import B', '+from c import C', ' if TYPE_CHECKING:', '-    from b import B', '-    from d import D', '+    from d import D']],
    ['an import in another condition', 'a.py', [' if one:', '-    import a', '-    import b', '+    import b', ' if other:', '-    import c', '+    import a', '+    import c']],
    ['another letter that is not UTF-8', 'a.js', ["-const a = 'cl\uFFFD';", "+const a = 'cl\uFFFD';"]],
    ['another letter in a line that is laid out otherwise', 'a.js', ["-f( 'cl\uFFFD')", "+f('cl\uFFFD')"]],
    ['one line of many', 'a.ts', ['-  go();', '+    go();', '+    stay();']],
    ['what a command deletes', 'a.sh', ['-rm -rf build/*', '+rm -rf build /*']],
    ['what is a command', 'a.sh', ['-if [$x = 1 ]; then', '+if [ $x = 1 ]; then']],
    ['what is an assignment', 'a.sh', ['-NAME = value', '+NAME=value']],
    ['another selector', 'a.css', ['-.card .open {', '+.card.open {']],
    ['an expression of CSS', 'a.scss', ['-  width: calc(100%-2px);', '+  width: calc(100% - 2px);']],
    ['what is a key of YAML', 'a.yml', ['-replicas:3', '+replicas: 3']],
    ['a continued value', 'setup.cfg', ['-a = 1', '-b = 2', '+a = 1', '+  b = 2']],
    ['a tab of a Makefile', 'Makefile', ['-\tgo', '+ go']],
    ['the parameters of a macro', 'a.c', ['-#define F (x) x', '+#define F(x) x']],
    ['white space in a text with values', 'a.ts', ['-say(`Hello,${name}`);', '+say(`Hello, ${name}`);']],
    ['white space where a text of many lines begins', 'a.py', ['-x = """a, b', '+x = """a,b', ' c"""']],
    ['white space in a text within a text', 'a.ts', ['-x = `a ${b ? `c , d` : ""}`;', '+x = `a ${b ? `c, d` : ""}`;']],
    ['white space beside a value in an element', 'a.tsx', ['-<p>Hello{name}</p>', '+<p>Hello {name}</p>']],
    ['the same on a line of its own', 'a.tsx', [' <p>', '-  Hello{name}', '+  Hello {name}', ' </p>']],
    ['white space between two values', 'a.jsx', ['-  {first}{last}', '+  {first} {last}']],
    ['white space between elements', 'a.html', ['-<b>a</b><i>b</i>', '+<b>a</b> <i>b</i>']],
    ['a regular expression', 'a.ts', ['-const a = /^a{1,}$/;', '+const a = /^a{1}$/;']],
    ['white space in a regular expression', 'a.ts', ['-a.replace(/a b/, c)', '+a.replace(/a  b/, c)']],
    ['how often', 'a.rb', ['-x %r{a{2,}}', '+x %r{a{2}}']],
    ['the indentation of F#', 'a.fs', [' if x then', '-  go ()', '+go ()']],
    ['the indentation of Haskell', 'a.hs', [' f = do', '-  go', '+    go']],
    ['the indentation of CoffeeScript', 'a.coffee', [' if x', '-  go()', '+go()']],
    ['the indentation of Sass', 'a.sass', [' .a', '-  .b', '+.b']],
    ['the indentation of Pug', 'a.pug', [' div', '-  p', '+p']],
    ['what is returned', 'a.js', ['-  return', '-    value', '+  return value']],
    ['what is called', 'a.ts', ['-const x = f', '-[1, 2].forEach(g)', '+const x = f;', '+[1, 2].forEach(g);']],
    ['what is counted up', 'a.js', ['-i', '-++j', '+i++', '+j']],
    ['what a condition governs', 'a.js', ['-if (a)', '-  go();', '+if (a);', '+  go();']],
    ['a line taken into a comment', 'a.java', ['-go(); // fast', '-stop();', '+go(); // fast stop();']],
    ['a line end of Ruby', 'a.rb', ['-foo', '-bar', '+foo bar']],
    ['a sign before an argument of Ruby', 'a.rb', ['-a - b', '+a -b']],
    ['a list given to a method of Ruby', 'a.rb', ['-puts [1]', '+puts[1]']],
    ['a line end of Go', 'a.go', ['-x := a', '-+b', '+x := a + b']],
    ['a line end of Kotlin', 'a.kt', ['-val x = a', '--b', '+val x = a - b']],
    ['a line end of Swift', 'a.swift', ['-let x = a', '--b', '+let x = a - b']],
    ['a line end of Elixir', 'a.ex', ['-foo', '-bar', '+foo bar']],
    ['a comment of SQL', 'a.sql', ['-select a - - b', '+select a -- b']],
    ['a comment of C', 'a.c', ['-x = a / *p;', '+x = a /*p;']],
    ['a sign twice', 'a.c', ['-a = b - -c;', '+a = b--c;']],
    ['an index that is a tuple', 'a.py', ['-f(x)[1,]', '+f(x)[1]']],
    ['a line too long to read', 'a.ts', [`-${'a '.repeat(2000)}`, `+${'a  '.repeat(2000)}`]],
  ])('is not %s', (_, path, lines) => expect(kind(file(path, lines))).toBeUndefined());

  it('is of all files or none', () => {
    const one = file('a.ts', ['-  go();', '+    go();']);
    expect(kind(one, file('b.ts', ['-  x();', '+x();']))).toBe('formatting');
    expect(kind(one, file('b.ts', ['-  x();', '+  y(1);']))).toBeUndefined();
    expect(kind(one, file('b.png', [], { binary: true, kind: 'added' }))).toBe('formatting');
  });
});

describe('comments', () => {
  it.each<[string, string[]]>([
    ['a.ts', ['-// was', '+// is something else', '+// and more']],
    ['a.ts', ['-go(); // fast', '+go(); // slow']],
    ['a.py', ['+# why']],
    ['a.c', [' /* one', '- * two', '+ * three and four', '  */']],
    ['a.java', ['   * @param rate', '-   * half', '+   * a third', '   * @return price']],
    ['a.c', [' * Frees what the list', '- * holds', '+ * owns', ' static int go(void) {']],
    ['a.css', [' /*', '- * one', '+ * two', '  */', ' * { margin: 0; }']],
    ['a.php', ['-# why', '+# why not']],
  ])('in %s: %j', (path, lines) => expect(kind(file(path, lines))).toBe('comments'));

  it.each<[string, string[]]>([
    ['a.ts', ['-// was', '+go();']],
    ['a.ts', ["-open('http: // a');", "+open('http: // b');"]],
    ['a.c', ['-#define A 1', '+#define A 2']],
    ['a.md', ['-# One', '+# Two three']],
    ['a.ts', [' const price = base', '-  * 0.5;', '+  * 0.75;']],
    ['a.rs', [' let area = scale', '   * width as f64', '-  * height as f64;', '+  * depth as f64;']],
    ['a.ts', [' /* one */', ' const price = base', '-  * 0.5;', '+  * 0.75;']],
    ['a.css', ['-* { margin: 0; }', '+* { margin: 1px; }']],
    ['a.php', ["-#[IsGranted('ROLE_ADMIN')]", "+#[IsGranted('ROLE_USER')]"]],
    ['a.go', ['-//go:build linux', '+//go:build darwin']],
    ['a.go', ['-// +build linux', '+// +build darwin']],
    ['a.go', ['-//go:embed a.txt', '+//go:embed b.txt']],
    ['a.ts', ['+  // @ts-nocheck']],
    ['a.rb', ['+# frozen_string_literal: true']],
    ['run.sh', ['-#!/bin/sh', '+#!/bin/bash']],
  ])('not in %s: %j', (path, lines) => expect(kind(file(path, lines))).not.toBe('comments'));
});

describe('typo', () => {
  it.each([
    ['recieve', 'receive'],
    ['occured', 'occurred'],
    ['fucntion', 'function'],
    ['seperate', 'separate'],
  ])('%s, %s', (from, to) => expect(isCorrection(from, to)).toBe(true));

  it.each([
    ['http', 'https'],
    ['import', 'export'],
    ['minimum', 'maximum'],
    ['list', 'last'],
    ['on', 'off'],
    ['left', 'right'],
    ['enable', 'disable'],
    ['same', 'same words'],
  ])('not %s, %s', (from, to) => expect(isCorrection(from, to)).toBe(false));

  it('is looked for in prose and comments alone', () => {
    expect(natureOf([file('README.md', ['-We recieve it.', '+We receive it.'])])).toMatchObject({ kind: 'typo', corrections: [{ from: 'recieve', to: 'receive' }] });
    expect(kind(file('a.ts', ['-// the the end', '+// the end']))).toBe('typo');
    expect(kind(file('a.ts', ['-recieve(it);', '+receive(it);']))).not.toBe('typo');
    expect(kind(file('README.md', ['-See src/confg.ts.', '+See src/config.ts.']))).not.toBe('typo');
    expect(kind(file('README.md', ['-See https://a.org/sublime-text_ml', '+See https://a.org/sublime-texts_ml']))).not.toBe('typo');
    expect(kind(file('README.md', ['-We recieve it.', '+We receive it twice.']))).toBeUndefined();
  });
});

describe('licence year', () => {
  it('is a year on a line of copyright', () => {
    expect(natureOf([file('LICENSE', ['-Copyright (c) 2019-2023 A', '+Copyright (c) 2019-2024 A']), file('a.ts', ['-// © 2023 A', '+// © 2024 A'])])).toMatchObject({ kind: 'licence-year', from: '2023', to: '2024' });
    expect(natureOf([file('LICENSE', ['-Copyright 2023 A', '+Copyright 2023-2024 A'])])).toMatchObject({ kind: 'licence-year', to: '2024' });
  });

  it.each([[['-since 2023', '+since 2024']], [['-Copyright 2023 A', '+Copyright 2024 B']], [['-Copyright 2024', '+Copyright 2023']]])('not %j', (lines) => expect(kind(file('LICENSE', lines))).not.toBe('licence-year'));
});

describe('moves', () => {
  const moved = (from: string, to: string, lines: string[] = []) => file(to, lines, { kind: 'renamed', oldPath: from });

  it('of files, with what only follows them', () => {
    expect(kind(moved('src/a.ts', 'src/b.ts'))).toBe('moved-files');
    expect(kind(moved('src/a.ts', 'lib/a.ts', ["-import x from './x';", "+import x from '../src/x';"]))).toBe('moved-files');
    expect(kind(moved('src/old.ts', 'src/new.ts'), file('src/main.ts', ["-import { go } from './old.ts';", "+import { go } from './new.ts';"]))).toBe('moved-files');
    expect(kind(moved('docs/a.md', 'docs/b.md'), file('README.md', ['-See docs/a.md', '+See docs/b.md']))).toBe('moved-files');
  });

  it('of files, but more', () => {
    expect(kind(moved('src/a.ts', 'src/b.ts', ['-go();', '+stay();']))).toBeUndefined();
    expect(kind(moved('src/a.ts', 'src/b.ts'), file('c.ts', ['+more();']))).toBeUndefined();
  });

  it('of code from one file to another', () => {
    const body = ['function parse(text: string) {', '  const words = split(text);', '  return words.map(read);', '}'];
    const nature = natureOf([file('a.ts', [...body.map((line) => `-${line}`), "+import { parse } from './b.ts';"]), file('b.ts', body.map((line, at) => `+${at === 0 ? 'export ' : ''}${line}`))]);
    expect(nature).toMatchObject({ kind: 'moved-code', share: 1, moves: [{ from: 'a.ts', to: 'b.ts', symbols: [{ kind: 'function', name: 'parse' }] }] });
    expect(kind(file('a.ts', ['-one();']), file('b.ts', ['+one();']))).toBeUndefined();
  });
});

describe('identifier', () => {
  it('is one name for another on every line, and defined where its definition is among them', () => {
    const files = [file('a.c', ['-int conn_rd(int a)', '+int connection_read(int a)']), file('b.c', ['-  conn_rd(1);', '+  connection_read(1);'])];
    expect(natureOf(files)).toMatchObject({ kind: 'identifier', from: 'conn_rd', to: 'connection_read', defined: true });
    expect(natureOf(files.slice(1))).toMatchObject({ kind: 'identifier', defined: false });
    expect(natureOf([file('a.c', ['-int conn_rd(int a)', '+int connection_read(int a)', ' conn_rd(2);'])])).toMatchObject({ defined: false });
  });

  it('is none where more changed', () => {
    expect(kind(file('a.c', ['-int conn_rd(int a)', '+int connection_read(int b)']))).toBeUndefined();
  });
});

describe('natureOf', () => {
  it('knows generated files and versions', () => {
    expect(kind(file('package-lock.json', ['+x']), file('dist/a.min.js', ['+y']))).toBe('generated');
    expect(kind(file('package.json', ['-"vite": "^5.0.1"', '+"vite": "^5.1.0"']))).toBe('versions');
  });

  it('gives its evidence', () => {
    expect(natureOf([file('README.md', ['-We recieve it.', '+We receive it.'])])!.evidence).toContain('recieve');
  });

  it('says nothing of what it cannot name, nor of nothing', () => {
    expect(natureOf([])).toBeUndefined();
    expect(kind(file('a.ts'))).toBeUndefined();
    expect(kind(file('a.ts', ['-x(1)', '+y(2)']))).toBeUndefined();
    expect(kind(file('deps/lib', ['-Subproject commit a', '+Subproject commit b'], { submodule: true }))).toBeUndefined();
  });
});
