import type { Choice, ChooseRequest } from '../../src/core/language-model.ts';

/** A model that has no preference. */
export async function evenChoice({ choices }: Pick<ChooseRequest, 'choices'>): Promise<Choice> {
  return { probabilities: choices.map(() => 1 / choices.length), promptTokens: 1, cachedTokens: 0 };
}
