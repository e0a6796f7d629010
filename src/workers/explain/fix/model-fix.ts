import type { ChatMessage } from '../../../core/language-model.ts';
import type { Means } from '../../../core/worker.ts';
import type { ExplainFacts } from '../facts.ts';
import { splitImports, withImports } from './imports.ts';
import { type Judge, lostWords, squeezed } from './judge.ts';
import { type Piece, withPiece } from './piece.ts';
import { fenced, fixRequest, opening } from './request.ts';
import { settle, type Settled } from './settle.ts';

/** For attempts after the first one: without it the model says the same again. */
const TEMPERATURE = 0.7;
/** Tokens beyond those of the piece that its rewriting may take. */
const MORE_TOKENS = 80;
const PLAN_TOKENS = 40;
/** Milliseconds after which no further attempt begins: somebody may be waiting. */
const PATIENCE_MS = 15_000;
/** Words that a rewritten piece may lose: a variable that is no longer needed has one name. */
const MOST_LOST = 1;

export interface Conversation {
  facts: ExplainFacts;
  /** What was asked and said before: the explanation. Its state is in the model's cache. */
  before: ChatMessage[];
  pieces: Piece[];
  attempts: number;
  judge: Judge;
}

/** The code in an answer that was begun inside a block. */
function codeOf(answer: string): string {
  const code = answer.replace(/\r\n/g, '\n').split(/^\s*```/m)[0]!;
  return code.replace(/^\n+/, '').trimEnd();
}

/** The source with a rewritten piece, and the imports that it begins with at the top. */
function withRewritten(source: string, language: string, piece: Piece, code: string): string {
  const { imports, rest } = splitImports(code, language, piece.text);
  return withImports(withPiece(source, piece, rest), language, imports);
}

/**
 * Has the model rewrite a piece of the code until the judge is content: each complaint is told to it. The last attempt is on a larger piece where
 * there is one. Gives the last change; undefined where the model changed nothing at all.
 */
export async function modelFix({ facts, before, pieces, attempts, judge }: Conversation, { ask, budget, signal }: Pick<Means<unknown>, 'ask' | 'budget' | 'signal'>): Promise<Settled | undefined> {
  const { source, language } = facts.input;
  let last: Settled | undefined;
  let piece = pieces[0]!;
  const first = (): ChatMessage[] => [...before, { role: 'user', text: fixRequest(facts.input.diagnostic.message, facts.rule.what, piece.text, language) }];
  let messages = first();
  const tried = new Set<string>();
  /** What a tool proposes, its makers have thought about; of a small model's change the tool cannot tell that it has lost something. */
  const judged: Judge = async (changed, abort) => {
    if (squeezed(changed) === squeezed(source)) return { text: 'Nothing was changed.' };
    const lost = lostWords(source, changed, facts.input.diagnostic);
    return lost.length > MOST_LOST ? { text: `This was lost: ${lost.slice(0, 5).join(', ')}. Keep it.` } : judge(changed, abort);
  };
  const started = performance.now();
  for (let attempt = 1; attempt <= attempts && performance.now() - started < PATIENCE_MS; attempt++) {
    const [tokens = 0] = await budget.countTokens([piece.text]);
    const varied = attempt > 1 && { temperature: TEMPERATURE, seed: attempt };
    // In two steps, because a model that has said what to do often stops there.
    const plan = (await ask({ messages, maxTokens: PLAN_TOKENS, stop: ['\n', '```'], ...varied })).text.trim();
    const prefill = `${plan}\n${opening(language)}\n`;
    const code = codeOf((await ask({ messages, prefill, maxTokens: Math.round(tokens * 1.3) + MORE_TOKENS, stop: ['\n```'], ...varied })).text);
    const again = tried.has(code);
    tried.add(code);
    const settled = again ? undefined : await settle(code === '' ? source : withRewritten(source, language, piece, code), language, judged, signal);
    if (settled && settled.text !== source) last = settled;
    if (settled && !settled.complaint) return last;
    if ((again || attempt === attempts - 1) && piece === pieces[0] && pieces[1]) {
      piece = pieces[1];
      messages = first();
    } else if (again) {
      return last;
    } else if (settled?.complaint && settled.text !== source) {
      messages = [...messages, { role: 'assistant', text: `${plan}\n${fenced(code, language)}` }, { role: 'user', text: `That is not right yet. ${settled.complaint.text}\nSay what to change instead, and give the whole piece again in a block.` }];
    }
    // An answer that changed nothing is not shown to the model: it would say it again.
  }
  return last;
}
