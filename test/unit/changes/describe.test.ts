import { describe, expect, it } from 'vitest';
import { describeFacts, summarize } from '../../../src/workers/changes/describe.ts';
import { file } from '../commit/changes.ts';

describe('describeFacts', () => {
  it('says what a change does, source before tests before docs', () => {
    const facts = describeFacts([
      file('README.md', ['+## Output as JSON']),
      file('test/queue.test.ts', ["+it('stops draining', async () => {"]),
      file('app/cli.py', ['+parser.add_argument("--json", action="store_true")', '+def render(rows):']),
      file('src/http/client.c', ['-static int conn_rd(conn *c)', '+static int connection_read(conn *c)']),
    ]);
    expect(facts).toEqual(['renames conn_rd to connection_read', 'adds option --json', 'adds function render', "adds test 'stops draining'", "adds section 'Output as JSON'"]);
  });

  it.each<[string, ReturnType<typeof file>[], string[]]>([
    ['a version', [file('package.json', ['-"vite": "^5.0.1"', '+"vite": "^6.0.0"'])], ['bumps vite from 5.0.1 to 6.0.0']],
    ['a version beside code', [file('package.json', ['-"vite": "^5.0.1"', '+"vite": "^6.0.0"', '+"zod": "^4.0.0"']), file('a.ts', ['+go();'])], ['bumps vite from 5.0.1 to 6.0.0', 'adds dependency zod']],
    ['an action by its commit', [file('.github/workflows/a.yml', [`-- uses: a/b@${'1'.repeat(40)}`, `+- uses: a/b@${'2'.repeat(40)}`])], ['bumps a/b']],
    ['formatting', [file('a.ts', ['-call(a,b)', '+call(a, b)'])], ['only formatting']],
    ['comments', [file('a.ts', ['-// was', '+// is more'])], ['only comments']],
    ['a typo', [file('README.md', ['-recieve', '+receive'])], ['corrects recieve to receive']],
    ['a year', [file('LICENSE', ['-Copyright 2023', '+Copyright 2024'])], ['copyright year 2023 to 2024']],
    ['a move', [file('lib/a.ts', [], { kind: 'renamed', oldPath: 'src/a.ts' })], ['moves a.ts to lib']],
    ['new and deleted files', [file('src/a.ts', ['+go();'], { kind: 'added' }), file('old.ts', ['-go();'], { kind: 'deleted' })], ['adds file a.ts', 'deletes old.ts']],
    ['nothing', [], []],
  ])('%s', (_, files, facts) => expect(describeFacts(files)).toEqual(facts));

  it('tells a function that went to another file as moved', () => {
    const body = ['def load(path):', '    text = read(path)', '    return parse(text)'];
    const facts = describeFacts([file('a.py', [...body.map((line) => `-${line}`), '-X = 1', '+print(X, 2)', '+print(3, 4)']), file('b.py', body.map((line) => `+${line}`))]);
    expect(facts).toContain('moves load from a.py to b.py');
    expect(facts.join()).not.toMatch(/adds function load|removes function load/);
  });

  it('is bounded and on one line each, whatever the diff holds', () => {
    const lines = Array.from({ length: 5000 }, (_, at) => `+function f${at}() {`);
    const facts = describeFacts([file('src/a.ts', lines), file('src/b\n.ts', ['+x'], { kind: 'added' })]);
    expect(facts.length).toBeLessThanOrEqual(60);
    expect(facts.join('')).not.toContain('\n');
  });
});

describe('summarize', () => {
  it('names what files add, rename, change and remove', () => {
    const change = file('src/a.ts', ['+function parse() {', '+class Token {', ' }', '-function old() {', ' }', ' function read() {', '-  a();', '+  b();', ' }', '-function conn_rd(c) {', '+function connection_read(c) {']);
    expect(summarize([change])).toBe('adds Token, parse; renames conn_rd to connection_read; changes read; removes old');
  });

  it('counts tests and what is over its length', () => {
    const many = Array.from({ length: 9 }, (_, at) => `+function f${at}() {`);
    expect(summarize([file('src/a.ts', many)], 2)).toBe('adds f0, f1 and 7 more');
    expect(summarize([file('a.test.ts', ["+it('one', () => {", "+it('two', () => {"])])).toBe('adds 2 tests');
    expect(summarize([file('data.bin.unknown', ['+x'])])).toBe('');
  });
});
