import { confidenceOf } from '../src/core/confidence.ts';
import type { LineEdit } from '../src/core/diagnostic.ts';
import { applyLineEdits } from '../src/core/line-edits.ts';
import type { Worker } from '../src/core/worker.ts';
import { explainInput, type ExplainInput, type ExplainOutput } from '../src/workers/explain/input.ts';

/** Lines of code on either side of the reported one. */
const AROUND = 20;
const ANSWER_TOKENS = 320;
/** JSON with just these fields: a grammar for it, since without one a small model breaks the form now and then. */
const GRAMMAR = String.raw`root ::= "{" ws "\"problem\":" ws str "," ws "\"why\":" ws str "," ws "\"edits\":" ws "[" ws (edit ("," ws edit)*)? ws "]" ws "}"
edit ::= "{" ws "\"startLine\":" ws num "," ws "\"endLine\":" ws num "," ws "\"newText\":" ws str ws "}"
str ::= "\"" ([^"\\\x00-\x1f] | "\\" ["\\/bfnrtu])* "\""
num ::= [0-9] [0-9]? [0-9]? [0-9]? [0-9]?
ws ::= [ \n]?`;

/**
 * What one would try first: the message and the code in one prompt, an explanation and line edits as JSON in one answer
 * (the plain JSON prompt of the first measurements).
 */
export const jsonPromptWorker: Worker<ExplainInput, ExplainInput, ExplainOutput> = {
  name: 'explain',
  input: explainInput,
  threshold: 0,
  gather: async (input) => input,
  prompt: async ({ source, language, diagnostic: { tool, rule, message, line } }) => {
    const first = Math.max(1, line - AROUND);
    const code = source.split(/\r?\n/).slice(first - 1, line + AROUND).map((text, index) => `${first + index}: ${text.slice(0, 200)}`).join('\n');
    return {
      messages: [
        { role: 'system', text: 'You explain the findings of linters and fix them. Answer in JSON: {"problem": what is wrong in this code, "why": why the rule exists, "edits": [{"startLine", "endLine", "newText"}] that fix it}.' },
        { role: 'user', text: `${tool} reports ${rule} on line ${line}: ${message}\n\n\`\`\`${language}\n${code}\n\`\`\`` },
      ],
      maxTokens: ANSWER_TOKENS,
      grammar: GRAMMAR,
    };
  },
  parse: (text, { source }) => {
    const { problem = '', why = '', edits = [] } = read(text);
    const usable = edits.length > 0 && applyLineEdits(source, edits) !== undefined;
    return { problem, why, fix: usable ? { edits, verified: false, diff: '', by: 'model' } : null, idea: null, documentation: null };
  },
  check: () => [],
  score: confidenceOf,
  render: ({ problem, why }) => `${problem}\n\n${why}`,
};

function read(text: string): { problem?: string; why?: string; edits?: LineEdit[] } {
  try {
    return JSON.parse(text) as { problem?: string; why?: string; edits?: LineEdit[] };
  } catch {
    // Cut off, or not there yet.
    return {};
  }
}
