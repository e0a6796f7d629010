import { UserError } from '../../core/errors.ts';
import type { LanguageModel } from '../../core/language-model.ts';

const unavailable = new WeakSet<UserError>();

/** The same model; whether an error of it says that it cannot be asked at all, `isUnavailable` tells. */
export function watched(model: LanguageModel): LanguageModel {
  async function loaded(signal: AbortSignal | undefined): Promise<number> {
    try {
      return await model.contextTokens(signal);
    } catch (error) {
      if (error instanceof UserError) unavailable.add(error);
      throw error;
    }
  }
  const rank = model.rank?.bind(model);
  return {
    get name() {
      return model.name;
    },
    contextTokens: loaded,
    async countTokens(texts, signal) {
      await loaded(signal);
      return model.countTokens(texts, signal);
    },
    async generate(request, onText, signal) {
      await loaded(signal);
      return model.generate(request, onText, signal);
    },
    ...(rank && {
      rank: async (request, signal) => {
        await loaded(signal);
        return rank(request, signal);
      },
    }),
  };
}

/** Whether it is because of the model that there is no answer, and not because of what was asked. */
export function isUnavailable(error: unknown): boolean {
  return error instanceof UserError && unavailable.has(error);
}
