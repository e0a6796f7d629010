import { isAbort, UserError } from '../../core/errors.ts';
import type { Diagnostic, Finding, Linters, LintTarget, RuleDocumentation } from '../../core/diagnostic.ts';
import { createEslint } from './eslint.ts';
import { editorValidators } from './editor-validators.ts';
import { projectFolder } from './find-program.ts';
import type { Linter, LinterVersion } from './linter.ts';
import { pylint } from './pylint.ts';
import { ruff } from './ruff.ts';
import { shellcheck } from './shellcheck.ts';
import { createTypescript } from './typescript.ts';

/** Rules whose documentation is kept in memory. */
const KEPT = 500;
/** What every tool's rules look like. Anything else is not handed to a program. */
const RULE = /^[\w@][\w@./:-]*$/;

const all = (): Linter[] => [createEslint(), ruff, pylint, shellcheck, createTypescript(), ...editorValidators];

export function createLinters(linters: Linter[] = all()): Linters {
  const documentation = new Map<string, Promise<RuleDocumentation | undefined>>();
  const named = (tool: string) => {
    const name = tool.toLowerCase();
    return linters.find((linter) => linter.name === name || linter.aliases?.includes(name));
  };

  function remember(key: string, ask: () => Promise<RuleDocumentation | undefined>): Promise<RuleDocumentation | undefined> {
    const known = documentation.get(key);
    if (known) return known;
    const asked = ask();
    documentation.set(key, asked);
    // A failure, a cancelled one above all, is no answer to keep.
    asked.then((text) => text ?? documentation.delete(key), () => documentation.delete(key));
    if (documentation.size > KEPT) documentation.delete(documentation.keys().next().value!);
    return asked;
  }

  async function lintAll(target: LintTarget, signal: AbortSignal): Promise<Finding[]> {
    const fitting = linters.filter((linter) => linter.lint && linter.languages.includes(target.language));
    if (fitting.length === 0) {
      throw new UserError(`Journeyman knows no linter for ${target.language || 'this language'}.`, `It knows ${linters.map(({ name }) => name).join(', ')}.`, 'Name one with --tool if it reads this file all the same.');
    }
    const outcomes = await Promise.allSettled(fitting.map((linter) => linter.lint!(target, undefined, signal)));
    const findings = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
    // One tool of several may be missing; with none at all there is nothing to say.
    if (findings.length === 0) throw (outcomes[0] as PromiseRejectedResult).reason;
    signal.throwIfAborted();
    return findings.flat();
  }

  return {
    async lint(target, { tool, rule, signal }) {
      if (tool === undefined) return lintAll(target, signal);
      const linter = named(tool);
      if (!linter?.lint) throw new UserError(`Journeyman cannot run ${linter?.name ?? `the linter ${tool}`}.`, `It runs ${linters.filter(({ lint }) => lint).map(({ name }) => name).join(', ')}.`, 'Name one of these.');
      if (rule === undefined || rule === '') return linter.lint(target, undefined, signal);
      const name = linter.ruleName(rule);
      if (!RULE.test(name)) throw new UserError(`${JSON.stringify(name)} is not the name of a rule.`, `${linter.name} has no such rule.`, 'Check its spelling.');
      return linter.lint(target, name, signal);
    },

    canLint: (tool) => named(tool)?.lint !== undefined,

    toolsFor: (language) => linters.filter(({ lint, languages }) => lint && languages.includes(language)).map(({ name }) => name),

    async documentation(target: LintTarget, diagnostic: Diagnostic, signal) {
      const linter = named(diagnostic.tool);
      const rule = linter?.ruleName(diagnostic.rule);
      if (!linter || !rule || !RULE.test(rule)) return undefined;
      const key = JSON.stringify([linter.name, projectFolder(target) ?? target.toolsDir ?? '', rule]);
      try {
        return await remember(key, () => linter.documentation(target, rule, signal));
      } catch (error) {
        if (isAbort(error)) {
          signal.throwIfAborted();
          // Somebody else who had asked for the same went away.
          return linter.documentation(target, rule, signal);
        }
        return undefined;
      }
    },
  };
}

/** Which linters are found from the folder, for the list of what works here; those that come with the editor are left out. */
export async function linterVersions(cwd: string, signal: AbortSignal): Promise<LinterVersion[]> {
  const installed = all().filter(({ installation }) => installation !== '');
  return Promise.all(
    installed.map(async (linter) => {
      const found = await linter.version(cwd, signal).catch((error: unknown) => {
        if (isAbort(error)) throw error;
        return undefined;
      });
      return { tool: linter.name, version: found?.version ?? null, path: found?.path ?? null, installation: linter.installation };
    }),
  );
}
