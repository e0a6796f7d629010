import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { extname, join, resolve } from 'node:path';
import { UserError } from '../../core/errors.ts';
import type { Finding, LintTarget } from '../../core/diagnostic.ts';
import { configuredFolder, findProgram, projectFolder, requireProgram, type Configuration } from './find-program.ts';
import type { Linter } from './linter.ts';
import { versionOf } from './program-version.ts';
import { packagesWith } from './python-package.ts';
import { runTool, type ToolRun } from './run-tool.ts';
import { inScratchFolder } from './scratch-folder.ts';
import { positionsOf } from './text-position.ts';

const CONFIGURATION: Configuration = {
  own: ['mypy.ini', '.mypy.ini'],
  shared: { 'pyproject.toml': /^\s*\[+\s*tool\s*\.\s*["']?mypy\b/m, 'setup.cfg': /^\[mypy\]/m },
};
/** Its first look at a project reads all that the file imports. */
const TIME_LIMIT = 60_000;
// Text, because `--output json` is young and has no ends of ranges in its first versions.
const FORMAT = ['--show-column-numbers', '--show-error-end', '--show-error-codes', '--show-absolute-path', '--no-pretty', '--no-error-summary', '--hide-error-context', '--no-color-output'];
const LINE = /^(?<file>.+?):(?<line>\d+):(?<column>\d+):(?<endLine>\d+):(?<endColumn>\d+): error: (?<message>.*?)(?: {2}\[(?<code>[\w-]+)\])?$/;

/**
 * Findings in that file from mypy's lines, which count columns from 1, the last one of a range included; its notes are no findings. Throws a
 * UserError where mypy gave up without a word on this file: then it has not judged it.
 */
export function mypyFindings(file: string, source: string, run: ToolRun): Finding[] {
  const positions = positionsOf(source, 'codePoint');
  const findings = run.stdout.split(/\r?\n/).flatMap((printed): Finding[] => {
    const parts = LINE.exec(printed)?.groups;
    if (!parts || resolve(parts['file']!) !== file) return [];
    const [line, endLine] = [Number(parts['line']), Number(parts['endLine'])];
    const code = parts['code'] ?? 'misc';
    return [{
      diagnostic: {
        tool: 'mypy',
        rule: code === 'syntax' ? '' : code,
        message: parts['message']!,
        line,
        column: positions.column(line, Number(parts['column'])),
        endLine,
        endColumn: positions.column(endLine, Number(parts['endColumn']) + 1),
      },
      fixes: [],
    }];
  });
  if ((run.code === 0 || run.code === 1) || findings.some(({ diagnostic }) => diagnostic.rule === '')) return findings;
  const complaint = (run.stderr.trim() || run.stdout.trim()).split(/\r?\n/).slice(-3).join(' ').slice(0, 300);
  throw new UserError('mypy failed.', complaint || `It ended with code ${run.code} and printed nothing.`, 'Run it yourself on the file to see more.');
}

/** Python's string literals one after the other, as their text. */
function joined(literals: string): string {
  return [...literals.matchAll(/"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'/g)].map(([, double, single]) => (double ?? single ?? '').replace(/\\(.)/g, '$1')).join('');
}

/** The description of an error code in the text of mypy's `errorcodes.py`. */
export function mypyDescription(errorCodes: string, code: string): string | undefined {
  const string = String.raw`(?:"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')`;
  const entries = errorCodes.matchAll(new RegExp(String.raw`\bErrorCode\(\s*(?<code>${string}),\s*\(?\s*(?<text>(?:${string}\s*)+)`, 'g'));
  for (const { groups } of entries) if (joined(groups!['code']!) === code) return joined(groups!['text']!);
  return undefined;
}

let caches: string | undefined;

/** What mypy remembers of a project between two runs, a fifth of their time; never in the project, and gone with our process. */
function cacheOf(project: string): string {
  if (caches === undefined) {
    const made = mkdtempSync(join(tmpdir(), 'journeyman-mypy-'));
    process.once('exit', () => rmSync(made, { recursive: true, force: true }));
    caches = made;
  }
  return join(caches, createHash('sha256').update(project).digest('hex').slice(0, 16));
}

const last = new Map<string, Promise<unknown>>();

/** One run after the other for each project: two that write the same cache may break it. */
async function inTurn<T>(project: string, work: () => Promise<T>): Promise<T> {
  const before = last.get(project);
  const mine = before === undefined ? work() : before.then(work, work);
  last.set(project, mine);
  try {
    return await mine;
  } finally {
    if (last.get(project) === mine) last.delete(project);
  }
}

/** mypy judges a changed source in its project: it is given the copy to read in place of the file (`--shadow-file`). */
async function judge(target: LintTarget, rule: string | undefined, signal: AbortSignal): Promise<Finding[]> {
  const folder = projectFolder(target);
  const program = await requireProgram(mypy, folder);
  const project = folder === undefined ? '' : configuredFolder(CONFIGURATION, folder);
  return inTurn(project, () => inScratchFolder(async (scratch) => {
    const copy = join(scratch, `source${extname(target.file) === '.pyi' ? '.pyi' : '.py'}`);
    await writeFile(copy, target.source);
    const file = folder === undefined ? copy : target.file;
    const args = [...FORMAT, '--cache-dir', cacheOf(project), ...(folder === undefined ? ['--config-file='] : ['--shadow-file', file, copy])];
    const run = (more: string[]) => runTool('mypy', program, [...args, ...more, '--', file], { cwd: project || scratch, signal, timeLimitMs: TIME_LIMIT });
    let ran = await run(rule === undefined ? [] : ['--enable-error-code', rule]);
    // A code of one of its plugins, which it does not know without the project's configuration.
    if (ran.code === 2 && /Invalid error code/.test(ran.stderr)) ran = await run([]);
    const findings = mypyFindings(file, target.source, ran);
    return rule === undefined ? findings : findings.filter(({ diagnostic }) => diagnostic.rule === rule || diagnostic.rule === '');
  }));
}

export const mypy: Linter = {
  name: 'mypy',
  aliases: ['dmypy'],
  languages: ['python'],
  installation: 'pip install mypy',
  ruleName: (rule) => rule.replace(/^\[(.*)\]$/, '$1'),
  lint: judge,

  /** mypy has no command for it and ships no pages, but a sentence on each code in the module that lists them, which is read as text. */
  async documentation(target, rule) {
    const url = `https://mypy.readthedocs.io/en/stable/_refs.html#code-${encodeURIComponent(rule)}`;
    const program = await findProgram('mypy', projectFolder(target));
    const packages = program === undefined ? undefined : packagesWith('mypy', program);
    if (packages === undefined) return { text: '', url, version: null };
    const text = mypyDescription(await readFile(join(packages, 'mypy', 'errorcodes.py'), 'utf8'), rule);
    return text === undefined ? undefined : { text: `${text}.`, url, version: null };
  },

  version: versionOf('mypy', ['--version'], /mypy (\S+)/),
};
