const ADDRESS = /\b(?:https?|ftp|ssh|git):\/\/[^\s"'`<>)\]}\\]{2,2000}/gi;
const TARGET = /\]\(\s*<?([^\s()<>]{1,2000}(?:\([^\s()<>]{0,200}\)[^\s()<>]{0,500})?)>?/g;
const REFERENCE = /^ {0,3}\[[^\]\n]{1,200}\]:[ \t]*<?([^\s<>]{1,2000})>?/gm;

/** Addresses and targets of links, each once, as they are written. */
export function linksIn(text: string): string[] {
  const targets = [...text.matchAll(TARGET), ...text.matchAll(REFERENCE)].map(([, target]) => target!);
  const addresses = Array.from(text.matchAll(ADDRESS), ([address]) => address.replace(/[.,;:!?*_]+$/, ''));
  return [...new Set([...targets, ...addresses])];
}

export function linksMissing(text: string, known: string): string[] {
  return linksIn(text).filter((link) => !known.includes(link));
}
