import type { ChatMessage } from '../../core/language-model.ts';
import type { Prompt, PromptBudget } from '../../core/worker.ts';
import { digestChanges } from '../changes/digest.ts';
import { focusOn } from '../commit/focus.ts';
import type { PullRequestFacts } from './facts.ts';
import { inOrder } from './piece-points.ts';
import { statedPurpose } from './stated-purpose.ts';

/** Tokens of commits and of the diff in the prompt: on a small machine reading them is most of the time. */
const COMMIT_TOKENS = 300;
const DIFF_TOKENS = 220;
/** Where the commits tell what happens, the diff need not. */
const DIFF_BESIDE_COMMITS = 150;
/** Room for the words below, a few of them long names. */
const TITLE_TOKENS = 26;
/** It is asked for eight; more than these are one thought too many. */
export const MOST_TITLE_WORDS = 11;
/** Tokens of the answer and of the words around it all, with room to spare. */
const FRAME_TOKENS = 500;

/** Always the same, so that the model's state after it is reused. */
const SYSTEM = 'You describe pull requests to reviewers: briefly, exactly, in plain words.';

/** What the model gets to read of a branch: what the change says of itself, its commits, its diff. The same facts give the same messages. */
export async function messagesFor({ files, commits, pieces }: PullRequestFacts, { contextTokens, countTokens }: PromptBudget): Promise<{ messages: ChatMessage[]; seen: number }> {
  const room = Math.max(100, contextTokens - FRAME_TOKENS);
  const told = pieces.length > 1 ? await fitting(inOrder(pieces).map(({ text }) => `- ${oneLine(text)}`), Math.min(COMMIT_TOKENS, Math.floor(room / 2)), countTokens) : commits.map(({ subject }) => `- ${oneLine(subject)}`).slice(0, 1).join('\n');
  const digest = await digestChanges(focusOn(files).files, { budgetTokens: Math.min(pieces.length > 1 ? DIFF_BESIDE_COMMITS : DIFF_TOKENS, Math.floor(room / 2)), countTokens, sourceLast: true, overBudget: 'lines' });
  const stated = statedPurpose(files);
  const blocks = [stated.length > 0 && `What the change says of itself:\n${stated.join('\n')}`, told !== '' && `Commits:\n${told}`, digest.text, 'What is the purpose of this pull request, and what does it change?'];
  return {
    messages: [
      { role: 'system', text: SYSTEM },
      { role: 'user', text: blocks.filter((block) => block !== false).join('\n\n') },
    ],
    seen: pieces.length > 1 ? 1 : digest.seen,
  };
}

/** Asks for the title, when the points are there: a small model finds the short words for what it has just said at length. */
export async function writePrompt(facts: PullRequestFacts, budget: PromptBudget): Promise<Prompt> {
  const { messages, seen } = await messagesFor(facts, budget);
  return {
    messages,
    prefill: `${saidSoFar(facts)}\nA good title of at most eight words: "`,
    stop: ['"', '\n'],
    // The quote that ends it must be allowed, or the title goes on until the tokens are used up.
    grammar: `root ::= word (" " word){0,${MOST_TITLE_WORDS - 1}} "\\""\nword ::= [^" \\n#]+`,
    maxTokens: TITLE_TOKENS,
    seen,
  };
}

/** What the model has said of these facts, as its answer goes on. */
export function saidSoFar({ purpose, points }: Pick<PullRequestFacts, 'purpose' | 'points'>): string {
  const lines = [...(purpose === '' ? [] : [`The purpose of this pull request is to ${purpose}.\n`]), ...(points.length > 0 ? ['It makes these changes:', ...points.map((point) => `- ${point}.`)] : [])];
  return lines.length > 0 ? `${lines.join('\n')}\n` : '';
}

/** Subjects that were given may have line feeds: with them they would look like the prompt's own words. */
function oneLine(text: string): string {
  return text.slice(0, 120).replace(/[\s\p{Cc}]+/gu, ' ');
}

/** As many lines as fit, and how many do not. */
async function fitting(lines: string[], budget: number, countTokens: PromptBudget['countTokens']): Promise<string> {
  const counts = await countTokens(lines.map((line) => `${line}\n`));
  let left = budget;
  const kept = lines.filter((_, index) => {
    if (counts[index]! > left) return false;
    left -= counts[index]!;
    return true;
  });
  const more = lines.length - kept.length;
  return [...kept, ...(more > 0 ? [`(${more} more commits)`] : [])].join('\n');
}
