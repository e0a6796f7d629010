import { isIndented, isProse, type Language } from './language.ts';
import { END, LineEnds, type Bracket } from './line-ends.ts';

/** Longer lines are not read apart: what is not read is taken for a change. */
const LONGEST_LINE = 2000;
/** Stands for any byte that is not UTF-8. */
export const UNREADABLE = '\uFFFD';
/** White space within a line says something there: `rm build/*` is not `rm build /*`, `.card.open` not `.card .open`, `puts [1]` not `puts[1]`. */
const BY_LINE: ReadonlySet<Language> = new Set<Language>(['shell', 'tcl', 'yaml', 'toml', 'css', 'make', 'ruby', 'swift', 'elixir']);
/** Any white space does, but none is not the same. */
const BY_WORD: ReadonlySet<Language> = new Set<Language>(['markup', 'unknown']);
/** Whichever quotes stand around a text, it is the same text there. */
const QUOTES_ALIKE: ReadonlySet<Language> = new Set<Language>(['javascript', 'python', 'css', 'lua']);
/** The same, where nothing in the text is read as more than a letter. */
const PLAIN_ALIKE: ReadonlySet<Language> = new Set<Language>(['yaml', 'toml', 'ruby', 'php', 'shell']);
const READ = /[\\$`#!]/;
/** No semicolon is needed there at the end of a line, nor before a closing bracket. */
const ENDS_ALONE: ReadonlySet<Language> = new Set<Language>(['javascript', 'kotlin', 'go']);
/** A comma behind the only value in parentheses makes a tuple of it; in Python behind an index too. */
const TUPLES: ReadonlySet<Language> = new Set<Language>(['python', 'rust']);
/** What begins a comment up to the end of the line. */
const COMMENT: Partial<Record<Language, RegExp>> = { python: /^#$/, php: /^(?:#|\/\/)$/, sql: /^--$/, lua: /^--$/, json: /^\/\/$/ };
const SLASHES = /^\/\/$/;
const CONDITION = /^(?:if|for|while|with)$/;
const CALLED = /^(?!(?:return|in|if|elif|and|or|not|yield|assert|is|else|for|while|del|await|match|let)$)[\p{L}\p{N}_$]+$|^[)\]>!]$/u;
const STRING = /"""(?:[^"\\]|\\.|"(?!""))*"""|'''(?:[^'\\]|\\.|'(?!''))*'''|"""|'''|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`(?:[^`\\$]|\\.|\$(?!\{)|\$\{[^`{}]*\})*`/;
/** Signs that are another thing where they do not touch. */
const OPERATOR = /\/\*|\*\/|\/\/|=>|->|<-|[=!]==?|<=|>=|\+\+|--|[-+*/%&|^?:]=|&&|\|\||\?\?|\*\*|\.{2,3}|::/;
const TOKEN = new RegExp(`${STRING.source}|${OPERATOR.source}|[\\p{L}\\p{N}_$]+|\\S`, 'gu');
const TOKEN_OR_SPACE = new RegExp(`${TOKEN.source}|\\s+`, 'gu');
/** A text begins or ends there that goes on in other lines, or that is too intricate to be told from the code around it. */
const UNCLOSED = /^(?:"""|'''|"|`)$/;
const REGULAR_EXPRESSION = /(?:^|[(,=:[!&|?{};]|=>|\breturn)\s*\/(?![/*>])/;
/** Text beside a tag, or beside a value in braces. */
const TEXT_OF_ELEMENT = [
  /[^\s<>]\s*<\/[\p{L}>]/u,
  /^\s*<\/?\p{L}(?:[^<>=]|=(?!>)|=>)*>\s*[^\s<]/u,
  /^\s*(?!(?:import|export|const|let|var|return|class|else|try|do|finally)\b)\p{L}[\p{L}\p{N}\s,.!?'’-]*\{\w[\w.]*\}/u,
  /\{\w[\w.]*\}\s*\{\w[\w.]*\}/,
];
const OPENS = /^[([{]$/;
const CLOSES = /^[)\]}]$/;

/**
 * What a program made of these lines consists of: the same for any layout of it, that is for other white space, line wraps, quotes
 * and trailing commas, as far as they mean nothing. Undefined where a line is too long to tell, or not UTF-8.
 */
export function layoutTokens(lines: string[], language: Language): string[] | undefined {
  const tokens: string[] = [];
  const byWord = isProse(language) || BY_WORD.has(language);
  const open: Bracket[] = [];
  const ends = new LineEnds(language);
  let depth = 0;
  for (const line of lines) {
    if (line.length > LONGEST_LINE || line.includes(UNREADABLE)) return undefined;
    const text = line.trim();
    if (text === '') continue;
    if (isIndented(language) && depth <= 0) tokens.push(`indent ${/^\s*/.exec(line)![0]}`);
    if (byWord) tokens.push(...text.split(/\s+/));
    else if (BY_LINE.has(language)) tokens.push((text.match(TOKEN_OR_SPACE) ?? []).map((token) => quoted(token, language)).join(''));
    else {
      const { code, comment } = withCommentApart(text.match(TOKEN) ?? [], language);
      if (code.length > 0) pushEnd(tokens, ends.before(code[0], open), open);
      // Before the code, so that a comma or semicolon stands beside what follows it.
      if (comment !== '') tokens.push(comment);
      if (code.length === 0) continue;
      const itself = asItStands(line, code, language);
      const read = pushTokens(itself === undefined ? tokens : [], code, open, language);
      if (itself !== undefined) tokens.push(itself);
      depth += read.depth;
      ends.after(line, itself === undefined ? code.at(-1) : undefined, read.closed);
    }
  }
  pushEnd(tokens, ends.before(undefined, open), open);
  return tokens;
}

function withCommentApart(found: string[], language: Language): { code: string[]; comment: string } {
  const mark = COMMENT[language] ?? SLASHES;
  const at = found.findIndex((token, index) => mark.test(token) && !(token === '#' && found[index + 1] === '['));
  return at < 0 ? { code: found, comment: '' } : { code: found.slice(0, at), comment: found.slice(at).join(' ') };
}

/** Two semicolons in a row are one, but in the head of a loop. */
function pushEnd(tokens: string[], end: string | undefined, open: readonly Bracket[]): void {
  if (end !== undefined && !(tokens.at(-1) === END && open.at(-1)?.sign !== '(')) tokens.push(end);
}

/** The line, where white space in it may mean something. */
function asItStands(line: string, found: string[], language: Language): string | undefined {
  // The white space before it may be within the text.
  if (found.some((token) => UNCLOSED.test(token))) return line.trimEnd();
  const means = REGULAR_EXPRESSION.test(line) || (language === 'javascript' && TEXT_OF_ELEMENT.some((text) => text.test(line))) || (language === 'c' && /^\s*#\s*define\b/.test(line));
  return means ? line.trim() : undefined;
}

/** Adds a line's tokens to those before it; how many more brackets it opens than it closes, and which one its last token closes. */
function pushTokens(tokens: string[], found: string[], open: Bracket[], language: Language): { depth: number; closed: Bracket | undefined | 'unknown' } {
  let depth = 0;
  let closed: Bracket | undefined | 'unknown';
  for (const token of found) {
    closed = undefined;
    const before = tokens.at(-1) ?? '';
    if (OPENS.test(token)) {
      depth++;
      open.push({ sign: token, call: CALLED.test(before), condition: token === '(' && CONDITION.test(before), commas: 0 });
    }
    if (token === ',' && open.length > 0) open.at(-1)!.commas++;
    if (CLOSES.test(token)) {
      depth--;
      const bracket = open.pop();
      closed = bracket ?? 'unknown';
      // Opened above what is seen here, it may hold more.
      const { call, commas } = bracket ?? { call: token === ')', commas: 0 };
      const tuple = commas === 1 && ((token === ')' && !call && TUPLES.has(language)) || (token === ']' && call && language === 'python'));
      // `{2,}` is how often, not a list.
      const repeats = token === '}' && tokens.at(-3) === '{' && /^\d+$/.test(tokens.at(-2)!);
      if (before === ',' && !tuple && !repeats) tokens.pop();
      if (before === END && token === '}' && ENDS_ALONE.has(language)) tokens.pop();
    }
    if (token === END && ENDS_ALONE.has(language)) pushEnd(tokens, END, open);
    else tokens.push(quoted(token, language));
  }
  return { depth, closed };
}

function quoted(token: string, language: Language): string {
  if (!/^["'].+["']$/.test(token)) return token;
  const text = token.slice(1, -1);
  return QUOTES_ALIKE.has(language) || (PLAIN_ALIKE.has(language) && !READ.test(text)) ? `"${text.replace(/\\(["'])/g, '$1')}"` : token;
}

/** True where two streams of tokens are the same. */
export function sameTokens(one: string[] | undefined, other: string[] | undefined): boolean {
  return one !== undefined && other !== undefined && one.length === other.length && one.every((token, index) => token === other[index]);
}
