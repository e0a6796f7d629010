import { isProse, type Language } from './language.ts';

/** Longer lines are not read apart: what is not read is taken for a change. */
const LONGEST_LINE = 2000;
/** White space before a line is part of the program there. */
const INDENTED: ReadonlySet<Language> = new Set<Language>(['python', 'yaml', 'make']);
/** Whichever quotes stand around a text, it is the same text there. */
const QUOTES_ALIKE: ReadonlySet<Language> = new Set<Language>(['javascript', 'python', 'css', 'lua']);
/** The same, where nothing in the text is read as more than a letter. */
const PLAIN_ALIKE: ReadonlySet<Language> = new Set<Language>(['yaml', 'toml', 'ruby', 'php', 'shell']);
const READ = /[\\$`#!]/;
/** A comma behind the only value in parentheses makes a tuple of it. */
const TUPLES: ReadonlySet<Language> = new Set<Language>(['python', 'rust']);
const CALLED = /^(?!(?:return|in|if|elif|and|or|not|yield|assert|is|else|for|while|del|await|match|let)$)[\p{L}\p{N}_$]+$|^[)\]>!]$/u;
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
  const open: { call: boolean; commas: number }[] = [];
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
      if (OPENS.test(token)) {
        depth++;
        open.push({ call: CALLED.test(tokens.at(-1) ?? ''), commas: 0 });
      }
      if (token === ',' && open.length > 0) open.at(-1)!.commas++;
      if (CLOSES.test(token)) {
        depth--;
        // Opened above what is seen here, it may hold more.
        const { call, commas } = open.pop() ?? { call: true, commas: 0 };
        const tuple = token === ')' && TUPLES.has(language) && !call && commas === 1;
        if (tokens.at(-1) === ',' && !tuple) tokens.pop();
      }
      tokens.push(/^["'].+["']$/.test(token) ? quoted(token, language) : token);
    }
  }
  return tokens;
}

function quoted(token: string, language: Language): string {
  const text = token.slice(1, -1);
  return QUOTES_ALIKE.has(language) || (PLAIN_ALIKE.has(language) && !READ.test(text)) ? `"${text.replace(/\\(["'])/g, '$1')}"` : token;
}

/** True where two streams of tokens are the same. */
export function sameTokens(one: string[] | undefined, other: string[] | undefined): boolean {
  return one !== undefined && other !== undefined && one.length === other.length && one.every((token, index) => token === other[index]);
}
