import { linksIn } from './links.ts';

/** An address as short as it can be, which a small model takes for one. */
const MASK = 'https://x.yz/';
const PATTERN = /https:\/\/x\.yz\/(\d{1,4})(?!\d)/g;
const WORTH = 24;

export interface Masked {
  text: string;
  /** Puts back what was masked. */
  unmask(answer: string): string;
}

/** Long links as short ones: they take time to read and write, and small models misspell them. */
export function maskLinks(text: string): Masked {
  if (text.includes('x.yz')) return { text, unmask: (answer) => answer };
  const links = linksIn(text).filter((link) => link.length > WORTH).sort((one, other) => other.length - one.length);
  if (links.length === 0) return { text, unmask: (answer) => answer };
  let masked = text;
  for (const [index, link] of links.entries()) masked = masked.replaceAll(link, () => `${MASK}${index + 1}`);
  return { text: masked, unmask: (answer) => answer.replace(PATTERN, (mask: string, number: string) => links[Number(number) - 1] ?? mask) };
}
