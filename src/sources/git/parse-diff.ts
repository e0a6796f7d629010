import type { FileChange, Hunk } from '../../core/changes.ts';
import { isNothing, sidesOfHeader, sidesOfMarkers, unquote } from './diff-path.ts';

/**
 * Reads a unified diff as git writes it (also a combined one, one with `--submodule=log`, and what plain `diff -u` prints).
 * Text before the first file and whatever is not understood is passed over; a diff that breaks off gives what was there.
 * Lines are as they stand in the file, a carriage return at their end included. The line counts of each hunk decide where
 * it ends, so lines of a file that look like headers do no harm. Takes linear time.
 */
export function parseDiff(diff: string): FileChange[] {
  const reader = new DiffReader(diff.split('\n'));
  return reader.read();
}

const HUNK = /^(@{2,}) ((?:-\d+(?:,\d+)? )+)\+(\d+)(?:,(\d+))? @{2,} ?(.*)$/;
const SUBMODULE = /^Submodule (.+?) (?:[0-9a-f]{7,64}\.{2,3}[0-9a-f]{7,64}(?: \((.+)\))?:?|contains (?:untracked|modified) content)$/;

class DiffReader {
  private readonly lines: string[];
  private readonly files: FileChange[] = [];
  private position = 0;
  private file: FileChange | undefined;
  /** Header lines count only before the file's first hunk. */
  private inHeader = false;

  constructor(lines: string[]) {
    // What follows the last line feed is no line.
    this.lines = lines.at(-1) === '' ? lines.slice(0, -1) : lines;
  }

  read(): FileChange[] {
    while (this.position < this.lines.length) {
      const line = this.headerLine(this.position);
      this.position++;
      if (!this.startOfFile(line)) this.lineOfFile(line);
    }
    return mergeTypeChanges(this.files);
  }

  /** A diff that was pasted through Windows has a carriage return after its headers too. */
  private headerLine(position: number): string {
    const line = this.lines[position] ?? '';
    return line.endsWith('\r') ? line.slice(0, -1) : line;
  }

  private startOfFile(line: string): boolean {
    if (line.startsWith('diff --git ')) {
      const sides = sidesOfHeader(line.slice('diff --git '.length));
      // A later line names the file where this one does not.
      this.open(sides?.new ?? '', sides && sides.old !== sides.new ? sides.old : undefined);
      return true;
    }
    const combined = /^diff --(?:cc|combined) (.+)$/.exec(line);
    if (combined) {
      this.open(unquote(combined[1]!));
      return true;
    }
    const submodule = SUBMODULE.exec(line);
    if (submodule) {
      this.openSubmodule(submodule[1]!, submodule[2] ?? '');
      return true;
    }
    if (!this.inHeader && line.startsWith('--- ') && this.headerLine(this.position).startsWith('+++ ') && HUNK.test(this.headerLine(this.position + 1))) {
      this.open('');
    }
    return false;
  }

  private open(path: string, oldPath?: string): void {
    this.file = { path, ...(oldPath !== undefined && { oldPath }), kind: 'modified', binary: false, submodule: false, added: 0, removed: 0, hunks: [] };
    this.files.push(this.file);
    this.inHeader = true;
  }

  private lineOfFile(line: string): void {
    const file = this.file;
    if (!file) return;
    const hunk = HUNK.exec(line);
    if (hunk) {
      this.inHeader = false;
      this.readHunk(file, hunk);
    } else if (this.inHeader) {
      this.readHeader(file, line);
    }
  }

  private readHeader(file: FileChange, line: string): void {
    if (/^(?:index \S+|new file mode|deleted file mode|new mode) ?160000$/.test(line)) file.submodule = true;
    const named = /^(rename|copy) (from|to) (.+)$/.exec(line);
    if (named) {
      file.kind = named[1] === 'rename' ? 'renamed' : 'copied';
      if (named[2] === 'from') file.oldPath = unquote(named[3]!);
      else file.path = unquote(named[3]!);
    } else if (line.startsWith('new file mode ')) file.kind = 'added';
    else if (line.startsWith('deleted file mode ')) file.kind = 'deleted';
    else if (line.startsWith('new mode ') && file.kind === 'modified') file.kind = 'mode';
    else if (/^index [0-9a-f,]+\.\.[0-9a-f]+/.test(line) && file.kind === 'mode') file.kind = 'modified';
    else if (/^omitted \+\d+ -\d+$/.test(line)) {
      // Ours: the file was too large to be read.
      [file.added, file.removed] = line.match(/\d+/g)!.map(Number) as [number, number];
    } else if (line === 'GIT binary patch' || /^Binary files (?:.* )?differ$/.test(line)) {
      file.binary = true;
      if (file.kind === 'mode') file.kind = 'modified';
      if (file.path === '') file.path = /^Binary files (?:a\/)?(.+) and (?:\/dev\/null|b\/.+) differ$/.exec(line)?.[1] ?? '';
    } else if (line.startsWith('--- ')) {
      const next = this.headerLine(this.position);
      if (!next.startsWith('+++ ')) return;
      this.position++;
      this.readMarkers(file, line.slice(4), next.slice(4));
    }
  }

  private readMarkers(file: FileChange, minus: string, plus: string): void {
    if (file.path === '') {
      const sides = sidesOfMarkers(minus, plus);
      file.path = sides.new;
      if (sides.old !== sides.new) file.oldPath = sides.old;
    }
    if (file.kind !== 'modified') return;
    if (isNothing(minus)) file.kind = 'added';
    else if (isNothing(plus)) file.kind = 'deleted';
  }

  private readHunk(file: FileChange, [, marks, olds, newStart, newCount, section]: RegExpExecArray): void {
    const parents = marks!.length - 1;
    const left = olds!.trim().split(' ').map((range) => Number(range.split(',')[1] ?? 1));
    let newLeft = Number(newCount ?? 1);
    const hunk: Hunk = { section: section!.trim(), oldStart: Number(/\d+/.exec(olds!)![0]), newStart: Number(newStart), lines: [] };
    file.hunks.push(hunk);

    while (newLeft > 0 || left.some((count) => count > 0)) {
      const line = this.lines[this.position];
      // A line that cannot belong to a hunk: the diff was cut.
      if (line === undefined || !/^(?:[ +\-\\\r]|$)/.test(line)) break;
      this.position++;
      if (line.startsWith('\\')) continue;
      const columns = line.slice(0, parents).padEnd(parents);
      const text = line.slice(parents);
      const removed = columns.includes('-');
      const added = !removed && columns.includes('+');
      if (!removed) newLeft--;
      for (let parent = 0; parent < parents; parent++) {
        if (removed ? columns[parent] === '-' : columns[parent] !== '+') left[parent] = (left[parent] ?? 0) - 1;
      }
      hunk.lines.push((removed ? '-' : added ? '+' : ' ') + text);
      if (removed) file.removed++;
      if (added) file.added++;
    }
    if (parents === 1 && hunk.lines.length > 0 && hunk.lines.every((line) => /^.Subproject commit [0-9a-f]{7,64}(?:-dirty)?\r?$/.test(line))) file.submodule = true;
  }

  /** `git diff --submodule=log`: one line for the submodule, then the subjects of its commits. */
  private openSubmodule(path: string, note: string): void {
    // `contains modified content` comes before the range of the same submodule.
    if (!(this.file?.submodule && this.file.path === path)) this.open(path);
    const file = this.file!;
    file.submodule = true;
    if (note === 'new submodule') file.kind = 'added';
    if (note === 'submodule deleted') file.kind = 'deleted';
    this.inHeader = false;
    const lines: string[] = [];
    for (let commit; (commit = /^ {2}([<>]) (.*)$/.exec(this.headerLine(this.position))); this.position++) {
      lines.push((commit[1] === '>' ? '+' : '-') + commit[2]!);
    }
    if (lines.length > 0) file.hunks.push({ section: '', oldStart: 0, newStart: 0, lines });
  }
}

/** Git writes a file that became a link (or the reverse) as a deletion and an addition of the same path. */
function mergeTypeChanges(files: FileChange[]): FileChange[] {
  const merged: FileChange[] = [];
  for (const file of files) {
    const before = merged.at(-1);
    if (before?.kind === 'deleted' && file.kind === 'added' && before.path === file.path) {
      merged[merged.length - 1] = {
        ...file,
        kind: 'modified',
        binary: before.binary || file.binary,
        submodule: before.submodule || file.submodule,
        added: before.added + file.added,
        removed: before.removed + file.removed,
        hunks: [...before.hunks, ...file.hunks],
      };
    } else if (file.path !== '') {
      merged.push(file);
    }
  }
  return merged;
}
