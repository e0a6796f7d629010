import { describe, expect, it } from 'vitest';
import { file } from '../commit/changes.ts';
import { added, found, risksIn } from './reviewed.ts';

describe('public names', () => {
  it.each([
    ['src/a.ts', '-export function parse(text: string): Tree {'],
    ['src/a.ts', '-export const parse = 1;'],
    ['src/a.js', '-exports.parse = function () {'],
    ['app/a.py', '-def parse(text):'],
    ['pkg/a.go', '-func (t *Tree) Parse(text string) error {'],
    ['src/a.rs', '-    pub fn parse(text: &str) -> Tree {'],
    ['src/A.java', '-  public Tree parse(String text) {'],
    ['src/A.cs', '-  public Tree Parse(string text) {'],
    ['src/a.php', '-  public function parse($text) {'],
    ['Sources/a.swift', '-  public func parse(_ text: String) -> Tree {'],
    ['include/a.h', '-Tree *parse(const char *text);'],
  ])('that are gone: %s', (path, line) => {
    expect(found(path, [' ', line])).toEqual([expect.stringMatching(/^public-api: `[pP]arse` is no longer public\.$/)]);
  });

  it.each([
    ['src/a.ts', '-function parse(text: string): Tree {'],
    ['app/a.py', '-def _parse(text):'],
    ['app/a.py', '-    def parse(self):'],
    ['pkg/a.go', '-func parse(text string) error {'],
    ['internal/a.go', '-func Parse(text string) error {'],
    ['src/a.rs', '-    pub(crate) fn parse(text: &str) -> Tree {'],
    ['src/a.c', '-Tree *parse(const char *text) {'],
    ['test/a.ts', '-export function parse(text: string): Tree {'],
    ['vite.config.ts', '-export const parse = 1;'],
  ])('are not what is private: %s %s', (path, line) => {
    expect(found(path, [' ', line]).filter((risk) => risk.startsWith('public-api'))).toEqual([]);
  });

  it('are renamed, moved, or gone from several lines', () => {
    expect(found('src/a.ts', ['-export function parse(text: string) {', '+export function read(text: string) {'])).toEqual(['public-api 1: `parse` is now called `read`.']);
    expect(risksIn(file('src/a.ts', ['-export function parse(text: string) {', '-  return text;', '-}']), added('src/b.ts', ['export function parse(text: string) {', '  return text;', '}']))).toEqual([]);
    expect(found('src/a.ts', ['-export const a1 = 1;', '-export const a2 = 2;', '-export const a3 = 3;', '-export const a4 = 4;'])).toEqual(['public-api: `a1`, `a2`, `a3` and 1 more are no longer public.']);
  });

  it.each([
    ['src/a.ts', ['-export function parse(text: string): Tree {', '+export function parse(text: string, strict: boolean): Tree {']],
    ['src/a.ts', ['-export function parse(text: string): Tree {', '+export async function parse(text: string): Promise<Tree> {']],
    ['src/a.ts', [' export function parse(', '-  text: string,', '+  text: Buffer,', ' ): Tree {']],
    ['src/a.ts', ['-export const parse = (text: string) => {', '+export const parse = (text: Buffer) => {']],
    ['app/a.py', ['-def parse(text):', '+def parse(text, strict):']],
    ['pkg/a.go', ['-func (t *Tree) Parse(text string) error {', '+func (t *Tree) Parse(text string) (int, error) {']],
    ['include/a.h', ['-int parse(const char *text);', '+int parse(const char *text, int strict);']],
  ])('with another signature: %s %j', (path, lines) => {
    expect(found(path, lines)).toEqual([expect.stringMatching(/^public-api \d: `[pP]arse` takes or gives something else than before\.$/)]);
  });

  it.each([
    ['src/a.ts', ['-export function parse(text: string): Tree {', '+export function parse(text: string, strict = false): Tree {']],
    ['src/a.ts', ['-export function parse(text: string): Tree {', '+export function parse(text: string, strict?: boolean): Tree {']],
    ['src/a.ts', ['-export function parse(text: string, strict: boolean): Tree {', '+export function parse(', '+  text: string,', '+  strict: boolean,', '+): Tree {']],
    ['src/a.ts', ["-export const greeting = join('a', 'b');", "+export const greeting = join('a', 'c');"]],
    ['app/a.py', ['-def parse(text):', '+def parse(text, *, strict=False):']],
    ['src/A.java', ['-  public Tree parse(String text) {', '+  public @Nullable Tree parse(@NonNull final String text) {']],
    ['src/a.ts', [' export function parse(text: string): Tree {', '-  return a;', '+  return b;']],
  ])('is quiet where all old calls still work: %s %j', (path, lines) => {
    expect(found(path, lines).filter((risk) => risk.startsWith('public-api'))).toEqual([]);
  });

  it('are an affair of the branch where its other files follow, unless the file is what a package shows', () => {
    const lines = ['-export function parse(text: string): Tree {', '+export function parse(text: Buffer): Tree {'];
    const user = file('src/b.ts', ['-parse(text);', '+parse(buffer);']);
    expect(risksIn(file('src/a.ts', lines), user)).toEqual([]);
    expect(risksIn(file('src/index.ts', lines), user)).toHaveLength(1);
  });
});

describe('what a package promises', () => {
  it('is in its manifest', () => {
    expect(found('package.json', ['   "name": "x",', '-  "main": "a.js",', '+  "main": "b.js",'])).toEqual(['public-api 2: `main` of the package changes.']);
    expect(found('package.json', ['   "engines": {', '-    "node": ">=18"', '+    "node": ">=22"', '   },'])).toEqual(['public-api 2: `engines` of the package changes.']);
    expect(found('pyproject.toml', ['-requires-python = ">=3.8"', '+requires-python = ">=3.11"'])).toContainEqual(expect.stringMatching(/^public-api 1: `requires-python` changes/));
    expect(found('package.json', ['   "scripts": {', '-    "main": "a"', '+    "main": "b"', '   },'])).toEqual([]);
  });

  it('is in descriptions of what programs send each other', () => {
    expect(found('api/a.proto', [' message User {', '-  string name = 1;', '+  string name = 2;'])).toContainEqual('public-api 2: The field `name` gets the number 2 in place of 1.');
    expect(found('api/a.proto', [' message User {', '-  string name = 1;'])).toEqual(['public-api: `name` is gone from the interface.']);
    expect(found('schema.graphql', [' type User {', '-  name: String!'])).toEqual(['public-api: `name` is gone from the interface.']);
    expect(found('openapi.yaml', [' paths:', '-  /users:'])).toContainEqual('public-api: `/users` is gone from the interface.');
    expect(found('api/a.proto', [' message User {', '+  string name = 1;'])).toEqual([]);
  });
});
