import { describe, expect, it } from 'vitest';
import { headsFor } from '../../../src/workers/commit/head.ts';
import { inferStyle } from '../../../src/workers/commit/style.ts';
import { file } from './changes.ts';

const code = ['-return old(value);', '+return shiny(value);'];
const conventional = inferStyle(['feat: a', 'fix: b', 'docs: c', 'ci: d', 'chore(deps): e']);

describe('headsFor', () => {
  it.each([
    ['documentation', [file('README.md', code), file('docs/a.md', code)], ['docs']],
    ['tests', [file('test/a.test.ts', code)], ['test']],
    ['workflows', [file('.github/workflows/ci.yml', code)], ['ci']],
    ['versions', [file('package.json', ['-"a": "1.0.0"', '+"a": "1.1.0"']), file('package-lock.json', code)], ['chore(deps)']],
    ['settings', [file('tsconfig.json', code)], ['chore']],
    ['new code with its tests', [{ ...file('src/a.ts', ['+export function shiny() {', '+  return 1;', '+}']), kind: 'added' as const }, file('test/a.test.ts', ["+it('shines', () => {", '+  shiny();', '+});'])], ['feat']],
    ['a guard with its test', [file('src/a.ts', ['+  if (!value) throw new Error("no value");']), file('test/a.test.ts', ["+it('needs a value', () => {", '+  old();', '+});'])], ['fix']],
  ])('names the type of %s', (_, files, expected) => {
    expect(headsFor(files, conventional)).toEqual(expected);
  });

  it('follows the habits of the house', () => {
    expect(headsFor([file('README.md', code)], inferStyle(['chore(docs): a', 'fix: b', 'feat: c']))).toEqual(['chore(docs)']);
    expect(headsFor([file('.github/workflows/a.yml', code)], inferStyle(['chore(ci): a', 'fix: b']))).toEqual(['chore(ci)']);
    expect(headsFor([file('README.md', code)], inferStyle(['doc: a', 'fix: b', 'feat: c', 'fix: d']))).toEqual(['doc']);
    expect(headsFor([file('doc/a.md', code)], inferStyle(['doc: a', 'src: b', 'http: c', 'test: d', 'tls: e']))).toEqual(['doc']);
  });

  it('writes types as the house does', () => {
    expect(headsFor([file('src/a.ts', ['-go(a);', '+if (a) go(a);'])], inferStyle(['Fix: a', 'Feat: b', 'Fix: c']))).toEqual(['Fix']);
    expect(headsFor([file('src/a.ts', ['-go(a);', '+if (a) go(a);'])], inferStyle(['bugfix: a', 'feature: b', 'bugfix: c']))).toEqual(['bugfix']);
  });

  it.each([
    ['a private field', 'a.js', ['-  #limit = 10;', '+  #limit = 20;']],
    ['a pointer', 'a.c', ['-  *out = a;', '+  *out = b;']],
    ['a directive', 'a.c', ['-#undef A', '+#undef B']],
    ['a selector', 'a.css', ['-#id {', '+#other {']],
    ['a factor', 'a.ts', [' const price = base', '-  * 0.5;', '+  * 0.75;']],
    ['an attribute', 'a.php', ["-#[IsGranted('ROLE_ADMIN')]", "+#[IsGranted('ROLE_USER')]"]],
    ['a constraint of the build', 'a.go', ['-//go:build linux', '+//go:build darwin']],
  ])('takes %s for no comment', (_, path, lines) => {
    expect(headsFor([file(path, lines)], inferStyle(['doc: a', 'src: b', 'tls: c', 'src: d', 'http: e']))).not.toEqual(['doc']);
  });

  it('adds the scope that all the sources stand under, where scopes are the habit', () => {
    const scoped = inferStyle(['fix(context): a', 'feat(module-runner): b', 'feat: c']);
    expect(headsFor([file('context.go', code), file('context_test.go', code)], scoped)).toContain('fix(context)');
    expect(headsFor([file('packages/vite/src/moduleRunner/a.ts', code)], scoped)).toContain('fix(module-runner)');
    expect(headsFor([file('context.go', code), file('tree.go', code)], scoped)).toContain('fix');
    expect(headsFor([file('context.go', code)], inferStyle(['fix(context): a', 'feat: b', 'feat: c', 'fix: d']))).toContain('fix');
  });

  it('finds the area: the one that prevails, one that is on the path, or those in use with the file itself', () => {
    const other = file('src/other.c', code);
    expect(headsFor([other], inferStyle(['Client side caching: a', 'Client side caching: b', 'RDB: c']))).toEqual(['Client side caching']);
    expect(headsFor([file('src/net/http/server.go', code)], inferStyle(['net/http: a', 'cmd/go: b', 'runtime: c']))).toEqual(['net/http']);
    expect(headsFor([other], inferStyle(['tls: a', 'http: b', 'url: c']))).toEqual(['tls', 'http', 'url', 'other']);
  });

  describe('under rules', () => {
    const ruled = (rules: object, subjects: string[] = []) =>
      inferStyle(subjects, { conventions: { commentMark: '#', recentBodies: [], commitlint: { name: '.commitlintrc.json', text: JSON.stringify({ rules }) } } });

    it('offers only types that are allowed, as they are written there', () => {
      expect(headsFor([file('src/a.ts', code)], ruled({ 'type-enum': [2, 'always', ['Feat', 'Fix']] }))).toEqual(['Fix']);
      expect(headsFor([file('README.md', code)], ruled({ 'type-enum': [2, 'always', ['add', 'mend']] }))).toEqual(['add', 'mend']);
    });

    it('offers only scopes that are allowed, and one of them where one is demanded', () => {
      const habit = ['fix(other): a', 'feat(a): b'];
      expect(headsFor([file('src/other.ts', code)], ruled({ 'scope-enum': [2, 'always', ['core']] }, habit))).toContain('fix');
      expect(headsFor([file('core/x.ts', code)], ruled({ 'scope-enum': [2, 'always', ['core']], 'scope-empty': [2, 'never'] }, habit))).toContain('fix(core)');
      expect(headsFor([file('README.md', code)], ruled({ 'scope-enum': [2, 'always', ['core', 'cli']], 'scope-empty': [2, 'never'] }))).toEqual(['docs(core)', 'docs(cli)']);
      expect(headsFor([file('src/other.ts', code)], ruled({ 'scope-empty': [2, 'always'] }, habit))).toContain('fix');
    });
  });

  it('has none for sentences, and the usual ones without a history', () => {
    expect(headsFor([file('a.ts', code)], inferStyle(['Add a', 'Fix b']))).toEqual([]);
    expect(headsFor([file('a.ts', code)], inferStyle([]))).toHaveLength(1);
    expect(headsFor([file('a.md', code)], inferStyle([]))).toEqual(['docs']);
  });
});
