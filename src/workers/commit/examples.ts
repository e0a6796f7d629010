import type { FileChange } from '../../core/changes.ts';
import type { PastCommit } from '../../core/history.ts';
import type { ChatMessage } from '../../core/language-model.ts';
import { digestChanges } from '../changes/digest.ts';
import { partsOf } from './parts.ts';
import { historyQuery } from './past.ts';
import type { HouseStyle } from './style.ts';

/** A commit of this repository's past that resembles the change. */
export interface WorkedExample {
  subject: string;
  files: FileChange[];
}

/** Each costs a second on a small machine, and a model of 1.5B copies more than it learns from the second one (measured; larger models gain up to three, CoRaCMG 2025). */
const MOST = 1;
const DIGEST_TOKENS = 90;
const FEWEST_WORDS = 2;
/** Share of the words of the smaller of two changes, and their number, that the other must have for them to be nearly the same. */
const ALIKE = 0.5;
const FEWEST_ALIKE = 3;

/**
 * Worked examples that are the same in every prompt, so that their state stays in the model's cache.
 * They show the form and the level of detail; recent subjects without their changes would be copied.
 */
const FIXED = [
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

/** What the fixed examples say: a message that says it has been copied from them. */
export const FIXED_DESCRIPTIONS: readonly string[] = FIXED.map(({ description }) => description);

/** The fixed examples in the house's form. */
export function fixedExamples(style: HouseStyle): ChatMessage[] {
  const capitalized = (text: string) => (style.capital ? text[0]!.toUpperCase() + text.slice(1) : text);
  return FIXED.flatMap(({ digest, type, description }): ChatMessage[] => [
    { role: 'user', text: digest },
    { role: 'assistant', text: (style.form === 'sentence' ? '' : `${type}: `) + capitalized(description) },
  ]);
}

/** The past commits that can stand as examples: those whose change can be read and whose subject has the house's form, without issue numbers. */
export function workedExamples(past: PastCommit[], style: HouseStyle, parseDiff: (diff: string) => FileChange[]): WorkedExample[] {
  return past
    .map(({ subject, diff }) => ({ subject: withoutNumbers(subject), files: diff === undefined ? [] : parseDiff(diff) }))
    .filter(({ subject, files }) => {
      const { form, description } = partsOf(subject);
      return files.length > 0 && subject.length <= style.limit && form === style.form && description.split(' ').length >= FEWEST_WORDS;
    })
    .slice(0, MOST);
}

/**
 * The examples that are nearly the same change. To a model that was trained for subjects others say nothing new, and each costs a second
 * (60 newest commits of zellij, Textual and chi: ROUGE-L 0.223 with any example, 0.225 with none).
 */
export function nearlyTheSame(examples: WorkedExample[], files: FileChange[]): WorkedExample[] {
  // A large change has many lines to go through.
  if (examples.length === 0) return [];
  const words = new Set(historyQuery(files).words);
  return examples.filter((example) => {
    const own = historyQuery(example.files).words;
    return own.filter((word) => words.has(word)).length >= Math.max(FEWEST_ALIKE, ALIKE * Math.min(own.length, words.size));
  });
}

function withoutNumbers(subject: string): string {
  return subject.replace(/\s*\(?(?:(?:fix(?:es)?|close[sd]?|see|refs?)\s*)?#\d+\)?/gi, '').replace(/[\s.,;]+$/, '');
}

/** Each example's change in a few lines, then its subject; the most similar one last, next to the question. */
export async function exampleMessages(examples: WorkedExample[], countTokens: (texts: string[]) => Promise<number[]>): Promise<ChatMessage[]> {
  const messages: ChatMessage[] = [];
  for (const { files, subject } of [...examples].reverse()) {
    const { text } = await digestChanges(files, { budgetTokens: DIGEST_TOKENS, countTokens });
    messages.push({ role: 'user', text }, { role: 'assistant', text: subject });
  }
  return messages;
}
