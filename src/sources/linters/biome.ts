import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import * as z from 'zod';
import { UserError } from '../../core/errors.ts';
import type { Finding, LintTarget } from '../../core/diagnostic.ts';
import { copyForBiome, ENDS } from './biome-copy.ts';
import { findProgram, missing, projectFolder } from './find-program.ts';
import { fixesFrom, type Linter } from './linter.ts';
import { manifestOf, packageFolder } from './node-package.ts';
import { rulePage } from './rule-page.ts';
import { parseOutput, runTool, type ToolRun } from './run-tool.ts';
import { inScratchFolder } from './scratch-folder.ts';
import { positionsOf } from './text-position.ts';

const place = z.object({ line: z.number(), column: z.number() });
const range = z.object({ start: place, end: place });
const report = z.object({
  diagnostics: z.array(
    z.object({
      code: z.object({ value: z.string() }).nullish(),
      message: z.string(),
      location: z.object({ range: range.nullish() }).nullish(),
      suggestions: z.array(z.object({ range, text: z.string() })).nullish(),
    }),
  ),
});

/** Findings from `--reporter=rdjson`, which counts columns in characters. What Biome says of the file as a whole is left out. */
export function biomeFindings(source: string, run: ToolRun): Finding[] {
  const positions = positionsOf(source, 'codePoint');
  const offset = ({ line, column }: z.infer<typeof place>) => positions.offset(line, column);
  return parseOutput('biome', run, report).diagnostics.flatMap(({ code, message, location, suggestions }) => {
    if (!code || !location?.range) return [];
    const { start, end } = location.range;
    return {
      diagnostic: {
        tool: 'biome',
        rule: code.value === 'parse' ? '' : code.value,
        message,
        line: start.line,
        column: positions.column(start.line, start.column),
        endLine: end.line,
        endColumn: positions.column(end.line, end.column),
      },
      // The places of one fix come as one suggestion each.
      fixes: suggestions?.length ? fixesFrom('', source, suggestions.map((part) => ({ start: offset(part.range.start), end: offset(part.range.end), text: part.text }))) : [],
    };
  });
}

/** `biome explain` as Markdown: the description first, without the summary of where and since when the rule is. */
export function biomeDescription(printed: string): string | undefined {
  const lines = printed.replaceAll('\r\n', '\n').split('\n');
  // Before 2.0 it was Markdown; since, headings stand alone at the margin and the rest is indented by one.
  const start = lines.findIndex((line) => /^(?:# )?Description\s*$/.test(line));
  if (start < 0) return undefined;
  const markdown = lines.slice(start + 1).map((line) => (/^[A-Z][\w' -]{0,60}$/.test(line.trimEnd()) && !lines[start]!.startsWith('#') ? `## ${line.trim()}` : line.replace(/^ /, '')));
  return rulePage(markdown.join('\n')) || undefined;
}

/** The native program of the package that Node would find from the folder, else one on the PATH. */
async function findBiome(folder: string | undefined): Promise<string | undefined> {
  const packaged = folder === undefined ? undefined : packageFolder('@biomejs/biome', folder);
  if (packaged !== undefined) {
    const resolve = createRequire(join(packaged, 'package.json')).resolve;
    const file = process.platform === 'win32' ? 'biome.exe' : 'biome';
    for (const libc of process.platform === 'linux' ? ['', '-musl'] : ['']) {
      try {
        return resolve(`@biomejs/cli-${process.platform}-${process.arch}${libc}/${file}`);
      } catch {
        continue;
      }
    }
  }
  return findProgram('biome', folder);
}

const programFor = async (target: LintTarget) => (await findBiome(projectFolder(target))) ?? (target.toolsDir === undefined ? undefined : findBiome(target.toolsDir));

const bare = (rule: string) => rule.replace(/^lint\//, '');

/**
 * Biome. Rests on the native program in the project's `@biomejs/biome` package or on the PATH: `biome explain NAME` (any version) and
 * `biome lint --reporter=rdjson --only=GROUP/NAME` (2.3 or later, fixes from 2.5) on a copy of the source outside the project. Rules that read other files see none.
 */
export const biome: Linter = {
  name: 'biome',
  languages: Object.keys(ENDS),
  installation: 'npm install --save-dev @biomejs/biome, in the project',
  ruleName: (rule) => rule,

  async lint(target, rule, signal) {
    const program = await programFor(target);
    if (program === undefined) throw missing(biome);
    return inScratchFolder(async (scratch) => {
      const file = await copyForBiome(target, scratch);
      const args = ['lint', '--reporter=rdjson', '--max-diagnostics=none', '--no-errors-on-unmatched', ...(rule === undefined ? [] : [`--only=${bare(rule)}`]), relative(scratch, file)];
      const run = await runTool('biome', program, args, { cwd: scratch, signal });
      if (/rdjson.*not valid/.test(run.stderr)) throw new UserError('This version of biome cannot be asked.', 'It does not report in the form that Journeyman reads.', 'Update it to 2.3 or later.');
      const found = biomeFindings(target.source, run);
      return rule === undefined ? found : found.filter(({ diagnostic }) => diagnostic.rule === '' || `/${diagnostic.rule}`.endsWith(`/${bare(rule)}`));
    });
  },

  async documentation(target, rule, signal) {
    const name = rule.slice(rule.lastIndexOf('/') + 1);
    const program = await programFor(target);
    if (program === undefined || !/^[a-z][A-Za-z0-9]*$/.test(name)) return undefined;
    return inScratchFolder(async (scratch) => {
      const run = await runTool('biome', program, ['explain', name], { cwd: scratch, signal });
      const text = run.code === 0 ? biomeDescription(run.stdout) : undefined;
      if (text === undefined) return undefined;
      const version = await versionOf(program, scratch, signal);
      return { text, url: `https://biomejs.dev/linter/rules/${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`, version };
    });
  },

  async version(cwd, signal) {
    const path = await findBiome(cwd);
    if (path === undefined) return undefined;
    return { version: (await inScratchFolder((scratch) => versionOf(path, scratch, signal))) ?? 'unknown', path };
  },
};

/** From the package that the program is in, else from the program itself. */
async function versionOf(program: string, cwd: string, signal: AbortSignal): Promise<string | null> {
  const packaged = manifestOf(dirname(program))?.version;
  return packaged ?? /\d+\.\d[\w.-]*/.exec((await runTool('biome', program, ['--version'], { cwd, signal })).stdout)?.[0] ?? null;
}
