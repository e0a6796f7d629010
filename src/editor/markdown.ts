/**
 * A link that runs a command, for a MarkdownString that trusts this command alone. The arguments may come from hostile text:
 * everything but letters and digits is percent-encoded, so that nothing in them can end the link.
 */
export function commandLink(label: string, command: string, argument: unknown): string {
  const encoded = encodeURIComponent(JSON.stringify([argument])).replace(/[^A-Za-z0-9%]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`);
  return `[${label}](command:${command}?${encoded})`;
}

/** The address when it is one that may be opened in a browser; undefined for every other scheme and for what is no address. */
export function webAddress(text: string | null | undefined): string | undefined {
  if (!text) return undefined;
  try {
    const url = new URL(text);
    return url.protocol === 'https:' || url.protocol === 'http:' ? url.href : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Foreign text as Markdown that shows it, on one line: what stands between backquotes as code, all else letter by letter. Unlike appendText it
 * leaves spaces where a line may break, and addresses do not become links.
 */
export function plainMarkdown(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .trim()
    // An icon's name would become the icon, in code too.
    .replace(/\$(?=\()/g, '$\u200b')
    .split(/(`[^`]+`)/)
    .map((piece) => (/^`[^`]+`$/.test(piece) ? piece : piece.replace(/[!-/:-@[-`{-~]/g, '\\$&')))
    .join('');
}

/** A link to a web page; empty where the address is none. */
export function linkTo(label: string, address: string | null | undefined): string {
  const target = webAddress(address)?.replace(/[^A-Za-z0-9:/.?&=#%_~@+,;-]/g, (character) => encodeURIComponent(character).replace(/[!'()*]/g, (left) => `%${left.charCodeAt(0).toString(16).toUpperCase()}`));
  return target === undefined ? '' : `[${label}](${target})`;
}
