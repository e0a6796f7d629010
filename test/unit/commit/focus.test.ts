import { describe, expect, it } from 'vitest';
import { focusOn } from '../../../src/workers/commit/focus.ts';
import { file } from './changes.ts';

const source = file('src/queue.ts', ['-drain();', '+flush();']);
const lines = (changed: ReturnType<typeof focusOn>) => changed.files.map(({ path, hunks }) => [path, hunks.flatMap((hunk) => hunk.lines)]);

describe('focusOn', () => {
  it('leaves of tests new names, and of documentation that it changed', () => {
    const test = file('test/queue.test.ts', ["+it('flushes the queue', () => {", '+  expect(flush()).toBe(1);', '+});']);
    const focus = focusOn([source, test, file('docs/queue.md', ['+Flushing is new.'])]);
    expect(lines(focus)).toEqual([
      ['src/queue.ts', ['-drain();', '+flush();']],
      ['test/queue.test.ts', ['+flushes the queue']],
      ['docs/queue.md', []],
    ]);
    expect(focus.files[1]).toMatchObject({ added: test.added, path: 'test/queue.test.ts' });
  });

  it('keeps everything where no source changes', () => {
    const files = [file('test/a.test.ts', ['-a', '+b']), file('CHANGELOG.md', ['+- A long entry that says something'])];
    expect(focusOn(files)).toEqual({ files, changelog: '' });
    expect(focusOn([])).toEqual({ files: [], changelog: '' });
  });

  it('tells what the changelog gains, in short', () => {
    const entries = ['+## 1.2.0', '+- Flush the queue when it is stopped', '+', '+* Another entry about this thing', '+- A third one that is too many', '-- An entry that goes away'];
    expect(focusOn([source, file('CHANGELOG.md', entries)]).changelog).toBe('- Flush the queue when it is stopped * Another entry about this thing');
    expect(focusOn([source, file('CHANGES.rst', [`+-   ${'word '.repeat(500)}`])]).changelog.length).toBeLessThanOrEqual(240);
    expect(focusOn([source, file('src/history.ts', ['+export const one = two three four'])]).changelog).toBe('');
  });
});
