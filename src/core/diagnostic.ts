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

/** A change that a tool proposes for one of its findings. */
export interface ToolFix {
  /** What the tool says it does; empty where it says nothing. */
  title: string;
  edits: LineEdit[];
}

/** A diagnostic as its tool reported it, with the tool's own fixes: the one that it applies by itself first, then what it suggests. */
export interface Finding {
  diagnostic: Diagnostic;
  fixes: ToolFix[];
}

/** A fix for a finding of another rule, or of another tool, at the same place. */
export interface SiblingFix {
  tool: string;
  /** Of the finding that the fix is for, as the tool writes it. */
  rule: string;
  fix: ToolFix;
}

export interface RuleDocumentation {
  /** The rule's own text, as its tool ships it; plain text or Markdown, not trusted. */
  text: string;
  url: string | null;
  /** The tool's version that this text is from; null where that is not known. */
  version: string | null;
}

/** The user's own linters: what they report, what they say of a rule, and how they judge a changed source. */
export interface Linters {
  /**
   * All that the tool reports on the source, or all the tools that fit the language when `tool` is not given. `rule` limits it to that rule,
   * switched on even where the configuration has it off. A source that cannot be parsed gives a finding with an empty rule. `onFailure` gets why
   * one of several tools could not say anything, while others did; a tool that is not installed or not set up is no failure.
   */
  lint(target: LintTarget, options: { tool?: string; rule?: string; onFailure?: (failure: unknown) => void; signal: AbortSignal }): Promise<Finding[]>;
  /** What the tool itself says of the rule; undefined where it says nothing or is not to be had. */
  documentation(target: LintTarget, diagnostic: Diagnostic, signal: AbortSignal): Promise<RuleDocumentation | undefined>;
  /** Whether the tool can be run on a changed source, so that `lint` answers for it and a fix can be confirmed. */
  canLint(tool: string): boolean;
  /**
   * Fixes that the tools installed for the language have for other findings at the diagnostic's place, at most five, the likeliest first: one tool
   * often repairs what another only reports. None is known to help; whoever offers one has to ask the diagnostic's own tool first.
   */
  siblingFixes(target: LintTarget, diagnostic: Diagnostic, signal: AbortSignal): Promise<SiblingFix[]>;
}
