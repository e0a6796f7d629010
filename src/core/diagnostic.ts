/** A finding of a linter or compiler. Lines and columns count from 1; the end column is exclusive. */
export interface Diagnostic {
  /** `eslint`, `ruff`, `pylint`, `shellcheck`, `ts`, … */
  tool: string;
  /** The rule's name or code as the tool writes it; empty where the tool gives none. */
  rule: string;
  message: string;
  line: number;
  column: number;
  endLine: number;
  endColumn: number;
}

/** Replaces the lines from `startLine` to `endLine`, both counted from 1 and included; `endLine` = `startLine` - 1 inserts. */
export interface LineEdit {
  startLine: number;
  endLine: number;
  /** Whole lines, each with its line end; empty where the lines go. */
  newText: string;
}

/** Where a linter finds its configuration and itself. */
export interface LintTarget {
  /** Absolute path, or a name only: then the source stands for itself and no project configuration applies. */
  file: string;
  source: string;
  language: string;
  /** A folder whose `node_modules` holds linters, for files that have no project of their own. */
  toolsDir?: string;
}

/** A diagnostic as its tool reported it, with the tool's own fix where it has one. */
export interface Finding {
  diagnostic: Diagnostic;
  fix: LineEdit[] | null;
}

export interface RuleDocumentation {
  /** The rule's own text, as its tool ships it; plain text or Markdown, not trusted. */
  text: string;
  url: string | null;
}

/** The user's own linters: what they report, what they say of a rule, and how they judge a changed source. */
export interface Linters {
  /**
   * All that the tool reports on the source, or all the tools that fit the language when `tool` is not given. `rule` limits it to that rule,
   * switched on even where the configuration has it off. A source that cannot be parsed gives a finding with an empty rule.
   */
  lint(target: LintTarget, options: { tool?: string; rule?: string; signal: AbortSignal }): Promise<Finding[]>;
  /** What the tool itself says of the rule; undefined where it says nothing or is not to be had. */
  documentation(target: LintTarget, diagnostic: Diagnostic, signal: AbortSignal): Promise<RuleDocumentation | undefined>;
  /** Whether the tool has fixes of its own, so that asking for one is worth its time. */
  hasFixes(tool: string): boolean;
}
