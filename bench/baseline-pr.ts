import { confidenceOf } from '../src/core/confidence.ts';
import type { Worker } from '../src/core/worker.ts';
import { pullRequestInput, type PullRequestInput, type PullRequestOutput } from '../src/workers/pull-request/facts.ts';

const DIFF_CHARACTERS = 6_000;
const ANSWER_TOKENS = 300;

/**
 * What one would try first, and what editors' assistants do with large models: all commits and the diff, as far as it fits, in one prompt that
 * asks for title and description (the form of the first measurements; rules in our own words after the provider of Copilot Chat, MIT, which
 * sends every patch whole).
 */
export const onePromptWorker: Worker<PullRequestInput, PullRequestInput, PullRequestOutput> = {
  name: 'pr',
  input: pullRequestInput,
  threshold: 0,
  gather: async (input) => input,
  prompt: async (input) => {
    const { commits, diff } = 'cwd' in input ? { commits: [], diff: '' } : input;
    return {
      messages: [
        {
          role: 'system',
          text: 'You help a developer who is about to open a pull request. Write a short title that says what changes, and a description of the intent of the changes that is much shorter than they are. Do not make up issues. First line: the title. After an empty line: the description in Markdown.',
        },
        { role: 'user', text: `Commits:\n${commits.map(({ subject }) => `- ${subject}`).join('\n')}\n\nPatches:\n\`\`\`diff\n${diff.slice(0, DIFF_CHARACTERS)}\n\`\`\`\n\nWrite title and description.` },
      ],
      maxTokens: ANSWER_TOKENS,
    };
  },
  parse: (text) => {
    const [title = '', ...rest] = text.trim().split('\n');
    return { title: title.replace(/^(?:#+\s*|\**title:?\**:?\s*)/i, '').replace(/\*+$/, '').trim(), description: rest.join('\n').trim(), files: [], range: null };
  },
  check: () => [],
  score: confidenceOf,
  render: ({ title, description }) => `${title}\n\n${description}`,
};
