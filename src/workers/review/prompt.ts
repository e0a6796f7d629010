import type { PromptBudget, Prompt } from '../../core/worker.ts';
import { fileLine } from '../changes/file-line.ts';
import { statedPurpose } from '../pull-request/stated-purpose.ts';
import type { FileFacts, ReviewFacts } from './facts.ts';
import { weightOf } from './risks.ts';

const MOST_FILES = 14;
const MOST_SUBJECTS = 8;
const LONGEST_LINE = 220;
const ANSWER_TOKENS = 110;
/** Tokens of the files' sentences and the rest of what is told. */
const FACT_TOKENS = 700;
/** Tokens that the words around them take, with room to spare. */
const FRAME_TOKENS = 250;

/** Always the same, so that the model's state after it is reused. */
const SYSTEM = `You sum up a branch for a reviewer who has not seen it, from what happens in its files. Write 2 plain sentences on one line.
First sentence: what the branch does as a whole, for whoever uses the program. Start with a verb (Adds, Fixes, Removes, Replaces).
Second sentence: how it does it, with the one or two names that matter most.
Use only names that are given. No list, no heading, no praise.`;

/** A short prompt: the files' sentences stand for the diff, which the model has read file by file. */
export async function writePrompt(facts: ReviewFacts, { contextTokens, countTokens }: PromptBudget): Promise<Prompt> {
  const subjects = facts.subjects.slice(-MOST_SUBJECTS).map((subject) => `- ${oneLine(subject)}`);
  const told = mainFiles(facts.files, MOST_FILES);
  const files = told.map(({ file, summary }) => `- ${oneLine(`${fileLine(file.change)}: ${summary}`)}`);
  const stated = statedPurpose(facts.files.map(({ file }) => file.change)).map((line) => `- ${oneLine(line)}`);
  const room = Math.max(80, Math.min(FACT_TOKENS, contextTokens - FRAME_TOKENS - ANSWER_TOKENS));
  const lines = [subjects, stated, files];
  const counts = await countTokens(lines.flat().map((line) => `${line}\n`));
  // The files come last of all: of them there are enough.
  let [left, at] = [room, 0];
  const [shownSubjects, shownStated, shownFiles] = lines.map((some) =>
    some.filter(() => {
      const count = counts[at++]!;
      if (count > left) return false;
      left -= count;
      return true;
    }),
  ) as [string[], string[], string[]];
  const more = facts.files.length - shownFiles.length;
  const blocks = [
    shownSubjects.length > 0 && `What its author wrote:\n${shownSubjects.join('\n')}`,
    shownStated.length > 0 && `What the branch says of itself:\n${shownStated.join('\n')}`,
    `Files:\n${[...shownFiles, ...(more > 0 ? [`(and ${more} more files)`] : [])].join('\n')}`,
  ].filter((block) => block !== false);
  return {
    messages: [
      { role: 'system', text: SYSTEM },
      { role: 'user', text: `${blocks.join('\n\n')}\n\nSum up this branch.` },
    ],
    maxTokens: ANSWER_TOKENS,
    grammar: 'root ::= [A-Z`] [^\\n]+\n',
    seen: facts.files.length === 0 ? 1 : shownFiles.length / facts.files.length,
  };
}

/** Those that tell most of the branch, in reading order: the model's own sentences, then risky and large files. */
export function mainFiles(files: FileFacts[], most: number): FileFacts[] {
  const weight = ({ asks, risks, file }: FileFacts) => (asks ? 1e9 : 0) + Math.max(0, ...risks.map(weightOf)) * 1e6 + (file.role === 'source' ? 1e5 : 0) + Math.min(9e4, file.added.length + file.removed.length);
  const chosen = new Set([...files].sort((one, other) => weight(other) - weight(one)).slice(0, most));
  return files.filter((file) => chosen.has(file));
}

function oneLine(text: string): string {
  const line = text.replace(/[\s\p{Cc}]+/gu, ' ').trim();
  return line.length > LONGEST_LINE ? `${line.slice(0, LONGEST_LINE)}…` : line;
}
