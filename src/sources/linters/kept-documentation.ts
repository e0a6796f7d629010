import { dirname, isAbsolute } from 'node:path';
import type { Diagnostic, Linters, LintTarget } from '../../core/diagnostic.ts';
import type { RuleTexts } from '../../core/rule-texts.ts';
import { folderWith } from './find-program.ts';

/** What a project's folder has in it; the nearest one counts, as it does for the linters of a monorepo's packages. */
const PROJECT_FILES = ['package.json', 'pyproject.toml', '.git', 'Cargo.toml', 'go.mod', 'setup.cfg', '.venv'];
/** Texts known to be kept as they are. */
const MOST_WRITTEN = 1000;

function placeOf({ file, toolsDir = '' }: LintTarget, { tool, rule }: Diagnostic): [string, string, string] {
  const folder = isAbsolute(file) ? (folderWith(PROJECT_FILES, dirname(file)) ?? dirname(file)) : '';
  return [tool, rule, JSON.stringify([folder, toolsDir])];
}

/** The same linters; what they say of a rule is kept each time that it is new. */
export function keepDocumentation(linters: Linters, texts: RuleTexts): Linters {
  const written = new Map<string, string>();
  return {
    ...linters,
    async documentation(target, diagnostic, signal) {
      const found = await linters.documentation(target, diagnostic, signal);
      if (!found) return found;
      const place = placeOf(target, diagnostic);
      const [key, value] = [JSON.stringify(place), JSON.stringify(found)];
      if (written.get(key) === value) return found;
      if (written.size >= MOST_WRITTEN) written.clear();
      written.set(key, value);
      // Nobody waits for it.
      void texts.put(...place, found);
      return found;
    },
  };
}

/** Linters that know what is kept and run nothing: no findings, and the documentation as it was read last. */
export function keptLinters(texts: RuleTexts): Linters {
  return {
    lint: async () => [],
    documentation: (target, diagnostic) => texts.get(...placeOf(target, diagnostic)),
    canLint: () => false,
    siblingFixes: async () => [],
  };
}
