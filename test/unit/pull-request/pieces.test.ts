import { describe, expect, it } from 'vitest';
import type { GenerateRequest } from '../../../src/core/language-model.ts';
import { parseDiff } from '../../../src/sources/git/parse-diff.ts';
import { pieceOfMessage } from '../../../src/workers/pull-request/piece-message.ts';
import { leadOf } from '../../../src/workers/pull-request/lead.ts';
import { leadingPiece, mainPiece, pointsOfPieces } from '../../../src/workers/pull-request/piece-points.ts';
import { piecesOf, type Piece } from '../../../src/workers/pull-request/pieces.ts';
import { changed } from './changed.ts';

const signal = new AbortController().signal;

function prepared({ text = 'keep the order of equal items', diffs = {} as Record<string, string>, store = new Map<string, unknown>() } = {}) {
  const asked: GenerateRequest[] = [];
  const read: string[][] = [];
  const said: string[] = [];
  async function* changes(ids: string[]) {
    read.push(ids);
    for (const id of ids) if (diffs[id] !== undefined) yield { id, files: parseDiff(diffs[id]) };
  }
  const preparation = {
    budget: async () => ({ contextTokens: 4096, countTokens: async (texts: string[]) => texts.map((each) => Math.ceil(each.length / 4)) }),
    async ask(request: GenerateRequest) {
      asked.push(request);
      return { text, tokens: [], stopReason: 'end' as const, promptTokens: 1, cachedTokens: 0, firstTextMs: 0, totalMs: 0 };
    },
    rank: () => Promise.reject(new Error('Nothing is to be ranked.')),
    kept: { get: async (key: string) => store.get(key), put: async (key: string, value: unknown) => void store.set(key, value) },
    progress: ({ what }: { what: string }) => void said.push(what),
    signal,
  };
  return { asked, read, said, store, pieces: (commits: { id: string; subject: string; body: string; weight?: number }[]) => piecesOf(commits, changes, preparation) };
}
const commit = (id: string, subject: string, body = '') => ({ id, subject, body });
const DIFF = changed('src/sort.ts', '', '-return items.sort(compare);', '+return stable(items, compare);');

describe('what a message says of a commit', () => {
  it.each([
    ['feat(parser): Added lists (#12)', { text: 'Add lists', type: 'feat', scope: 'parser', breaking: null }],
    ['Sort items.', { text: 'Sort items', type: null, scope: '' }],
    ['Fix regression from #123 in parser', { text: 'Fix regression from #123 in parser' }],
    ['Fix #12: crash on empty input', { text: 'Fix crash on empty input', subject: 'Fix crash on empty input' }],
    ['Fixes #12: Cache never expires', { text: 'Fix cache never expires' }],
    ['Fix #12: add a check for empty input', { text: 'add a check for empty input' }],
    ['Closes #12: crash on empty input', { text: 'crash on empty input' }],
    ['runtime: release stacks of dead goroutines', { text: 'release stacks of dead goroutines', type: null, scope: 'runtime', subject: 'runtime: release stacks of dead goroutines' }],
    ['cmd/go, net: reads flags', { text: 'reads flags', scope: 'cmd/go, net', subject: 'cmd/go, net: reads flags' }],
    ['[parser] Added lists (#12)', { text: 'Add lists', scope: 'parser', subject: '[parser] Add lists' }],
    ['ABC-123: Adds dark theme', { text: 'Add dark theme', scope: '', subject: 'ABC-123: Add dark theme' }],
    ['feat(ABC-123): add dark theme', { text: 'add dark theme', type: 'feat', scope: '', subject: 'feat(ABC-123): add dark theme' }],
    ['Fix the build: pin the compiler', { text: 'Fix the build: pin the compiler', scope: '', subject: 'Fix the build: pin the compiler' }],
    ['WIP: read empty files', { text: 'read empty files', type: null, scope: '', subject: 'read empty files' }],
    ['feat: 新增暗色主题 (#33)', { text: '新增暗色主题', type: 'feat', subject: 'feat: 新增暗色主题' }],
    ['feat: ダークテーマを追加', { text: 'ダークテーマを追加', type: 'feat' }],
    ['修复空输入时的崩溃。', { text: '修复空输入时的崩溃' }],
    ['다크 테마 추가', { text: '다크 테마 추가' }],
    ['Set link color to #333', { text: 'Set link color to #333' }],
    ['Read empty files, fixes #12', { text: 'Read empty files' }],
    ['1) Added note for closures 2) Added test', { text: 'Add note for closures' }],
    ['fix!: keep the order', { text: 'keep the order', type: 'fix', breaking: 'keep the order' }],
  ])('%s', (subject, piece) => {
    expect(pieceOfMessage(commit('a', subject))).toMatchObject({ id: 'a', by: 'message', ...piece });
  });

  it.each(['wip', 'WIP: more', 'fix tests', 'fix lint errors', 'address review comments', 'apply suggestions from code review', 'typo', 'Update README.md'.replace('README.md', 'code'), 'feat: stuff', '', 'merge main into feature', 'oops', '修复', '修复bug', 'fix: 修复一些问题', '更新代码', 'レビュー指摘対応', 'バグ修正', '추가'])('is too little: %j', (subject) => {
    expect(pieceOfMessage(commit('a', subject))).toBeUndefined();
  });

  it('takes what breaks from the footer', () => {
    expect(pieceOfMessage(commit('a', 'feat!: sort well', 'BREAKING CHANGE: takes\n a list'))).toMatchObject({ breaking: 'takes a list' });
  });
});

describe('the pieces of a branch', () => {
  it('reads only commits whose message says too little, and keeps what it found by their id', async () => {
    const first = prepared({ diffs: { b: DIFF } });
    const commits = [commit('a', 'Sort items'), commit('b', 'feat: wip')];
    const pieces = await first.pieces(commits);
    expect(pieces).toEqual([
      { id: 'a', text: 'Sort items', subject: 'Sort items', type: null, scope: '', breaking: null, by: 'message' },
      { id: 'b', text: 'keep the order of equal items', type: 'feat', scope: '', breaking: null, by: 'model' },
    ]);
    expect(first).toMatchObject({ read: [['b']], said: ['Commit 1 of 1'] });
    expect(first.asked).toHaveLength(1);
    const second = prepared({ store: first.store });
    expect(await second.pieces(commits)).toEqual(pieces);
    expect(second).toMatchObject({ read: [], asked: [] });
  });

  it.each(['update the code', 'call `inventedThing`', ''])('falls back on the names where the model says %j', async (text) => {
    const [piece] = await prepared({ text, diffs: { a: changed('src/sort.ts', 'function sortItems(items) {', '-  a', '+  b') } }).pieces([commit('a', 'wip')]);
    expect(piece).toMatchObject({ by: 'code', text: 'change sortItems' });
  });

  it.each([
    [[changed('docs/guide.md', '', '+## Flags', '+Flags are read.')], 'update guide.md'],
    [[changed('a.yml', '', '+x: 1'), changed('src/sort.ts', 'function sortItems(items) {', '-  a', '+  b')], 'change sortItems'],
    [['diff --git a/SECURITY.md b/SECURITY.md\nnew file mode 100644\n--- /dev/null\n+++ b/SECURITY.md\n@@ -0,0 +1,2 @@\n+# Security Policy\n+Write to us.\n'], 'add SECURITY.md'],
  ])('names the files where names tell less: %#', async (diffs, text) => {
    const [piece] = await prepared({ text: '', diffs: { a: diffs.join('') } }).pieces([commit('a', 'wip')]);
    expect(piece).toMatchObject({ by: 'code', text });
  });

  it('needs no model for what is always called the same', async () => {
    const { asked, pieces } = prepared({ diffs: { a: 'diff --git a/old.ts b/new.ts\nsimilarity index 100%\nrename from old.ts\nrename to new.ts\n' } });
    expect((await pieces([commit('a', 'wip')]))[0]).toMatchObject({ by: 'code', text: expect.stringMatching(/^rename/) });
    expect(asked).toEqual([]);
  });

  it('asks for a dozen commits at most, the newest', async () => {
    const ids = Array.from({ length: 30 }, (_, index) => `c${index}`);
    const { asked, pieces } = prepared({ diffs: Object.fromEntries(ids.map((id) => [id, DIFF.replaceAll('sort', id)])) });
    const found = await pieces(ids.map((id) => commit(id, 'wip')));
    expect(found.map(({ by }) => by)).toEqual([...Array(18).fill('code'), ...Array(12).fill('model')]);
    expect(asked).toHaveLength(12);
  });

  it('asks for those of the greatest weight, where that is known', async () => {
    const ids = Array.from({ length: 14 }, (_, index) => `c${index}`);
    const { pieces } = prepared({ diffs: Object.fromEntries(ids.map((id) => [id, DIFF.replaceAll('sort', id)])) });
    const found = await pieces(ids.map((id, index) => ({ ...commit(id, 'wip'), weight: index > 10 ? 1 : 20 + index })));
    expect(found.filter(({ by }) => by === 'code').map(({ id }) => id)).toEqual(['c11', 'c12']);
  });

  it('makes do with the message where a commit cannot be read', async () => {
    expect(await prepared().pieces([commit('a', 'wip')])).toMatchObject([{ text: 'wip', by: 'message' }]);
  });

  it('leaves a kept value of another form alone', async () => {
    const store = new Map<string, unknown>([['commit 2 a', { text: 7 }]]);
    expect((await prepared({ store, diffs: { a: DIFF } }).pieces([commit('a', 'wip')]))[0]).toMatchObject({ by: 'model' });
  });
});

describe('points', () => {
  const piece = (text: string, type: string | null = null, more: Partial<Piece> = {}): Piece => ({ id: text, text, type, scope: '', breaking: null, by: 'message', ...more });

  it('have what breaks first, then features, fixes and the rest, each once', () => {
    const pieces = [piece('tidy up the tests', 'test'), piece('keep order', 'fix'), piece('sort', 'feat', { scope: 'list' }), piece('take a list', 'refactor', { breaking: 'x' }), piece('Keep order', 'fix')];
    expect(pointsOfPieces(pieces, [])).toEqual(['Take a list', 'Sort (list)', 'Keep order', 'Tidy up the tests']);
  });

  it('have what was said of a commit before the names that another one touches', () => {
    expect(pointsOfPieces([piece('change readLines', null, { by: 'code' }), piece('drop empty lines', null, { by: 'model' }), piece('keep order')], [])).toEqual(['Drop empty lines', 'Keep order', 'Change readLines']);
  });

  it('count what is left of many', () => {
    const points = pointsOfPieces(Array.from({ length: 20 }, (_, index) => piece(`do thing ${index}`)), []);
    expect(points).toHaveLength(8);
    expect(points.at(-1)).toBe('13 smaller changes');
  });

  it('leave out the formatter’s work, and tests where the description tells of them', () => {
    const pieces = [piece('sort well'), piece('Format with rustfmt'), piece('cargo clippy'), piece('add tests')];
    expect(pointsOfPieces(pieces, [])).toEqual(['Sort well', 'Add tests']);
    expect(pointsOfPieces(pieces, parseDiff(changed('test/a.ts', '', '+x')))).toEqual(['Sort well']);
    expect(pointsOfPieces([piece('Format with rustfmt')], [])).toEqual(['Format with rustfmt']);
  });

  it('name a scope only where it is not that of most', () => {
    const scoped = (text: string, scope: string) => piece(text, 'fix', { scope });
    expect(pointsOfPieces([scoped('a b', 'add'), scoped('c d', 'add'), scoped('e f', 'toml')], [])).toEqual(['A b', 'C d', 'E f (toml)']);
  });

  it.each([
    [['feat', 'refactor', 'test'], 0],
    [['refactor', 'fix', 'refactor'], 1],
    [['fix', 'feat', 'fix'], 1],
    [['fix', 'fix'], undefined],
    [['refactor', 'docs'], undefined],
    [[null, null], undefined],
  ])('have a main one among %j', (types, main) => {
    const pieces = types.map((type, index) => piece(`do ${index}`, type));
    expect(mainPiece(pieces)).toBe(main === undefined ? undefined : pieces[main]);
  });

  it.each<[what: string, pieces: Piece[], leading: string | undefined]>([
    ['the only feature', [piece('prepare', 'refactor'), piece('sort well', 'feat')], 'sort well'],
    ['the first that says what it does', [piece('typing fix'), piece('keep the order'), piece('sort faster')], 'keep the order'],
    ['source before tests', [piece('add a test for the order'), piece('keep the order')], 'keep the order'],
    ['tests where there is nothing else', [piece('add a test for the order'), piece('fmt')], 'add a test for the order'],
    ['none where the first is a small part', [piece('keep the order', null, { weight: 5 }), piece('sort faster', null, { weight: 95 })], undefined],
    ['one that is a good part', [piece('keep the order', null, { weight: 30 }), piece('sort faster', null, { weight: 70 })], 'keep the order'],
    ['a feature before the refactoring that prepares it', [piece('extract the reader', 'refactor'), piece('read gzip files', 'feat'), piece('read zstd files', 'feat')], 'read gzip files'],
    ['no tests where there is more, though in the model’s words', [piece('add tests', null, { weight: 10 }), piece('sort faster', null, { by: 'model', weight: 20 })], undefined],
    ['no subject that says nothing', [piece('checkpoint'), piece('sort the rows')], 'sort the rows'],
    ['what counts, however much the formatter changed', [piece('add retry to the client', null, { weight: 100 }), piece('cargo fmt', null, { weight: 2000 })], 'add retry to the client'],
    ['no words but an author’s', [piece('change sort', null, { by: 'model' }), piece('fmt')], undefined],
  ])('are led by %s', (_, pieces, leading) => {
    expect(leadingPiece(pieces)?.text).toBe(leading);
  });

  it('are led by what the author of the main commit wrote', () => {
    const pieces = [piece('prepare', 'refactor'), piece('sort well', 'fix')];
    const lead = (body: string) => leadOf({ commits: [{ subject: 'x', body: '' }, { subject: 'fix: sort well', body }], pieces });
    expect(lead('Equal items\nlost their order.\n\nMore.\n\nFixes #2')).toBe('Equal items lost their order.');
    expect(lead('Uses <b>HTML</b> for @everyone to see')).toBe('Uses \\<b\\>HTML\\</b\\> for `@everyone` to see');
    for (const body of ['', '- a list of things', 'Fixes #2', 'x '.repeat(400), 'https://example.org is it', 'to allow us to sort lists']) expect(lead(body)).toBe('');
  });
});
