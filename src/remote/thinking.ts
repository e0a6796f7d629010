import type { ServerReference } from './reference.ts';

/** What models that think before they write get on top of the answer's own tokens. */
export const THINKING_TOKENS = 2_000;

/** Tokens that a model may write before its answer; 0 where it does not think first. */
export function thinkingTokens(reference: ServerReference): number {
  const thinks = reference.provider === 'google' || (reference.provider === 'openai' && new URL(reference.url).hostname === 'api.openai.com' && /^(?:o\d|gpt-5)/.test(reference.model));
  return thinks ? THINKING_TOKENS : 0;
}
