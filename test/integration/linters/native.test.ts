import { execFileSync } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readdir, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { applyLineEdits } from '../../../src/core/line-edits.ts';
import type { Diagnostic, LintTarget } from '../../../src/core/diagnostic.ts';
import { createLinters } from '../../../src/sources/linters/linters.ts';
import { programVersion } from '../../../src/sources/linters/program-version.ts';
import { usePythonTools } from '../../support/python-tools.ts';

const linters = createLinters();
const signal = new AbortController().signal;
const VERSION = expect.stringMatching(/^\d+\.\d+/) as string;
const place = { line: 1, column: 1, endLine: 1, endColumn: 2 };
let folder: string;

beforeAll(async () => {
  await usePythonTools();
  folder = await realpath(await mkdtemp(join(tmpdir(), 'journeyman größe ')));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function project(name: string, files: Record<string, string>, file: string, language: string): Promise<LintTarget> {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name, path)), { recursive: true });
    await writeFile(join(folder, name, path), text);
  }
  return { file: join(folder, name, file), source: files[file]!, language };
}

/** What the tool says of a rule in a file without a project. */
const documented = (tool: string, rule: string, language: string) => linters.documentation({ file: 'a', source: '', language }, { tool, rule, message: '', ...place }, signal);

/** Whether the program is on this machine: not all are in a registry that tests may install from. */
function starts(program: string, args: string[]): boolean {
  try {
    execFileSync(program, args, { stdio: 'ignore', cwd: tmpdir() });
    return true;
  } catch {
    return false;
  }
}

describe('mypy', () => {
  const files = {
    'mypy.ini': '[mypy]\ndisable_error_code = attr-defined\n',
    'paket/__init__.py': 'def double(x: int) -> int:\n    return 2 * x\n',
    'paket/größe.py': 'from paket import double\n\nprint(double("a"), "a".nope)\n',
  };

  it('judges a changed source within its project, and writes nothing there', async () => {
    const target = await project('mypy ü', files, 'paket/größe.py', 'python');
    const [found, ...others] = await linters.lint(target, { tool: 'Mypy', signal });
    expect(others).toEqual([]);
    expect(found!.diagnostic).toEqual({ tool: 'mypy', rule: 'arg-type', message: 'Argument 1 to "double" has incompatible type "str"; expected "int"', line: 3, column: 14, endLine: 3, endColumn: 17 });
    const ask = (source: string) => linters.lint({ ...target, source }, { tool: 'mypy', rule: 'arg-type', signal });
    expect(await ask(target.source.replace('"a")', '1)'))).toEqual([]);
    expect(await ask(target.source)).toHaveLength(1);
    expect((await ask('def (:\n')).map(({ diagnostic }) => diagnostic.rule)).toContain('');
    expect(await readdir(join(folder, 'mypy ü'))).toEqual(['mypy.ini', 'paket']);
  });

  it('switches a code on that the configuration has off, and bears with one that it does not know', async () => {
    const target = await project('mypy ü', files, 'paket/größe.py', 'python');
    expect((await linters.lint(target, { tool: 'mypy', rule: 'attr-defined', signal })).map(({ diagnostic }) => diagnostic.rule)).toEqual(['attr-defined']);
    expect(await linters.lint(target, { tool: 'mypy', rule: 'of-a-plugin', signal })).toEqual([]);
  });

  it('gives no verdict when another file stops it', async () => {
    const target = await project('mypy kaputt', { 'a.py': 'import b\n', 'b.py': 'def (:\n' }, 'a.py', 'python');
    await expect(linters.lint(target, { tool: 'mypy', rule: 'arg-type', signal })).rejects.toThrow(/mypy failed\..*b\.py/);
  });

  it('judges several at once, and files without a project', async () => {
    const sources = ['x: int = "a"\n', 'x: int = 1\n', 'y: str = 1\nz: str = 2\n'];
    const counts = await Promise.all(sources.map(async (source) => (await linters.lint({ file: 'a.py', source, language: 'python' }, { tool: 'mypy', rule: 'assignment', signal })).length));
    expect(counts).toEqual([1, 0, 2]);
  });

  it('describes its codes', async () => {
    expect(await documented('mypy', 'attr-defined', 'python')).toEqual({ text: 'Check that attribute exists.', url: 'https://mypy.readthedocs.io/en/stable/_refs.html#code-attr-defined', version: VERSION });
    expect(await documented('mypy', 'no-such-code', 'python')).toBeUndefined();
  });
});

describe('hadolint', () => {
  const source = 'FROM debian\nRUN cd /x && echo `ls`\n';

  it('finds, and links to its own pages and ShellCheck\'s', async () => {
    const target: LintTarget = { file: 'Dockerfile', source, language: 'dockerfile' };
    const rules = (await linters.lint(target, { signal })).map(({ diagnostic }) => diagnostic.rule);
    expect(rules).toEqual(expect.arrayContaining(['DL3006', 'SC2006']));
    expect((await linters.lint({ ...target, source: source.replace('debian', 'debian:12') }, { tool: 'hadolint', rule: 'DL3006', signal }))).toEqual([]);
    expect((await linters.lint({ ...target, source: 'FRO debian\n' }, { tool: 'hadolint', rule: 'DL3006', signal })).map(({ diagnostic }) => diagnostic.rule)).toEqual(['']);
    expect(await documented('hadolint', 'DL3006', 'dockerfile')).toEqual({ text: '', url: 'https://github.com/hadolint/hadolint/wiki/DL3006', version: VERSION });
    expect((await documented('hadolint', 'SC2006', 'dockerfile'))?.url).toBe('https://www.shellcheck.net/wiki/SC2006');
  });

  it('follows the configuration beside the file, but for a rule that is asked about', async () => {
    const target = await project('docker ü', { '.hadolint.yaml': 'ignored: [DL3006, SC2006]\n', Dockerfile: source }, 'Dockerfile', 'dockerfile');
    const rules = async (rule?: string) => (await linters.lint(target, { tool: 'hadolint', rule, signal })).map(({ diagnostic }) => diagnostic.rule);
    expect(await rules()).not.toContain('DL3006');
    expect(await rules('DL3006')).toEqual(['DL3006']);
  });
});

describe.skipIf(!starts('rustc', ['--version']))('rustc (skipped where Rust is not installed)', () => {
  it('explains errors and lints in its own words', async () => {
    const error = await documented('rustc', 'E0308', 'rust');
    expect(error).toEqual({ text: expect.stringMatching(/^Expected type did not match the received type\./) as string, url: 'https://doc.rust-lang.org/error_codes/E0308.html', version: VERSION });
    const lint = await documented('rust-analyzer', 'unused_variables', 'rust');
    expect(lint).toEqual({ text: 'Detect variables which are not used in any way.', url: 'https://doc.rust-lang.org/rustc/lints/listing/warn-by-default.html#unused-variables', version: VERSION });
    expect([await documented('rustc', 'E9999', 'rust'), await documented('rustc', 'no_such_lint', 'rust')]).toEqual([undefined, undefined]);
  });

  it('has no ear for what a workspace says of Rust', async () => {
    const target = await project('rost', { 'rust-toolchain.toml': '[toolchain]\nchannel = "no-such-channel"\n', '.cargo/config.toml': '[build]\nrustc-wrapper = "/no/such/wrapper"\n', 'src/a.rs': '' }, 'src/a.rs', 'rust');
    expect((await linters.documentation(target, { tool: 'rustc', rule: 'E0382', message: '', ...place }, signal))?.text).toContain('moved');
  });
});

describe.skipIf(!starts('cargo-clippy', ['--explain', 'needless_return']))('Clippy (skipped where it is not installed)', () => {
  it('explains its lints in its own words', async () => {
    for (const [tool, rule] of [['clippy', 'needless_return'], ['rustc', 'clippy::needless_return']] as const) {
      const text = await documented(tool, rule, 'rust');
      expect(text?.text).toContain('### Why is this bad?');
      expect(text?.url).toBe('https://rust-lang.github.io/rust-clippy/master/index.html#needless_return');
    }
    expect(await documented('clippy', 'no_such_lint', 'rust')).toBeUndefined();
  });
});

describe.skipIf(!starts('go', ['version']))('go vet (skipped where Go is not installed)', () => {
  it('explains its analyzers in its own words', async () => {
    const text = await documented('printf', 'default', 'go');
    expect(text?.text).toMatch(/^Check consistency of Printf format strings and arguments\.\n\nThe check applies/);
    expect(text?.url).toBe('https://pkg.go.dev/golang.org/x/tools/go/analysis/passes/printf');
    expect(await documented('go-vet', 'nosuchanalyzer', 'go')).toBeUndefined();
  });
});

describe.skipIf(!starts('staticcheck', ['-version']))('Staticcheck (skipped where it is not installed)', () => {
  it('explains its checks in its own words', async () => {
    const text = await documented('ST1005', 'default', 'go');
    expect(text?.text).toMatch(/^Incorrectly formatted error string\.\n\nError strings follow/);
    expect(await documented('staticcheck', 'SA9999', 'go')).toBeUndefined();
  });
});

describe('fixes of siblings', () => {
  const source = 'import os\n\n\ndef read(path):\n    file = open(path)\n    print("%s" % path)\n    for line in file:\n        yield line\n    return\n';
  const target: LintTarget = { file: 'a.py', source, language: 'python' };

  /** The first sibling's fix after which Pylint no longer reports the rule. */
  async function confirmed(rule: string): Promise<[string, string] | undefined> {
    const [found] = await linters.lint(target, { tool: 'pylint', rule, signal });
    for (const sibling of await linters.siblingFixes(target, found!.diagnostic, signal)) {
      const after = applyLineEdits(source, sibling.fix.edits)!;
      if ((await linters.lint({ ...target, source: after }, { tool: 'pylint', rule, signal })).length === 0) return [sibling.rule, after];
    }
    return undefined;
  }

  it('repairs with Ruff what Pylint only reports', async () => {
    const [encoding, printed, from, last, unused] = [await confirmed('unspecified-encoding'), await confirmed('consider-using-f-string'), await confirmed('use-yield-from'), await confirmed('useless-return'), await confirmed('unused-import')];
    expect(encoding).toEqual(['PLW1514', source.replace('open(path)', 'open(path, encoding="utf-8")')]);
    expect(printed?.[1]).not.toContain('%s');
    expect(from).toEqual(['UP028', source.replace('for line in file:\n        yield line', 'yield from file')]);
    expect(last).toEqual(['PLR1711', source.replace('    return\n', '')]);
    expect(unused?.[1]).toBe(source.replace('import os\n', ''));
  });

  it('knows another rule of Ruff for what one of its own only reports', async () => {
    const reported: Diagnostic = { tool: 'Ruff', rule: 'E712', message: '', line: 5, column: 1, endLine: 5, endColumn: 3 };
    const siblings = await linters.siblingFixes({ ...target, source: 'a = 1\n\n\n\nif a == True and a != None:\n    print(a)\n' }, reported, signal);
    expect(siblings.map(({ rule }) => rule)).toContain('E711');
    expect(siblings.map(({ rule }) => rule)).not.toContain('E712');
  });
});

describe('programVersion', () => {
  it.skipIf(process.platform === 'win32')('starts a program once, and again when it was replaced', async () => {
    const program = join(folder, 'tool');
    const log = join(folder, 'starts');
    const write = async (version: string) => {
      await writeFile(program, `#!/bin/sh\necho started >> '${log}'\necho tool ${version}\n`);
      await chmod(program, 0o755);
    };
    const ask = () => programVersion(program, ['--version'], /tool (\S+)/);
    await write('1.0');
    expect(await Promise.all([ask(), ask()])).toEqual(['1.0', '1.0']);
    expect(await ask()).toBe('1.0');
    await write('2.0.1');
    expect([await ask(), await ask()]).toEqual(['2.0.1', '2.0.1']);
    expect(execFileSync('wc', ['-l', log], { encoding: 'utf8' }).trim()).toMatch(/^2 /);
    await rm(program);
    await expect(ask()).rejects.toThrow();
  });
});
