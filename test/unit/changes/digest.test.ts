import { describe, expect, it } from 'vitest';
import type { FileChange, Hunk } from '../../../src/core/changes.ts';
import { digestChanges } from '../../../src/workers/changes/digest.ts';

/** About as many tokens as a real tokenizer would find: words in pieces of five letters, and each sign. */
const countTokens = async (texts: string[]) => texts.map((text) => text.match(/\w{1,5}|[^\w\s]|\n/g)?.length ?? 0);

function hunk(lines: string[], section = ''): Hunk {
  return { section, oldStart: 1, newStart: 1, lines };
}

function file(path: string, lines: string[] | Hunk[] = [], more: Partial<FileChange> = {}): FileChange {
  const hunks = lines.map((line) => (typeof line === 'string' ? undefined : line)).filter((each) => each !== undefined);
  const all = lines.filter((line) => typeof line === 'string');
  const shown = all.length ? [hunk(all)] : hunks;
  const count = (sign: string) => shown.flatMap((each) => each.lines).filter((line) => line[0] === sign).length;
  return { path, kind: 'modified', binary: false, submodule: false, added: count('+'), removed: count('-'), hunks: shown, ...more };
}

const many = <Item>(count: number, item: (index: number) => Item): Item[] => Array.from({ length: count }, (_, index) => item(index));

describe('digestChanges', () => {
  it('shows a small change whole: the file with its counts, the section, the changed lines without context and indentation', async () => {
    const change = file('src/a.ts', [hunk([' before', '-    old();', '+    shiny();', ' after'], 'function run()')]);
    expect(await digestChanges([change], { budgetTokens: 200, countTokens })).toEqual({
      text: 'src/a.ts (+1 -1)\n@ function run()\n-old();\n+shiny();',
      seen: 1,
      summarised: 0,
    });
  });

  it('leaves out lines of brackets, of white space alone, and what it has shown already', async () => {
    const change = file('src/a.ts', ['-if (a) {', '-  go();', '-}', '+  go();', '+});', '+', '-one', '-one']);
    const { text, seen } = await digestChanges([change], { budgetTokens: 200, countTokens });
    expect(text.split('\n').slice(1)).toEqual(['-if (a) {', '-one']);
    expect(seen).toBe(1);
  });

  it('shows a line that went to another block where indentation makes blocks', async () => {
    const lines = [' for x in xs:', '-    total += x', '-        return total', '+    total += x * 2', '+    return total'];
    const { text } = await digestChanges([file('src/a.py', lines)], { budgetTokens: 200, countTokens });
    expect(text.split('\n').slice(1)).toEqual(['-total += x', '-        return total', '+total += x * 2', '+    return total']);
  });

  it('shows no line whose indentation follows from the block around it', async () => {
    const { text } = await digestChanges([file('src/a.py', ['-go()', '-stay()', '+if x:', '+    go()', '+    stay()'])], { budgetTokens: 200, countTokens });
    expect(text.split('\n').slice(1)).toEqual(['+if x:']);
    expect((await digestChanges([file('src/a.ts', ['-    return total;', '+  return total;'])], { budgetTokens: 200, countTokens })).text).toBe('src/a.ts (+1 -1)');
  });

  it('has not seen a file that is too large for the diff', async () => {
    const { seen } = await digestChanges([file('src/a.ts', ['+one']), file('src/b.ts', [], { added: 998, removed: 1 })], { budgetTokens: 200, countTokens });
    expect(seen).toBeCloseTo(0.001);
    expect((await digestChanges([file('src/a.ts', ['+one']), file('package-lock.json', [], { added: 998 })], { budgetTokens: 200, countTokens })).seen).toBe(1);
  });

  it('says in a line what lock, generated, binary, deleted, renamed, mode and submodule changes are', async () => {
    const secret = ['+not worth reading'];
    const { text } = await digestChanges(
      [
        file('package-lock.json', secret),
        file('dist/a.min.js', secret),
        file('old.ts', ['-gone for good'], { kind: 'deleted' }),
        file('logo.png', [], { binary: true, kind: 'added' }),
        file('b/new.ts', [], { kind: 'renamed', oldPath: 'a/old.ts' }),
        file('run.sh', [], { kind: 'mode' }),
        file('deps/lib', ['-Subproject commit aaa', '+Subproject commit bbb'], { submodule: true }),
        file('empty.txt', [], { kind: 'added' }),
      ],
      { budgetTokens: 300, countTokens },
    );
    expect(text.split('\n').sort()).toEqual([
      'deleted old.ts (-1)',
      'generated dist/a.min.js (+1)',
      'lock package-lock.json (+1)',
      'mode of run.sh',
      'new file binary logo.png',
      'new file empty.txt',
      'renamed a/old.ts => b/new.ts',
      'submodule deps/lib (+1 -1)',
    ]);
  });

  it('trims evenly: a small file stays whole, two large ones share the rest', async () => {
    const files = [file('src/big.ts', many(400, (i) => `+alpha${i}`)), file('src/small.ts', ['+tiny one']), file('src/large.ts', many(300, (i) => `+beta${i}`))];
    const { text, seen } = await digestChanges(files, { budgetTokens: 400, countTokens });
    const shown = (word: string) => text.split('\n').filter((line) => line.startsWith(`+${word}`)).length;
    expect(shown('tiny')).toBe(1);
    expect(shown('alpha')).toBeGreaterThan(20);
    expect(Math.abs(shown('alpha') - shown('beta'))).toBeLessThan(8);
    expect(text).toContain('…');
    expect(seen).toBeGreaterThan(0.05);
    expect(seen).toBeLessThan(0.5);
  });

  it('shows both what was removed and what was added of a hunk that does not fit', async () => {
    const change = file('src/a.ts', [...many(100, (i) => `-was${i}`), ...many(100, (i) => `+is${i}`)]);
    const { text } = await digestChanges([change], { budgetTokens: 120, countTokens });
    expect(text).toContain('-was0');
    expect(text).toContain('+is0');
  });

  it('uses most of the budget', async () => {
    const files = many(12, (i) => `src/part${i % 3}/file${i}.ts`).map((path, i) => file(path, many(9, (n) => hunk(many(1 + n * 2, (l) => `+value ${i} of ${n} is ${l}`), `section ${n}`))));
    const { text } = await digestChanges(files, { budgetTokens: 600, countTokens });
    expect((await countTokens([text]))[0]).toBeGreaterThan(450);
  });

  it('counts the files of a folder together where 200 names do not fit', async () => {
    const files = many(200, (i) => `packages/core/module${i % 20}/file-with-a-long-name-${i}.ts`).map((path) => file(path, ['-before', '+after']));
    const { text } = await digestChanges(files, { budgetTokens: 300, countTokens });
    expect((await countTokens([text]))[0]).toBeLessThanOrEqual(300);
    expect(text).toMatch(/^\d+ files in /m);
    const counted = Array.from(text.matchAll(/^(\d+) files/gm), (match) => Number(match[1])).reduce((a, b) => a + b, 0);
    expect(counted).toBe(200);
  });

  it('holds for any mix: every path named or counted, never more tokens than the budget', async () => {
    let state = 7;
    const random = (below: number) => (state = (state * 48271) % 2147483647) % below;
    for (let round = 0; round < 60; round++) {
      const files = many(1 + random(60), (i) => `${many(random(4), () => `dir${random(3)}`).join('/')}/f${i}.ts`.replace(/^\//, '')).map((path) =>
        file(path, many(random(5), () => hunk(many(random(30), () => `${'+- '[random(3)]}${'word '.repeat(random(40))}${random(50)}`), random(2) ? 'some section' : ''))),
      );
      const budgetTokens = 60 + random(800);
      const { text, seen } = await digestChanges(files, { budgetTokens, countTokens });
      expect((await countTokens([text]))[0]).toBeLessThanOrEqual(budgetTokens);
      const counted = Array.from(text.matchAll(/^(?:new )?(\d+) files/gm), (match) => Number(match[1])).reduce((a, b) => a + b, 0);
      const named = files.filter(({ path }) => new RegExp(`^(new file )?${path} ?(\\(|$)`, 'm').test(text)).length;
      expect(counted + named).toBe(files.length);
      expect(seen).toBeGreaterThanOrEqual(0);
      expect(seen).toBeLessThanOrEqual(1);
    }
  });

  it('says how many files there are even where there is room for nothing', async () => {
    const { text } = await digestChanges(many(50, (i) => file(`a${i}/b.ts`, ['+x y'])), { budgetTokens: 5, countTokens });
    expect(text).toBe('50 files (+50)');
  });

  it('copes with 20,000 lines in one call for counting or few', async () => {
    let calls = 0;
    const files = [file('src/huge.ts', many(20_000, (i) => `${i % 2 ? '+' : '-'}line number ${i} of a very long file`))];
    const { text } = await digestChanges(files, { budgetTokens: 500, countTokens: (texts) => (calls++, countTokens(texts)) });
    expect((await countTokens([text]))[0]).toBeLessThanOrEqual(500);
    expect(calls).toBeLessThan(8);
  });

  it('cuts overlong lines', async () => {
    const { text } = await digestChanges([file('a.ts', [`+${'x'.repeat(100_000)}`])], { budgetTokens: 500, countTokens });
    expect(text.length).toBeLessThan(300);
  });

  it('says of a file that does not fit what it adds, changes and removes', async () => {
    const change = file('src/a.ts', ['+export function parse() {', ...many(300, (i) => `+  step(${i}, 'of something long');`), '+}', ' }', '-function old() {', ...many(100, (i) => `-  was(${i});`), '-}']);
    const { text, seen, summarised } = await digestChanges([change], { budgetTokens: 200, countTokens });
    expect(text.split('\n')[0]).toBe('src/a.ts (+302 -102) adds parse; removes old');
    expect(seen).toBeLessThan(0.5);
    expect(summarised).toBe(1);
    expect((await digestChanges([change], { budgetTokens: 200, countTokens, overBudget: 'lines' })).text.split('\n')[0]).toBe('src/a.ts (+302 -102)');
  });

  it('gives source more room than tests, tests more than docs, and additions more than deletions', async () => {
    const lines = (word: string) => many(200, (i) => `${i % 2 ? '+' : '-'}${word} number ${i}`);
    const { text } = await digestChanges([file('docs/a.md', lines('docs')), file('test/a.ts', lines('test')), file('src/a.ts', lines('source'))], { budgetTokens: 600, countTokens });
    const shown = (start: string) => text.split('\n').filter((line) => line.startsWith(start)).length;
    expect(shown('+source')).toBeGreaterThan(shown('+test'));
    expect(shown('+test')).toBeGreaterThan(shown('+docs'));
    expect(shown('+source')).toBeGreaterThan(shown('-source'));
    expect(shown('-source')).toBeGreaterThan(0);
  });

  it('says what each folder of 300 files does, within the budget', async () => {
    const files = many(300, (i) => file(`packages/p${i % 6}/src/file${i}.ts`, many(66, (n) => (n === 0 ? `+export function make${i}() {` : `+  line(${n}, ${i});`))));
    const { text, summarised } = await digestChanges(files, { budgetTokens: 500, countTokens });
    expect((await countTokens([text]))[0]).toBeLessThanOrEqual(500);
    expect(text.match(/^50 files in packages\/p\d\/src\/ \(\+3300\) adds make\d+/gm)).toHaveLength(6);
    expect(summarised).toBe(300);
  });

  it('is empty for no change', async () => {
    expect(await digestChanges([], { budgetTokens: 100, countTokens })).toEqual({ text: '', seen: 1, summarised: 0 });
  });
});
