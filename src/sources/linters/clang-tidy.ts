import type { Linter } from './linter.ts';
import { versionOf } from './program-version.ts';

/** `bugprone-argument-comment` and `clang-analyzer-core.NullDereference` to the folder and the name of their page. What clangd finds itself (`unused-includes`) has none. */
const CHECK = /^(?<group>abseil|altera|android|boost|bugprone|cert|clang-analyzer|concurrency|cppcoreguidelines|darwin|fuchsia|google|hicpp|linuxkernel|llvm|llvmlibc|misc|modernize|mpi|objc|openmp|performance|portability|readability|zircon)-(?<name>[\w.-]+)$/;

function pageOf(rule: string): string | undefined {
  // A warning of the compiler, as clangd (`-Wunused`) and as clang-tidy itself (`clang-diagnostic-unused`) name it.
  const warning = /^(?:W|clang-diagnostic-)(?<name>[a-z][\w+-]*)$/.exec(rule)?.groups?.['name'];
  if (warning !== undefined) return `https://clang.llvm.org/docs/DiagnosticsReference.html#w${encodeURIComponent(warning.toLowerCase())}`;
  const check = CHECK.exec(rule)?.groups;
  return check && `https://clang.llvm.org/extra/clang-tidy/checks/${check['group']}/${encodeURIComponent(check['name']!)}.html`;
}

/**
 * Links only: clang-tidy has no command that explains a check, and neither its packages of Debian and PyPI nor LLVM's own carry the pages.
 * It judges no source here: that takes the project's compilation database.
 */
export const clangTidy: Linter = {
  name: 'clang-tidy',
  aliases: ['clangd', 'clang'],
  languages: ['c', 'cpp', 'objective-c', 'objective-cpp', 'cuda-cpp'],
  installation: 'from your system\'s packages, or pip install clang-tidy',
  // One finding may be that of several checks: `bugprone-x,cert-y`.
  ruleName: (rule) => rule.replace(/,.*$/, '').replace(/^-/, ''),

  async documentation(_target, rule) {
    const url = pageOf(rule);
    return url === undefined ? undefined : { text: '', url, version: null };
  },

  version: versionOf('clang-tidy', ['--version'], /version (\d[\w.]*)/),
};
