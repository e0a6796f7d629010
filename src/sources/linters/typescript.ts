import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { UserError } from '../../core/errors.ts';
import type { Finding, LintTarget } from '../../core/diagnostic.ts';
import { folderWith, missing, MissingLinter, projectFolder, upward } from './find-program.ts';
import type { Linter } from './linter.ts';
import { NodeHost } from './node-host.ts';
import { typescriptAnswer, type TypescriptAnswer, typescriptFindings } from './typescript-findings.ts';
import { TYPESCRIPT_PROCESS } from './typescript-process.ts';

const EXTENSIONS: Record<string, string> = { javascript: '.js', javascriptreact: '.jsx', typescript: '.ts', typescriptreact: '.tsx' };
const KNOWN = /^\.(?:[cm]?[jt]s|[jt]sx)$/;
const SCRIPT = /\.(?:[cm]?js|jsx)$/;
const CONFIGURATION = ['tsconfig.json', 'jsconfig.json'];
/** Milliseconds for one answer: the first one about a large project takes as long as compiling it. */
const TIME_LIMIT = 40_000;

export interface TypescriptRequest {
  /** Folder of the TypeScript package. */
  typescript: string;
  file: string;
  source: string;
  /** Where types are looked for, for a source without a project; null: the project's own configuration applies. */
  folder: string | null;
  /** The code in digits, whose findings then have their fixes, or null for all that the project's configuration reports. */
  rule: string | null;
}

export function createTypescriptHost(timeLimitMs = TIME_LIMIT): NodeHost<TypescriptRequest, TypescriptAnswer> {
  // As much memory as the editor gives its own TypeScript.
  return new NodeHost({ tool: 'TypeScript', code: TYPESCRIPT_PROCESS, answer: typescriptAnswer, options: ['--max-old-space-size=3072'], timeLimitMs });
}

/** The TypeScript package that Node would find from the folder. */
function typescriptFrom(folder: string | undefined): string | undefined {
  for (const above of folder === undefined ? [] : upward(folder)) {
    const candidate = join(above, 'node_modules', 'typescript');
    if (existsSync(join(candidate, 'package.json'))) return realpathSync(candidate);
  }
  return undefined;
}

/** The project's own package, else that of the tools; one that has no language service (from version 7 on) only where there is no other. */
function packageOf(target: LintTarget): string | undefined {
  const found = [typescriptFrom(projectFolder(target)), typescriptFrom(target.toolsDir)].filter((folder) => folder !== undefined);
  return found.find((folder) => existsSync(join(folder, 'lib', 'typescript.js'))) ?? found[0];
}

function versionOf(folder: string): string {
  const manifest: unknown = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return typeof manifest === 'object' && manifest !== null && 'version' in manifest ? String(manifest.version) : 'unknown';
}

/** The file's name with an ending that TypeScript reads as its language; undefined for the languages that it cannot read. */
function nameFor({ file, language }: LintTarget): string | undefined {
  if (KNOWN.test(extname(file))) return file;
  return Object.hasOwn(EXTENSIONS, language) ? `${file}${EXTENSIONS[language]}` : undefined;
}

/** False where nothing asks TypeScript to check this JavaScript, so that its process need not be started to learn that. */
function mayBeChecked(source: string, folder: string | undefined): boolean {
  if (/@ts-check\b/.test(source)) return true;
  const above = folder === undefined ? undefined : folderWith(CONFIGURATION, folder);
  return above !== undefined && CONFIGURATION.map((name) => join(above, name)).some((path) => existsSync(path) && /"checkJs"|"extends"|"references"/.test(readFileSync(path, 'utf8')));
}

export function createTypescript(host = createTypescriptHost()): Linter {
  const typescript: Linter = {
    name: 'ts',
    // The editor's own names of the source, then what people write.
    aliases: ['js', 'typescript', 'javascript', 'tsc'],
    languages: ['typescript', 'typescriptreact', 'javascript', 'javascriptreact'],
    installation: 'npm install --save-dev typescript, in the project',
    ruleName: (rule) => rule.replace(/^TS(?=\d+$)/i, ''),

    async lint(target, rule, signal): Promise<Finding[]> {
      const unchecked = () => new MissingLinter('TypeScript does not check this file.', 'It checks JavaScript only where it is asked to.', 'Set checkJs in the project\'s tsconfig.json, or begin the file with // @ts-check.');
      const name = nameFor(target);
      if (name === undefined) throw new UserError('TypeScript cannot read this file.', `It is ${target.language || 'of an unknown language'}.`, 'Ask about a TypeScript or JavaScript file.');
      const folder = projectFolder(target);
      if (rule === undefined && SCRIPT.test(name) && !mayBeChecked(target.source, folder)) throw unchecked();
      const found = packageOf(target);
      if (found === undefined) throw missing({ name: 'TypeScript', installation: typescript.installation });
      // A source that stands for itself is taken to be in a folder that is not there: nothing of the tools' own project is near.
      const place = folder === undefined ? join(target.toolsDir!, '.journeyman') : null;
      const answer = await host.ask(
        { typescript: found, file: place === null ? name : join(place, basename(name)), source: target.source.replace(/^\uFEFF/, ''), folder: place, rule: rule ?? null },
        signal,
      );
      if (rule === undefined && !answer.checked) throw unchecked();
      return typescriptFindings(target.source, answer);
    },

    /** TypeScript ships messages, and nothing more on what they mean. */
    async documentation(target, rule) {
      const found = packageOf(target);
      return found === undefined || !/^\d+$/.test(rule) ? undefined : { text: '', url: null, version: versionOf(found) };
    },

    async version(cwd) {
      const path = typescriptFrom(cwd);
      return path === undefined ? undefined : { version: versionOf(path), path };
    },
  };
  return typescript;
}
