import type { GenerateRequest, LanguageModel, RankRequest, Ranking } from './language-model.ts';

/** How sure a written answer is taken to be of its option where the model tells no probabilities. */
const WRITTEN = 0.9;

/** Weighs options by the model's own probabilities, or, where it tells none, by what it writes. Rejects as the model does. */
export async function rank(model: Pick<LanguageModel, 'rank' | 'generate'>, request: RankRequest, signal: AbortSignal): Promise<Ranking> {
  return model.rank ? model.rank(request, signal) : rankByText((asked) => model.generate(asked, undefined, signal), request);
}

async function rankByText(generate: (request: GenerateRequest) => ReturnType<LanguageModel['generate']>, { options, ...request }: RankRequest): Promise<Ranking> {
  const { text, promptTokens, cachedTokens, totalMs } = await generate({ ...request, maxTokens: 64, stop: ['\n'] });
  const written = text.trim().toLowerCase();
  const likeness = options.map((option) => option.trim().toLowerCase()).map((option): number => (written === option ? 2 : written.startsWith(option) ? 1 : 0));
  const best = Math.max(...likeness);
  const chosen = best === 0 ? -1 : likeness.indexOf(best);
  const rest = chosen < 0 || options.length === 1 ? 1 / options.length : (1 - WRITTEN) / (options.length - 1);
  return { probabilities: options.map((_, index) => (index === chosen && options.length > 1 ? WRITTEN : rest)), promptTokens, cachedTokens, totalMs };
}
