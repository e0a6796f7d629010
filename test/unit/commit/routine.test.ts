import { describe, expect, it } from 'vitest';
import { routineMessage } from '../../../src/workers/commit/routine.ts';
import { versionChanges } from '../../../src/workers/changes/versions.ts';
import { file } from './changes.ts';

const text = (files: Parameters<typeof routineMessage>[0], recent: string[] = []) => routineMessage(files, recent)?.text;

describe('versionChanges', () => {
  it.each([
    ['package.json', ['-    "vite": "^5.0.1",', '+    "vite": "^5.1.0",'], 'vite', '5.0.1', '5.1.0'],
    ['requirements/dev.txt', ['-ruff==0.1.0', '+ruff==0.2.0'], 'ruff', '0.1.0', '0.2.0'],
    ['Cargo.toml', ['-ignore = "0.4.20"', '+ignore = "0.4.21"'], 'ignore', '0.4.20', '0.4.21'],
    ['Cargo.toml', ['-clap = { version = "4.1", features = ["derive"] }', '+clap = { version = "4.2", features = ["derive"] }'], 'clap', '4.1', '4.2'],
    ['go.mod', ['-\tgolang.org/x/net v0.49.0', '+\tgolang.org/x/net v0.50.0', '-\tgolang.org/x/sys v0.1.0 // indirect', '+\tgolang.org/x/sys v0.2.0 // indirect'], 'golang.org/x/net', 'v0.49.0', 'v0.50.0'],
    ['.github/workflows/ci.yml', ['-      - uses: actions/checkout@v3', '+      - uses: actions/checkout@v4'], 'actions/checkout', 'v3', 'v4'],
    ['.github/workflows/ci.yml', ['-uses: a/b@1f2e # v3.1', '+uses: a/b@9c8d # v3.2'], 'a/b', 'v3.1', 'v3.2'],
    ['Gemfile', ["-gem 'rails', '~> 7.0'", "+gem 'rails', '~> 7.1'"], 'rails', '7.0', '7.1'],
  ])('%s: %j', (path, lines, name, from, to) => {
    expect(versionChanges([file(path, lines), file('package-lock.json', ['-x', '+y'])])).toEqual({ packages: [{ name, from, to }], own: undefined, others: false });
  });

  it('knows the project itself from its packages', () => {
    expect(versionChanges([file('package.json', ['-  "version": "1.0.0",', '+  "version": "1.1.0",'])])?.own).toEqual({ name: '', from: '1.0.0', to: '1.1.0' });
    expect(versionChanges([file('httpx/__version__.py', ['-__version__ = "0.1"', '+__version__ = "0.2"'])])?.own?.to).toBe('0.2');
  });

  it('is not sure where anything else changed', () => {
    expect(versionChanges([file('package.json', ['-"a": "1.0.0"', '+"a": "1.1.0"', '+"build": "tsc"'])])).toBeUndefined();
    expect(versionChanges([file('package.json', ['+"a": "1.1.0"'])])).toBeUndefined();
    expect(versionChanges([file('package.json', ['-"a": "1.1.0"'])])).toBeUndefined();
    expect(versionChanges([file('package.json', ['-"a": "1.0.0"', '+"a": "1.1.0"']), file('src/a.ts', ['+x'])])).toBeUndefined();
    expect(versionChanges([])).toBeUndefined();
  });
});

describe('routineMessage', () => {
  const vite = file('package.json', ['-"vite": "^5.0.1"', '+"vite": "^5.1.0"']);

  it('says a new version in the words of the house', () => {
    expect(text([vite], ['Bump ruff from 1 to 2'])).toBe('Bump vite from 5.0.1 to 5.1.0');
    expect(text([vite], ['chore(deps): bump ruff to 2'])).toBe('chore(deps): bump vite to 5.1.0');
    expect(text([vite], ['Add a'])).toBe('update vite to 5.1.0');
  });

  it('says several in the words of the house, or names two', () => {
    const two = [file('package.json', ['-"a": "1"', '+"a": "2"', '-"b": "3"', '+"b": "4"'])];
    expect(routineMessage(two, ['Add x', 'update dev dependencies'])).toEqual({ text: 'update dev dependencies', whole: true });
    expect(text(two)).toBe('update a and b');
    expect(text([file('package.json', ['-"a": "1"', '+"a": "2"', '-"b": "3"', '+"b": "4"', '-"c": "3"', '+"c": "4"'])])).toBe('update dependencies');
  });

  it('says a release as the last one was said', () => {
    const release = [file('package.json', ['-"version": "1.0.0"', '+"version": "1.1.0"'])];
    expect(text(release, ['Add x', 'Releasing v1.0.0'])).toBe('Releasing v1.1.0');
    expect(text(release, ['release: v1.0.0'])).toBe('release: v1.1.0');
    expect(text(release, ['chore: Release', 'fix: a', 'chore: Release'])).toBe('chore: Release');
    expect(text(release, ['Add x'])).toBe('release 1.1.0');
  });

  it('repeats what the changelog is always given', () => {
    const changelog = [file('pkg/CHANGELOG.md', ['+- Fix a'])];
    expect(routineMessage(changelog, ['docs: Update changelog', 'fix: a', 'docs: Update changelog'])).toEqual({ text: 'docs: Update changelog', whole: true });
    expect(text(changelog, ['docs: Update changelog', 'fix: a'])).toBeUndefined();
    expect(text([...changelog, file('src/a.ts', ['+a'])], ['docs: Update changelog', 'docs: Update changelog'])).toBeUndefined();
  });

  it.each([
    ['a renamed file', [file('src/new.ts', [], { kind: 'renamed', oldPath: 'src/old.ts' })], 'rename old.ts to new.ts'],
    ['a moved file', [file('lib/a.ts', [], { kind: 'renamed', oldPath: 'src/a.ts' })], 'move a.ts to lib'],
    ['deleted files', [file('a.ts', ['-x'], { kind: 'deleted' }), file('b.ts', ['-x'], { kind: 'deleted' })], 'remove a.ts and b.ts'],
    ['many deleted files', ['a', 'b', 'c', 'd'].map((name) => file(`src/old/${name}.ts`, ['-x'], { kind: 'deleted' })), 'remove 4 files in src/old'],
    ['files of one name', [file('a/x.ts', ['-x'], { kind: 'deleted' }), file('b/x.ts', ['-x'], { kind: 'deleted' })], 'remove 2 files'],
    ['a new image', [file('media/logo.png', [], { kind: 'added', binary: true })], 'add logo.png'],
    ['a mode', [file('run.sh', [], { kind: 'mode' })], 'change the mode of run.sh'],
    ['an empty file', [file('empty.txt', [], { kind: 'added' })], 'add empty.txt'],
    ['a submodule', [file('deps/lib', ['-Subproject commit a', '+Subproject commit b'], { submodule: true })], 'update submodule deps/lib'],
    ['a mix', [file('a.png', [], { binary: true }), file('b.ts', ['-x'], { kind: 'deleted' })], 'update a.png and b.ts'],
  ])('needs no model for %s', (_, files, expected) => {
    expect(text(files)).toBe(expected);
  });

  it('leaves everything else to the model', () => {
    expect(text([file('src/a.ts', ['-x', '+y'])])).toBeUndefined();
    expect(text([file('b/new.ts', ['-x', '+y'], { kind: 'renamed', oldPath: 'a/old.ts' })])).toBeUndefined();
    expect(text([file('a.ts', ['-x'], { kind: 'deleted' }), file('b.ts', ['+x'])])).toBeUndefined();
  });
});
