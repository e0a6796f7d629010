import { findProgram, projectFolder } from './find-program.ts';
import { clippyDocumentation } from './clippy.ts';
import type { Linter } from './linter.ts';
import { versionOf } from './program-version.ts';
import { runTool } from './run-tool.ts';
import { RUST_ENVIRONMENT } from './rust-environment.ts';
import { inScratchFolder } from './scratch-folder.ts';

const LEVELS: Record<string, string> = { allow: 'allowed', warn: 'warn', deny: 'deny', forbid: 'deny' };

/** A lint's line in the table that `rustc -W help` prints: its name, its level where nothing else is said, and what it looks for. */
export function rustLint(table: string, lint: string): { level: string; text: string } | undefined {
  const name = lint.replaceAll('_', '-');
  for (const line of table.split(/\r?\n/)) {
    const [, found, level, text] = /^\s*(\S+)\s+(allow|warn|deny|forbid)\s+(\S.*)$/.exec(line) ?? [];
    if (found === name) return { level: level!, text: text! };
  }
  return undefined;
}

/**
 * The compiler's errors (`E0308`) in the words of `rustc --explain`, its lints (`unused_variables`) in those of `rustc -W help`. It judges no source
 * here: that takes the whole crate. Asked from an empty folder, so that no toolchain file or Cargo configuration of a workspace has a say.
 */
export const rustc: Linter = {
  name: 'rustc',
  aliases: ['rust-analyzer', 'rust', 'cargo'],
  languages: ['rust'],
  installation: 'rustup, from https://rustup.rs',
  ruleName: (rule) => rule,

  async documentation(target, rule, signal) {
    if (rule.startsWith('clippy::')) return clippyDocumentation(target, rule.slice('clippy::'.length), signal);
    const program = await findProgram('rustc', projectFolder(target));
    const ask = (args: string[]) => inScratchFolder((cwd) => runTool('rustc', program!, args, { cwd, signal, env: RUST_ENVIRONMENT }));
    if (/^E\d{4}$/.test(rule)) {
      const url = `https://doc.rust-lang.org/error_codes/${rule}.html`;
      const run = program === undefined ? undefined : await ask(['--explain', rule]);
      if (run && run.code !== 0) return undefined;
      return { text: run?.stdout.trim() ?? '', url, version: null };
    }
    const run = program === undefined ? undefined : await ask(['-W', 'help']);
    const lint = run && rustLint(run.stdout, rule);
    if (!lint) return undefined;
    const url = `https://doc.rust-lang.org/rustc/lints/listing/${LEVELS[lint.level]}-by-default.html#${rule.replaceAll('_', '-')}`;
    return { text: `${lint.text.charAt(0).toUpperCase()}${lint.text.slice(1)}.`, url, version: null };
  },

  version: versionOf('rustc', ['--version'], /rustc (\S+)/, RUST_ENVIRONMENT),
};
