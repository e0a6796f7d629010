import * as z from 'zod';
import { findProgram, projectFolder } from './find-program.ts';
import type { Linter } from './linter.ts';
import { versionOf } from './program-version.ts';
import { runTool } from './run-tool.ts';
import { inScratchFolder } from './scratch-folder.ts';
import { staticcheck } from './staticcheck.ts';

const listed = z.array(z.object({ name: z.string(), description: z.string() }));

/** A linter's description in what `help linters` prints: as JSON, or in old versions as lines `name: description [fast: true, auto-fix: false]`. */
export function golangciDescription(help: string, linter: string): string | undefined {
  if (help.trimStart().startsWith('[')) return listed.parse(JSON.parse(help)).find(({ name }) => name === linter)?.description;
  for (const line of help.split(/\r?\n/)) {
    const [, name, text] = /^(\w+)(?: \[deprecated\]| \([\w, ]+\))*: (.*?)(?: \[(?:fast|auto-fix)[^\]]*\])?$/.exec(line) ?? [];
    if (name === linter) return text;
  }
  return undefined;
}

/**
 * The linters that golangci-lint runs, a sentence each in its own words. It judges no source here: that takes the whole package.
 * Rests on the documented command `golangci-lint help linters` and its source; the program is in none of the registries that tests may install from.
 */
export const golangciLint: Linter = {
  name: 'golangci-lint',
  aliases: ['golangci', 'golangcilint', 'go-golangci-lint'],
  languages: ['go'],
  installation: 'from https://golangci-lint.run',
  ruleName: (rule) => rule,

  async documentation(target, rule, signal) {
    // It passes the codes of Staticcheck on.
    if (/^[A-Z]+\d{4}$/.test(rule)) return staticcheck.documentation(target, rule, signal);
    if (!/^\w+$/.test(rule)) return undefined;
    const url = `https://golangci-lint.run/docs/linters/configuration/#${rule.toLowerCase()}`;
    const program = await findProgram('golangci-lint', projectFolder(target));
    if (program === undefined) return { text: '', url, version: null };
    const help = (more: string[]) => inScratchFolder((cwd) => runTool('golangci-lint', program, ['help', 'linters', ...more], { cwd, signal }));
    const run = await help(['--json']);
    const text = golangciDescription(run.code === 0 ? run.stdout : (await help([])).stdout, rule);
    return text === undefined ? undefined : { text: text.replace(/[^.]$/, '$&.'), url, version: null };
  },

  version: versionOf('golangci-lint', ['--version'], /version v?(\d\S*)/),
};
