import type { Finding, LintTarget, RuleDocumentation, ToolFix } from '../../core/diagnostic.ts';
import { type Replacement, toLineEdits } from '../../core/line-edits.ts';

/** Which program a linter is, for the list of what works here. */
export interface LinterVersion {
  tool: string;
  /** Null where the tool was not found. */
  version: string | null;
  /** The program or package folder; null where it was not found. */
  path: string | null;
  /** How to install it. */
  installation: string;
}

/** One of the user's linters behind one face. A new tool is one file with such an object, named in linters.ts. */
export interface Linter {
  /** As diagnostics name it, in small letters. */
  readonly name: string;
  /** Other names that editors' extensions give it, in small letters. */
  readonly aliases?: readonly (string | RegExp)[];
  /** Language identifiers of VS Code. */
  readonly languages: readonly string[];
  /** How to get it; empty where it is part of the editor. */
  readonly installation: string;
  /** The rule's name as the tool's options take it, from whatever an editor's extension shows of it; `tool` is the alias that it used, in small letters. */
  ruleName(rule: string, tool?: string): string;
  /**
   * What the tool reports, columns in UTF-16 units. With a rule: what that rule alone reports, switched on even where the configuration has it
   * off. A source that cannot be parsed gives a finding with an empty rule. Throws a UserError where the tool is missing or fails.
   * Left out where the tool cannot judge a source that is not on disk; then it only documents its rules.
   */
  lint?(target: LintTarget, rule: string | undefined, signal: AbortSignal): Promise<Finding[]>;
  /**
   * What all its rules find that it has a fix for, those that are off included: candidates for repairing what another tool, or another rule,
   * only reports. Left out where the tool has no fixes, or none without its configuration.
   */
  allFixes?(target: LintTarget, signal: AbortSignal): Promise<NamedFinding[]>;
  /** The version of the text may be left null: then it is that of `version`. */
  documentation(target: LintTarget, rule: string, signal: AbortSignal): Promise<RuleDocumentation | undefined>;
  /** What is found from that folder. Cheap to ask again: a program is started once, as long as its file is the same. */
  version(cwd: string, signal: AbortSignal): Promise<{ version: string; path: string } | undefined>;
}

/** A finding and the long name of its rule, which tools that check for the same thing often share (`unspecified-encoding`). */
export interface NamedFinding extends Finding {
  name?: string | undefined;
}

/** A tool's fix, given as replacements, as the list of one that a finding has; none where the replacements do not fit the source. */
export function fixesFrom(title: string, source: string, replacements: Replacement[]): ToolFix[] {
  const edits = toLineEdits(source, replacements);
  return edits === undefined || edits.length === 0 ? [] : [{ title, edits }];
}
