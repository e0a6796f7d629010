import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import * as z from 'zod';
import { UserError } from '../../core/errors.ts';
import type { Finding, LintTarget, RuleDocumentation } from '../../core/diagnostic.ts';
import { folderWith, missing, MissingLinter, projectFolder } from './find-program.ts';
import { fixesFrom, type Linter } from './linter.ts';
import { manifestOf, packageAround, packageFolder, packageVersion, readPage } from './node-package.ts';
import { rulePage } from './rule-page.ts';
import { parseOutput, runTool, type ToolRun } from './run-tool.ts';
import { inScratchFolder } from './scratch-folder.ts';
import { STYLELINT_PROCESS } from './stylelint-process.ts';

const ENDS: Record<string, string> = { scss: '.scss', sass: '.sass', less: '.less' };
const answer = z.object({
  error: z.string().optional(),
  unconfigured: z.boolean().optional(),
  warnings: z
    .array(
      z.object({
        line: z.number(),
        column: z.number(),
        endLine: z.number().nullish(),
        endColumn: z.number().nullish(),
        rule: z.string(),
        text: z.string(),
        fix: z.object({ range: z.tuple([z.number(), z.number()]), text: z.string() }).nullish(),
      }),
    )
    .default([]),
  plugins: z.array(z.string()).default([]),
  url: z.string().nullish(),
});
type StylelintAnswer = z.infer<typeof answer>;

/** Findings from Stylelint's warnings, which count in UTF-16 units and leave a byte order mark out of their offsets. */
export function stylelintFindings(source: string, warnings: StylelintAnswer['warnings']): Finding[] {
  const mark = source.startsWith('\uFEFF') ? 1 : 0;
  return warnings.map(({ rule, text, line, column, endLine, endColumn, fix }) => ({
    diagnostic: {
      tool: 'stylelint',
      rule: rule === 'CssSyntaxError' ? '' : rule,
      // The rule's name is repeated at the end.
      message: text.endsWith(` (${rule})`) ? text.slice(0, -` (${rule})`.length) : text,
      line,
      column,
      endLine: endLine ?? line,
      endColumn: endColumn ?? column + 1,
    },
    fixes: fix ? fixesFrom('', source, [{ start: fix.range[0] + mark, end: fix.range[1] + mark, text: fix.text }]) : [],
  }));
}

/** What the process said; its complaint as a UserError. */
function read(run: ToolRun): StylelintAnswer {
  const parsed = parseOutput('stylelint', run, answer);
  if (parsed.error !== undefined) throw new UserError('stylelint failed.', parsed.error.replace(/\s+/g, ' ').slice(0, 300), 'Run it yourself on the file to see more.');
  return parsed;
}

/** A folder from which Node finds Stylelint: the file's own, else that of the tools. */
function placeOf(target: LintTarget): string | undefined {
  return [projectFolder(target), target.toolsDir].find((folder) => folder !== undefined && packageFolder('stylelint', folder) !== undefined);
}

async function ask(place: string, target: LintTarget, rule: string | undefined, signal: AbortSignal): Promise<StylelintAnswer> {
  const folder = projectFolder(target);
  const run = async (request: { cwd: string; file: string; own: boolean }) => {
    const input = JSON.stringify({ ...request, source: target.source, rule: rule ?? null });
    return read(await runTool('stylelint', process.execPath, ['-e', STYLELINT_PROCESS], { cwd: place, signal, input, env: { ELECTRON_RUN_AS_NODE: '1', NODE_NO_WARNINGS: '1' } }));
  };
  const configured = folder === undefined ? undefined : await run({ cwd: folderWith(['.stylelintignore'], folder) ?? folder, file: target.file, own: false });
  if (configured && !configured.unconfigured) return configured;
  if (rule === undefined) throw new MissingLinter('stylelint has no configuration for this file.', `None was found in ${folder ?? 'its folder'} or above.`, 'Add a stylelint.config.js to the project.');
  const name = /\.\w+$/.test(target.file) ? basename(target.file) : `source${ENDS[target.language] ?? '.css'}`;
  return inScratchFolder((scratch) => run({ cwd: scratch, file: join(scratch, name), own: true }));
}

/** The page of a plugin's rule, from the packages that the configuration names, those that the rule's prefix stands for first. */
async function pluginPage(rule: string, plugins: string[], place: string): Promise<{ page: string; folder: string } | undefined> {
  const at = rule.lastIndexOf('/');
  const [prefix, name] = [rule.slice(0, at), rule.slice(at + 1)];
  const named = packageFolder(`stylelint-${prefix}`, place);
  const folders = plugins.flatMap((plugin) => packageAround(plugin) ?? []).sort((one, other) => Number(other.includes(prefix)) - Number(one.includes(prefix)));
  for (const folder of [...(named === undefined ? [] : [named]), ...folders]) {
    const pages = ['rules', 'src/rules', 'lib/rules', 'dist/rules', 'docs/rules', 'docs'].flatMap((above) => [`${above}/${name}/README.md`, `${above}/${name}.md`]);
    const page = await readPage(folder, pages);
    if (page !== undefined) return { page, folder };
  }
  return undefined;
}

/**
 * Stylelint and its plugins. Rests on the project's `stylelint` package (14.13 or later), run through its Node API in a child process (`resolveConfig`
 * and `lint` with `computeEditInfo`, which 16.15 and later answer with fixes; `ruleMetadata` for a link), and on `rules/NAME/README.md` and the
 * like in a plugin's package. Stylelint itself ships no text on its rules: those have a link only, without a process.
 */
export const stylelint: Linter = {
  name: 'stylelint',
  languages: ['css', 'postcss', 'scss', 'sass', 'less'],
  installation: 'npm install --save-dev stylelint, in the project',
  ruleName: (rule) => rule,

  async lint(target, rule, signal) {
    const place = placeOf(target);
    if (place === undefined) throw missing(stylelint);
    const { warnings } = await ask(place, target, rule, signal);
    return stylelintFindings(target.source, rule === undefined ? warnings : warnings.filter((warning) => warning.rule === rule || warning.rule === 'CssSyntaxError'));
  },

  async documentation(target, rule, signal): Promise<RuleDocumentation | undefined> {
    const place = placeOf(target);
    const folder = place === undefined ? undefined : packageFolder('stylelint', place);
    if (place === undefined || folder === undefined) return undefined;
    if (!rule.includes('/')) {
      const known = /^[a-z][a-z0-9-]*$/.test(rule) && existsSync(join(folder, 'lib', 'rules', rule));
      return known ? { text: '', url: `https://stylelint.io/user-guide/rules/${rule}`, version: manifestOf(folder)?.version ?? null } : undefined;
    }
    // A rule that is off and needs options cannot be asked about; its page may be there all the same.
    const { plugins, url } = await ask(place, target, rule, signal).catch((error: unknown) => {
      if (error instanceof UserError) return { plugins: [], url: undefined };
      throw error;
    });
    const found = await pluginPage(rule, plugins, target.toolsDir ?? dirname(target.file));
    if (!found && !url) return undefined;
    return { text: found ? rulePage(found.page) : '', url: url ?? null, version: found ? (manifestOf(found.folder)?.version ?? null) : null };
  },

  version: async (cwd) => packageVersion('stylelint', cwd),
};
