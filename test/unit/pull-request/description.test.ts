import { describe, expect, it } from 'vitest';
import { parseDiff } from '../../../src/sources/git/parse-diff.ts';
import { describe as describeSaid } from '../../../src/workers/pull-request/description.ts';
import type { Message, PullRequestFacts } from '../../../src/workers/pull-request/facts.ts';
import { changed } from './changed.ts';

function facts(diff: string, commits: Message[] = [], template: string | null = null, closes: string[] = []): PullRequestFacts {
  return { range: null, recentSubjects: [], files: parseDiff(diff), pieces: [], lead: '', purpose: '', points: [], commits, template, closes, readable: true, style: {} as PullRequestFacts['style'], issues: new Set(), known: '', comeAndGone: { come: new Set(), gone: new Set(), net: new Map() }, before: new Set() };
}
const descriptionOf = (summary: string, given: PullRequestFacts) => describeSaid({ summary, changes: '' }, given);
const SOURCE = changed('src/sort.ts', '', '+const order = process.env.SORT_ORDER;');
const TEST = changed('test/sort.test.ts', '', "+it('keeps the order', () => {");

describe('the description', () => {
  it('is short where there is little to say', () => {
    expect(descriptionOf('- Sort well', facts(changed('src/sort.ts', '', '+x')))).toBe('## Summary\n\n- Sort well\n\n## Changes\n\n- **Source** (+1): `src/sort.ts`\n');
    expect(descriptionOf('', facts(changed('src/sort.ts', '', '+x')))).toBe('## Changes\n\n- **Source** (+1): `src/sort.ts`\n');
  });

  it('lists the points in place of a few files, and above many', () => {
    const said = { summary: 'Sort well.', changes: '- Add `sort`' };
    expect(describeSaid(said, facts(SOURCE))).toMatch(/^## Summary\n\nSort well\.\n\n## Changes\n\n- Add `sort`\n\n## Migration/);
    const many = Array.from({ length: 13 }, (_, index) => changed(`src/${index}.ts`, '', '+x')).join('');
    expect(describeSaid(said, facts(many))).toMatch(/- Add `sort`\n\n- \*\*/);
  });

  it('indents a list of what breaks below its bullet', () => {
    const commits = [{ subject: 'feat!: sort well', body: 'BREAKING CHANGE: gone are\n- `a`\n- `b`\n\nBefore:\n\n    x();' }];
    expect(descriptionOf('- Sort well', facts(SOURCE, commits))).toContain('## Breaking changes\n\n- gone are\n  - `a`\n  - `b`\n\n  Before:\n\n      x();\n');
  });

  it('has a section for each part that there is something to say to', () => {
    const commits = [{ subject: 'feat!: sort well', body: 'BREAKING CHANGE: `sort` takes a list\n\nTest plan: ran it\n\nRefs #3, ABC-7\n' }];
    expect(descriptionOf('- Sort well', facts(SOURCE + TEST, commits, null, ['Fixes #2']))).toBe(
      [
        ...['## Summary', '- Sort well', '## Changes', '- **Source** (+1): `src/sort.ts`\n- **Tests** (+1): `test/sort.test.ts`', '## How it was tested', 'ran it', 'Adds a test in `test/sort.test.ts`: keeps the order'],
        ...['## Breaking changes', '- `sort` takes a list', '## Migration', '- Reads the environment variable `SORT_ORDER`', 'Fixes #2', 'Refs #3, ABC-7\n'],
      ].join('\n\n'),
    );
  });

  it('says nothing twice where a commit’s body is the summary', () => {
    const body = 'Equal items kept their order.\n\nTest plan:\nran it\n\nBREAKING CHANGE: takes a list\n\nFixes #2, see #3';
    expect(descriptionOf(body, facts(changed('src/sort.ts', '', '+x'), [{ subject: 'Sort', body }], null, ['Fixes #2']))).toBe(
      '## Summary\n\nEqual items kept their order.\n\nFixes #2, see #3\n\n## Changes\n\n- **Source** (+1): `src/sort.ts`\n\n## How it was tested\n\nran it\n\n## Breaking changes\n\n- takes a list\n',
    );
  });

  it('fills the template of the repository instead', () => {
    const template = '## What\n\n## Tests\n\n## Release notes\n\n- [ ] read\n';
    const given = facts(SOURCE + TEST + changed('CHANGELOG.md', '', '+- Sort keeps the order'), [], template, ['Fixes #2']);
    expect(descriptionOf('- Sort well', given)).toBe(
      [
        ...['## What', '- Sort well', '**Changes**', '- **Source** (+1): `src/sort.ts`\n- **Tests** (+1): `test/sort.test.ts`\n- **Documentation** (+1): `CHANGELOG.md`', '**Migration**', '- Reads the environment variable `SORT_ORDER`', 'Fixes #2'],
        ...['## Tests', 'Adds a test in `test/sort.test.ts`: keeps the order', '## Release notes\n\n- [ ] read\n'],
      ].join('\n\n'),
    );
  });

  it('tells of tests that only changed where a template asks', () => {
    const diff = changed('test/sort.test.ts', '', '-x', '+y');
    expect(descriptionOf('', facts(diff, [], '## Description\n\n## Testing\n'))).toContain('## Testing\n\nChanges `test/sort.test.ts`\n');
    expect(descriptionOf('', facts(diff))).not.toContain('tested');
  });

  it('is written anew for each summary from the same facts', () => {
    const given = facts(SOURCE);
    expect([descriptionOf('- a', given), descriptionOf('- b', given)].map((text) => text.slice(0, 17))).toEqual(['## Summary\n\n- a\n\n', '## Summary\n\n- b\n\n']);
  });

  it('keeps what is hostile in names and commits from being markup', () => {
    const commits = [{ subject: 'x', body: 'BREAKING CHANGE: <img src=x onerror=y> @everyone ]]> ![a](http://b)\n\nTest plan: <b>' }];
    const text = descriptionOf('', facts('diff --git "a/a`<b>\\n## c.ts" "b/a`<b>\\n## c.ts"\nnew file mode 100644\n', commits));
    expect(text.replace(/(`+).*?\1/g, '')).not.toMatch(/(?<!\\)<|@everyone|(?<!\\)!\[|^## c/m);
  });
});
