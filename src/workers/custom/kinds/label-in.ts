/** The label that a written answer names: the answer itself, or the only one that occurs in it as a word. Undefined where it names none, or several. */
export function labelIn(answer: string, labels: readonly string[]): string | undefined {
  const said = plain(answer);
  const exact = labels.find((label) => plain(label) === said);
  if (exact !== undefined) return exact;
  const [only, ...others] = labelsWithin(said, labels);
  return others.length === 0 ? only : undefined;
}

/** All labels that occur in a written answer as words. One that is part of another is not found in it. */
export function labelsIn(answer: string, labels: readonly string[]): string[] {
  return labelsWithin(plain(answer), labels);
}

function labelsWithin(said: string, labels: readonly string[]): string[] {
  let left = said;
  const found = new Set<string>();
  for (const label of [...labels].sort((a, b) => b.length - a.length)) {
    const name = plain(label);
    const without = withoutWord(left, name);
    if (without === left) continue;
    found.add(label);
    left = without;
  }
  return labels.filter((label) => found.has(label));
}

/** The text with a blank in place of each occurrence of the word. */
function withoutWord(text: string, word: string): string {
  if (word === '') return text;
  const letter = /[\p{L}\p{N}_]/u;
  const pieces: string[] = [];
  let from = 0;
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
    if (letter.test(text[at - 1] ?? '') || letter.test(text[at + word.length] ?? '')) continue;
    pieces.push(text.slice(from, at));
    from = at + word.length;
  }
  return [...pieces, text.slice(from)].join(' ');
}

function plain(text: string): string {
  return text.normalize('NFC').toLowerCase().replace(/\s+/g, ' ').replace(/^[^\p{L}\p{N}]{1,10}/u, '').replace(/[^\p{L}\p{N}+#]{1,10}$/u, '');
}
