import { findProgram, projectFolder } from './find-program.ts';
import type { Linter } from './linter.ts';
import { versionOf } from './program-version.ts';
import { runTool } from './run-tool.ts';
import { inScratchFolder } from './scratch-folder.ts';

/** `SA1000`, and those of its groups for simpler code, style and quick fixes. */
const CHECK = /^(?:SA|S|ST|QF|U)\d{4}$/i;

/** What `staticcheck -explain SA1000` says: a title, paragraphs, then since when and where on the web, which go. */
export function staticcheckDescription(explained: string): { text: string; url: string | null } {
  const url = /^Online documentation\s+(https:\S+)/m.exec(explained)?.[1] ?? null;
  const [title = '', ...paragraphs] = explained.replace(/^(?:Available since|Online documentation|Non-default)\b[\s\S]*/m, '').trim().split(/\r?\n\r?\n/);
  return { text: [title.replace(/[^.]$/, '$&.'), ...paragraphs].filter(Boolean).join('\n\n'), url };
}

/** Staticcheck's checks in its own words. It judges no source here: that takes the whole package. Asked from an empty folder. */
export const staticcheck: Linter = {
  name: 'staticcheck',
  // The language server names the check where others name their tool.
  aliases: ['go-staticcheck', CHECK],
  languages: ['go'],
  installation: 'go install honnef.co/go/tools/cmd/staticcheck@latest',
  ruleName: (rule, tool) => (tool !== undefined && CHECK.test(tool) ? tool.toUpperCase() : rule),

  async documentation(target, rule, signal) {
    if (!CHECK.test(rule)) return undefined;
    const url = `https://staticcheck.dev/docs/checks#${rule}`;
    const folder = projectFolder(target);
    // Debian's has another name.
    const program = (await findProgram('staticcheck', folder)) ?? (await findProgram('go-staticcheck', folder));
    if (program === undefined) return { text: '', url, version: null };
    const run = await inScratchFolder((cwd) => runTool('staticcheck', program, ['-explain', rule], { cwd, signal }));
    if (run.code !== 0) return undefined;
    const own = staticcheckDescription(run.stdout);
    return { text: own.text, url: own.url ?? url, version: null };
  },

  version: async (cwd, signal) => (await versionFrom('staticcheck')(cwd, signal)) ?? versionFrom('go-staticcheck')(cwd, signal),
};

const versionFrom = (program: string) => versionOf(program, ['-version'], /staticcheck (?:\S+ \()?v?(\d[\w.]*)/);
