import { describe, expect, it } from 'vitest';
import { contentOf, noContent, stepFrom } from '../../../src/editor/review-content.ts';
import { type Keep, ReadMarks } from '../../../src/editor/review-read.ts';
import { sidesOf } from '../../../src/editor/review-sides.ts';
import type { ReviewFile, ReviewOutput } from '../../../src/workers/review/input.ts';

const file = (path: string, changes: Partial<ReviewFile> = {}): ReviewFile => ({ path, kind: 'modified', role: 'source', added: 3, removed: 1, summary: `Changes ${path}.`, by: 'code', risks: [], ...changes });
const output = (...files: ReviewFile[]): ReviewOutput => ({ base: 'main', head: 'größe', baseId: 'a'.repeat(40), summary: 'Cuts long texts.', files });
const paths = (views: { path: string }[]) => views.map(({ path }) => path);

describe('contentOf', () => {
  const some = output(
    file('b.ts', { risks: [{ kind: 'migration', detail: 'Drops a column.', line: 7 }] }),
    file('yarn.lock', { role: 'lock', risks: [{ kind: 'dependency', detail: 'Adds left-pad.', line: null }] }),
    file('a.ts'),
    file('dist/a.js', { role: 'generated' }),
  );

  it('keeps the reading order and its numbers, with generated and lock files by themselves', () => {
    const content = contentOf(some, new Set(), undefined);
    expect(content.files.map(({ number, path }) => [number, path])).toEqual([[1, 'b.ts'], [3, 'a.ts']]);
    expect(content.folded.map(({ number, path }) => [number, path])).toEqual([[2, 'yarn.lock'], [4, 'dist/a.js']]);
    expect(content.summary).toBe('Cuts long texts.');
    expect(content.counts).toBe('4 files · +12 −4 · 2 places to look at closely');
  });

  it('lists the places to look at in the order of the files, those of folded files too', () => {
    expect(contentOf(some, new Set(), undefined).risks).toEqual([
      { kind: 'Migration', detail: 'Drops a column.', path: 'b.ts', line: 7 },
      { kind: 'Dependency', detail: 'Adds left-pad.', path: 'yarn.lock', line: null },
    ]);
  });

  it('knows what was read, and nothing of files that are not there', () => {
    const { read, files } = contentOf(some, new Set(['a.ts', 'yarn.lock', 'gone.ts']), undefined);
    expect(read).toEqual({ done: 2, total: 4 });
    expect(files.map((one) => one.read)).toEqual([false, true]);
  });

  it('says whether there is a file before and after the current one', () => {
    const steps = (current: string | undefined, read: string[] = []) => {
      const { previous, next } = contentOf(some, new Set(read), current);
      return [previous, next];
    };
    expect([steps(undefined), steps('b.ts'), steps('a.ts'), steps('gone.ts')]).toEqual([[false, true], [false, true], [true, true], [false, true]]);
    // The last one can still be left.
    expect([steps('dist/a.js'), steps('dist/a.js', ['dist/a.js'])]).toEqual([[true, true], [true, false]]);
    expect(contentOf(some, new Set(), 'a.ts').files.map(({ current }) => current)).toEqual([false, true]);
  });

  it('is empty for an answer without files, but for its summary', () => {
    expect(contentOf(output(), new Set(), undefined)).toEqual({ ...noContent, summary: 'Cuts long texts.' });
  });

  it('holds a thousand files', () => {
    const many = Array.from({ length: 1000 }, (_, index) => file(`src/${index}.ts`));
    expect(paths(contentOf(output(...many), new Set(), undefined).files)).toEqual(paths(many));
  });
});

describe('stepFrom', () => {
  const files = ['a', 'b', 'c'].map((path) => ({ path }));

  it('begins at the first file', () => {
    for (const current of [undefined, 'gone']) for (const direction of [1, -1] as const) expect(stepFrom(files, current, direction)).toEqual({ open: 'a', left: undefined });
    expect(stepFrom([], undefined, 1)).toEqual({ open: undefined, left: undefined });
  });

  it('opens the neighbour and leaves the current one', () => {
    expect(stepFrom(files, 'a', 1)).toEqual({ open: 'b', left: 'a' });
    expect(stepFrom(files, 'c', -1)).toEqual({ open: 'b', left: 'c' });
  });

  it('leaves the last file without opening another, and stays before the first', () => {
    expect(stepFrom(files, 'c', 1)).toEqual({ open: undefined, left: 'c' });
    expect(stepFrom(files, 'a', -1)).toEqual({ open: undefined, left: undefined });
  });
});

describe('sidesOf', () => {
  it('compares the base with the file on disk, or with the commit where another is checked out', () => {
    expect(sidesOf(file('src/a.ts'), true)).toEqual({ old: { path: 'src/a.ts', at: 'base' }, new: { path: 'src/a.ts', at: 'working' } });
    expect(sidesOf(file('src/a.ts', { kind: 'mode' }), false)).toEqual({ old: { path: 'src/a.ts', at: 'base' }, new: { path: 'src/a.ts', at: 'head' } });
  });

  it('compares a renamed file with what it was called', () => {
    for (const kind of ['renamed', 'copied'] as const) {
      expect(sidesOf(file('new.ts', { kind, oldPath: 'old.ts' }), true)).toEqual({ old: { path: 'old.ts', at: 'base' }, new: { path: 'new.ts', at: 'working' } });
    }
  });

  it('has one side of what is new or gone', () => {
    expect(sidesOf(file('a.ts', { kind: 'added' }), false)).toEqual({ old: null, new: { path: 'a.ts', at: 'head' } });
    expect(sidesOf(file('a.ts', { kind: 'deleted' }), true)).toEqual({ old: { path: 'a.ts', at: 'base' }, new: null });
  });

  it.each(['../a', 'a/../../b', '/etc/passwd', 'a\\..\\..\\b', 'C:\\a', 'c:/a', '', 'a//b', './a', 'a\0b'])('refuses %j, also as an old path', (path) => {
    expect(() => sidesOf(file(path), true)).toThrow('leads out of the repository');
    expect(() => sidesOf(file('a.ts', { kind: 'renamed', oldPath: path }), true)).toThrow('leads out of the repository');
  });
});

describe('ReadMarks', () => {
  const memory = (kept?: unknown): Keep & { kept: unknown } => ({
    kept,
    get() {
      return this.kept;
    },
    async update(_key, value) {
      this.kept = JSON.parse(JSON.stringify(value));
    },
  });

  it('are kept for the commit of a repository, and no other', () => {
    const keep = memory();
    new ReadMarks(keep).mark('file:///r', 'c1', ['a', 'b'], true);
    const marks = new ReadMarks(keep);
    marks.mark('file:///r', 'c1', ['b'], false);
    marks.mark('file:///r', 'c1', ['c'], true);
    expect([...marks.of('file:///r', 'c1')]).toEqual(['a', 'c']);
    expect([marks.of('file:///r', 'c2').size, marks.of('file:///q', 'c1').size]).toEqual([0, 0]);
  });

  it('are forgotten for reviews of long ago', () => {
    const marks = new ReadMarks(memory());
    for (let commit = 0; commit < 30; commit++) marks.mark('file:///r', `c${commit}`, ['a'], true);
    expect([marks.of('file:///r', 'c0').size, marks.of('file:///r', 'c29').size]).toEqual([0, 1]);
  });

  it.each([['a text', 'x'], ['a list of other things', [null, 1, { review: 'file:///r c1' }, { review: 'file:///r c1', paths: [1] }]], ['an object', { paths: [] }]])('count %s as nothing', (_what, kept) => {
    const marks = new ReadMarks(memory(kept));
    expect(marks.of('file:///r', 'c1').size).toBe(0);
    marks.mark('file:///r', 'c1', ['a'], true);
    expect([...marks.of('file:///r', 'c1')]).toEqual(['a']);
  });
});
