import { writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import * as z from 'zod';
import type { Finding } from '../../core/diagnostic.ts';
import { configuredFolder, findProgram, projectFolder, requireProgram, type Configuration } from './find-program.ts';
import type { Linter } from './linter.ts';
import { versionOf } from './program-version.ts';
import { parseOutput, runTool, type ToolRun } from './run-tool.ts';
import { inScratchFolder } from './scratch-folder.ts';
import { positionsOf } from './text-position.ts';

const CONFIGURATION: Configuration = {
  own: ['pylintrc', '.pylintrc', 'pylintrc.toml', '.pylintrc.toml'],
  shared: { 'pyproject.toml': /^\s*\[+\s*tool\s*\.\s*["']?pylint\b/m, 'setup.cfg': /^\[pylint/m, 'tox.ini': /^\[pylint/m },
};
const report = z.array(
  z.object({ symbol: z.string(), message: z.string(), line: z.number(), column: z.number(), endLine: z.number().nullish(), endColumn: z.number().nullish() }),
);

/** Findings from `-f json`. Pylint counts columns from 0 in bytes of UTF-8, as Python's parser does. */
export function pylintFindings(source: string, run: ToolRun): Finding[] {
  const positions = positionsOf(source, 'utf8');
  return parseOutput('pylint', run, report).map(({ symbol, message, line, column, endLine, endColumn }) => {
    const start = positions.column(line, column + 1);
    return {
      diagnostic: {
        tool: 'pylint',
        rule: symbol === 'syntax-error' ? '' : symbol,
        message,
        line,
        column: start,
        endLine: endLine ?? line,
        endColumn: typeof endColumn === 'number' ? positions.column(endLine ?? line, endColumn + 1) : start + 1,
      },
      fixes: [],
    };
  });
}

/** The description in what `--help-msg` prints: `:unused-import (W0611): *Unused %s*`, then indented text. */
export function pylintDescription(help: string): string | undefined {
  const entry = /^:(?<rule>[\w-]+) \(\w+\):(?<text>[\s\S]*?)(?=^:|$(?![\s\S]))/m.exec(help)?.groups;
  if (!entry) return undefined;
  const text = entry['text']!
    .replace(/^\s*\*[^\n]*\*\s*\n/, '')
    .replace(/\s+/g, ' ')
    .replace(/ ?This message belongs to the .*? checker\./, '')
    .trim()
    .replace(/^(?:Used|Emitted) when/, 'Reported when');
  return text;
}

/** Category of each letter that a message's number starts with; it is part of the address of its page. */
const CATEGORIES: Record<string, string> = { C: 'convention', R: 'refactor', W: 'warning', E: 'error', F: 'fatal', I: 'information' };

export const pylint: Linter = {
  name: 'pylint',
  languages: ['python'],
  installation: 'pip install pylint',
  // Its VS Code extension writes `W0611:unused-import`.
  ruleName: (rule) => rule.replace(/^.*:/, ''),

  async lint(target, rule, signal) {
    const folder = projectFolder(target);
    const program = await requireProgram(pylint, folder);
    // It would write its statistics into the user's cache, for a report that nobody asked for.
    const args = ['--output-format', 'json', '--persistent=n', '--reports=n', ...(rule === undefined ? [] : ['--disable=all', `--enable=syntax-error,${rule}`])];
    const run = async (cwd: string, file: string, more: string[] = []) =>
      pylintFindings(target.source, await runTool('pylint', program, [...args, ...more, '--from-stdin', '--', file], { cwd, signal, input: target.source }));
    if (folder !== undefined) return run(configuredFolder(CONFIGURATION, folder), target.file);
    return inScratchFolder(async (scratch) => {
      await writeFile(join(scratch, 'empty.pylintrc'), '');
      return run(scratch, basename(target.file), [`--rcfile=${join(scratch, 'empty.pylintrc')}`]);
    });
  },

  async documentation(target, rule, signal) {
    const program = await findProgram('pylint', projectFolder(target));
    if (program === undefined) return undefined;
    return inScratchFolder(async (scratch) => {
      await writeFile(join(scratch, 'empty.pylintrc'), '');
      const { stdout } = await runTool('pylint', program, [`--rcfile=${join(scratch, 'empty.pylintrc')}`, `--help-msg=${rule}`], { cwd: scratch, signal });
      const text = pylintDescription(stdout);
      const category = CATEGORIES[/\((\w)\d+\)/.exec(stdout)?.[1] ?? ''];
      if (text === undefined) return undefined;
      return { text, url: category === undefined ? null : `https://pylint.readthedocs.io/en/stable/user_guide/messages/${category}/${encodeURIComponent(rule)}.html`, version: null };
    });
  },

  version: versionOf('pylint', ['--version'], /pylint (\S+)/),
};
