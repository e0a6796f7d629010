import type { GeneratedToken } from '../core/language-model.ts';

/** The tokens in one raw piece of a streamed chat completion, with their probabilities; none where the server gives none. */
export function tokensIn(chunk: unknown): GeneratedToken[] {
  const choice = first((chunk as { choices?: unknown } | null)?.choices);
  const content = (choice as { logprobs?: { content?: unknown } | null } | undefined)?.logprobs?.content;
  if (!Array.isArray(content)) return [];
  return content.flatMap((entry: unknown) => {
    const token = tokenOf(entry);
    const others = (entry as { top_logprobs?: unknown } | null)?.top_logprobs;
    return token ? [{ ...token, ...(Array.isArray(others) && others.length > 1 && { alternatives: others.flatMap((other) => tokenOf(other) ?? []) }) }] : [];
  });
}

function tokenOf(entry: unknown): { text: string; probability: number } | undefined {
  const { token, logprob } = (entry ?? {}) as { token?: unknown; logprob?: unknown };
  return typeof token === 'string' && typeof logprob === 'number' && !Number.isNaN(logprob) ? { text: token, probability: Math.min(1, Math.exp(logprob)) } : undefined;
}

/** Those of the tokens that stand in the part of their text from `start`, `length` letters long. */
export function tokensWithin(tokens: GeneratedToken[], start: number, length: number): GeneratedToken[] {
  let at = 0;
  return tokens.filter(({ text }) => {
    const begin = at;
    at += text.length;
    return at > start && begin < start + length;
  });
}

function first(value: unknown): unknown {
  return Array.isArray(value) ? value[0] : undefined;
}
