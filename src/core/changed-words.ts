/** Words of programs and of English that say nothing of what a change is about. */
const COMMON = new Set(
  (
    'the and for with this that from not are was were has have had but you your all any can will should would could into out its then than when where which who what how ' +
    'let var const function return true false null none undefined new class def self else elif elseif end case switch break continue while import export default ' +
    'public private protected static void int bool boolean string number float double char long unsigned struct enum type interface impl pub use mod fn mut ref err error ' +
    'try catch except finally raise throw async await yield require include define ifdef ifndef endif lambda pass print printf assert expect todo'
  ).split(' '),
);
const WORD = /[\p{L}_][\p{L}\p{N}_]{2,59}/gu;
/** Characters of a line that are looked at: minified code would cost time and say nothing. */
const LINE = 400;

/**
 * The identifiers and words that lines of a diff change, lower case, the most telling first. `lines` have their leading `+` or `-`;
 * others are passed over. A word that was removed as often as it was added merely stood on a changed line, so it comes later.
 * Names of several parts (`readFile`, `read_file`) give the whole and the parts.
 */
export function changedWords(lines: Iterable<string>, limit: number): string[] {
  const counts = new Map<string, { added: number; removed: number; part: boolean }>();
  const count = (word: string, added: boolean, part: boolean) => {
    if (word.length < 3 || COMMON.has(word)) return;
    const found = counts.get(word) ?? { added: 0, removed: 0, part: true };
    if (added) found.added++;
    else found.removed++;
    found.part &&= part;
    counts.set(word, found);
  };
  for (const line of lines) {
    const added = line.startsWith('+');
    if (!added && !line.startsWith('-')) continue;
    for (const [word] of line.slice(1, LINE).matchAll(WORD)) {
      const whole = word.toLowerCase();
      count(whole, added, false);
      const parts = partsOf(word);
      if (parts.length > 1) for (const part of parts) if (part !== whole) count(part, added, true);
    }
  }
  const weight = ({ added, removed, part }: { added: number; removed: number; part: boolean }) => (Math.abs(added - removed) + Math.min(added, removed) / 10) * (part ? 0.5 : 1);
  return [...counts].sort((a, b) => weight(b[1]) - weight(a[1])).slice(0, limit).map(([word]) => word);
}

/** The words that a name is made of, in lower case: `parseHTTPUrl` → parse, http, url. */
function partsOf(name: string): string[] {
  return name
    .replace(/(\p{Ll}|\p{N})(?=\p{Lu})/gu, '$1_')
    .replace(/(\p{Lu})(?=\p{Lu}\p{Ll})/gu, '$1_')
    .toLowerCase()
    .split('_')
    .filter(Boolean);
}
