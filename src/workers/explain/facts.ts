import { UserError } from '../../core/errors.ts';
import type { Finding, Linters } from '../../core/diagnostic.ts';
import { codeWindow, type CodeWindow } from './code-window.ts';
import type { ExplainInput, ExplainOutput } from './input.ts';
import { reasonOf } from './rule-reasons.ts';
import { ruleText } from './rule-text.ts';

export interface ExplainFacts {
  input: ExplainInput;
  code: CodeWindow;
  /** All that the tool says of the rule, for judging whether a name occurs there. */
  documentationText: string;
  /** What the rule looks for, and why; `why` is empty only where nothing is known of the rule. */
  rule: { what: string; why: string };
  documentation: ExplainOutput['documentation'];
  /** Of the tool whose documentation this is; null where that is not known. */
  toolVersion: string | null;
  /** The tool's findings for this rule in the source as it is, asked for while the model reads; undefined where no tool can be asked. */
  reported: Promise<Finding[] | undefined> | undefined;
}

/** A link from a plugin is data: only a web address is passed on. */
function webAddress(url: string | null | undefined): string | null {
  return url && /^https?:\/\/[^\s<>"]+$/.test(url) ? url : null;
}

/** The documentation's reason, then what it says is to be done. */
function withAdvice(why: string, advice: string): string {
  return why === '' || why.includes(advice) ? why : `${why} ${advice}`;
}

export async function gatherFacts(input: ExplainInput, linters: Linters, signal: AbortSignal): Promise<ExplainFacts> {
  const count = input.source.split(/\r\n|\n|\r/).length;
  if (input.diagnostic.line > count) {
    throw new UserError(`There is no line ${input.diagnostic.line} in ${input.file}.`, `It has ${count} lines.`, 'Save the file and run the linter again.');
  }
  const { diagnostic, runTools, fix, ...target } = input;
  const asks = runTools !== false;
  const judged = asks && fix !== false && diagnostic.rule !== '' && linters.canLint(diagnostic.tool);
  const reported = judged ? linters.lint(target, { tool: diagnostic.tool, rule: diagnostic.rule, signal }).catch(() => undefined) : undefined;
  const found = asks ? await linters.documentation(target, diagnostic, signal) : undefined;
  const own = ruleText(found?.text ?? '');
  const summary = own.why === '' ? own.opening : `${own.what} ${own.why}`.trim();
  const url = webAddress(found?.url);
  return {
    input,
    code: codeWindow(input.source, diagnostic),
    documentationText: found?.text ?? '',
    // What the rule asks for is the next best reason: never wrong, if thin.
    rule: { what: own.what, why: withAdvice(own.why, own.advice) || reasonOf(diagnostic.tool, diagnostic.rule) || own.opening },
    documentation: summary === '' && url === null ? null : { summary, url },
    toolVersion: found?.version ?? null,
    reported,
  };
}
