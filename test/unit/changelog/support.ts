import type { ReleaseCommit } from '../../../src/core/releases.ts';
import { draft } from '../../../src/workers/changelog/draft.ts';
import type { ChangelogFacts, ChangelogOutput } from '../../../src/workers/changelog/input.ts';

let count = 0;

/** A commit with an id of its own; `paths` are a source file unless given. */
export function commit(subject: string, { body = '', paths = ['src/a.ts'], author = 'Ada', id = (++count).toString(16).padStart(40, 'a') }: { body?: string; paths?: string[]; author?: string; id?: string } = {}): ReleaseCommit {
  return { id, subject, body, author: { name: author, email: '' }, paths };
}

export function facts(commits: ReleaseCommit[], more: Partial<ChangelogFacts> & { changelog?: string; path?: string } = {}): ChangelogFacts {
  const { changelog, path = 'CHANGELOG.md', ...rest } = more;
  return {
    kind: 'entry',
    root: '/repo',
    cwd: '/repo',
    range: { from: 'v1.0.0', to: 'HEAD' },
    version: undefined,
    date: '2024-05-31',
    commits,
    merged: [],
    habits: { changelog: changelog === undefined ? null : { path, text: changelog }, changesets: null, fragments: null },
    last: { tag: 'v1.0.0', version: '1.0.0', id: 'b'.repeat(40) },
    next: null,
    page: null,
    pieces: new Map(),
    ...rest,
  };
}

export function write(commits: ReleaseCommit[], more: Parameters<typeof facts>[1] = {}): ChangelogOutput {
  return draft(facts(commits, more)).output;
}

/** What becomes of the changelog; the text itself where nothing does. */
export function changed(commits: ReleaseCommit[], changelog: string, more: Parameters<typeof facts>[1] = {}): string {
  return write(commits, { ...more, changelog }).files[0]?.after ?? changelog;
}
