import { isProse, type Language } from './language.ts';

/** Longer lines are not read apart: what is not read is taken for a change. */
const LONGEST_LINE = 2000;
/** White space before a line is part of the program there. */
const INDENTED: ReadonlySet<Language> = new Set<Language>(['python', 'yaml', 'make']);
const TOKEN = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[\p{L}\p{N}_$]+|\S/gu;
const OPENS = /^[([{]$/;
const CLOSES = /^[)\]}]$/;

/**
 * What a program made of these lines consists of: the same for any layout of it, that is for other white space, line wraps, quotes
 * and trailing commas. Undefined where a line is too long to tell.
 */
export function layoutTokens(lines: string[], language: Language): string[] | undefined {
  const tokens: string[] = [];
  const prose = isProse(language) || language === 'unknown';
  let depth = 0;
  for (const line of lines) {
    if (line.length > LONGEST_LINE) return undefined;
    if (INDENTED.has(language) && depth <= 0 && line.trim() !== '') tokens.push(`indent ${/^\s*/.exec(line)![0].length}`);
    if (prose) {
      tokens.push(...line.split(/\s+/).filter(Boolean));
      continue;
    }
    const found = line.match(TOKEN) ?? [];
    if (language === 'javascript' && found.at(-1) === ';') found.pop();
    for (const token of found) {
      if (OPENS.test(token)) depth++;
      if (CLOSES.test(token)) {
        depth--;
        if (tokens.at(-1) === ',') tokens.pop();
      }
      tokens.push(/^["'].+["']$/.test(token) ? `"${token.slice(1, -1).replace(/\\(["'])/g, '$1')}"` : token);
    }
  }
  return tokens;
}

/** True where two streams of tokens are the same. */
export function sameTokens(one: string[] | undefined, other: string[] | undefined): boolean {
  return one !== undefined && other !== undefined && one.length === other.length && one.every((token, index) => token === other[index]);
}
