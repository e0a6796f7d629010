import { describe, expect, it } from 'vitest';
import { headsForRoutine } from '../../../src/workers/commit/routine-head.ts';
import { routineMessage } from '../../../src/workers/commit/routine.ts';
import { inferStyle } from '../../../src/workers/commit/style.ts';
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
    ['Directory.Packages.props', ['-<PackageVersion Include="Refit.Core" Version="15.0.0" />', '+<PackageVersion Include="Refit.Core" Version="15.2.0" />'], 'Refit.Core', '15.0.0', '15.2.0'],
    ['src/A.csproj', ['-<PackageReference Include="Polly" Version="[8.0.0]">', '+<PackageReference Include="Polly" Version="[8.1.0]">'], 'Polly', '8.0.0', '8.1.0'],
    ['.config/dotnet-tools.json', ['     "dotnet-stryker": {', '-      "version": "2.0.1",', '+      "version": "2.0.2",', '       "commands": ['], 'dotnet-stryker', '2.0.1', '2.0.2'],
    ['gradle/libs.versions.toml', ['-ktlint = "com.pinterest:ktlint-cli:1.3.1"', '+ktlint = "com.pinterest:ktlint-cli:1.4.0"'], 'com.pinterest:ktlint-cli', '1.3.1', '1.4.0'],
    ['gradle/libs.versions.toml', ['-jsoup = { module = "org.jsoup:jsoup", version = "1.18.1" }', '+jsoup = { module = "org.jsoup:jsoup", version = "1.18.2" }'], 'org.jsoup:jsoup', '1.18.1', '1.18.2'],
    ['gradle/libs.versions.toml', ['-kotlin = "2.0.1"', '+kotlin = "2.0.2"'], 'kotlin', '2.0.1', '2.0.2'],
    ['build.gradle', ["-  implementation 'com.google.guava:guava:33.0-jre'", "+  implementation 'com.google.guava:guava:33.1-jre'"], 'com.google.guava:guava', '33.0-jre', '33.1-jre'],
    ['build.gradle.kts', ['-  api("a.b:c:1.0")', '+  api("a.b:c:1.1")'], 'a.b:c', '1.0', '1.1'],
    ['build.gradle.kts', ['-  id("org.jetbrains.dokka") version "1.9.0"', '+  id("org.jetbrains.dokka") version "1.9.1"'], 'org.jetbrains.dokka', '1.9.0', '1.9.1'],
    ['gradle/wrapper/gradle-wrapper.properties', ['-distributionSha256Sum=1a', '-distributionUrl=https\\://services.gradle.org/distributions/gradle-8.10.1-bin.zip', '+distributionSha256Sum=2b', '+distributionUrl=https\\://services.gradle.org/distributions/gradle-8.10.2-bin.zip'], 'gradle', '8.10.1', '8.10.2'],
    ['pom.xml', [' <dependency>', '   <groupId>com.google.guava</groupId>', '   <artifactId>guava</artifactId>', '-  <version>30.0</version>', '+  <version>31.0</version>'], 'guava', '30.0', '31.0'],
    ['pom.xml', ['-<jackson.version>2.9.10</jackson.version>', '+<jackson.version>2.9.10.1</jackson.version>'], 'jackson', '2.9.10', '2.9.10.1'],
  ])('%s: %j', (path, lines, name, from, to) => {
    expect(versionChanges([file(path, lines), file('package-lock.json', ['-x', '+y'])])).toMatchObject({ packages: [{ name, from, to }], own: undefined });
  });

  it('does not take the version of a Maven project for that of a package', () => {
    expect(versionChanges([file('pom.xml', [' <project>', ' <artifactId>mine</artifactId>', '-<version>1.0</version>', '+<version>1.1</version>'])])).toBeUndefined();
  });

  it.each([
    ['yarn.lock', [' eslint@^8.0.0:', '-  version "8.1.0"', '+  version "8.2.0"', '-  resolved "https://x"', '+  resolved "https://y"'], 'eslint', '8.1.0', '8.2.0'],
    ['yarn.lock', [' "@babel/core@^7.1.0", "@babel/core@^7.7.5":', '-  version "7.8.0"', '+  version "7.9.0"'], '@babel/core', '7.8.0', '7.9.0'],
    ['yarn.lock', [' "eslint@npm:^8.0.0, eslint@npm:^8.1.0":', '-  version: 8.1.0', '+  version: 8.2.0', '   resolution: "eslint@npm:8.2.0"'], 'eslint', '8.1.0', '8.2.0'],
    ['pnpm-lock.yaml', ["       '@types/node':", '         specifier: ^20', '-        version: 20.1.0', '+        version: 20.2.0', "-  '@types/node@20.1.0':", "+  '@types/node@20.2.0':"], '@types/node', '20.1.0', '20.2.0'],
    ['pnpm-lock.yaml', ['       vite:', '         specifier: ^5.0.0', '-        version: 5.1.0(@types/node@20.1.0)', '+        version: 5.2.0(@types/node@20.1.0)'], 'vite', '5.1.0', '5.2.0'],
  ])('reads what %s alone says: %j', (path, lines, name, from, to) => expect(versionChanges([file(path, lines)])?.packages).toEqual([{ name, from, to }]));

  it('takes no version for another that only lost its v, and tells a pinned action', () => {
    const id = 'e3'.repeat(20);
    expect(versionChanges([file('.github/workflows/a.yml', [`-uses: a/b@${id} # v0.60.0`, `+uses: a/b@${id} # 0.60.0`])])?.packages).toEqual([]);
    expect(versionChanges([file('.github/workflows/a.yml', ['-uses: a/b@v4', `+uses: a/b@${id} # v4.1.0`])])?.packages).toEqual([{ name: 'a/b', from: 'v4', to: 'v4.1.0', pinned: true }]);
  });

  it('knows the project itself from its packages', () => {
    expect(versionChanges([file('package.json', ['-  "version": "1.0.0",', '+  "version": "1.1.0",'])])?.own).toEqual({ name: '', from: '1.0.0', to: '1.1.0' });
    expect(versionChanges([file('httpx/__version__.py', ['-__version__ = "0.1"', '+__version__ = "0.2"'])])?.own?.to).toBe('0.2');
  });

  it('reads the table in which a version stands', () => {
    expect(versionChanges([file('Cargo.toml', [' [dependencies.clap]', '-version = "4.5.0"', '+version = "4.6.0"'])])?.packages).toEqual([{ name: 'clap', from: '4.5.0', to: '4.6.0' }]);
    expect(versionChanges([file('Cargo.toml', [' [package]', '-version = "4.5.0"', '+version = "4.6.0"'])])?.own?.to).toBe('4.6.0');
  });

  it('reads lock files where nothing else changed', () => {
    const locked = [' name = "serde"', '-version = "1.0.1"', '+version = "1.0.2"', ' name = "serde_derive"', '-version = "1.0.1"', '+version = "1.0.2"'];
    expect(versionChanges([file('Cargo.lock', locked)])?.packages).toEqual([{ name: 'serde', from: '1.0.1', to: '1.0.2' }]);
    expect(versionChanges([file('package-lock.json', ['     "node_modules/@a/b": {', '-      "version": "1.0.1",', '+      "version": "1.0.2",'])])?.packages).toEqual([{ name: '@a/b', from: '1.0.1', to: '1.0.2' }]);
    expect(versionChanges([file('Cargo.lock', ['+name = "new"', '+version = "1.0.2"'])])).toBeUndefined();
  });

  it('takes the parts of an action for one, and reads hooks by their repository', () => {
    const uses = ['-- uses: github/codeql-action/init@v2', '+- uses: github/codeql-action/init@v3', '-- uses: github/codeql-action/analyze@v2', '+- uses: github/codeql-action/analyze@v3'];
    expect(versionChanges([file('.github/workflows/a.yml', uses)])?.packages).toEqual([{ name: 'github/codeql-action', from: 'v2', to: 'v3' }]);
    const hooks = [' - repo: https://github.com/astral-sh/ruff-pre-commit', '-  rev: v0.1.0', '+  rev: v0.2.0'];
    expect(versionChanges([file('.pre-commit-config.yaml', hooks)])?.packages).toEqual([{ name: 'ruff-pre-commit', from: 'v0.1.0', to: 'v0.2.0' }]);
  });

  it('goes by the commits where the version beside them was forgotten', () => {
    const [one, other] = ['1'.repeat(40), '2'.repeat(40)];
    expect(versionChanges([file('.github/workflows/a.yml', [`-uses: a/b@${one} # v3`, `+uses: a/b@${other} # v3`])])?.packages).toEqual([{ name: 'a/b', from: one, to: other }]);
  });

  it('reads the version beside a frozen revision', () => {
    const hooks = [' - repo: https://github.com/astral-sh/ruff-pre-commit', `-  rev: ${'4a'.repeat(20)}  # frozen: v0.14.1`, `+  rev: ${'b9'.repeat(20)}  # frozen: v0.15.5`];
    expect(versionChanges([file('.pre-commit-config.yaml', hooks)])?.packages).toEqual([{ name: 'ruff-pre-commit', from: 'v0.14.1', to: 'v0.15.5' }]);
  });

  it('leaves another Node or Python that is asked for to people', () => {
    expect(versionChanges([file('package.json', ['-"node": ">= 18.0"', '+"node": ">= 20.0"'])])).toBeUndefined();
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

  it.each<[string, string]>([
    ['build(deps): bump ruff from 1.0 to 2.0 (#12)', 'build(deps): bump vite from 5.0.1 to 5.1.0'],
    ['build: mocha@9.2.0', 'build: vite@5.1.0'],
    ['Update to `clap` v4.2', 'Update to `vite` v5.1.0'],
    ['Updated docs about 2.0', 'update vite to 5.1.0'],
  ])('after %j says %j', (recent, expected) => expect(text([vite], [recent])).toBe(expected));

  it('names no commit as a version, and keeps to the length of a subject', () => {
    const hashes = [file('.github/workflows/a.yml', [`-- uses: a/b@${'1'.repeat(40)}`, `+- uses: a/b@${'2'.repeat(40)}`])];
    expect(text(hashes, ['Bump c/d from 1.0 to 2.0'])).toBe('bump a/b');
    const long = [file('package.json', ['-"@some-organization/a-package-with-a-very-long-name": "1.0.0"', '+"@some-organization/a-package-with-a-very-long-name": "1.1.0"'])];
    expect(text(long, ['Bump ruff from 1.0 to 2.0'])).toBe('Bump @some-organization/a-package-with-a-very-long-name from 1.0.0 to 1.1.0');
    expect(routineMessage(long, ['Bump ruff from 1.0 to 2.0'])?.shorter).toEqual(['Bump @some-organization/a-package-with-a-very-long-name to 1.1.0', 'Bump @some-organization/a-package-with-a-very-long-name', 'Bump a-package-with-a-very-long-name to 1.1.0', 'Bump a-package-with-a-very-long-name']);
  });

  it('says a submodule in the words of the house', () => {
    const lib = file('deps/lib', [`-Subproject commit ${'a'.repeat(40)}`, `+Subproject commit ${'b'.repeat(40)}`], { submodule: true });
    expect(text([lib], ['Bump deps/x from `0f6b7bc` to `c001fb2` (#3)'])).toBe('Bump deps/lib from `aaaaaaa` to `bbbbbbb`');
  });

  it('never repeats the number of another pull request', () => {
    const three = [file('package.json', ['-"a": "1"', '+"a": "2"', '-"b": "3"', '+"b": "4"', '-"c": "3"', '+"c": "4"'])];
    expect(text(three, ['chore: update dev dependencies (#6211)'])).toBe('chore: update dev dependencies');
    expect(text(three, ['docs: update description of Debian packages'])).toBe('update dependencies');
  });

  it.each<[string, ReturnType<typeof file>[], string]>([
    ['a typo', [file('README.md', ['-recieve', '+receive'])], 'fix typo in README.md'],
    ['typos in files', ['a', 'b', 'c', 'd'].map((name) => file(`${name}.md`, ['-recieve', '+receive'])), 'fix typos'],
    ['a year', [file('LICENSE', ['-Copyright 2023 A', '+Copyright 2024 A'])], 'update copyright year to 2024'],
    ['formatting', [file('src/a.ts', ['-go(a,b)', '+go(a, b)'])], 'format a.ts'],
    ['white space', [file('src/a.ts', ['-go() ', '+go()'])], 'fix trailing whitespace in a.ts'],
    ['imports', [file('a.py', ['-import sys', '-import os', '+import os', '+import sys'])], 'sort imports in a.py'],
    ['a rename', [file('a.c', ['-int conn_rd(int a)', '+int connection_read(int a)'])], 'rename `conn_rd` to `connection_read`'],
    ['a file that moved with its imports', [file('lib/a.ts', ["-import x from './x';", "+import x from '../src/x';"], { kind: 'renamed', oldPath: 'src/a.ts' })], 'move a.ts to lib'],
    ['a file in a folder of its own', [file('tests/tester/mod.rs', [], { kind: 'renamed', oldPath: 'tests/tester.rs' })], 'rename tester.rs to tester/mod.rs'],
    ['other extensions', ['a', 'b'].map((name) => file(`docs/${name}.md`, [], { kind: 'renamed', oldPath: `docs/${name}.rst` })), 'rename 2 files from .rst to .md'],
    ['a folder that moved', ['a', 'b', 'c', 'd'].map((name) => file(`lib/${name}/x.ts`, [], { kind: 'renamed', oldPath: `src/${name}/x.ts` })), 'move 4 files from src to lib'],
    ['files deleted from a folder', ['a.ts', 'b.ts'].map((name) => file(`src/old/${name}`, ['-x'], { kind: 'deleted' })), 'remove a.ts and b.ts from src/old'],
  ])('needs no model for %s, by its nature', (_, files, expected) => expect(text(files)).toBe(expected));

  it('says a year and formatting in the words of the house', () => {
    expect(routineMessage([file('LICENSE', ['-Copyright 2023 A', '+Copyright 2024 A'])], ['chore: bump copyright year to 2023'])).toMatchObject({ text: 'chore: bump copyright year to 2024', whole: true });
    expect(text([file('src/a.ts', ['-go(a,b)', '+go(a, b)'])], ['Format dates in the log', 'style: cargo fmt (#12)'])).toBe('style: cargo fmt');
  });

  it.each<[string, ReturnType<typeof file>[], string[]]>([
    ['comments', [file('a.ts', ['-// was', '+// is more'])], []],
    ['indentation that means something', [file('a.md', ['-  - x', '+- x'])], []],
    ['a name that is longer than a subject', [file('a.py', [`-def test_${'a'.repeat(40)}():`, `+def test_${'b'.repeat(40)}():`])], []],
    ['calls of another function', [file('a.ts', ['-get(1)', '+fetch(1)'])], []],
    ['a history in another language', [file('README.md', ['-recieve', '+receive'])], ['修复错误', '添加功能']],
    ['a deletion in another language', [file('old.ts', ['-x'], { kind: 'deleted' })], ['修复错误', '添加功能']],
    ['remarks in a workflow', [file('.github/workflows/ci.yml', ['+# why this is so', ' on: push'])], ['chore: update dependencies']],
    ['the work on the next version', [file('setup.py', ['-version = "1.2.0"', '+version = "1.3.0.dev0"'])], ['Release 1.2.0']],
    ['parts of a project that go to different versions', [file('a/package.json', ['-"version": "1.0.0"', '+"version": "1.1.0"']), file('b/package.json', ['-"version": "2.0.0"', '+"version": "2.1.0"'])], ['Release 1.0.0']],
    ['quotes that change what a shell does', [file('deploy.sh', ["-echo '$USER'", '+echo "$USER"'])], []],
    ['a letter that becomes a string', [file('a.go', ["-x := 'a'", '+x := "a"'])], []],
    ['a tuple that becomes a value', [file('a.py', ['-x = (1,)', '+x = (1)'])], []],
    ['several kinds at once', [file('a.png', [], { binary: true, kind: 'added' }), file('b.png', [], { binary: true }), file('c.png', [], { binary: true, kind: 'deleted' })], []],
  ])('leaves %s to the model', (_, files, recent) => expect(routineMessage(files, recent)).toBeUndefined());

  it('gives a routine the type that the house has for it', () => {
    const style = inferStyle(['feat: a', 'style: b', 'fix: c', 'chore: d']);
    const source = [file('src/a.ts', ['-go(a,b)', '+go(a, b)'])];
    const format = routineMessage(source, [])!;
    const plain = { text: 'x', whole: false };
    expect(headsForRoutine(format, ['feat', 'fix', 'refactor'], style, source)).toEqual(['style']);
    expect(headsForRoutine(format, ['test'], style, [file('a.test.ts', ['-go(a,b)', '+go(a, b)'])])).toEqual(['test']);
    expect(headsForRoutine(format, ['ci'], style, [...source, file('.github/workflows/a.yml', ['-a ', '+a'])])).toEqual(['style']);
    expect(headsForRoutine(format, ['fix'], inferStyle(['fix: a']), source)).toEqual(['style']);
    expect(headsForRoutine(format, [], inferStyle(['Fix a']), source)).toEqual([]);
    expect(headsForRoutine(plain, ['feat', 'fix', 'refactor'], style, source)).toEqual(['chore']);
    expect(headsForRoutine(plain, ['feat', 'fix', 'refactor'], inferStyle(['feat: a']), source)).toEqual(['refactor']);
    expect(headsForRoutine(plain, ['docs(plugins)'], style, [file('plugins/a.wasm', [], { binary: true })])).toEqual(['chore']);
    expect(headsForRoutine({ ...plain, head: 'build(deps)' }, ['ci'], style, source)).toEqual(['build(deps)']);
  });

  it.each<[string, string[], ReturnType<typeof file>[], string]>([
    ['the area that is a name on the way to the file', ['cmake: a', 'trurl: b', 'http: c'], [file('src/http/a.c')], 'http'],
    ['no other file', ['trurl.md: a', 'cmake: b', 'cmake: c'], [file('test.c')], 'test'],
    ['the folder of a file whose name says nothing', ['cmake: a', 'trurl: b'], [file('src/parser/index.ts')], 'parser'],
    ['the folder of several', ['cmake: a', 'trurl: b'], [file('src/parser/a.ts'), file('src/parser/b.ts')], 'parser'],
    ['nothing for files from everywhere', ['cmake: a', 'trurl: b'], [file('src/a.ts'), file('lib/b.ts')], ''],
    ['the area for changes of one kind', ['GHA: a', 'cmake: b'], [file('.github/workflows/a.yml')], 'GHA'],
    ['no README for another page', ['README: a', 'cmake: b'], [file('docs/a.md')], 'docs'],
    ['nothing that only prevails', ['trurl: a', 'trurl: b', 'cmake: c'], [file('url.c')], 'url'],
  ])('stands before a routine message in a house of areas: %s', (_, subjects, files, expected) => expect(headsForRoutine({ text: 'x', whole: false }, ['other'], inferStyle(subjects), files)).toEqual([expected]));

  it('says several in the words of the house, or names two', () => {
    const two = [file('package.json', ['-"a": "1"', '+"a": "2"', '-"b": "3"', '+"b": "4"'])];
    expect(routineMessage(two, ['Add x', 'update dev dependencies'])).toMatchObject({ text: 'update dev dependencies', whole: true });
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

  it.each<[string, string | undefined]>([
    ['Bump version: 1.9.0 → 2.0.0', 'Bump version: 2.0.0 → 2.0.1'],
    ['Bumped v2.0.0', 'Bumped v2.0.1'],
    ['v2.0.0', 'v2.0.1'],
    ['2.0.0', '2.0.1'],
    ['🔖 2.0.0', '🔖 2.0.1'],
    ['bump version to 2.0.0', 'bump version to 2.0.1'],
    ['x-core 2.0.0', 'x-core 2.0.1'],
    ['chore(release): 2.0.0 (#7)', 'chore(release): 2.0.1'],
    ['Bump version from 1.9.0 to 2.0.0', 'Bump version from 2.0.0 to 2.0.1'],
    ['Fix 2.0.0', 'release 2.0.1'],
    ['Update to 2.0.0', 'release 2.0.1'],
    ['Mend the parser since 2.0.0', 'release 2.0.1'],
  ])('after the release %j says %j', (recent, expected) => {
    expect(text([file('package.json', ['-"version": "2.0.0"', '+"version": "2.0.1"'])], ['Add x', recent])).toBe(expected);
  });

  it.each<[string, ReturnType<typeof file>[], string[], string]>([
    ['a dependency', [vite], ['ABC-5: update lodash to 4.17.21'], 'update vite to 5.1.0'],
    ['a type with the ticket as its scope', [vite], ['feat(ABC-12): bump a to 2'], 'bump vite to 5.1.0'],
    ['a year', [file('LICENSE', ['-Copyright 2023 A', '+Copyright 2024 A'])], ['ABC-5: update copyright year to 2023'], 'update copyright year to 2024'],
    ['many', [file('package.json', ['-"a": "1"', '+"a": "2"', '-"b": "3"', '+"b": "4"'])], ['feat: update dependencies [ABC-12]'], 'update dependencies'],
    ['formatting', [file('src/a.ts', ['-go(a,b)', '+go(a, b)'])], ['ABC-5: run prettier'], 'run prettier'],
    ['a changelog', [file('CHANGELOG.md', ['+- New'])], ['ABC-5: update changelog', 'ABC-4: update changelog'], 'update changelog'],
  ])('leaves out the ticket of another commit: %s', (_, files, recent, expected) => expect(routineMessage(files, recent)).toMatchObject({ text: expected, whole: false }));

  it.each<[string, ReturnType<typeof file>[], string[], string]>([
    ['a release of a package', [vite], ['chore(release): socket.io-adapter@2.5.7'], 'update vite to 5.1.0'],
    ['documentation', [vite], ['docs(readme): updates for v2'], 'update vite to 5.1.0'],
    ['a licence', [vite], ['docs: update license 2024'], 'update vite to 5.1.0'],
    ['the head of other files', [vite], ['ci: Update to ruff 0.8'], 'Update to vite 5.1.0'],
    ['major versions said not to be', [file('package.json', ['-"a": "1"', '+"a": "2"', '-"b": "3"', '+"b": "4"', '-"c": "3"', '+"c": "4"'])], ['fix: update all non-major dependencies'], 'update dependencies'],
    ['dependencies of users said to be for developers', [file('package.json', ['   "dependencies": {', '-"a": "1"', '+"a": "2"', '-"b": "3"', '+"b": "4"'])], ['update dev dependencies'], 'update a and b'],
    ['actions said to be of pip', [file('.github/workflows/a.yml', ['-uses: a/b@v1', '+uses: a/b@v2', '-uses: c/d@v1', '+uses: c/d@v2'])], ['GHA: bump pip dependencies'], 'update a/b and c/d'],
    ['what a service wrote', [file('.pre-commit-config.yaml', [' - repo: https://x/a', '-rev: v1.0', '+rev: v1.1', ' - repo: https://x/b', '-rev: v1.0', '+rev: v1.1'])], ['[pre-commit.ci] pre-commit autoupdate'], 'update pre-commit hooks'],
    ['a downgrade', [file('package.json', ['-"a": "2.0.0"', '+"a": "1.1.0"'])], ['chore: bump b to 2.0'], 'downgrade a from 2.0.0 to 1.1.0'],
    ['a pinned action', [file('.github/workflows/a.yml', ['-uses: a/b@v4', `+uses: a/b@${'e3'.repeat(20)} # v4`])], ['Bump c/d from 1.0.0 to 1.1.0'], 'pin a/b to a commit'],
    ['an action that skips a version', [file('.github/workflows/a.yml', ['-uses: a/b@v3', `+uses: a/b@${'e3'.repeat(20)} # v4`])], ['Bump c/d from 1.0.0 to 1.1.0'], 'Bump a/b from 3 to 4'],
    ['the tag of an action after a package', [file('.github/workflows/a.yml', ['-uses: a/b@v3', '+uses: a/b@v4'])], ['Bump ruff to 2.0'], 'Bump a/b to v4'],
    ['the tag of an action', [file('.github/workflows/a.yml', ['-uses: a/b@v3', '+uses: a/b@v4'])], ['build: c/d@3'], 'build: a/b@v4'],
  ])('says nothing untrue in the words of another commit: %s', (_, files, recent, expected) => expect(text(files, recent)).toBe(expected));

  it('says no release by the number or the ticket of another', () => {
    const release = [file('package.json', ['-"version": "1.0.0"', '+"version": "1.1.0"'])];
    expect(text(release, ['chore(main): release 1.0.0 (#123)'])).toBe('chore(main): release 1.1.0');
    expect(routineMessage(release, ['[ABC-1] Release 1.0.0'])).toMatchObject({ text: 'Release 1.1.0', whole: false });
    expect(text([file('LICENSE', ['-Copyright 2023 A', '+Copyright 2024 A'])], ['Update copyright year to 2023 (#400)'])).toBe('Update copyright year to 2024');
  });

  it.each<[string, ReturnType<typeof file>[], string | undefined]>([
    ['one that came', [file('package.json', [' "dependencies": {', '   "a": "1",', '+  "zod": "^4.0.0"']), file('package-lock.json', ['+x'])], 'add zod dependency'],
    ['two that went', [file('Cargo.toml', [' [dependencies]', '-logos = "0.12"', '-serde = { version = "1.0", features = ["derive"] }'])], 'remove logos and serde dependencies'],
    ['one for another', [file('package.json', [' "dependencies": {', '-  "read-pkg": "^9.0.0"', '+  "fs-extra": "^11.0.0"'])], undefined],
    ['three', [file('Cargo.toml', [' [dependencies]', '-a = "1"', '-b = "1"', '-c = "1"'])], undefined],
    ['one beside a new version', [file('Cargo.toml', [' [dependencies]', '-a = "1"', '-b = "1"', '+b = "2"'])], undefined],
    ['the branch of a package', [file('composer.json', [' "branch-alias": {', '-"dev-v5": "5.0-dev"'])], undefined],
    ['a package that is called like one', [file('package.json', ['-"dev-ip": "^1.0.0"', '+"dev-ip": "^1.0.1"'])], 'update dev-ip to 1.0.1'],
    ['a runtime', [file('package.json', [' "engines": {', '+"node": ">=20"'])], undefined],
    ['a line that names no version', [file('package.json', [' "dependencies": {', '+"a": "1.0"', '+"sideEffects": false'])], undefined],
  ])('tells packages that came or went: %s', (_, files, expected) => expect(routineMessage(files, [])?.text).toBe(expected));

  it('shortens the names of packages that came', () => {
    expect(routineMessage([file('package.json', [' "dependencies": {', '+"@some-organisation/its-package": "1.0.0"'])], ['chore(deps): bump a to 2.0'])).toEqual({
      text: 'add @some-organisation/its-package dependency',
      shorter: ['add its-package dependency', 'add a dependency'],
      whole: false,
      head: 'chore(deps)',
    });
  });

  it('names one dependency beside remarks of what needs it', () => {
    expect(text([file('requirements.txt', ['-idna==3.6', '+idna==3.7', '-    # via requests', '+    # via httpx'])])).toBe('update idna to 3.7');
  });

  it('reads a hundred thousand lines that were all indented anew', () => {
    const many = (sign: string, indent: string) => Array.from({ length: 130_000 }, (_, index) => `${sign}${indent}"key ${index}": ${index},`);
    expect(text([file('data.json', [...many('-', '  '), ...many('+', '    ')])])).toBe('fix indentation in data.json');
  });

  it('keeps to the types that the rules of the project know', () => {
    const ruled = (rules: object, subjects: string[] = []) => inferStyle(subjects, { conventions: { commentMark: '#', recentBodies: [], commitlint: { name: '.commitlintrc.json', text: JSON.stringify({ rules }) } } });
    const gone = { text: 'remove a.ts', whole: false };
    const files = [file('src/a.ts')];
    expect(headsForRoutine(gone, ['feat'], ruled({ 'type-enum': [2, 'always', ['feat', 'fix', 'refactor']] }), files)).toEqual(['feat']);
    expect(headsForRoutine(gone, ['feat'], ruled({ 'type-enum': [2, 'always', ['Feat', 'Chore']] }), files)).toEqual(['Chore']);
    const scoped = ruled({ 'type-enum': [2, 'always', ['feat', 'chore', 'build']], 'scope-enum': [2, 'always', ['core', 'cli', 'deps']], 'scope-empty': [2, 'never'] });
    expect(headsForRoutine(gone, ['feat(core)', 'feat(cli)'], scoped, files)).toEqual(['chore(core)']);
    expect(headsForRoutine(gone, ['feat(cli)'], scoped, [file('packages/cli/a.ts')])).toEqual(['chore(cli)']);
    expect(headsForRoutine(gone, ['build(core)', 'build(cli)', 'build(deps)'], scoped, [vite])).toEqual(['build(deps)']);
  });

  it('repeats no words that the rules of the project forbid', () => {
    const style = inferStyle(['Bump ruff from 1 to 2'], { conventions: { commentMark: '#', recentBodies: [], commitlint: { name: '.commitlintrc.json', text: JSON.stringify({ rules: { 'type-enum': [2, 'always', ['feat', 'fix', 'chore']], 'scope-enum': [2, 'always', ['core', 'cli']], 'subject-case': [2, 'always', 'lower-case'] } }) } } });
    expect(routineMessage([vite], ['build(deps): Bump ruff from 1 to 2'], style)).toMatchObject({ text: 'Bump vite from 5.0.1 to 5.1.0', whole: false });
    expect(routineMessage([vite], ['chore: bump ruff from 1 to 2'], style)).toMatchObject({ text: 'chore: bump vite from 5.0.1 to 5.1.0', whole: true });
  });

  it('repeats what the changelog is always given', () => {
    const changelog = [file('pkg/CHANGELOG.md', ['+- Fix a'])];
    expect(routineMessage(changelog, ['docs: Update changelog', 'fix: a', 'docs: Update changelog'])).toMatchObject({ text: 'docs: Update changelog', whole: true });
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
    ['a mix', [file('a.png', [], { binary: true }), file('b.ts', ['-x'], { kind: 'deleted' })], 'update a.png and remove b.ts'],
    ['an image in place of another', [file('logo.webp', [], { kind: 'added', binary: true }), file('logo.png', [], { kind: 'deleted', binary: true })], 'add logo.webp and remove logo.png'],
    ['a snapshot', [file('src/__snapshots__/a.test.ts.snap', ['-x', '+y'])], 'update a.test.ts.snap'],
    ['an example', [file('examples/x/Cargo.toml', ['-x'], { kind: 'deleted' }), file('examples/x/src/main.rs', ['-x'], { kind: 'deleted' })], 'remove examples/x'],
    ['a file whose name says little', [file('.gemini/config.yaml', ['-x'], { kind: 'deleted' })], 'remove .gemini/config.yaml'],
    ['renamed files', [file('b.ts', [], { kind: 'renamed', oldPath: 'a.ts' }), file('d.ts', [], { kind: 'renamed', oldPath: 'c.ts' })], 'rename a.ts and c.ts'],
  ])('needs no model for %s', (_, files, expected) => {
    expect(text(files)).toBe(expected);
  });

  it('leaves everything else to the model', () => {
    expect(text([file('src/a.ts', ['-x', '+y'])])).toBeUndefined();
    expect(text([file('b/new.ts', ['-x', '+y'], { kind: 'renamed', oldPath: 'a/old.ts' })])).toBeUndefined();
    expect(text([file('a.ts', ['-x'], { kind: 'deleted' }), file('b.ts', ['+x'])])).toBeUndefined();
  });
});
