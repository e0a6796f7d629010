import { basename, join } from 'node:path';
import * as z from 'zod';
import type { LintTarget } from '../../core/diagnostic.ts';
import { findProgram, projectFolder, requireProgram } from './find-program.ts';
import { fixesFrom, type Linter, type NamedFinding } from './linter.ts';
import { versionOf } from './program-version.ts';
import { parseOutput, runTool, type ToolRun } from './run-tool.ts';
import { inScratchFolder } from './scratch-folder.ts';
import { positionsOf } from './text-position.ts';

const place = z.object({ row: z.number(), column: z.number() });
const report = z.array(
  z.object({
    code: z.string().nullable(),
    message: z.string(),
    url: z.string().nullish(),
    location: place,
    end_location: place,
    fix: z.object({ applicability: z.string(), message: z.string().nullish(), edits: z.array(z.object({ content: z.string(), location: place, end_location: place })) }).nullable(),
  }),
);
const ruleText = z.object({ name: z.string(), explanation: z.string().nullish() });

/** Findings from `--output-format json`. Ruff counts columns in characters. */
export function ruffFindings(source: string, run: ToolRun): NamedFinding[] {
  const positions = positionsOf(source, 'codePoint');
  return parseOutput('ruff', run, report).map(({ code, message, url, location, end_location: end, fix }) => ({
    // The rule's name is nowhere else.
    name: /\/rules\/([\w-]+)\/?$/.exec(url ?? '')?.[1],
    diagnostic: {
      tool: 'ruff',
      rule: code === null || code === 'invalid-syntax' ? '' : code,
      message,
      line: location.row,
      column: positions.column(location.row, location.column),
      endLine: end.row,
      endColumn: positions.column(end.row, end.column),
    },
    // Those that Ruff itself would only show (`display`) too: whoever offers a fix has run Ruff on it first.
    fixes:
      fix === null
        ? []
        : fixesFrom(fix.message ?? '', source, fix.edits.map((edit) => ({
            start: positions.offset(edit.location.row, edit.location.column),
            end: positions.offset(edit.end_location.row, edit.end_location.column),
            text: edit.content,
          }))),
  }));
}

const check = (args: string[], file: string) => ['check', '--no-cache', '--quiet', '--exit-zero', '--output-format', 'json', ...args, '--stdin-filename', file, '-'];

export const ruff: Linter = {
  name: 'ruff',
  languages: ['python'],
  installation: 'pip install ruff',
  ruleName: (rule) => rule,

  async lint(target, rule, signal) {
    const folder = projectFolder(target);
    const program = await requireProgram(ruff, folder);
    const run = async (cwd: string, args: string[], file: string) =>
      ruffFindings(target.source, await runTool('ruff', program, check(args, file), { cwd, signal, input: target.source }));
    const selected = rule === undefined ? [] : ['--select', rule];
    if (folder === undefined) return inScratchFolder((scratch) => run(scratch, ['--isolated', '--preview', ...selected], join(scratch, basename(target.file))));
    const found = await run(folder, selected, target.file);
    // A rule in preview is silent without the switch, which would change what other rules report.
    return rule === undefined || found.length > 0 ? found : run(folder, [...selected, '--preview'], target.file);
  },

  /** The project's own settings hold, for the version of Python above all; only the choice of rules is left aside. */
  async allFixes(target, signal) {
    const folder = projectFolder(target);
    const program = await requireProgram(ruff, folder);
    const all = ['--select', 'ALL', '--preview', ...(folder === undefined ? ['--isolated'] : [])];
    const run = async (cwd: string, file: string) => ruffFindings(target.source, await runTool('ruff', program, check(all, file), { cwd, signal, input: target.source }));
    const found = await (folder === undefined ? inScratchFolder((scratch) => run(scratch, join(scratch, basename(target.file)))) : run(folder, target.file));
    return found.filter(({ fixes }) => fixes.length > 0);
  },

  async documentation(target: LintTarget, rule, signal) {
    const folder = projectFolder(target);
    const program = await findProgram('ruff', folder);
    if (program === undefined) return undefined;
    return inScratchFolder(async (scratch) => {
      const run = await runTool('ruff', program, ['rule', '--output-format', 'json', '--', rule], { cwd: scratch, signal });
      if (run.code !== 0) return undefined;
      const { name, explanation } = parseOutput('ruff', run, ruleText);
      return { text: explanation ?? '', url: `https://docs.astral.sh/ruff/rules/${encodeURIComponent(name)}`, version: null };
    });
  },

  version: versionOf('ruff', ['--version'], /(\d[\w.]*)/),
};
