import type { ChatMessage, GenerateRequest } from '../../core/language-model.ts';
import type { Prompt, PromptBudget } from '../../core/worker.ts';
import { digestChanges } from '../changes/digest.ts';
import { exampleMessages, fixedExamples, nearlyTheSame } from './examples.ts';
import type { CommitFacts } from './facts.ts';
import { focusOn } from './focus.ts';
import { isTyped } from './head.ts';
import type { HouseStyle } from './style.ts';

/** Prompt tokens are the cost on a small machine: about 11 ms each. */
const DIGEST_TOKENS = 300;
/** From so many files on, those that do not fit say by names what they touch; the names of fewer files would be repeated as they are. */
const MANY_FILES = 12;
/** A subject of 72 characters takes about 20 tokens. */
const ANSWER_TOKENS = 28;
/** What the rest of the prompt takes, with a margin. */
const FRAME_TOKENS = 700;

const SYSTEM = 'You write git commit subjects.';
/** Where the model may say the type itself: it was trained to say one after these words only. */
const TYPED_SYSTEM = 'You write conventional git commit subjects.';
/** The adapter that has been trained on this prompt. */
const ADAPTER = 'commit';

/** Histories in other languages are shown a little of themselves: no example of ours speaks their language. As answers of earlier turns they are neither continued nor translated. */
function language({ style, recentSubjects }: CommitFacts): ChatMessage[] {
  if (!style.foreign) return [];
  return recentSubjects.slice(0, 3).reverse().flatMap((subject): ChatMessage[] => [{ role: 'user', text: 'an earlier change' }, { role: 'assistant', text: subject.replace(/\s+/g, ' ') }]);
}

/** GBNF for a subject in the house's form: one line, no issue numbers, letters outside ASCII only where the history has them. */
export function grammarFor(style: HouseStyle, heads: string[]): string {
  // After a prefilled type the answer goes on with a space: models have tokens for a word with the space before it.
  const head = heads.length > 1 ? `(${heads.map((each) => JSON.stringify(each)).join(' | ')}) ": " ` : heads.length === 1 ? '" " ' : '';
  if (style.foreign) return `root ::= ${head}[^\\x00-\\x1F#]+`;
  const first = style.capital ? '[A-Z]' : '[a-z]';
  const rest = style.quotes ? '[ -"$-~]' : '[ -"$-_a-~]';
  return `root ::= ${head}${first} ${rest}+`;
}

/**
 * What all requests for a subject begin with. A model that was trained for them needs no examples; it was trained on English subjects and on no wishes.
 * The user's own wishes are kept nowhere; the form is the code's business whatever they say.
 */
export function beginningOf(style: HouseStyle, { adapters = [], instructions, heads = [] }: { adapters?: readonly string[] | undefined; instructions?: string | undefined; heads?: readonly string[] } = {}): Pick<GenerateRequest, 'messages' | 'fixed' | 'adapter'> {
  if (adapters.includes(ADAPTER) && !style.foreign && !instructions) return { messages: [{ role: 'system', text: heads.some(isTyped) ? TYPED_SYSTEM : SYSTEM }], adapter: ADAPTER };
  const system: ChatMessage = { role: 'system', text: instructions ? `${SYSTEM} ${instructions}` : SYSTEM };
  const messages = [system, ...fixedExamples(style)];
  return { messages, ...(!instructions && { fixed: messages.length }) };
}

/** The prompt: worked examples, the last of them from the repository's own past where there is a similar one, then the digest of the change. */
export async function writePrompt(facts: CommitFacts, { contextTokens, countTokens, adapters }: PromptBudget): Promise<Prompt> {
  const { messages, ...kind } = beginningOf(facts.style, { adapters, instructions: facts.instructions, heads: facts.heads });
  const examples = await exampleMessages(kind.adapter === undefined ? facts.similar : nearlyTheSame(facts.similar, facts.files), countTokens);
  const budgetTokens = Math.max(60, Math.min(DIGEST_TOKENS, contextTokens - FRAME_TOKENS));
  const { files, changelog } = focusOn(facts.files);
  const digest = await digestChanges(files, { budgetTokens, countTokens, sourceLast: true, overBudget: files.length >= MANY_FILES ? 'summaries' : 'lines' });
  const change = (changelog === '' ? '' : `changelog: ${changelog}\n`) + digest.text;
  return {
    messages: [...messages, ...examples, ...language(facts), { role: 'user', text: change }],
    ...kind,
    ...(facts.heads.length === 1 && { prefill: `${facts.heads[0]}:` }),
    maxTokens: ANSWER_TOKENS,
    grammar: grammarFor(facts.style, facts.heads),
    seen: digest.seen,
  };
}
