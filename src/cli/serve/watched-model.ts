import { UserError } from '../../core/errors.ts';
import type { LanguageModel } from '../../core/language-model.ts';

const unavailable = new WeakSet<UserError>();

/** What can be said of a model beside its answers. */
export interface Watchable extends LanguageModel {
  status?(): { state: string };
}

/** The same model; whether an error of it says that it cannot be asked at all, `isUnavailable` tells. */
export function watched(model: Watchable): LanguageModel {
  /** A model that is loaded and still there after an error has refused the request itself. */
  const isThere = () => ['idle', 'busy'].includes(model.status?.().state ?? 'idle');
  async function watch<Result>(signal: AbortSignal | undefined, act: () => Promise<Result>): Promise<Result> {
    let isLoaded = false;
    try {
      await model.contextTokens(signal);
      isLoaded = true;
      return await act();
    } catch (error) {
      if (error instanceof UserError && (!isLoaded || !isThere())) unavailable.add(error);
      throw error;
    }
  }
  const rank = model.rank?.bind(model);
  const adapters = model.adapters?.bind(model);
  return {
    get name() {
      return model.name;
    },
    get identity() {
      return model.identity ?? model.name;
    },
    settle: async (signal) => model.settle?.(signal),
    contextTokens: (signal) => watch(signal, () => model.contextTokens(signal)),
    countTokens: (texts, signal) => watch(signal, () => model.countTokens(texts, signal)),
    ...(adapters && { adapters: (signal) => watch(signal, () => adapters(signal)) }),
    generate: (request, onText, signal) => watch(signal, () => model.generate(request, onText, signal)),
    ...(rank && { rank: (request, signal) => watch(signal, () => rank(request, signal)) }),
  };
}

/** Whether it is because of the model that there is no answer, and not because of what was asked. */
export function isUnavailable(error: unknown): boolean {
  return error instanceof UserError && unavailable.has(error);
}
