import { expect, it } from 'vitest';
import type { FileChange } from '../../../src/core/changes.ts';
import { atOnce } from '../../../src/core/turns.ts';
import { sentenceByCode } from '../../../src/workers/review/code-sentence.ts';
import { readFiles } from '../../../src/workers/review/reviewed-file.ts';
import { file } from '../commit/changes.ts';
import { added } from './reviewed.ts';

const sentence = (...files: FileChange[]) => sentenceByCode(atOnce(readFiles(files))[0]!);

it.each([
  [file('src/a.ts', ['-export function one() {', '-}'], { kind: 'deleted' }), 'Deleted, with `one`.'],
  [file('src/b.ts', [], { kind: 'renamed', oldPath: 'src/a.ts' }), 'Moved from `src/a.ts`, otherwise as it was.'],
  [file('a.bin', [], { kind: 'added', binary: true }), 'New binary file.'],
  [file('lib', ['-Subproject commit abcdef1', '+Subproject commit abcdef2'], { submodule: true }), 'The included repository moves to another commit.'],
  [file('src/a.ts', [], { added: 80_000 }), 'Too large to be read here.'],
  [file('run.sh', [], { kind: 'mode' }), 'Only the mode of the file changes.'],
  [file('package-lock.json', ['+  "a": 1']), 'Locked versions change.'],
  [file('dist/a.js', ['+a();']), 'Generated or vendored content changes.'],
  [file('src/a.ts', ['-  const a = 1;', '+    const a = 1;']), 'Only its layout changes (indentation).'],
  [file('src/a.ts', ['-// Old.', '+// Something else is said.']), 'Only comments change.'],
  [file('src/a.ts', [' function connect() {', '-  return 5;', '+  return 10;']), '`return 5;` becomes `return 10;` in `connect`.'],
  [file('src/a.ts', ['+import x from "x";']), 'Adds the line `import x from "x";`.'],
  [file('package.json', ['-    "vite": "^5.1.0",', '+    "vite": "^5.2.0",']), 'Bumps `vite` from 5.1.0 to 5.2.0.'],
  [file('test/a.test.ts', ["+it('one', () => {", '+  a();', "+it('two', () => {", '+  b();']), 'Adds 2 tests (`one` and `two`).'],
] satisfies [FileChange, string][])('says all by code of $path', (change, text) => {
  expect(sentence(change)).toEqual({ text, enough: true });
});

it('says that code moved, and where from', () => {
  const lines = ['export function one() {', '  return first();', '  return second();', '}'];
  const from = file('src/a.ts', lines.map((line) => `-${line}`));
  expect(sentence(added('src/b.ts', lines), from)).toEqual({ text: 'New file: its lines come from `src/a.ts`, as they were.', enough: true });
  expect(sentence(from, added('src/b.ts', lines))).toEqual({ text: 'Lines go to `src/b.ts`, as they were.', enough: true });
});

it('names what a larger change touches, and leaves the rest to the model', () => {
  expect(sentence(file('src/a.ts', ['+export function one() {', '+  a();', '-export class Two {', '-  b();', '-  c();']))).toEqual({ text: 'Adds `one`; removes `Two`.', enough: false });
  expect(sentence(file('src/a.txt', ['+one', '+two', '-three']))).toEqual({ text: 'Adds 2 lines and removes one line, beginning with `one`.', enough: false });
});

it('keeps code spans of hostile names whole', () => {
  expect(sentence(file('src/a.ts', ['+const a = `x` + `y`;'])).text).toBe('Adds the line ``const a = `x` + `y`;``.');
});
