/** Numbers in digits that occur nowhere in what is known. */
export function unknownNumbers(sentence: string, known: string): string[] {
  const words = new Set(known.split(' '));
  return (sentence.match(/(?<![\p{L}\p{N}_.])\d{2,}(?![\p{L}\p{N}_])/gu) ?? []).filter((number) => !words.has(number));
}
