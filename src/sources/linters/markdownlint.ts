import { projectFolder } from './find-program.ts';
import type { Linter } from './linter.ts';
import { manifestOf, packageFolder, readPage } from './node-package.ts';
import { rulePage } from './rule-page.ts';

/** Programs around the library, which may hold it in a folder of their own. */
const AROUND = ['markdownlint-cli2', 'markdownlint-cli'];

/** The library that Node would find from the folder, or from a program around it. */
function libraryFrom(folder: string): string | undefined {
  const places = [folder, ...AROUND.flatMap((name) => packageFolder(name, folder) ?? [])];
  return places.map((place) => packageFolder('markdownlint', place)).find((found) => found !== undefined);
}

/** The page without its lists of names and parameters, what the rule's title says first. */
export function markdownlintText(page: string): string {
  const title = /^# `?MD\d+`?(?: -)? (.+)$/m.exec(page)?.[1]?.trim() ?? '';
  return rulePage(page.replace(/^(?:Tags|Aliases|Fixable): .*(?:\n(?!\n).*)*\n/gm, '').replace(/^Parameters:[^\n]*\n(?:\n?[-* \t][^\n]*\n)*/m, ''), title === '' || /[.!?]$/.test(title) ? title : `${title}.`);
}

/**
 * markdownlint, as the project's package or inside VS Code's extension, which writes the same rule numbers. Rests on the pages `doc/mdNNN.md` of
 * the `markdownlint` package (0.29 or later) and on their address on GitHub. It is not run: nothing of the package is.
 */
export const markdownlint: Linter = {
  name: 'markdownlint',
  aliases: AROUND,
  languages: ['markdown'],
  installation: 'npm install --save-dev markdownlint-cli2, in the project',
  /** `MD009/no-trailing-spaces` to `MD009`. */
  ruleName: (rule) => /^(MD\d{3})(?:\/|$)/i.exec(rule)?.[1]?.toUpperCase() ?? rule,

  async documentation(target, rule) {
    if (!/^MD\d{3}$/.test(rule)) return undefined;
    const file = `doc/${rule.toLowerCase()}.md`;
    const place = projectFolder(target) ?? target.toolsDir;
    const folder = place === undefined ? undefined : libraryFrom(place);
    const page = folder === undefined ? undefined : await readPage(folder, [file]);
    const version = folder === undefined ? null : (manifestOf(folder)?.version ?? null);
    const url = `https://github.com/DavidAnson/markdownlint/blob/${version !== null && /^[\w.-]+$/.test(version) ? `v${version}` : 'main'}/${file}`;
    return { text: page === undefined ? '' : markdownlintText(page), url, version };
  },

  version: async (cwd) => {
    const folder = libraryFrom(cwd);
    return folder === undefined ? undefined : { version: manifestOf(folder)?.version ?? 'unknown', path: folder };
  },
};
