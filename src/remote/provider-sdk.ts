import { createAnthropic, type AnthropicProvider } from '@ai-sdk/anthropic';
import { createGoogle } from '@ai-sdk/google';
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import type { Fetch } from './guarded-fetch.ts';
import type { OpenAiReference, ServerReference } from './reference.ts';

/** The providers' common interfaces. */
export type SdkModel = ReturnType<AnthropicProvider>;
export type SdkEmbedder = ReturnType<ReturnType<typeof createOpenAICompatible>['embeddingModel']>;

export interface SdkOptions {
  key: string | undefined;
  fetch: Fetch;
  /** Parameters that are added to the body of an OpenAI-compatible request. */
  extra?: Readonly<Record<string, unknown>>;
}

/** Addresses are given, never left to the environment variables that the SDK would read. */
export function languageModel(reference: ServerReference, { key, fetch, extra }: SdkOptions): SdkModel {
  switch (reference.provider) {
    case 'openai':
      return openAi(reference, key, fetch, extra).chatModel(reference.model);
    case 'anthropic':
      return createAnthropic({ baseURL: 'https://api.anthropic.com/v1', apiKey: key ?? '', fetch })(reference.model);
    case 'google':
      return createGoogle({ baseURL: 'https://generativelanguage.googleapis.com/v1beta', apiKey: key ?? '', fetch })(reference.model);
  }
}

export function embeddingModel(reference: OpenAiReference, { key, fetch }: SdkOptions): SdkEmbedder {
  return openAi(reference, key, fetch).embeddingModel(reference.model);
}

function openAi(reference: OpenAiReference, key: string | undefined, fetch: Fetch, extra?: SdkOptions['extra']) {
  return createOpenAICompatible({ name: 'server', baseURL: reference.url, ...(key !== undefined && { apiKey: key }), includeUsage: true, supportsStructuredOutputs: true, fetch, transformRequestBody: (body) => ({ ...body, ...extra }) });
}
