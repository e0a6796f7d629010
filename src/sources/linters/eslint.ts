import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import type { Finding, LintTarget, RuleDocumentation, ToolFix } from '../../core/diagnostic.ts';
import { createEslintHost, type EslintAnswer } from './eslint-host.ts';
import { missing, MissingLinter, projectFolder, upward } from './find-program.ts';
import { fixesFrom, type Linter } from './linter.ts';
import { manifestOf, packageFolder, packageVersion, readPage } from './node-package.ts';
import { rulePage } from './rule-page.ts';
import { inScratchFolder } from './scratch-folder.ts';

const flat = ['js', 'mjs', 'cjs', 'ts', 'mts', 'cts'].map((end) => `eslint.config.${end}`);
const CONFIGURATION = [...flat, '.eslintrc', ...['js', 'cjs', 'yaml', 'yml', 'json'].map((end) => `.eslintrc.${end}`)];
const EXTENSIONS: Record<string, string> = { javascript: '.js', javascriptreact: '.jsx', typescript: '.ts', typescriptreact: '.tsx' };
/** Suggestions taken of one message, and characters of what one says. */
const SUGGESTIONS = 10;
const TITLE_LENGTH = 200;
const KNOWN = /^\.(?:[cm]?[jt]s|[jt]sx)$/;

/** Where ESLint and its configuration for a file are. */
interface Place {
  /** Folder of the ESLint package. */
  eslint: string;
  /** Folder of the project's configuration; null where ours must do. */
  project: string | null;
  /** Where plugins are looked for when ours must do. */
  tools: string;
}

function placeOf(target: LintTarget): Place | undefined {
  const folder = projectFolder(target);
  const project = folder === undefined ? undefined : configurationAbove(folder);
  const inProject = folder === undefined ? undefined : packageFolder('eslint', folder);
  if (project !== undefined && inProject !== undefined) return { eslint: inProject, project, tools: project };
  const tools = target.toolsDir ?? folder;
  const eslint = tools === undefined ? undefined : packageFolder('eslint', tools);
  return eslint === undefined ? undefined : { eslint, project: null, tools: tools! };
}

/** The nearest folder, upward, that has a configuration, in a file of its own or, for ESLint before 9, in the manifest. */
function configurationAbove(folder: string): string | undefined {
  const isConfigured = (at: string) => CONFIGURATION.some((name) => existsSync(join(at, name))) || /"eslintConfig"\s*:/.test(textOf(join(at, 'package.json')));
  return [...upward(folder)].find(isConfigured);
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

/** Findings from ESLint's messages, whose positions are UTF-16 already. Its offsets leave a byte order mark out. */
export function eslintFindings(source: string, messages: EslintAnswer['messages']): Finding[] {
  const mark = source.startsWith('\uFEFF') ? 1 : 0;
  const fixOf = (title: string, { range: [start, end], text }: NonNullable<EslintAnswer['messages'][number]['fix']>): ToolFix[] =>
    fixesFrom(title, source, [{ start: Math.max(start, 0) + mark, end: end + mark, text }]);
  return messages
    .filter((message) => message.ruleId !== null || message.fatal === true)
    .map(({ ruleId, message, line, column, endLine, endColumn, fix, suggestions }) => ({
      diagnostic: { tool: 'eslint', rule: ruleId ?? '', message, line, column, endLine: endLine ?? line, endColumn: endColumn ?? column + 1 },
      fixes: [
        ...(fix ? fixOf('', fix) : []),
        ...(suggestions ?? []).slice(0, SUGGESTIONS).flatMap((suggestion) => fixOf(suggestion.desc.replace(/\s+/g, ' ').trim().slice(0, TITLE_LENGTH), suggestion.fix)),
      ],
    }));
}

/** The page that the rule's plugin ships, else the rule's own description and the messages it may give, which is all that ESLint's core has. */
export function eslintDocumentation(meta: EslintAnswer['meta'], version: string | null, page?: string): RuleDocumentation | undefined {
  const text = page === undefined ? '' : rulePage(page, meta?.description);
  // Some pages repeat the description and say no more.
  if (text !== '' && text !== rulePage('', meta?.description)) return { text, url: meta?.url ?? null, version };
  if (!meta || (!meta.description && !meta.url)) return undefined;
  const messages = meta.messages.filter((message) => message.trim() !== '').map((message) => `- ${message}`);
  return { text: [meta.description ?? '', ...(messages.length > 0 ? ['## Messages', messages.join('\n')] : [])].join('\n\n').trim(), url: meta.url ?? null, version };
}

/** Where plugins keep a rule's page: `docs/rules` by ESLint's convention; eslint-plugin-sonarjs leaves the folder out. */
function pagesOf(rule: string): string[] {
  const name = rule.slice(rule.lastIndexOf('/') + 1);
  return ['docs/rules', 'docs'].flatMap((folder) => ['.md', '.mdx'].map((end) => `${folder}/${name}${end}`));
}

/**
 * ESLint and its plugins. Rests on the project's `eslint` package, run through its Node API in a process of its own (`lintText`,
 * `calculateConfigForFile`, `getRulesMetaForResults`), and on the pages `docs/rules/NAME.md`, `docs/NAME.md` or `.mdx` in a plugin's package.
 */
export function createEslint(host = createEslintHost()): Linter {
  async function ask(target: LintTarget, rule: string | undefined, place: Place, about: boolean, signal: AbortSignal): Promise<EslintAnswer> {
    const request = { eslint: place.eslint, source: target.source, rule: rule ?? null, about };
    if (place.project !== null) return host.ask({ ...request, cwd: place.project, file: target.file, own: null }, signal);
    const name = KNOWN.test(extname(target.file)) ? basename(target.file) : `source${EXTENSIONS[target.language] ?? '.js'}`;
    return inScratchFolder((scratch) => {
      // The system's temporary folder may be a link; ESLint compares real paths.
      const cwd = realpathSync(scratch);
      return host.ask({ ...request, cwd, file: join(cwd, name), own: place.tools }, signal);
    });
  }

  const eslint: Linter = {
    name: 'eslint',
    languages: ['javascript', 'javascriptreact', 'typescript', 'typescriptreact', 'vue', 'svelte'],
    installation: 'npm install --save-dev eslint, in the project',
    ruleName: (rule) => rule,

    async lint(target, rule, signal) {
      const place = placeOf(target);
      if (!place) throw missing(eslint);
      if (rule === undefined && place.project === null && target.toolsDir === undefined) {
        throw new MissingLinter('ESLint has no configuration for this file.', `None was found in ${projectFolder(target)} or above.`, 'Add an eslint.config.js to the project.');
      }
      return eslintFindings(target.source, (await ask(target, rule, place, false, signal)).messages);
    },

    async documentation(target, rule, signal) {
      const place = placeOf(target);
      if (!place) return undefined;
      const { meta, plugin } = await ask(target, rule, place, true, signal);
      const version = (folder: string) => manifestOf(folder)?.version ?? null;
      if (!rule.includes('/')) return eslintDocumentation(meta, version(place.eslint));
      return plugin ? eslintDocumentation(meta, version(plugin), await readPage(plugin, pagesOf(rule))) : eslintDocumentation(meta, null);
    },

    version: async (cwd) => packageVersion('eslint', cwd),
  };
  return eslint;
}
