import type { Preparation } from '../../core/worker.ts';
import type { CommitFacts } from './facts.ts';
import { headsFor, isTyped } from './head.ts';
import { writePrompt } from './prompt.ts';
import { TYPES } from './type-model.ts';

/** What a model of the catalogue offers that tells types well enough to be asked: learning to say them is not enough (adapters/README.md). */
export const TELLS_TYPES = 'commit-types';

/** The facts with the type that code and model together hold likeliest, where the model was trained to tell types. The prompt is the message's own, so that asking costs one word. */
export async function askForType(facts: CommitFacts, { budget, rank }: Pick<Preparation, 'budget' | 'rank'>): Promise<CommitFacts> {
  if (!facts.typeIsOpen || !facts.heads.some(isTyped)) return facts;
  const asked = await budget();
  if (!asked.adapters?.includes(TELLS_TYPES)) return facts;
  const { messages, adapter } = await writePrompt(facts, asked);
  if (adapter === undefined) return facts;
  const { probabilities, rough } = await rank({ messages, adapter, options: [...TYPES] });
  return rough ? facts : { ...facts, heads: headsFor(facts.files, facts.style, probabilities) };
}
