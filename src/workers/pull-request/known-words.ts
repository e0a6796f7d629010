/** The words of these texts, each once, and the options of command lines in them, in small letters: what a name may be taken from. A large diff has few different words. */
export function knownWords(texts: string[]): string {
  const words = new Set<string>();
  for (const text of texts) {
    const small = text.toLowerCase();
    for (const [word] of small.matchAll(/[\p{L}\p{N}_]+/gu)) words.add(word);
    for (const [option] of small.matchAll(/--[a-z][\w-]+/g)) words.add(option);
  }
  return [...words].join(' ');
}
