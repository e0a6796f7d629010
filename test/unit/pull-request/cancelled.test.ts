import { describe, expect, it } from 'vitest';
import type { ChangeKind, FileChange } from '../../../src/core/changes.ts';
import { countingCommits, survivingCommits } from '../../../src/workers/pull-request/cancelled.ts';
import { changedLines } from '../../../src/workers/pull-request/changed-lines.ts';
import { closedIssues } from '../../../src/workers/pull-request/commits.ts';

/** A file's change by its lines with their signs. */
function file(path: string, lines: string[], more: Partial<FileChange> = {}): FileChange {
  const count = (sign: string) => lines.filter((line) => line.startsWith(sign)).length;
  return { path, kind: 'modified' as ChangeKind, binary: false, submodule: false, added: count('+'), removed: count('-'), hunks: lines.length === 0 ? [] : [{ section: '', oldStart: 1, newStart: 1, lines }], ...more };
}

const lines = (name: string, count: number, sign = '+') => Array.from({ length: count }, (_, index) => `${sign}${name} ${index}`);
let next = 0;
const commit = (subject: string, files: FileChange[], body = '', id = (++next).toString(16).padStart(40, 'a')) => ({ id, subject, body, changed: changedLines(files) });
const subjects = (commits: ReturnType<typeof commit>[], net: FileChange[]) => survivingCommits(commits, net).map(({ id }) => commits.find((other) => other.id === id)!.subject);

const a = file('a.ts', lines('a', 5));
const b = file('b.ts', lines('b', 5));
const notA = file('a.ts', lines('a', 5, '-'));

describe('reverts', () => {
  const add = commit('Add a', [a], 'Fixes #7');
  const other = commit('Add b', [b], 'Fixes #8');
  const revert = commit('Revert "Add a"', [notA], `This reverts commit ${add.id}.`);
  const again = commit('Reapply "Add a"', [a], `This reverts commit ${revert.id}.`);

  it('takes both away, and their issues', () => {
    const commits = [add, other, revert];
    const found = survivingCommits(commits, [b]);
    expect(found).toEqual([{ id: other.id, share: 1, folded: [] }]);
    expect(closedIssues(countingCommits(commits, found))).toEqual(['Fixes #8']);
  });

  it('brings back what a revert of the revert brings back', () => {
    expect(subjects([add, other, revert, again], [a, b])).toEqual(['Add a', 'Add b']);
    const more = commit('Revert "Reapply "Add a""', [notA], `This reverts commit ${again.id}.`);
    expect(subjects([add, other, revert, again, more], [b])).toEqual(['Add b']);
  });

  it('goes by the subject where the id is that of before a rebase', () => {
    const stale = 'This reverts commit 0123456789abcdef0123456789abcdef01234567.';
    expect(subjects([add, other, commit('Revert "Add a" (#12)', [notA], stale)], [b])).toEqual(['Add b']);
    expect(subjects([commit('feat: a', [a]), other, commit('revert: feat: a', [notA])], [b])).toEqual(['Add b']);
    const first = commit('Revert "Add a"', [notA], stale);
    expect(subjects([add, other, first, commit('Reapply "Add a"', [a], stale)], [a, b])).toEqual(['Add a', 'Add b']);
  });

  it('takes short ids, and several of them', () => {
    const both = commit('Back out', [notA, file('b.ts', lines('b', 5, '-'))], `This reverts commit ${add.id.slice(0, 40)} and more.\nThis reverts commit ${other.id}.`);
    const c = commit('Add c', [file('c.ts', ['+c'])]);
    expect(subjects([add, other, both, c], [file('c.ts', ['+c'])])).toEqual(['Add c']);
  });

  it('takes a revert of what is not on the branch for a change', () => {
    expect(subjects([commit('Revert "Break it"', [notA], 'This reverts commit 0123456789abcdef0123456789abcdef01234567.'), other], [notA, b])).toEqual(['Revert "Break it"', 'Add b']);
  });

  it('lets the diffs tell what half a revert leaves', () => {
    const half = commit('Revert "Add a"', [file('a.ts', lines('a', 2, '-'))], `This partially reverts commit ${add.id}.`);
    const [found] = survivingCommits([add, half], [file('a.ts', lines('a', 5).slice(2))]);
    expect(found).toEqual({ id: add.id, share: 0.6, folded: [] });
  });

  it('keeps what was written again after its revert', () => {
    const second = commit('Add a', [a]);
    expect(survivingCommits([add, revert, second], [a]).map(({ id }) => id)).toEqual([second.id]);
  });
});

describe('corrections', () => {
  it('folds them into what they correct, also by the beginning of a subject or an id', () => {
    const add = commit('Add a to the list', [a]);
    const fixes = [commit('fixup! Add a to the list', [file('a.ts', ['-a 0', '+a zero'])]), commit('squash! fixup! Add a', [file('a.ts', ['+more'])]), commit(`amend! ${add.id.slice(0, 12)}`, [file('a.ts', ['+last'])])];
    const found = survivingCommits([add, ...fixes], [file('a.ts', [...lines('a', 5).slice(1), '+a zero', '+more', '+last'])]);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({ id: add.id, folded: fixes.map(({ id }) => id) });
    // Of nine changed lines seven are there: not the first one, and not its removal.
    expect(found[0]!.share).toBeCloseTo(7 / 9);
  });

  it('lets a correction of an older commit stand for itself, if anything of it is left', () => {
    const fix = commit('fixup! Older', [b]);
    expect(subjects([commit('Add a', [a]), fix], [a, b])).toEqual(['Add a', 'fixup! Older']);
    expect(subjects([commit('Add a', [a]), fix], [a])).toEqual(['Add a']);
  });

  it('drops a correction with the commit that was reverted', () => {
    const add = commit('Add a', [a]);
    const fix = commit('fixup! Add a', [file('a.ts', ['+extra'])]);
    const revert = commit('Revert "Add a"', [file('a.ts', [...lines('a', 5, '-'), '-extra'])], `This reverts commit ${add.id}.`);
    expect(subjects([add, fix, revert, commit('Add b', [b])], [b])).toEqual(['Add b']);
  });
});

describe('content', () => {
  it('drops what later commits have undone or written anew', () => {
    const commits = [commit('Try a', [a]), commit('Write a otherwise', [file('a.ts', [...lines('a', 5, '-'), ...lines('better', 5)])])];
    const found = survivingCommits(commits, [file('a.ts', lines('better', 5))]);
    expect(found).toEqual([{ id: commits[1]!.id, share: 0.5, folded: [] }]);
  });

  it('drops a commit of which nearly nothing is left, not one of which some lines are', () => {
    const first = commit('Big', [file('a.ts', lines('a', 200))]);
    const second = commit('Other', [b]);
    expect(subjects([first, second], [file('a.ts', lines('a', 3)), b])).toEqual(['Other']);
    expect(subjects([first, second], [file('a.ts', lines('a', 8)), b])).toEqual(['Big', 'Other']);
  });

  it('follows a file through renames, there and back', () => {
    const rename = (oldPath: string, path: string) => file(path, [], { kind: 'renamed', oldPath });
    const edit = commit('Edit', [file('a.ts', ['-old', '+new'])]);
    expect(subjects([edit, commit('Move', [rename('a.ts', 'b.ts')])], [file('b.ts', ['-old', '+new'], { kind: 'renamed', oldPath: 'a.ts' })])).toEqual(['Edit', 'Move']);
    expect(subjects([edit, commit('Move', [rename('a.ts', 'b.ts')])], [file('a.ts', ['-old', '-x'], { kind: 'deleted' }), file('b.ts', ['+new', '+x'], { kind: 'added' })])).toEqual(['Edit', 'Move']);
    expect(subjects([commit('Move', [rename('a.ts', 'b.ts')]), commit('Edit b', [file('b.ts', ['+new'])]), commit('Move on', [rename('b.ts', 'c.ts')])], [file('c.ts', ['+new'], { kind: 'renamed', oldPath: 'a.ts' })])).toEqual(['Move', 'Edit b', 'Move on']);
    const swap = commit('Swap', [rename('a.ts', 'b.ts'), rename('b.ts', 'a.ts')]);
    expect(survivingCommits([edit, swap], [file('b.ts', ['-old', '+new'], { kind: 'renamed', oldPath: 'a.ts' }), rename('b.ts', 'a.ts')])[0]).toMatchObject({ id: edit.id, share: 1 });
  });

  it('counts a line for the last commit that wrote it, and braces only where there is nothing else', () => {
    const [first, last] = [commit('First', [file('a.ts', ['+same', '+}'])]), commit('Last', [file('a.ts', ['+same', '+}'])])];
    const between = commit('Between', [file('a.ts', ['-same', '-}'])]);
    expect(subjects([first, between, last], [file('a.ts', ['+same', '+}'])])).toEqual(['Last']);
    expect(subjects([commit('Lost', [file('a.ts', ['+lost', '+}'])]), commit('Brace', [file('a.ts', ['+}'])])], [file('a.ts', ['+}', '+}'])])).toEqual(['Brace']);
  });

  it('leaves lines that are only moved or indented to who wrote them', () => {
    const move = (from: string, to: string) => commit(`Move to ${to}`, [file(from, lines('a', 5, '-')), file(to, lines('a', 5))]);
    const add = commit('Add a', [a]);
    expect(subjects([add, move('a.ts', 'lib.ts'), move('lib.ts', 'end.ts')], [file('end.ts', lines('a', 5))])).toEqual(['Add a', 'Move to end.ts']);
    const indent = commit('Indent', [file('a.ts', [...lines('a', 5, '-'), '+if (x) {', ...lines('  a', 5), '+}'])]);
    expect(survivingCommits([add, indent], [file('a.ts', ['+if (x) {', ...lines('  a', 5), '+}'])])[0]).toMatchObject({ id: add.id, share: 1 });
    expect(subjects([move('old.ts', 'new.ts')], [file('old.ts', lines('a', 5, '-')), file('new.ts', lines('a', 5))])).toEqual(['Move to new.ts']);
  });

  it('goes by the file where there are no lines', () => {
    const image = (path: string, kind: ChangeKind) => file(path, [], { kind, binary: true });
    const commits = [commit('Add image', [image('x.png', 'added')]), commit('Add other', [image('y.png', 'added')]), commit('Remove image', [image('x.png', 'deleted')]), commit('Empty', [])];
    expect(subjects(commits, [image('y.png', 'added')])).toEqual(['Add other']);
    expect(subjects([commit('Grow', [file('big.ts', lines('x', 3))])], [file('big.ts', [], { added: 30_000 })])).toEqual(['Grow']);
  });

  it('leaves out merges', () => {
    const merges = ["Merge branch 'main' into x", 'Merge pull request #3 from a/b', "Merge remote-tracking branch 'origin/main'"].map((subject) => commit(subject, [a]));
    expect(subjects([...merges, commit('Merge sort', [b])], [a, b])).toEqual(['Merge sort']);
  });

  it('keeps all where none would be left of a branch that does change something', () => {
    expect(subjects([commit('One', [a]), commit('Two', [b])], [file('c.ts', ['+c'])])).toEqual(['One', 'Two']);
    expect(survivingCommits([commit('One', [a])], [])).toEqual([]);
    expect(survivingCommits([], [a])).toEqual([]);
  });

  it('bears a large branch', () => {
    const commits = Array.from({ length: 500 }, (_, index) => commit(index % 2 ? `fixup! Change ${index - 1}` : `Change ${index}`, [file(`f${index % 40}.ts`, lines(`line of ${index}`, 100))]));
    const net = Array.from({ length: 40 }, (_, name) => file(`f${name}.ts`, commits.flatMap((_commit, index) => (index % 40 === name ? lines(`line of ${index}`, 100) : []))));
    const found = survivingCommits(commits, net);
    expect(found).toHaveLength(250);
    expect(found.every(({ share, folded }) => share === 1 && folded.length === 1)).toBe(true);
  });
});
