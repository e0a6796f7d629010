import type { LintTarget, RuleDocumentation } from '../../core/diagnostic.ts';
import { findProgram, projectFolder } from './find-program.ts';
import type { Linter } from './linter.ts';
import { versionOf } from './program-version.ts';
import { runTool } from './run-tool.ts';
import { RUST_ENVIRONMENT } from './rust-environment.ts';
import { inScratchFolder } from './scratch-folder.ts';

/** `cargo-clippy` is started itself, not through Cargo, which would read configuration; from an empty folder all the same. */
export async function clippyDocumentation(target: LintTarget, rule: string, signal: AbortSignal): Promise<RuleDocumentation | undefined> {
  const name = rule.replaceAll('-', '_');
  const url = `https://rust-lang.github.io/rust-clippy/master/index.html#${encodeURIComponent(name)}`;
  const program = await findProgram('cargo-clippy', projectFolder(target));
  if (program === undefined) return { text: '', url, version: null };
  const { code, stdout, stderr } = await inScratchFolder((cwd) => runTool('Clippy', program, ['--explain', name], { cwd, signal, env: RUST_ENVIRONMENT }));
  if (code === 0 && stdout.trim() !== '') return { text: stdout.trim(), url, version: null };
  // Old versions cannot explain, and rustup's stand-in is there without the component; both say something else.
  return /unknown lint/.test(stdout + stderr) ? undefined : { text: '', url, version: null };
}

/** Clippy's lints in its own words. It judges no source here: that takes the whole crate. */
export const clippy: Linter = {
  name: 'clippy',
  aliases: ['cargo-clippy', 'cargo clippy'],
  languages: ['rust'],
  installation: 'rustup component add clippy',
  ruleName: (rule) => rule.replace(/^clippy::/, ''),
  documentation: clippyDocumentation,
  version: versionOf('cargo-clippy', ['--version'], /clippy (\S+)/, RUST_ENVIRONMENT),
};
