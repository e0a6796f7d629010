import * as z from 'zod';
import type { GenerateRequest } from '../src/core/language-model.ts';
import type { PromptBudget, Worker } from '../src/core/worker.ts';
import { confidenceOf } from '../src/core/confidence.ts';
import type { CommitOutput } from '../src/workers/commit/input.ts';

/**
 * What another extension asks of the same model, to compare with: the prompt of llama.vscode (MIT, © its authors),
 * quoted from https://github.com/ggml-org/llama.vscode/blob/009e5b72e5bb51a16e455bbcaa084dad5584c14b/src/prompts.ts
 * (CREATE_GIT_DIFF_COMMIT). It sends the whole diff; here the diff is cut, for it would not fit.
 */
const LLAMA_VSCODE = `Please generate a readable and concise git commit message based on the file changes.

Requirements:
1. **Type** (feat, fix, docs, style, refactor, perf, test, chore)
2. **Short description** (no more than 50 characters)
3. **Detailed description** (optional, up to 72 characters)
4. **Output format** must follow the below format:

[Type]: [Short description]
[Detailed description]

**Example OUTPUT:**
feat: add user authentication feature

- Implemented JWT-based authentication
- Added login and registration endpoints

**INPUT:**

{diff}

**OUTPUT:**:
`;
const DIFF_TOKENS = 1000;
const ANSWER_TOKENS = 160;

interface BaselineInput {
  diff: string;
}

/** The diff's first lines that make at most DIFF_TOKENS tokens. */
async function cutDiff(diff: string, { countTokens }: PromptBudget): Promise<string> {
  const lines = diff.slice(0, DIFF_TOKENS * 8).split('\n');
  const tokens = await countTokens(lines.map((line) => `${line}\n`));
  let sum = 0;
  const end = tokens.findIndex((count) => (sum += count) > DIFF_TOKENS);
  return (end < 0 ? lines : lines.slice(0, end)).join('\n');
}

export const baselineWorker: Worker<BaselineInput, BaselineInput, CommitOutput> = {
  name: 'commit',
  input: z.object({ diff: z.string() }),
  threshold: 0,
  gather: async (input) => input,
  prompt: async ({ diff }, budget): Promise<GenerateRequest> => {
    const cut = await cutDiff(diff, budget);
    // A function, so that `$&` in a diff stays what it is.
    return { messages: [{ role: 'system', text: 'You are a helpful assistant.' }, { role: 'user', text: LLAMA_VSCODE.replace('{diff}', () => cut) }], maxTokens: ANSWER_TOKENS };
  },
  parse: (text) => {
    const message = text.trim();
    const [subject = '', ...body] = message.split('\n');
    return { subject: subject.trim(), body: body.join('\n').trim(), message };
  },
  check: () => [],
  score: confidenceOf,
  render: ({ message }) => message,
};
