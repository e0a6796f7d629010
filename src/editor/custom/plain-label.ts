import { withoutLinks } from '../plain-text.ts';

/** A text that others wrote, for a label: on one line, not too long, and with no icon or link in it. */
export function plainLabel(text: string, longest = 120): string {
  // Marks that turn the direction of writing would change what the rest of a list says.
  const line = withoutLinks(text).replace(/[\s\p{Cc}\u202A-\u202E\u2066-\u2069]+/gu, ' ').trim().replaceAll('$(', '$ (');
  return line.length > longest ? `${line.slice(0, longest - 1)}…` : line;
}
