import { describe, expect, it } from 'vitest';
import type { FileChange } from '../../../src/core/changes.ts';
import { atOnce } from '../../../src/core/turns.ts';
import { readingOrder } from '../../../src/workers/review/reading-order.ts';
import { readFiles } from '../../../src/workers/review/reviewed-file.ts';
import { risksOf } from '../../../src/workers/review/risks.ts';
import { file } from '../commit/changes.ts';
import { added } from './reviewed.ts';

function ordered(files: FileChange[]): string[] {
  const read = atOnce(readFiles(files));
  return atOnce(readingOrder(read, atOnce(risksOf(read)))).map((index) => files[index]!.path);
}

const caller = file('src/caller.ts', ['+const tree = parseTree(text);']);
const parser = file('src/parser.ts', ['+export function parseTree(text: string): TreeNode {', '+  return read(text);', '+}']);
const types = file('src/types.ts', ['+export interface TreeNode {', '+  name: string;', '+}']);
const test = file('test/unit/parser.test.ts', ["+it('parses', () => {", '+  expect(parseTree(a)).toBe(b);', '+});']);
const risky = file('src/zebra.ts', ['+eval(text);']);
const docs = file('README.md', ['+Text.']);
const config = file('tsconfig.json', ['+  "strict": true,']);
const lock = file('package-lock.json', ['+      "a": "1"']);

describe('the order of reading', () => {
  it('begins with what is risky, then goes from what others rest on to what rests on it, each test after what it tests, and ends with what nobody wrote', () => {
    const expected = ['src/zebra.ts', 'src/types.ts', 'src/parser.ts', 'test/unit/parser.test.ts', 'src/caller.ts', 'tsconfig.json', 'README.md', 'package-lock.json'];
    expect(ordered([lock, docs, caller, test, config, parser, risky, types])).toEqual(expected);
    expect(ordered([types, risky, parser, config, test, caller, docs, lock])).toEqual(expected);
  });

  it('takes a file whose test lost something for risky', () => {
    const lost = file('test/caller.test.ts', ["-it('calls', () => {"]);
    expect(ordered([parser, caller, lost])).toEqual(['src/caller.ts', 'test/caller.test.ts', 'src/parser.ts']);
  });

  it.each([
    ['app/orders.py', 'tests/test_orders.py'],
    ['pkg/orders.go', 'pkg/orders_test.go'],
    ['src/main/java/Orders.java', 'src/test/java/OrdersTest.java'],
    ['src/Orders.ts', 'src/__tests__/Orders.spec.ts'],
  ])('knows that %s is tested by %s', (path, tested) => {
    expect(ordered([file(tested, ['+a']), file('src/a-first.ts', ['+b']), file('src/z-last.ts', ['+b']), file(path, ['+c'])])).toContain(path);
    const order = ordered([file(tested, ['+a']), file('a/a-first.ts', ['+b']), file('z/z-last.ts', ['+b']), file(path, ['+c'])]);
    expect(order.indexOf(tested)).toBe(order.indexOf(path) + 1);
  });

  it('of two files with the name of a test takes the nearer one', () => {
    const order = ordered([file('packages/b/src/index.ts', ['+a']), file('packages/a/src/index.ts', ['+a']), file('packages/b/test/index.test.ts', ['+a'])]);
    expect(order).toEqual(['packages/a/src/index.ts', 'packages/b/src/index.ts', 'packages/b/test/index.test.ts']);
  });

  it('comes to an end where files need each other', () => {
    const one = added('src/one.ts', ['export function first() {', '  second();', '}']);
    const other = added('src/other.ts', ['export function second() {', '  first();', '}']);
    expect(ordered([other, one])).toEqual(['src/one.ts', 'src/other.ts']);
  });

  it('puts what the diff calls into question first, by its weight', () => {
    const swallowed = file('src/a.ts', ['+try { a(); } catch {}']);
    expect(ordered([caller, swallowed, risky])).toEqual(['src/zebra.ts', 'src/a.ts', 'src/caller.ts']);
  });
});
