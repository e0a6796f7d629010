import type { Diagnostic, Finding, Linters } from '../../../core/diagnostic.ts';
import { isAbort } from '../../../core/errors.ts';
import type { ChatMessage } from '../../../core/language-model.ts';
import { applyLineEdits, lineEditsBetween } from '../../../core/line-edits.ts';
import type { Syntax } from '../../../core/syntax.ts';
import type { Means } from '../../../core/worker.ts';
import type { ExplainFacts } from '../facts.ts';
import type { ExplainOutput } from '../input.ts';
import { explainPrompt } from '../prompt.ts';
import { diffOf } from './edits-text.ts';
import { createJudge, faultOf, type Judge } from './judge.ts';
import { modelFix } from './model-fix.ts';
import { piecesFor } from './piece.ts';
import { proposalsFor } from './proposals.ts';
import { settle } from './settle.ts';

/** Proposals of one kind that are tried: each costs a run of the tool or two. */
const MOST_PROPOSALS = 5;
const ATTEMPTS = 3;
/** Rules that ask for another design: a small model that rewrites a piece cannot satisfy them. */
const REDESIGN = /too[- ]many|too[- ]complex|complexity|^max-|^PLR09|^C901|duplicate-code|relative-beyond-top-level/i;

export interface FixSources {
  linters: Linters;
  syntax: Syntax | undefined;
}

/** The finding that the diagnostic is: the same rule on the same line, nearest to its column. */
function findingOf(findings: Finding[], { line, column }: Diagnostic): Finding | undefined {
  return findings
    .filter((found) => found.diagnostic.line === line && found.diagnostic.rule !== '')
    .sort((a, b) => Math.abs(a.diagnostic.column - column) - Math.abs(b.diagnostic.column - column))[0];
}

/**
 * A fix for the diagnostic that its tool has confirmed: one of the tool's own proposals, what its message says, another tool's, else the model's.
 * What the tool does not confirm is no fix; where it cannot be asked at all, the model's change is an idea.
 */
export async function findFix(output: ExplainOutput, facts: ExplainFacts, { linters, syntax }: FixSources, means: Means<ExplainOutput>): Promise<ExplainOutput> {
  const { input } = facts;
  const { diagnostic, source, language } = input;
  const hopeless = REDESIGN.test(diagnostic.rule) || REDESIGN.test(diagnostic.message);
  const rewrite = async (judge: Judge, attempts: number) => {
    const pieces = await piecesFor(source, language, diagnostic, syntax);
    if (pieces.length === 0) return undefined;
    const { messages } = await explainPrompt(facts, means.budget);
    const before: ChatMessage[] = [...messages, { role: 'assistant', text: output.problem }];
    return modelFix({ facts, before, pieces, attempts, judge }, means).catch((error: unknown) => {
      if (isAbort(error)) throw error;
      // The explanation stands, whatever the model made of the fix.
      return undefined;
    });
  };
  const editsTo = (text: string) => {
    const edits = lineEditsBetween(source, text);
    return { edits, diff: diffOf(source, edits) };
  };
  const confirmed = (text: string, by: string): ExplainOutput => ({ ...output, fix: { ...editsTo(text), verified: true, by } });

  const reported = await facts.reported;
  if (!reported) {
    const attempted = hopeless ? undefined : await rewrite((changed) => faultOf(input, changed, syntax), 1);
    if (!attempted || attempted.complaint) return output;
    return { ...output, idea: { ...editsTo(attempted.text), reason: `${diagnostic.tool || 'The tool'} could not be asked about the changed code.` } };
  }
  const finding = findingOf(reported, diagnostic);
  if (!finding) return output;

  const judge = createJudge({ input, reported }, linters, syntax);
  const own = finding.fixes.map(({ edits }) => ({ edits, by: diagnostic.tool }));
  const said = async () => (await proposalsFor(source, language, diagnostic, syntax)).map((edits) => ({ edits, by: 'message' }));
  const siblings = async () => (await linters.siblingFixes(input, diagnostic, means.signal)).map(({ tool, fix }) => ({ edits: fix.edits, by: tool }));
  for (const propose of [async () => own, said, siblings]) {
    for (const { edits, by } of (await propose()).slice(0, MOST_PROPOSALS)) {
      const changed = applyLineEdits(source, edits);
      if (changed === undefined) continue;
      const { text, complaint } = await settle(changed, language, judge, means.signal);
      if (!complaint) return confirmed(text, by);
    }
  }
  const attempted = hopeless ? undefined : await rewrite(judge, ATTEMPTS);
  return attempted && !attempted.complaint ? confirmed(attempted.text, 'model') : output;
}
