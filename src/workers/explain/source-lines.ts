/** A line as it lies in its file. */
export interface SourceLine {
  text: string;
  /** What the line begins in: `string` and `comment` reach over from the line before. */
  start: 'code' | 'string' | 'comment';
  /** Column, from 0, of a comment that lasts to the line's end; -1 where there is none. */
  comment: number;
}

interface Quote {
  /** At the place where it may begin. */
  open: RegExp;
  close(opened: string): string;
  escapes: boolean;
  /** It may go on in the next line. */
  lines: boolean;
  /** `${` inside of it leads back to code. */
  template?: boolean;
}

interface Syntax {
  lineComment: RegExp | undefined;
  block: boolean;
  quotes: Quote[];
  heredocs?: boolean;
  regexes?: boolean;
}

const same = (opened: string) => opened;
const quote = (open: RegExp, more: Partial<Quote> = {}): Quote => ({ open, close: same, escapes: true, lines: false, ...more });
const SLASHES = /\/\//y;

const SCRIPT: Syntax = { lineComment: SLASHES, block: true, regexes: true, quotes: [quote(/`/y, { lines: true, template: true }), quote(/['"]/y)] };
const PYTHON: Syntax = { lineComment: /#/y, block: false, quotes: [quote(/'''|"""/y, { lines: true }), quote(/['"]/y)] };
const SHELL: Syntax = { lineComment: /(?<=^|[\s;])#/y, block: false, heredocs: true, quotes: [quote(/'/y, { escapes: false, lines: true }), quote(/"/y, { lines: true })] };
const STYLES: Syntax = { lineComment: undefined, block: true, quotes: [quote(/['"]/y)] };
const C: Syntax = { lineComment: SLASHES, block: true, quotes: [quote(/R"[^\s()\\]*\(/y, { close: (opened) => `)${opened.slice(2, -1)}"`, escapes: false, lines: true }), quote(/"/y), quote(/'(?=\\?[^'\n]{1,10}')/y)] };
const RUST: Syntax = {
  lineComment: SLASHES,
  block: true,
  quotes: [quote(/r#*"/y, { close: (opened) => `"${opened.slice(1, -1)}`, escapes: false, lines: true }), quote(/"/y, { lines: true }), quote(/'(?=\\.|[^\\']')/y)],
};
const GO: Syntax = { lineComment: SLASHES, block: true, quotes: [quote(/`/y, { escapes: false, lines: true }), quote(/['"]/y)] };
const DOCKER: Syntax = { lineComment: /^\s*#/y, block: false, quotes: [] };

const SYNTAXES: Record<string, Syntax> = {
  javascript: SCRIPT,
  javascriptreact: SCRIPT,
  typescript: SCRIPT,
  typescriptreact: SCRIPT,
  python: PYTHON,
  shellscript: SHELL,
  css: STYLES,
  scss: { ...STYLES, lineComment: SLASHES },
  less: { ...STYLES, lineComment: SLASHES },
  c: C,
  cpp: C,
  'objective-c': C,
  'objective-cpp': C,
  'cuda-cpp': C,
  rust: RUST,
  go: GO,
  dockerfile: DOCKER,
};

/** A slash after one of these begins a regular expression, not a division. */
const BEFORE_REGEX = /(?:^|[(,=:[!&|?{};+\-*%<>~^]|\b(?:return|typeof|case|in|of|do|else|void|delete|throw|await|yield))\s*$/;

const plain = (source: string): SourceLine[] => source.split(/\r?\n/).map((text) => ({ text, start: 'code', comment: -1 }));

/** Markdown knows two states only: code in a fence is a `string`. */
function markdownLines(source: string): SourceLine[] {
  let fence = '';
  return plain(source).map((line) => {
    const within = fence !== '';
    const [, mark = ''] = /^\s{0,3}(`{3,}|~{3,})/.exec(line.text) ?? [];
    if (mark !== '' && !within) fence = mark;
    else if (within && mark.startsWith(fence) && line.text.trim() === mark) fence = '';
    return within ? { ...line, start: 'string' } : line;
  });
}

/**
 * The lines of a source, each with the state that it begins in. Enough of the language is read to tell code from strings and comments,
 * no more; a language that is not known here has code only.
 */
export function readLines(source: string, language: string): SourceLine[] {
  if (language === 'markdown') return markdownLines(source);
  const syntax = Object.hasOwn(SYNTAXES, language) ? SYNTAXES[language] : undefined;
  if (!syntax) return plain(source);
  const { lineComment, block, quotes, heredocs, regexes } = syntax;

  let within: { quote: Quote; close: string } | 'comment' | undefined;
  let heredoc: string | undefined;
  /** Open braces in each `${` that code is in, with the quote that it leads back to. */
  const templates: { braces: number; quote: Quote; close: string }[] = [];

  return plain(source).map(({ text }) => {
    const line: SourceLine = { text, start: heredoc !== undefined ? 'string' : within === undefined ? 'code' : within === 'comment' ? 'comment' : 'string', comment: -1 };
    if (heredoc !== undefined) {
      if (text.trim() === heredoc) heredoc = undefined;
      return line;
    }
    const at = (pattern: RegExp, index: number) => {
      pattern.lastIndex = index;
      return pattern.exec(text)?.[0];
    };
    let announced: string | undefined;
    for (let index = 0; index < text.length; ) {
      if (within === 'comment') {
        const end = text.indexOf('*/', index);
        if (end < 0) break;
        within = undefined;
        index = end + 2;
      } else if (within) {
        const { quote, close } = within;
        if (quote.escapes && text[index] === '\\') index += 2;
        else if (quote.template && text.startsWith('${', index)) {
          templates.push({ braces: 0, quote, close });
          within = undefined;
          index += 2;
        } else if (text.startsWith(close, index)) {
          within = undefined;
          index += close.length;
        } else index++;
      } else if (lineComment && at(lineComment, index) !== undefined) {
        line.comment = index;
        break;
      } else if (block && text.startsWith('/*', index)) {
        within = 'comment';
        index += 2;
      } else if (regexes && text[index] === '/' && BEFORE_REGEX.test(text.slice(Math.max(0, index - 20), index))) {
        index += at(/\/(?:\\.|\[(?:\\.|[^\]\\]){0,200}\]|[^/\\[]){1,500}\//y, index)?.length ?? 1;
      } else if (text[index] === '\\') {
        index += 2;
      } else {
        const quote = quotes.find(({ open }) => at(open, index) !== undefined);
        const opened = quote && at(quote.open, index)!;
        const template = templates.at(-1);
        if (quote && opened !== undefined) within = { quote, close: quote.close(opened) };
        else if (template && text[index] === '{') template.braces++;
        else if (template && text[index] === '}' && template.braces-- === 0) within = templates.pop();
        else if (heredocs && announced === undefined) announced = at(/(?<!<)<<-?\s*(['"\\]?)[A-Za-z_]\w*\1?/y, index)?.replace(/^<<-?|[\s'"\\]/g, '');
        index += opened?.length ?? 1;
      }
    }
    if (typeof within === 'object' && !within.quote.lines && !(within.quote.escapes && /(?:^|[^\\])(?:\\\\)*\\$/.test(text))) within = undefined;
    heredoc = announced;
    return line;
  });
}
