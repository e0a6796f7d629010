import * as z from 'zod';
import type { FileChange } from '../../core/changes.ts';
import type { GenerateRequest } from '../../core/language-model.ts';
import type { Preparation, PromptBudget } from '../../core/worker.ts';
import { digestChanges } from '../changes/digest.ts';
import type { FileFacts, ReviewFacts } from './facts.ts';
import { fingerprint } from '../changes/fingerprint.ts';
import { textsOf } from './reviewed-file.ts';
import { EXAMPLE, standingSentence } from './sentence.ts';

/** Goes up when the prompt or what is kept changes its meaning. */
const FORMAT = 1;
const DIFF_TOKENS = 250;
const ANSWER_TOKENS = 45;

/** Always the same, so that the model's state after it is reused. */
const SYSTEM = `You tell a reviewer what a change does to one file. Lines with + are new, lines with - are gone.
Write one plain sentence of 8 to 25 words: what is different now. Start with a verb (Adds, Removes, Checks, Returns, Moves, Stops). Name the functions that matter, only those that stand in the diff. Write no reason and no praise.

Example:
src/pool.ts (+1 -1)
@ connect
-return open(url);
+return retry(() => open(url), 3);
${EXAMPLE}`;

const kept = z.object({ text: z.string().max(400) });

/** Asks the model for a sentence on each file that matters, in reading order. Where its sentence does not stand, that of code stays. */
export async function withSentences(facts: ReviewFacts, preparation: Preparation<ReviewFacts>): Promise<ReviewFacts> {
  const { signal, progress, show } = preparation;
  const total = facts.files.filter(({ asks }) => asks).length;
  const files: FileFacts[] = [];
  let done = 0;
  for (const file of facts.files) {
    if (!file.asks) {
      files.push(file);
      continue;
    }
    signal.throwIfAborted();
    progress({ done, total, what: `File ${done + 1} of ${total}` });
    const text = standingSentence(await sentenceOf(file.file.change, preparation), file.file.change);
    files.push(text === undefined ? file : { ...file, summary: text, by: 'model' });
    done++;
    show({ ...facts, files: [...files, ...facts.files.slice(files.length)] });
  }
  return { ...facts, files };
}

/** The model's words, from before where the same change has been read. */
async function sentenceOf(change: FileChange, { ask, kept: store, budget }: Omit<Preparation, 'show'>): Promise<string> {
  const key = keyOf(change);
  const before = kept.safeParse(await store.get(key));
  if (before.success) return before.data.text;
  const { text, stopReason } = await ask(await promptFor(change, await budget()));
  const whole = stopReason === 'length' ? cutAtClause(text) : text;
  await store.put(key, { text: whole.slice(0, 400) });
  return whole;
}

/** The same change of a file's content has the same sentence, wherever the file is. */
function keyOf({ path, hunks }: FileChange): string {
  const extension = /\.\w+$/.exec(path)?.[0] ?? '';
  return `file ${FORMAT} ${extension} ${fingerprint(hunks.flatMap(({ section, lines }) => [section, ...lines]))}`;
}

async function promptFor(change: FileChange, { contextTokens, countTokens }: PromptBudget): Promise<GenerateRequest> {
  const room = Math.max(60, contextTokens - 300 - ANSWER_TOKENS);
  const { text } = await digestChanges([change], { budgetTokens: Math.min(DIFF_TOKENS, room), countTokens });
  return {
    messages: [
      { role: 'system', text: SYSTEM },
      { role: 'user', text: `${text}\n\nWhat is different now? One sentence.` },
    ],
    maxTokens: ANSWER_TOKENS,
    grammar: 'root ::= [A-Z`] [^\\n]+\n',
  };
}

/** A sentence that was cut off, up to its last clause that is whole; empty where there is none. */
function cutAtClause(text: string): string {
  const sentence = /^.{20,}?\.(?=\s|$)/.exec(text)?.[0];
  return sentence ?? /^.{25,}(?=,\s|;\s|\swhich\s|\sso that\s)/.exec(text)?.[0] ?? '';
}

/** The key of a whole change. */
export function changeKey(facts: ReviewFacts): string {
  function* texts() {
    for (const { file } of facts.files) yield* textsOf(file.change);
    yield* facts.subjects;
  }
  return `${FORMAT} ${facts.files.length} ${fingerprint(texts())}`;
}
