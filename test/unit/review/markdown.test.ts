import { describe, expect, it } from 'vitest';
import type { ReviewFile, ReviewOutput } from '../../../src/workers/review/input.ts';
import { reviewMarkdown } from '../../../src/workers/review/markdown.ts';
import { countsText, KIND_WORDS, roleText } from '../../../src/workers/review/words.ts';

const file = (path: string, changes: Partial<ReviewFile> = {}): ReviewFile => ({ path, kind: 'modified', role: 'source', added: 3, removed: 1, summary: `Changes ${path}.`, by: 'code', risks: [], ...changes });
const output = (files: ReviewFile[], changes: Partial<ReviewOutput> = {}): ReviewOutput => ({ base: 'origin/main', head: 'größe', baseId: null, summary: 'Cuts long texts.', files, ...changes });

describe('reviewMarkdown', () => {
  it('says what is risky first, then each file in reading order, then what nobody reads', () => {
    const files = [
      file('src/login.ts', { risks: [{ kind: 'security', detail: 'Compares passwords with `==`.', line: 12 }, { kind: 'public-api', detail: 'Drops `login()`.', line: null }] }),
      file('package-lock.json', { role: 'lock', summary: '', added: 1200, removed: 0 }),
      file('test/login.test.ts', { role: 'test', kind: 'renamed', oldPath: 'test/old.test.ts' }),
    ];
    expect(reviewMarkdown(output(files))).toBe(`# Review of \`größe\` → \`origin/main\`

Cuts long texts.

3 files · +1,206 −2 · 2 places to look at closely

## Look closely at

- **Security**: Compares passwords with \`==\`. (\`src/login.ts:12\`)
- **Public API**: Drops \`login()\`. (\`src/login.ts\`)

## Files in reading order

1. \`src/login.ts\` (+3 −1, source): Changes src/login.ts.
   - **Security**, line 12: Compares passwords with \`==\`.
   - **Public API**: Drops \`login()\`.
3. \`test/login.test.ts\` (+3 −1, test · renamed from \`test/old.test.ts\`): Changes test/login.test.ts.

## Generated and lock files

2. \`package-lock.json\` (+1200 −0, lock file)
`);
  });

  it('lets no text of the diff or the model bring markup of its own', () => {
    const hostile = '<img src=x onerror=alert(1)> @everyone ![x](http://x.example/) `open';
    const text = reviewMarkdown(
      output([file('src/`a`\n# b.ts', { summary: `one\n\n# ${hostile}`, risks: [{ kind: 'ci', detail: hostile, line: 1 }], kind: 'renamed', oldPath: '`<b>`' })], { summary: hostile, head: '`x`\n# y', base: null }),
    );
    // What is left of them outside of code spans.
    const bare = text.replace(/(`+)(?:(?!\1).)+\1/g, '');
    expect(bare).not.toMatch(/(?<!\\)<|@everyone|(?<!\\)!\[/);
    expect(text.match(/^#+ .*$/gm)).toHaveLength(3);
    expect(text.split('\n')[0]).toMatch(/^# Review of ``/);
  });

  it('has no part without content', () => {
    expect(reviewMarkdown(output([], { base: null, head: null, summary: '' }))).toBe('# Review\n\n0 files · +0 −0 · no place to look at more closely than others\n');
  });
});

describe('the words of a review', () => {
  it('count files, lines and places', () => {
    expect(countsText({ files: [file('a', { risks: [{ kind: 'unseen', detail: '', line: null }] })] })).toBe('1 file · +3 −1 · 1 place to look at closely');
  });

  it('name what a file is for, and what became of it', () => {
    expect(roleText({ role: 'source', kind: 'modified' })).toBe('source');
    expect(roleText({ role: 'docs', kind: 'added' })).toBe('documentation · new');
    expect(roleText({ role: 'config', kind: 'copied', oldPath: 'a.json' })).toBe('configuration · copied from a.json');
    expect(roleText({ role: 'ci', kind: 'renamed' })).toBe('CI · renamed');
    expect(roleText({ role: 'asset', kind: 'mode' })).toBe('asset · mode changed');
  });

  it('are there for each kind, without an identifier’s hyphens', () => {
    for (const word of Object.values(KIND_WORDS)) expect(word).toMatch(/^[A-Z][A-Za-z ]+$/);
  });
});
