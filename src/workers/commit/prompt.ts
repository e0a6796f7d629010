import type { ChatMessage, GenerateRequest } from '../../core/language-model.ts';
import type { PromptBudget } from '../../core/worker.ts';
import { digestChanges } from '../changes/digest.ts';
import type { CommitFacts } from './facts.ts';
import type { HouseStyle } from './style.ts';

/** Prompt tokens are the cost on a small machine: about 11 ms each. */
const DIGEST_TOKENS = 500;
/** A subject of 72 characters takes about 20 tokens. */
const ANSWER_TOKENS = 28;
/** What the rest of the prompt takes, with a margin. */
const FRAME_TOKENS = 700;

const SYSTEM = 'You write git commit subjects.';

/**
 * Worked examples, the same in every prompt of a repository, so that their state stays in the model's cache.
 * They show the form and the level of detail; the house's own subjects would be copied.
 */
const EXAMPLES = [
  {
    digest: `src/queue.ts (+3 -1)
@ export function drain(queue: Queue) {
-while (queue.size) await queue.pop()();
+while (queue.size) {
+if (queue.stopped) return;
test/queue.test.ts (+6)
+it('stops draining when the queue is stopped', async () => {`,
    type: 'fix',
    description: 'stop draining a stopped queue',
  },
  {
    digest: `app/cli.py (+4)
@ def build_parser():
+parser.add_argument("--json", action="store_true", help="print JSON")
README.md (+2)
+Pass \`--json\` to get machine-readable output.`,
    type: 'feat',
    description: 'add --json output to the command line',
  },
  {
    digest: `src/http/client.c (+9 -9)
-static int conn_rd(conn *c)
+static int connection_read(conn *c)
-conn_rd(c);
+connection_read(c);
src/http/server.c (+2 -2)`,
    type: 'refactor',
    description: 'rename conn_rd to connection_read',
  },
  {
    digest: `docs/install.md (+2 -5)
@ ## Linux
-Build it from source:
+sudo apt install tally`,
    type: 'docs',
    description: 'describe how to install with apt on Linux',
  },
];

function capitalized(text: string, style: HouseStyle): string {
  return style.capital ? text[0]!.toUpperCase() + text.slice(1) : text;
}

function examples(style: HouseStyle): ChatMessage[] {
  return EXAMPLES.flatMap(({ digest, type, description }): ChatMessage[] => [
    { role: 'user', text: digest },
    { role: 'assistant', text: (style.form === 'sentence' ? '' : `${type}: `) + capitalized(description, style) },
  ]);
}

/** Histories in other languages are shown a little of themselves: no example of ours speaks their language. */
function language({ style, recentSubjects }: CommitFacts): string {
  if (!style.foreign) return '';
  return `\n\nWrite it in the language of these: ${recentSubjects.slice(0, 3).join(' / ')}`;
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

/** The prompt: fixed examples, then the digest of the change. */
export async function writePrompt(facts: CommitFacts, { contextTokens, countTokens }: PromptBudget): Promise<GenerateRequest> {
  const budgetTokens = Math.max(60, Math.min(DIGEST_TOKENS, contextTokens - FRAME_TOKENS));
  const digest = await digestChanges(facts.files, { budgetTokens, countTokens });
  return {
    messages: [{ role: 'system', text: SYSTEM }, ...examples(facts.style), { role: 'user', text: digest.text + language(facts) }],
    ...(facts.heads.length === 1 && { prefill: `${facts.heads[0]}:` }),
    maxTokens: ANSWER_TOKENS,
    grammar: grammarFor(facts.style, facts.heads),
  };
}
