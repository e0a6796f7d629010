import type { Detector, Span } from './spans.ts';

const BASE64 = /(?<![A-Za-z0-9+/_=-])[A-Za-z0-9+/_-]{16,}={0,2}(?![A-Za-z0-9+/_-])/g;
/** Characters of an encoded part that are decoded; a longer one holds a file. */
const LONGEST = 100_000;

/** Finds what `inner` finds behind percent-encoding. */
export function behindPercent(inner: Detector): Detector {
  return (text) =>
    percentEncoded(text).flatMap((word) => {
      const { decoded, places } = decodePercent(word.text);
      return inner(decoded).map(({ start, end, kind }) => ({ start: word.at + places[start]!, end: word.at + places[end]!, kind }));
    });
}

/** Words with something percent-encoded in them. */
function percentEncoded(text: string): { at: number; text: string }[] {
  if (!text.includes('%')) return [];
  return [...text.matchAll(/[^\s"'`<>]+/g)].filter((word) => word[0].length <= LONGEST && /%[0-9A-Fa-f]{2}/.test(word[0])).map((word) => ({ at: word.index, text: word[0] }));
}

/** With, for each character of the decoded text and for its end, where it began. Bytes beyond ASCII stay encoded: no secret's form has them. */
function decodePercent(text: string): { decoded: string; places: number[] } {
  const places: number[] = [];
  let decoded = '';
  for (let at = 0; at < text.length; ) {
    const code = text[at] === '%' ? /^[0-7][0-9A-Fa-f]$/.exec(text.slice(at + 1, at + 3)) : null;
    places.push(at);
    decoded += code ? String.fromCharCode(parseInt(code[0], 16)) : text[at]!;
    at += code ? 3 : 1;
  }
  places.push(text.length);
  return { decoded, places };
}

/** Finds base64 behind which `inner` finds anything, as a whole. */
export function behindBase64(inner: Detector): Detector {
  return (text) => {
    const spans: Span[] = [];
    for (const match of text.matchAll(BASE64)) {
      if (match[0].length > LONGEST) continue;
      const decoded = Buffer.from(match[0], 'base64').toString('latin1');
      // Chance decodes to bytes that no text has.
      if (!/^[\t\n\r -~]{8,}$/.test(decoded)) continue;
      const kind = inner(decoded)[0]?.kind;
      if (kind !== undefined) spans.push({ start: match.index, end: match.index + match[0].length, kind });
    }
    return spans;
  };
}
