import { existsSync, readdirSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { findProgram, upward } from './find-program.ts';
import type { Linter } from './linter.ts';
import { DESCRIBED_VERSION, PYRIGHT_RULES } from './pyright-rules.ts';
import { packagesWith } from './python-package.ts';

/** The version in the npm package that the program belongs to. */
function npmVersion(program: string): string | undefined {
  for (const folder of upward(dirname(realpathSync(program)))) {
    const manifest = join(folder, 'package.json');
    if (!existsSync(manifest)) continue;
    const found: unknown = JSON.parse(readFileSync(manifest, 'utf8'));
    const named = typeof found === 'object' && found !== null && 'name' in found && (found.name === 'pyright' || found.name === 'basedpyright');
    return named && 'version' in found ? String(found.version) : undefined;
  }
  return undefined;
}

/** The version in the name of the PyPI package's own record, `pyright-1.1.414.dist-info`. */
function pypiVersion(program: string): string | undefined {
  const packages = packagesWith('pyright', program);
  return packages === undefined ? undefined : readdirSync(packages).map((name) => /^pyright-(\d[\w.]*)\.dist-info$/.exec(name)?.[1]).find(Boolean);
}

/**
 * Pyright's rules from our own table and with a link to its page: it has no command that explains them. It judges no source here: it reads
 * files only from disk. Its program is never started, because the one of PyPI fetches Pyright from npm before it does anything else.
 */
export const pyright: Linter = {
  name: 'pyright',
  aliases: ['pylance', 'basedpyright'],
  languages: ['python'],
  installation: 'npm install --save-dev pyright, or pip install pyright',
  ruleName: (rule) => rule,

  async documentation(_target, rule) {
    if (!/^report[A-Z]\w*$/.test(rule)) return undefined;
    const known = Object.hasOwn(PYRIGHT_RULES, rule) ? PYRIGHT_RULES[rule] : undefined;
    const text = known === undefined ? '' : typeof known === 'string' ? known : `${known[0]}\n\n## Why\n\n${known[1]}`;
    // Some versions report it by a shorter name than the page has.
    const anchor = rule === 'reportPossiblyUnbound' ? 'reportPossiblyUnboundVariable' : rule;
    return { text, url: `https://github.com/microsoft/pyright/blob/main/docs/configuration.md#${anchor}`, version: text === '' ? null : DESCRIBED_VERSION };
  },

  async version(cwd) {
    const path = await findProgram('pyright', cwd);
    if (path === undefined) return undefined;
    return { version: npmVersion(path) ?? pypiVersion(path) ?? 'unknown', path };
  },
};
