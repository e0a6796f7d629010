import type { LineEdit } from '../../../core/diagnostic.ts';
import type { ChatMessage } from '../../../core/language-model.ts';
import { applyLineEdits, type Replacement, toLineEdits } from '../../../core/line-edits.ts';
import type { Means } from '../../../core/worker.ts';
import type { ExplainFacts } from '../facts.ts';
import { addImports, importOf, splitImports } from './imports.ts';
import type { Judge } from './judge.ts';
import { type Piece, withPiece } from './piece.ts';
import { fixRequest } from './request.ts';

/** For attempts after the first one: without it the model says the same again. */
const TEMPERATURE = 0.7;
/** Tokens beyond those of the piece that its rewriting may take. */
const MORE_TOKENS = 110;

export interface Conversation {
  facts: ExplainFacts;
  /** What was asked and said before: the explanation. Its state is in the model's cache. */
  before: ChatMessage[];
  pieces: Piece[];
  attempts: number;
  judge: Judge;
}

/** The change that the model found, and what speaks against it; `complaint` is undefined where the judge is content. */
export interface Attempted {
  edits: LineEdit[];
  complaint: string | undefined;
}

/** The code in an answer: what stands in its first block. */
function codeOf(answer: string): string {
  const [, code = ''] = answer.replace(/\r\n/g, '\n').split(/^\s*```.*\n?/m);
  return code.replace(/^\n+/, '').trimEnd();
}

/** All that differs between two texts, as one replacement. */
function difference(before: string, after: string): Replacement {
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before[start] === after[start]) start++;
  let tail = 0;
  while (tail < most - start && before.at(-1 - tail) === after.at(-1 - tail)) tail++;
  return { start, end: before.length - tail, text: after.slice(start, after.length - tail) };
}

/** The edits that put a rewritten piece, with the imports that it asks for, into the source; none where nothing changes. */
function editsFor(source: string, language: string, piece: Piece, code: string, more: string[]): LineEdit[] {
  const { imports, rest } = splitImports(code, language, piece.text);
  const changed = difference(source, withPiece(source, piece, rest));
  const added = addImports(source, language, [...imports, ...more]);
  return toLineEdits(source, added ? [added, changed] : [changed]) ?? [];
}

/**
 * Has the model rewrite a piece of the code until the judge is content: each complaint is told to it. The last attempt is on a larger piece where
 * there is one. Undefined where the model changed nothing at all.
 */
export async function modelFix({ facts, before, pieces, attempts, judge }: Conversation, { ask, budget, signal }: Pick<Means<unknown>, 'ask' | 'budget' | 'signal'>): Promise<Attempted | undefined> {
  const { source, language } = facts.input;
  let last: Attempted | undefined;
  let piece = pieces[0]!;
  const first = (): ChatMessage[] => [...before, { role: 'user', text: fixRequest(facts.input.diagnostic.message, facts.rule.what, piece.text, language) }];
  let messages = first();
  for (let attempt = 1; attempt <= attempts; attempt++) {
    const [tokens = 0] = await budget.countTokens([piece.text]);
    const generation = await ask({ messages, maxTokens: Math.round(tokens * 1.3) + MORE_TOKENS, stop: ['\n```\n'], ...(attempt > 1 && { temperature: TEMPERATURE, seed: attempt }) });
    const code = codeOf(generation.text);
    let edits = code === '' ? [] : editsFor(source, language, piece, code, []);
    let complaint = await judgeEdits(edits);
    const name = /not defined: .*?[`'"](\w+)[`'"]/.exec(complaint ?? '')?.[1];
    const line = name === undefined ? undefined : importOf(name, language);
    if (line !== undefined) {
      edits = editsFor(source, language, piece, code, [line]);
      complaint = await judgeEdits(edits);
    }
    if (edits.length > 0) last = { edits, complaint };
    if (complaint === undefined) return last;
    if (attempt === attempts - 1 && piece === pieces[0] && pieces[1]) {
      piece = pieces[1];
      messages = first();
    } else if (edits.length > 0) {
      messages = [...messages, { role: 'assistant', text: generation.text.trim() }, { role: 'user', text: `That is not right yet. ${complaint}\nSay what to change instead, and give the whole piece again in a block.` }];
    }
    // An answer that changed nothing is not shown to the model: it would say it again.
  }
  return last;

  async function judgeEdits(edits: LineEdit[]): Promise<string | undefined> {
    const changed = edits.length === 0 ? source : applyLineEdits(source, edits);
    return changed === undefined ? 'It does not fit the code.' : judge(changed, signal);
  }
}
