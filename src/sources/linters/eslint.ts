import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { UserError } from '../../core/errors.ts';
import type { Finding, LintTarget, RuleDocumentation } from '../../core/diagnostic.ts';
import { EslintHost, type EslintAnswer } from './eslint-host.ts';
import { folderWith, missing, projectFolder, upward } from './find-program.ts';
import { fixesFrom, type Linter } from './linter.ts';
import { inScratchFolder } from './scratch-folder.ts';

const flat = ['js', 'mjs', 'cjs', 'ts', 'mts', 'cts'].map((end) => `eslint.config.${end}`);
const CONFIGURATION = [...flat, '.eslintrc', ...['js', 'cjs', 'yaml', 'yml', 'json'].map((end) => `.eslintrc.${end}`)];
const EXTENSIONS: Record<string, string> = { javascript: '.js', javascriptreact: '.jsx', typescript: '.ts', typescriptreact: '.tsx' };
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

/** The ESLint package that Node would find from the folder. */
function eslintFrom(folder: string): string | undefined {
  for (const above of upward(folder)) {
    const candidate = join(above, 'node_modules', 'eslint');
    if (existsSync(join(candidate, 'package.json'))) return realpathSync(candidate);
  }
  return undefined;
}

function placeOf(target: LintTarget): Place | undefined {
  const folder = projectFolder(target);
  const project = folder === undefined ? undefined : folderWith(CONFIGURATION, folder);
  const inProject = folder === undefined ? undefined : eslintFrom(folder);
  if (project !== undefined && inProject !== undefined) return { eslint: inProject, project, tools: project };
  const tools = target.toolsDir ?? folder;
  const eslint = tools === undefined ? undefined : eslintFrom(tools);
  return eslint === undefined ? undefined : { eslint, project: null, tools: tools! };
}

/** Findings from ESLint's messages, whose positions are UTF-16 already. Its offsets leave a byte order mark out. */
export function eslintFindings(source: string, messages: EslintAnswer['messages']): Finding[] {
  const mark = source.startsWith('\uFEFF') ? 1 : 0;
  return messages
    .filter((message) => message.ruleId !== null || message.fatal === true)
    .map(({ ruleId, message, line, column, endLine, endColumn, fix }) => ({
      diagnostic: { tool: 'eslint', rule: ruleId ?? '', message, line, column, endLine: endLine ?? line, endColumn: endColumn ?? column + 1 },
      fixes: fix ? fixesFrom('', source, [{ start: Math.max(fix.range[0], 0) + mark, end: fix.range[1] + mark, text: fix.text }]) : [],
    }));
}

/** A rule's own description, then the messages it may give: that is all that ESLint ships of its documentation. */
export function eslintDocumentation(meta: EslintAnswer['meta']): RuleDocumentation | undefined {
  if (!meta || (!meta.description && !meta.url)) return undefined;
  const messages = meta.messages.filter((text) => text.trim() !== '').map((text) => `- ${text}`);
  return { text: [meta.description ?? '', ...(messages.length > 0 ? ['## Messages', messages.join('\n')] : [])].join('\n\n').trim(), url: meta.url ?? null, version: null };
}

export function createEslint(host = new EslintHost()): Linter {
  async function ask(target: LintTarget, rule: string | undefined, place: Place, signal: AbortSignal): Promise<EslintAnswer> {
    const request = { eslint: place.eslint, source: target.source, rule: rule ?? null };
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
        throw new UserError('ESLint has no configuration for this file.', `None was found in ${projectFolder(target)} or above.`, 'Add an eslint.config.js to the project.');
      }
      return eslintFindings(target.source, (await ask(target, rule, place, signal)).messages);
    },

    async documentation(target, rule, signal) {
      const place = placeOf(target);
      return place && eslintDocumentation((await ask(target, rule, place, signal)).meta);
    },

    async version(cwd) {
      const path = eslintFrom(cwd);
      if (path === undefined) return undefined;
      const manifest: unknown = JSON.parse(readFileSync(join(path, 'package.json'), 'utf8'));
      const version = typeof manifest === 'object' && manifest !== null && 'version' in manifest ? String(manifest.version) : 'unknown';
      return { version, path };
    },
  };
  return eslint;
}
