import type { GenerateRequest } from '../../core/language-model.ts';
import type { PromptBudget } from '../../core/worker.ts';
import { digestChanges } from '../changes/digest.ts';
import type { PullRequestFacts } from './facts.ts';
import { statedPurpose } from './stated-purpose.ts';

/** Tokens of commits and of the diff in the prompt: on a small machine reading them is most of the time. */
const COMMIT_TOKENS = 300;
const DIFF_TOKENS = 650;
const ANSWER_TOKENS = 220;
/** Tokens that the words around them take, with room to spare. */
const FRAME_TOKENS = 400;

/** Always the same, so that the model's state after it is reused. */
const SYSTEM = `You write the description of a pull request for its reviewers from its commits and its diff. Answer in this form:
- one change in plain words
- another change
Title: the purpose of the whole in 4 to 8 words

Write 2 to 5 lines, most important first: what is different now and why, as far as it is shown, with the names that matter. Start each with a verb (add, remove, fix, move, replace, use), with no colon after it. Changes that are alike share a line. Write nothing that is not shown.`;

export async function writePrompt(facts: PullRequestFacts, { contextTokens, countTokens }: PromptBudget): Promise<GenerateRequest> {
  const room = Math.max(100, contextTokens - FRAME_TOKENS - ANSWER_TOKENS);
  const commits = await commitLines(facts, Math.min(COMMIT_TOKENS, Math.floor(room / 3)), countTokens);
  const digest = await digestChanges(facts.files, { budgetTokens: Math.min(DIFF_TOKENS, commits === '' ? room : Math.floor((room * 2) / 3)), countTokens });
  const stated = statedPurpose(facts.files);
  const blocks = [commits && `Commits:\n${commits}`, stated.length > 0 && `What the change says of itself:\n${stated.join('\n')}`, `Diff:\n${digest.text}`];
  return {
    messages: [
      { role: 'system', text: SYSTEM },
      { role: 'user', text: `${blocks.filter(Boolean).join('\n\n')}\n\nDescribe this pull request.` },
    ],
    maxTokens: ANSWER_TOKENS,
    grammar: grammarFor(facts),
  };
}

/** Subjects of all commits that fit, then as many first lines of their bodies as there is room for. */
async function commitLines({ commits }: PullRequestFacts, budget: number, countTokens: PromptBudget['countTokens']): Promise<string> {
  if (commits.length === 0) return '';
  const lines = commits.map(({ subject }) => `- ${subject.slice(0, 120)}`);
  const bodies = commits.map(({ body }) => body.replace(/\s+/g, ' ').slice(0, 400));
  const counts = await countTokens([...lines, ...bodies].map((line) => `${line}\n`));
  let left = budget;
  const kept: number[] = [];
  lines.forEach((_, index) => {
    if (counts[index]! > left) return;
    left -= counts[index]!;
    kept.push(index);
  });
  const shown = kept.map((index) => {
    const cost = counts[lines.length + index]!;
    if (bodies[index] === '' || cost > left) return lines[index]!;
    left -= cost;
    return `${lines[index]}\n  ${bodies[index]}`;
  });
  const more = commits.length - kept.length;
  return [...shown, ...(more > 0 ? [`(${more} more commits)`] : [])].join('\n');
}

/** Lines, not JSON: a line grammar costs next to nothing. The type is the model's to choose only where code does not know it. */
function grammarFor({ style }: PullRequestFacts): string {
  const types = style.conventional && style.conventional.type === null ? `(${style.conventional.types.map((type) => JSON.stringify(type)).join(' | ')}) ": " ` : '';
  return `root ::= point point point? point? point? "Title: " ${types}[^\\n]+\npoint ::= "- " [^\\n]+ "\\n"\n`;
}
