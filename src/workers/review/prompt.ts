import type { PromptBudget, Prompt } from '../../core/worker.ts';
import { fileLine } from '../changes/file-line.ts';
import type { FileFacts, ReviewFacts } from './facts.ts';
import { placesOf } from './places.ts';
import { weightOf } from './risks.ts';

const MOST_FILES = 14;
const MOST_SUBJECTS = 8;
const MOST_PLACES = 5;
const LONGEST_LINE = 220;
const ANSWER_TOKENS = 130;
/** Tokens of the files' sentences and the rest of what is told. */
const FACT_TOKENS = 700;
/** Tokens that the words around them take, with room to spare. */
const FRAME_TOKENS = 250;

/** Always the same, so that the model's state after it is reused. */
const SYSTEM = `You sum up a branch for a reviewer who has not seen it, from what happens in its files. Write 2 or 3 plain sentences on one line.
First sentence: what the branch does as a whole.
Second sentence: how it does it, with the one or two names that matter most.
Third sentence, only if places to look at are given: where the reviewer should look first.
Use only names that are given. No list, no heading, no praise.`;

/** A short prompt: the files' sentences stand for the diff, which the model has read file by file. */
export async function writePrompt(facts: ReviewFacts, { contextTokens, countTokens }: PromptBudget): Promise<Prompt> {
  const subjects = facts.subjects.slice(-MOST_SUBJECTS).map((subject) => `- ${oneLine(subject)}`);
  const told = mainFiles(facts.files, MOST_FILES);
  const files = told.map(({ file, summary }) => `- ${oneLine(`${fileLine(file.change)}: ${summary}`)}`);
  const places = placesOf(facts.files).slice(0, MOST_PLACES).map(({ path, risk }) => `- ${oneLine(`${path}: ${risk.detail}`)}`);
  const room = Math.max(80, Math.min(FACT_TOKENS, contextTokens - FRAME_TOKENS - ANSWER_TOKENS));
  const counts = await countTokens([...subjects, ...places, ...files].map((line) => `${line}\n`));
  let left = room;
  // The files are told last of all: of them there are enough.
  const kept = [...subjects, ...places, ...files].map((_, index) => {
    if (counts[index]! > left) return false;
    left -= counts[index]!;
    return true;
  });
  const fitting = (lines: string[], from: number) => lines.filter((_, index) => kept[from + index]);
  const [shownSubjects, shownPlaces] = [fitting(subjects, 0), fitting(places, subjects.length)];
  const shownFiles = fitting(files, subjects.length + places.length);
  const more = facts.files.length - shownFiles.length;
  const blocks = [
    shownSubjects.length > 0 && `What its author wrote:\n${shownSubjects.join('\n')}`,
    `Files:\n${[...shownFiles, ...(more > 0 ? [`(and ${more} more files)`] : [])].join('\n')}`,
    shownPlaces.length > 0 && `Places to look at:\n${shownPlaces.join('\n')}`,
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
