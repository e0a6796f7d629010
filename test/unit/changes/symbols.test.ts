import { describe, expect, it } from 'vitest';
import type { FileChange } from '../../../src/core/changes.ts';
import { symbolsOf } from '../../../src/workers/changes/symbols.ts';
import { file } from '../commit/changes.ts';

/** Names with their kinds, as one line each. */
function names(change: FileChange) {
  const { added, removed, renamed, changed } = symbolsOf(change);
  const show = (symbols: typeof added) => symbols.map(({ kind, name }) => `${kind} ${name}`);
  return { added: show(added), removed: show(removed), renamed: renamed.map(({ from, to }) => `${from} > ${to}`), changed: show(changed) };
}

const section = (path: string, text: string, lines: string[]): FileChange => ({ ...file(path, lines), hunks: [{ section: text, oldStart: 1, newStart: 1, lines }] });

describe('the names that a line defines', () => {
  it.each<[string, string, string]>([
    ['a.ts', 'export async function parseArgs(argv: string[]) {', 'function parseArgs'],
    ['a.ts', 'export default abstract class Queue<T> {', 'class Queue'],
    ['a.ts', 'export const drain = async (queue: Queue) => {', 'function drain'],
    ['a.ts', 'const pick = x => x.id;', 'function pick'],
    ['a.ts', 'export const LIMIT = 5;', 'constant LIMIT'],
    ['a.ts', 'export interface Options {', 'type Options'],
    ['a.ts', 'type Id = string;', 'type Id'],
    ['a.ts', '  private async load(path: string): Promise<void> {', 'function load'],
    ['a.ts', '  timeout?: number;', 'property timeout'],
    ['a.ts', "  it('stops draining', async () => {", 'test stops draining'],
    ['a.js', 'exports.merge = function (a, b) {', 'function merge'],
    ['a.js', 'app.use = function use(fn) {', 'function use'],
    ['cli.js', "  .option('-j, --json', 'print JSON')", 'option --json'],
    ['app/cli.py', 'parser.add_argument("-j", "--json", action="store_true")', 'option --json'],
    ['app/a.py', 'async def fetch(url):', 'function fetch'],
    ['app/a.py', 'class Session(Base):', 'class Session'],
    ['app/a.py', 'DEFAULT_PORT = 80', 'constant DEFAULT_PORT'],
    ['tests/test_a.py', 'def test_empty_input(tmp_path):', 'test test_empty_input'],
    ['a.go', 'func (e *Engine) ServeHTTP(w http.ResponseWriter) {', 'function ServeHTTP'],
    ['a.go', 'type Engine struct {', 'type Engine'],
    ['a_test.go', 'func TestEngine(t *testing.T) {', 'test TestEngine'],
    ['a.go', '\tfs.StringVar(&out, "output", "", "file")', 'option --output'],
    ['a.rs', 'pub(crate) async fn walk(path: &Path) -> Result<()> {', 'function walk'],
    ['a.rs', 'pub struct Config {', 'type Config'],
    ['a.rs', '    #[arg(long = "max-depth")]', 'option --max-depth'],
    ['a.c', 'static int conn_read(conn *c, char *buf) {', 'function conn_read'],
    ['a.h', '#define MAX_CLIENTS 10000', 'constant MAX_CLIENTS'],
    ['a.cc', 'class Tree : public Node {', 'class Tree'],
    ['A.java', '    public static <T> List<T> of(T one) {', 'function of'],
    ['A.java', 'public final class Lists {', 'class Lists'],
    ['A.kt', 'suspend fun load(id: Int): User {', 'function load'],
    ['A.cs', '    public async Task<int> RunAsync(string[] args)', 'function RunAsync'],
    ['a.rb', '  def self.valid?(input)', 'function valid?'],
    ['a.rb', "  it 'keeps order' do", 'test keeps order'],
    ['a.php', '    public static function make(array $a): self', 'function make'],
    ['a.swift', '  private func layout() {', 'function layout'],
    ['a.swift', 'public struct Point: Codable {', 'type Point'],
    ['run.sh', 'build_all() {', 'function build_all'],
    ['list.tcl', 'test {RPOP against empty list} {', 'test RPOP against empty list'],
    ['README.md', '## Größe und Form ##', 'section Größe und Form'],
    ['settings.json', '  "maxDepth": 3,', 'setting maxDepth'],
    ['app.toml', '[server.tls]', 'section server.tls'],
    ['ci.yml', '      - name: Run the tests', 'step Run the tests'],
    ['a.css', '.toolbar > button {', 'style .toolbar > button'],
    ['q.sql', 'CREATE TABLE IF NOT EXISTS users (', 'type users'],
  ])('%s: %s', (path, line, expected) => {
    expect(names(file(path, [`+${line}`])).added).toEqual([expected]);
    expect(names(file(path, [`-${line}`])).removed).toEqual([expected]);
  });

  it.each<[string, string]>([
    ['a.ts', '  if (ready) {'],
    ['a.ts', '  return go(one);'],
    ['a.ts', "  describe('x', function () {"],
    ['a.ts', "const path = require('path');"],
    ['a.ts', 'run(["--no-pager", "log"]);'],
    ['a.c', '    conn_read(c, buf);'],
    ['a.c', 'return conn_read(c);'],
    ['a.go', 'return func() {}'],
    ['a.py', 'print("def x")'],
    ['README.md', 'plain words'],
    ['ci.yml', '  runs-on: ubuntu-latest'],
    ['unknown.zzz', 'function x() {'],
  ])('finds none in %s: %s', (path, line) => {
    expect(names(file(path, [`+${line}`])).added).toEqual([]);
  });

  it('knows a test by the mark above it', () => {
    expect(names(file('a.rs', ['+    #[test]', '+    fn walks() {', '+    }', '+    fn helper() {'])).added).toEqual(['test walks', 'function helper']);
    expect(names(file('T.java', ['+    @Test', '+    public void walks() {'])).added).toEqual(['test walks']);
  });

  it('reads a heading from the line under it', () => {
    expect(names(file('docs/a.rst', [' ', '+Installing it', '+-------------'])).added).toEqual(['section Installing it']);
  });
});

describe('symbolsOf', () => {
  it('finds the function around a change from the header, the context and the lines before', () => {
    expect(names(section('a.ts', 'export function run() {', ['-  old();', '+  shiny();'])).changed).toEqual(['function run']);
    expect(names(file('a.py', [' def load(path):', '-    return 1', '+    return 2'])).changed).toEqual(['function load']);
  });

  it('does not take a change after the end of a function for one in it', () => {
    expect(names(file('a.ts', [' function before() {', '   go();', ' }', ' ', '+console.log(1);'])).changed).toEqual([]);
    expect(names(file('a.ts', [' function before() {', ' }', '+function added() {', '+  go();', '+}'])).changed).toEqual([]);
  });

  it('calls one changed whose first line changed', () => {
    expect(names(file('a.ts', ['-function run(a) {', '+function run(a, b) {']))).toEqual({ added: [], removed: [], renamed: [], changed: ['function run'] });
  });

  it('sees a rename in place and one with the same inside', () => {
    expect(names(file('a.c', ['-static int conn_rd(conn *c)', '+static int connection_read(conn *c)'])).renamed).toEqual(['conn_rd > connection_read']);
    const body = [' one = read(path)', ' two = parse(one)', ' return check(two)'];
    const moved = names(file('a.py', ['-def load(path):', ...body.map((line) => `-   ${line}`), ' x = 1', '+def load_all(path, strict):', ...body.map((line) => `+   ${line}`)]));
    expect(moved).toEqual({ added: [], removed: [], renamed: ['load > load_all'], changed: [] });
  });

  it('takes one function in the place of another for no rename', () => {
    const change = file('a.py', ['-def load(self):', '-    return open(self.path)', '-    # done', '+def save(self):', '+    self.file.write(self.text)', '+    self.file.close()']);
    expect(names(change)).toMatchObject({ added: ['function save'], removed: ['function load'], renamed: [] });
  });

  it('reads nothing in lock files, generated and binary ones, and in an empty change', () => {
    expect(names(file('dist/a.min.js', ['+function x() {'])).added).toEqual([]);
    expect(names(file('a.ts', ['+function x() {'], { binary: true })).added).toEqual([]);
    expect(names(file('a.ts'))).toEqual({ added: [], removed: [], renamed: [], changed: [] });
  });

  it('keeps names short and on one line, whatever the diff holds', () => {
    const [test] = symbolsOf(file('a.test.ts', [`+it('${'x'.repeat(150)}\u0007', () => {`])).added;
    expect(test!.name.length).toBeLessThanOrEqual(60);
    expect(test!.name).not.toMatch(/\p{Cc}/u);
    expect(() => symbolsOf(file('a.ts', [`+${'('.repeat(50_000)}`, `+function ${'$'.repeat(50_000)}`, '+constructor() {', '+__proto__() {', '+', '']))).not.toThrow();
  });
});
