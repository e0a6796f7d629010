import type { Work } from '../../core/turns.ts';

/** Characters of a long text that are read at once. */
const STRETCH = 50_000;

/** The words of these texts, each once, and the options of command lines in them, in small letters: what a name may be taken from. A large diff has few different words. */
export function* knownWords(texts: string[]): Work<string> {
  const words = new Set<string>();
  for (const text of texts) {
    for (const stretch of stretches(text)) {
      const small = stretch.toLowerCase();
      for (const [word] of small.matchAll(/[\p{L}\p{N}_]+/gu)) words.add(word);
      for (const [option] of small.matchAll(/--[a-z][\w-]+/g)) words.add(option);
      yield;
    }
  }
  return [...words].join(' ');
}

/** A text cut where lines end. */
function* stretches(text: string): Generator<string> {
  for (let from = 0; from < text.length; ) {
    const end = text.indexOf('\n', from + STRETCH);
    const to = end < 0 ? text.length : end;
    yield text.slice(from, to);
    from = to + 1;
  }
}
