import type { LanguageForm } from './language-words.ts';

/** A piece of code. The texts of all pieces, one after the other, are the code again. */
export interface CodeToken {
  kind: 'space' | 'word' | 'number' | 'string' | 'comment' | 'sign';
  text: string;
  /** The line that it begins in, counted from 0. */
  line: number;
}

const SPACE = /\s+/y;
const WORD = /[\p{L}_][\p{L}\p{N}_]*/uy;
const NUMBER = /0[xXbBoO][\da-fA-F_]+n?|\d[\d_]*(?:\.\d[\d_]*)?(?:[eE][+-]?\d+)?[a-zA-Z]*|\.\d+/y;
const OPTION = /(?<=^|\s)-{1,2}[A-Za-z][\w-]*/y;
/** A pattern stands where a value may begin: after a sign that is none's end, or a word that wants one. Longer ones are not looked for: each slash would be searched from to the end. */
const PATTERN = /\/(?![/*])(?:\\.|\[(?:\\.|[^\]\\\n]){0,200}\]|[^/\\[\n]){1,500}\/[a-z]*/y;
const VALUE_ENDS = /[\w)\]}'"`$]$/;
const WANTS_VALUE = /^(?:return|typeof|case|in|of|do|else|void|delete|throw|await|yield)$/;
const STRING_PREFIX = /^(?:[rbfu]|[rb]f|f[rb]|br|rb)$/i;

const escaped = (quote: string) => new RegExp(`${quote}(?:\\\\[\\s\\S]|(?!${quote})[^\\\\\\n])*(?:${quote}|\\\\?$|(?=\\n))`, 'my');
const STRINGS: Record<string, RegExp> = { '\'': escaped('\''), '"': escaped('"') };
const TRIPLED = /("""|''')(?:\\[\s\S]|(?!\1)[\s\S])*(?:\1|$(?![\s\S]))/y;
const SHELL_QUOTED = /'[^']*(?:'|$(?![\s\S]))/y;
/** A piece of a template: from its quote, or from the end of some code in it, to the next code or its end. */
const TEMPLATE = /(?:\\[\s\S]|\$(?!\{)|[^\\`$])*(?:`|\$\{|\\?$(?![\s\S]))/y;

function match(pattern: RegExp, code: string, at: number): string {
  pattern.lastIndex = at;
  return pattern.exec(code)?.[0] ?? '';
}

function comment(form: LanguageForm, code: string, at: number): string {
  if (form.blockComment && code.startsWith(form.blockComment[0], at)) {
    const [opens, closes] = form.blockComment;
    const end = code.indexOf(closes, at + opens.length);
    return code.slice(at, end < 0 ? undefined : end + closes.length);
  }
  // In a shell `$#` and `a#b` are none.
  if (!form.lineComment.some((start) => code.startsWith(start, at)) || (form.shell && at > 0 && !/[\s;]/.test(code[at - 1]!))) return '';
  const end = code.indexOf('\n', at);
  return code.slice(at, end < 0 ? undefined : end);
}

function string(form: LanguageForm, code: string, at: number): string {
  const quote = code[at]!;
  if (!form.quotes.includes(quote)) return '';
  if (form.shell) return match(SHELL_QUOTED, code, at);
  return (form.tripled && match(TRIPLED, code, at)) || match(STRINGS[quote]!, code, at);
}

/** Reads code piece by piece, whatever it is: what is broken or cut off gives pieces too. */
export function codeTokens(code: string, form: LanguageForm): CodeToken[] {
  const tokens: CodeToken[] = [];
  /** Open braces in each template's code that has not ended. */
  const templates: number[] = [];
  let line = 0;
  let at = 0;
  let last = '';
  const add = (kind: CodeToken['kind'], text: string) => {
    tokens.push({ kind, text, line });
    for (const sign of text) if (sign === '\n') line++;
    at += text.length;
    if (kind !== 'space' && kind !== 'comment') last = text;
  };
  while (at < code.length) {
    const space = match(SPACE, code, at);
    if (space) {
      add('space', space);
      continue;
    }
    const sign = code[at]!;
    const remark = comment(form, code, at);
    if (remark) {
      add('comment', remark);
      continue;
    }
    if (form.templates && (sign === '`' || (sign === '}' && templates.at(-1) === 0))) {
      if (sign === '}') templates.pop();
      const text = sign + match(TEMPLATE, code, at + 1);
      if (text.endsWith('${')) templates.push(0);
      add('string', text);
      continue;
    }
    if (templates.length > 0 && (sign === '{' || sign === '}')) templates[templates.length - 1]! += sign === '{' ? 1 : -1;
    const text = string(form, code, at);
    if (text) {
      add('string', text);
      continue;
    }
    if (form.templates && sign === '/' && (!VALUE_ENDS.test(last) || WANTS_VALUE.test(last))) {
      const pattern = match(PATTERN, code, at);
      if (pattern) {
        add('string', pattern);
        continue;
      }
    }
    const option = form.shell ? match(OPTION, code, at) : '';
    const word = option ? '' : match(WORD, code, at);
    if (word && form.tripled && STRING_PREFIX.test(word) && form.quotes.includes(code[at + word.length] ?? ' ')) {
      add('string', word + string(form, code, at + word.length));
      continue;
    }
    const number = word || option ? '' : match(NUMBER, code, at);
    if (option) add('sign', option);
    else if (word) add('word', word);
    else if (number) add('number', number);
    else add('sign', String.fromCodePoint(code.codePointAt(at)!));
  }
  return tokens;
}

/** What stands between a string's quotes, and what it is written with. */
export function stringParts(text: string): { opens: string; content: string } {
  const [, opens = '', rest = ''] = /^([a-zA-Z]*(?:"""|'''|["'`/}]))([\s\S]*)$/.exec(text) ?? [];
  return { opens, content: rest.replace(/(?:"""|'''|["'`]|\/[a-z]*|\$\{)$/, '') };
}
