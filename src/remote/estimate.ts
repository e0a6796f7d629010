/** Letters to a token in code and English, as the usual tokenizers have it; on the low side, so that estimates err upwards. */
const LETTERS_PER_TOKEN = 3.3;

/** Tokens of a text, estimated from its letters: those beyond ASCII count as one token each. */
export function estimatedTokens(text: string): number {
  let beyond = 0;
  for (let index = 0; index < text.length; index++) if (text.charCodeAt(index) > 0x7f) beyond++;
  return Math.ceil((text.length - beyond) / LETTERS_PER_TOKEN) + beyond;
}
