import { describe, expect, it } from 'vitest';
import type { FileChange, Hunk } from '../../../src/core/changes.ts';
import { proposeSplit, type SplitGroup } from '../../../src/workers/commit/split.ts';
import { file } from './changes.ts';

const paths = (groups: SplitGroup[] | undefined) => groups?.map(({ parts }) => parts.map(({ path, hunks }) => (hunks === 'all' ? path : `${path}#${hunks.join(',')}`)));

function withHunks(path: string, ...hunks: string[][]): FileChange {
  return { ...file(path, hunks.flat()), hunks: hunks.map((lines, index): Hunk => ({ section: '', oldStart: 1 + 40 * index, newStart: 1 + 40 * index, lines })) };
}

const billing = file('src/billing/invoice.ts', ['+export function roundInvoiceTotal(total: number): number {', '+  const cents = total * 100;', '+  const whole = Math.round(cents);', '+  return whole / 100;', '+}', '+export const CENTS = 100;']);
const billingTest = file('test/billing/invoice.test.ts', ["+it('rounds', () => {", '+  expect(roundInvoiceTotal(1.005)).toBe(1.01);', '+});']);
const billingDocs = file('docs/billing.md', ['+`roundInvoiceTotal` rounds to cents.', '+It is used by every invoice.', '+See there.']);
const search = file('lib/search/tokenizer.ts', ['-export const splitWords = (query: string) => query.split(" ");', '+export const segmentQuery = (query: string) => new Intl.Segmenter().segment(query);', '+export const LOCALES = ["de"];', '+export const SEGMENTS = 5;', '+export const WINDOW = 7;', '+export const MARGIN = 9;']);
const changelog = file('CHANGELOG.md', ['+- Invoices are rounded by roundInvoiceTotal.']);
const workflow = file('.github/workflows/ci.yml', ['-        node: [18, 20]', '+        node: [20, 22]', '+        os: [ubuntu-latest, windows-latest]', '+        fail-fast: false']);

describe('a change of one concern', () => {
  it.each<[string, FileChange[]]>([
    ['nothing', []],
    ['one file', [billing]],
    ['source with its tests, docs and changelog', [billing, billingTest, billingDocs, changelog]],
    ['a manifest with its lock file', [file('package.json', ['-"zod": "4.0.0"', '+"zod": "4.1.0"', '+"yaml": "2.0.0"']), file('package-lock.json', ['-"zod": "4.0.0"', '+"zod": "4.1.0"', '+"yaml": "2.0.0"'])]],
    ['upkeep in several places', [workflow, file('package.json', ['-"node": ">=18"', '+"node": ">=20"', '+"npm": ">=10"']), file('.npmrc', ['+engine-strict=true', '+fund=false', '+audit=false'])]],
    ['a rename in many places', ['a/one.ts', 'b/two.ts', 'c/three.ts'].map((path) => file(path, ['-  oldHelper(left);', '+  newHelper(left);', '-  oldHelper(right);', '+  newHelper(right);', '-  oldHelper(both);', '+  newHelper(both);']))],
    ['a small sweep through unrelated files', [file('a/one.ts', ['-alpha()', '+alphabet()']), file('b/two.ts', ['-bravo()', '+brave()']), file('c/three.ts', ['-charlie()', '+charles()'])]],
    ['tests of unrelated things', [file('test/a/alpha.test.ts', ['+alphaBeta()', '+a', '+b', '+c']), file('test/b/gamma.test.ts', ['+gammaDelta()', '+d', '+e', '+f'])]],
    ['formatting alone', [file('a.ts', ['-if(x){', '+if (x) {', '-a( b )', '+a(b)']), file('z/b.ts', ['-  c', '+    c', '-  d', '+    d'])]],
    ['a changelog alone with another', [changelog, file('packages/a/CHANGELOG.md', ['+- Something else.'])]],
    ['a release', [file('Cargo.toml', ['-version = "1.0.103"', '+version = "1.0.104"', '-edition = "2018"', '+edition = "2021"']), file('src/lib.rs', ['-#![doc(html_root_url = "https://docs.rs/anyhow/1.0.103")]', '+#![doc(html_root_url = "https://docs.rs/anyhow/1.0.104")]'])]],
    ['a version in two places', [file('tools/Dockerfile', ['-FROM base:v13.87.1', '+FROM base:v13.88.3', '-ARG A=1', '+ARG A=2']), file('lib/config/index.ts', ["-  image: 'base:13.87.1',", "+  image: 'base:13.88.3',", '-  a: 1,', '+  a: 2,', '-  b: 1,', '+  b: 2,'])]],
    ['snapshots with their tests', [file('tests/__snapshots__/a.svg', ['-<svg>1</svg>', '+<svg>2</svg>', '+<!-- x -->']), file('tests/test_b.py', ['+def test_layout():', '+    go()', '+    stop()'])]],
    ['a new package', [file('examples/shop/package.json', ['+{', '+  "name": "shop"', '+}'], { kind: 'added' }), file('examples/shop/main.ts', ['+openDoors();', '+a();', '+b();', '+c();', '+d();', '+e();'], { kind: 'added' })]],
    ['source with the tests of its types', [file('lib/reply.ts', ['+export function sendEarly() {}', '+a();', '+b();', '+c();', '+d();', '+e();']), file('types/x.test-d.ts', ['+expectType(other);', '+a', '+b', '+c', '+d', '+e'])]],
  ])('is left as it is: %s', (_name, files) => {
    expect(proposeSplit(files)).toBeUndefined();
  });

  it('is left where there are too many files to tell', () => {
    expect(proposeSplit(Array.from({ length: 500 }, (_, index) => file(`folder${index}/name${index}.ts`, Array.from({ length: 8 }, (_line, at) => `+uniqueName${index}x${at}()`))))).toBeUndefined();
  });
});

describe('a change that nobody would look through', () => {
  const concern = (name: string) => file(`packages/${name}/${name}.ts`, Array.from({ length: 6 }, (_, line) => `+export const ${name}Value${line} = ${name}Source${line};`));
  const names = ['apple', 'berry', 'cedar', 'daisy', 'elder', 'fern'];

  it('is one of more than five concerns', () => {
    expect(proposeSplit(names.slice(0, 5).map(concern))).toHaveLength(5);
    expect(proposeSplit(names.map(concern))).toBeUndefined();
  });

  it('is one of more than 120 files', () => {
    const docs = (count: number) => Array.from({ length: count }, (_, index) => file(`docs/page${index}.md`, ['-Download the archive.', '+Install from Homebrew:', '+brew install tally', '+Then restart.']));
    expect(proposeSplit([billing, ...docs(119)])).toHaveLength(2);
    expect(proposeSplit([billing, ...docs(120)])).toBeUndefined();
  });
});

describe('a change of several concerns', () => {
  it('is divided by what the files have in common, each with tests, docs and changelog', () => {
    const groups = proposeSplit([changelog, billingDocs, search, billing, billingTest]);
    expect(paths(groups)).toEqual([['CHANGELOG.md', 'docs/billing.md', 'src/billing/invoice.ts', 'test/billing/invoice.test.ts'], ['lib/search/tokenizer.ts']]);
    expect(groups?.map(({ reason }) => reason)).toEqual(['src/billing/invoice.ts and its tests and docs', 'lib/search/tokenizer.ts']);
  });

  it('has upkeep and docs of something else apart', () => {
    const groups = proposeSplit([billing, workflow, file('docs/install.md', ['-Download the archive.', '+Install from Homebrew:', '+brew install tally', '+Then restart.'])]);
    expect(groups?.map(({ reason }) => reason)).toEqual(['continuous integration', 'src/billing/invoice.ts', 'docs: docs/install.md']);
  });

  it('has formatting apart, by hunks where a file does both', () => {
    const both = withHunks('src/billing/invoice.ts', ['-if(x){', '+if (x) {', '-y( )', '+y()', '-z( )', '+z()'], ['+roundInvoiceTotal(x);', '+finish(x);', '+leave(x);'], ['-w( )', '+w()']);
    const groups = proposeSplit([both, billingTest]);
    expect(paths(groups)).toEqual([['src/billing/invoice.ts#0,2'], ['src/billing/invoice.ts#1', 'test/billing/invoice.test.ts']]);
    expect(groups?.[0]?.reason).toBe('only formatting');
  });

  it('has the hunks of a file that holds two concerns together, and of the changelog, each with its own', () => {
    const routes = withHunks('src/routes.ts', ['+use("/invoice", roundInvoiceTotal);'], ['-use("/find", splitWords);', '+use("/find", segmentQuery);']);
    const news = withHunks('CHANGELOG.md', ['+- Search knows segmentQuery.'], ['+- Invoices have roundInvoiceTotal.']);
    expect(paths(proposeSplit([news, billing, routes, search]))).toEqual([
      ['CHANGELOG.md#1', 'src/billing/invoice.ts', 'src/routes.ts#0'],
      ['CHANGELOG.md#0', 'src/routes.ts#1', 'lib/search/tokenizer.ts'],
    ]);
    const both = withHunks('src/routes.ts', ['+use("/invoice", roundInvoiceTotal);'], ['+use("/find", segmentQuery, roundInvoiceTotal);']);
    expect(proposeSplit([billing, both, search])).toBeUndefined();
  });

  it('does not take indentation for formatting where it has a meaning', () => {
    const indented = withHunks('src/a.py', ['-x = 1', '+    x = 1', '-y = 1', '+    y = 1', '-z = 1', '+    z = 1'], ['+compute_total(x)', '+finish(x)', '+leave(x)']);
    expect(proposeSplit([indented])).toBeUndefined();
    expect(proposeSplit([{ ...indented, path: 'src/a.ts' }])).toHaveLength(2);
  });

  it('does not take white space for formatting where it makes another program', () => {
    const script = withHunks('scripts/clean.sh', ['-rm -rf build/*', '+rm -rf build /*'], ['+compute_total x', '+finish x', '+leave x']);
    expect(proposeSplit([script])).toBeUndefined();
    const styles = withHunks('src/a.css', ['-.card .open {', '+.card.open {'], ['+.total {', '+  color: red;', '+}']);
    expect(proposeSplit([styles])).toBeUndefined();
  });

  it('names every file and hunk once, also where a path comes twice and files have no text', () => {
    const files = [billing, search, file('logo.png', [], { binary: true }), file('vendored', [], { submodule: true }), { ...search, hunks: search.hunks.map((hunk) => ({ ...hunk, oldStart: 90, newStart: 90 })) }, file('tool.sh', [], { kind: 'mode' })];
    const parts = proposeSplit(files)!.flatMap((group) => group.parts);
    expect(parts.map(({ path }) => path).sort()).toEqual(['lib/search/tokenizer.ts', 'logo.png', 'src/billing/invoice.ts', 'tool.sh', 'vendored']);
    expect(parts.every(({ hunks }) => hunks === 'all')).toBe(true);
  });

  it('is looked for in hostile text without an error', () => {
    const nasty = file('src/x.ts', [`+${'a_'.repeat(200_000)}`, `+${' '.repeat(200_000)}x`, ...Array.from({ length: 3000 }, (_, index) => `+name${index}Of${index}()`)]);
    expect(() => proposeSplit([nasty, { ...nasty, path: 'y/z.ts' }])).not.toThrow();
  });
});
