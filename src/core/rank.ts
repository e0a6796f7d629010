import type { GenerateRequest, LanguageModel, RankRequest, Ranking } from './language-model.ts';

/** How sure a written answer is taken to be of its option where the model tells no probabilities. */
const WRITTEN = 0.9;

/** Weighs options by the model's own probabilities, or, where it tells none, by what it writes. Rejects as the model does. */
export async function rank(model: Pick<LanguageModel, 'rank' | 'generate'>, request: RankRequest, signal: AbortSignal): Promise<Ranking> {
  if (model.rank) return model.rank(request, signal);
  const { options } = request;
  const { text, promptTokens, cachedTokens, totalMs } = await model.generate(writtenRequest(request), undefined, signal);
  return { probabilities: weighedByText(options, text), rough: true, promptTokens, cachedTokens, totalMs };
}

/** The request for a model that can only write. */
export function writtenRequest({ options: _, ...request }: RankRequest): GenerateRequest {
  return { ...request, maxTokens: 64, stop: ['\n'] };
}

/** Probability of each option by what the model wrote; the sum is 1. */
export function weighedByText(options: readonly string[], text: string): number[] {
  const written = text.trim().toLowerCase().replace(/^["'`*]{1,3}/, '').replace(/["'`*.]{1,3}$/, '');
  const likeness = options.map((option) => option.trim().toLowerCase()).map((option): number => (written === option ? 1e6 : written.startsWith(option) ? option.length : 0));
  const best = Math.max(...likeness);
  const chosen = best === 0 ? -1 : likeness.indexOf(best);
  const rest = chosen < 0 || options.length === 1 ? 1 / options.length : (1 - WRITTEN) / (options.length - 1);
  return options.map((_, index) => (index === chosen && options.length > 1 ? WRITTEN : rest));
}
