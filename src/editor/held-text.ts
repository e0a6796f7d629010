/** The text with the document's line ends and without a byte order mark, as the editor holds it. */
export function asHeld(text: string, eol: '\n' | '\r\n'): string {
  return text.replace(/^\uFEFF/, '').replace(/\r\n|\n/g, eol);
}
