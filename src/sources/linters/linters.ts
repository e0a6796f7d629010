import { tmpdir } from 'node:os';
import { parse } from 'node:path';
import { isAbort, UserError } from '../../core/errors.ts';
import type { Diagnostic, Finding, Linters, LintTarget, RuleDocumentation } from '../../core/diagnostic.ts';
import { allLinters } from './all-linters.ts';
import { MissingLinter, projectFolder } from './find-program.ts';
import type { Linter, LinterVersion } from './linter.ts';
import { siblingsOf } from './siblings.ts';

/** Rules whose documentation is kept in memory. */
const KEPT = 500;
/** What every tool's rules look like. Anything else is not handed to a program. */
const RULE = /^[\w@][\w@./:-]*$/;

/** Where programs for the target are looked for; the root, which has none, where it belongs to no folder. */
const placeOf = (target: LintTarget) => projectFolder(target) ?? target.toolsDir ?? parse(tmpdir()).root;

export function createLinters(linters: Linter[] = allLinters()): Linters {
  const documentation = new Map<string, Promise<RuleDocumentation | undefined>>();
  const named = (tool: string) => {
    const name = tool.toLowerCase();
    const answers = (alias: string | RegExp) => (typeof alias === 'string' ? alias === name : alias.test(name));
    return linters.find((linter) => linter.name === name) ?? linters.find((linter) => linter.aliases?.some(answers));
  };

  async function versionFor(target: LintTarget, linter: Linter, signal: AbortSignal): Promise<{ version: string; path: string } | undefined> {
    return linter.version(placeOf(target), signal).catch(() => {
      signal.throwIfAborted();
      return undefined;
    });
  }

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

  async function lintAll(target: LintTarget, onFailure: (failure: unknown) => void, signal: AbortSignal): Promise<Finding[]> {
    const fitting = linters.filter((linter) => linter.lint && linter.languages.includes(target.language));
    if (fitting.length === 0) {
      throw new UserError(`Journeyman knows no linter for ${target.language || 'this language'}.`, `It knows ${linters.map(({ name }) => name).join(', ')}.`, 'Name one with --tool if it reads this file all the same.');
    }
    const outcomes = await Promise.allSettled(fitting.map((linter) => linter.lint!(target, undefined, signal)));
    const findings = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
    const reasons = outcomes.flatMap((outcome): unknown[] => (outcome.status === 'rejected' ? [outcome.reason] : []));
    const failures = reasons.filter((reason) => !(reason instanceof MissingLinter));
    signal.throwIfAborted();
    // One tool of several may be missing; with none at all there is nothing to say. One that is there and fails says more than one that is not.
    if (findings.length === 0) throw failures[0] ?? reasons[0];
    for (const failure of failures) onFailure(failure);
    return findings.flat();
  }

  return {
    async lint(target, { tool, rule, onFailure = () => undefined, signal }) {
      if (tool === undefined) return lintAll(target, onFailure, signal);
      const linter = named(tool);
      if (!linter?.lint) throw new UserError(`Journeyman cannot run ${linter?.name ?? `the linter ${tool}`}.`, `It runs ${linters.filter(({ lint }) => lint).map(({ name }) => name).join(', ')}.`, 'Name one of these.');
      if (rule === undefined || rule === '') return linter.lint(target, undefined, signal);
      const name = linter.ruleName(rule, tool.toLowerCase());
      if (!RULE.test(name)) throw new UserError(`${JSON.stringify(name)} is not the name of a rule.`, `${linter.name} has no such rule.`, 'Check its spelling.');
      return linter.lint(target, name, signal);
    },

    canLint: (tool) => named(tool)?.lint !== undefined,

    async siblingFixes(target, diagnostic, signal) {
      const tool = named(diagnostic.tool);
      const fitting = linters.filter((linter) => linter.allFixes && linter.languages.includes(target.language));
      const outcomes = await Promise.allSettled(fitting.map((linter) => linter.allFixes!(target, signal)));
      signal.throwIfAborted();
      const candidates = outcomes.flatMap((outcome, index) => (outcome.status === 'fulfilled' ? outcome.value.map((found) => ({ ...found, tool: fitting[index]!.name })) : []));
      const rule = tool?.ruleName(diagnostic.rule, diagnostic.tool.toLowerCase()) ?? diagnostic.rule;
      return siblingsOf({ ...diagnostic, rule }, tool?.name ?? diagnostic.tool, target.source, candidates);
    },

    async documentation(target: LintTarget, diagnostic: Diagnostic, signal) {
      const linter = named(diagnostic.tool);
      const rule = linter?.ruleName(diagnostic.rule, diagnostic.tool.toLowerCase());
      if (!linter || !rule || !RULE.test(rule)) return undefined;
      const found = await versionFor(target, linter, signal);
      signal.throwIfAborted();
      const ask = async () => {
        const text = await linter.documentation(target, rule, signal);
        return text && { ...text, version: text.version ?? found?.version ?? null };
      };
      // With the version, because an upgrade may change the text while the editor runs.
      const key = JSON.stringify([linter.name, placeOf(target), rule, found ?? null]);
      try {
        return await remember(key, ask);
      } catch (error) {
        if (isAbort(error)) {
          signal.throwIfAborted();
          // Somebody else who had asked for the same went away.
          return ask();
        }
        return undefined;
      }
    },
  };
}

/** Which linters are found from the folder, for the list of what works here. Those that only document their rules are listed where they are found, those that come with the editor are not. */
export async function linterVersions(cwd: string, signal: AbortSignal): Promise<LinterVersion[]> {
  const installed = allLinters().filter(({ installation }) => installation !== '');
  const versions = await Promise.all(
    installed.map(async (linter) => {
      const found = await linter.version(cwd, signal).catch((error: unknown) => {
        if (isAbort(error)) throw error;
        return undefined;
      });
      if (!found && !linter.lint) return [];
      return [{ tool: linter.name, version: found?.version ?? null, path: found?.path ?? null, installation: linter.installation }];
    }),
  );
  return versions.flat();
}
