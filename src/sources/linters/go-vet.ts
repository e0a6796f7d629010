import { findProgram, projectFolder } from './find-program.ts';
import type { Linter } from './linter.ts';
import { versionOf } from './program-version.ts';
import { runTool } from './run-tool.ts';
import { inScratchFolder } from './scratch-folder.ts';

/** The Go command fetches the toolchain that a module asks for unless it is told not to; asking for documentation must fetch nothing. */
const ENVIRONMENT = { GOTOOLCHAIN: 'local', GOFLAGS: '' };

/** Analyzers of `go tool vet help`. The language server names the analyzer where others name their tool. */
const ANALYZERS = [
  'appends', 'asmdecl', 'assign', 'atomic', 'bools', 'buildtag', 'cgocall', 'composites', 'copylocks', 'defers', 'directive', 'errorsas', 'framepointer', 'hostport', 'httpresponse',
  'ifaceassert', 'loopclosure', 'lostcancel', 'nilfunc', 'printf', 'shift', 'sigchanyzer', 'slog', 'stdmethods', 'stdversion', 'stringintconv', 'structtag', 'testinggoroutine',
  'tests', 'timeformat', 'unmarshal', 'unreachable', 'unsafeptr', 'unusedresult', 'waitgroup',
];
/** Those whose package is named otherwise. */
const PACKAGES: Record<string, string> = { composites: 'composite', copylocks: 'copylock' };

/** What `go tool vet help NAME` says: `printf: check consistency …`, then its options, which go, then paragraphs. */
export function vetDescription(help: string): string | undefined {
  const [, title, rest] = /^\w+: ([^\n]+)\n([\s\S]*)$/.exec(help.replaceAll('\r\n', '\n')) ?? [];
  if (title === undefined) return undefined;
  const text = rest!.replace(/^\s*Analyzer flags:\n\n(?:[ \t]+.*\n)*/, '').trim();
  return [`${title.charAt(0).toUpperCase()}${title.slice(1)}.`, text].filter(Boolean).join('\n\n');
}

/** The analyzers of `go vet` in its own words. It judges no source here: that takes the whole package. Asked from an empty folder. */
export const goVet: Linter = {
  name: 'go vet',
  aliases: ['go-vet', 'govet', 'vet', 'gopls', ...ANALYZERS],
  languages: ['go'],
  installation: 'Go, from https://go.dev',
  ruleName: (rule, tool) => (tool !== undefined && ANALYZERS.includes(tool) ? tool : rule),

  async documentation(target, rule, signal) {
    if (!/^[a-z]+$/.test(rule)) return undefined;
    const url = ANALYZERS.includes(rule) ? `https://pkg.go.dev/golang.org/x/tools/go/analysis/passes/${PACKAGES[rule] ?? rule}` : null;
    const program = await findProgram('go', projectFolder(target));
    if (program === undefined) return url === null ? undefined : { text: '', url, version: null };
    const run = await inScratchFolder((cwd) => runTool('go vet', program, ['tool', 'vet', 'help', rule], { cwd, signal, env: ENVIRONMENT }));
    const text = run.code === 0 ? vetDescription(run.stdout) : undefined;
    return text === undefined && url === null ? undefined : { text: text ?? '', url, version: null };
  },

  version: versionOf('go', ['version'], /go version go(\S+)/, ENVIRONMENT),
};
