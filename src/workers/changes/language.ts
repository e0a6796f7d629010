/** The languages whose syntax is known, as far as one line shows it. */
export type Language =
  | 'javascript' | 'python' | 'go' | 'rust' | 'c' | 'java' | 'kotlin' | 'csharp' | 'ruby' | 'php' | 'swift' | 'shell'
  | 'tcl' | 'lua' | 'elixir' | 'sql' | 'protobuf' | 'make' | 'json' | 'yaml' | 'toml' | 'css' | 'markdown' | 'restructured' | 'markup' | 'text' | 'unknown';

const EXTENSIONS: Record<string, Language> = Object.fromEntries(
  (
    [
      ['javascript', 'js jsx mjs cjs ts tsx mts cts vue svelte astro'],
      ['python', 'py pyi pyx'],
      ['go', 'go'],
      ['rust', 'rs'],
      ['c', 'c h cc cpp cxx hpp hh hxx m mm ino cu'],
      ['java', 'java groovy scala'],
      ['kotlin', 'kt kts'],
      ['csharp', 'cs'],
      ['ruby', 'rb rake gemspec'],
      ['php', 'php'],
      ['swift', 'swift'],
      ['shell', 'sh bash zsh ksh bats fish'],
      ['tcl', 'tcl tcl-test'],
      ['lua', 'lua'],
      ['elixir', 'ex exs'],
      ['sql', 'sql'],
      ['protobuf', 'proto'],
      ['make', 'mk'],
      ['json', 'json jsonc json5'],
      ['yaml', 'yml yaml'],
      ['toml', 'toml ini cfg conf properties env editorconfig'],
      ['css', 'css scss less'],
      ['markdown', 'md mdx markdown'],
      ['restructured', 'rst'],
      ['markup', 'html htm xml svg plist csproj'],
      ['text', 'txt adoc asciidoc textile'],
    ] as const
  ).flatMap(([language, extensions]) => extensions.split(' ').map((extension) => [extension, language])),
);
const NAMES: Record<string, Language> = { makefile: 'make', gnumakefile: 'make', rakefile: 'ruby', gemfile: 'ruby', license: 'text', licence: 'text', copying: 'text', readme: 'text', authors: 'text', changelog: 'text', notice: 'text' };

/** The language of the file at this path, by its name alone. */
export function languageOf(path: string): Language {
  const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
  const dot = name.lastIndexOf('.');
  return (dot >= 0 ? EXTENSIONS[name.slice(dot + 1)] : undefined) ?? NAMES[name] ?? 'unknown';
}

const PROSE: ReadonlySet<Language> = new Set<Language>(['markdown', 'restructured', 'text']);

/** True where the file is read by people, not run. */
export function isProse(language: Language): boolean {
  return PROSE.has(language);
}

const INDENTED: ReadonlySet<Language> = new Set<Language>(['python', 'yaml', 'toml', 'make', 'unknown']);

/** True where white space before a line is part of what it says, or may be: of a language that is not known nobody can tell. */
export function isIndented(language: Language): boolean {
  return INDENTED.has(language);
}

const SLASHES: ReadonlySet<Language> = new Set<Language>(['javascript', 'go', 'rust', 'c', 'java', 'kotlin', 'csharp', 'php', 'swift', 'protobuf', 'css']);
const HASHES: ReadonlySet<Language> = new Set<Language>(['python', 'ruby', 'shell', 'tcl', 'elixir', 'make', 'yaml', 'toml', 'php']);
const DASHES: ReadonlySet<Language> = new Set<Language>(['sql', 'lua']);

const SLASH_COMMENT = /^\s*(?:\/\/|\/\*)/;
/** An attribute of PHP begins with `#[`. */
const HASH_COMMENT = /^\s*#(?![!\[])/;
const DASH_COMMENT = /^\s*--/;
const MARKUP_COMMENT = /^\s*<!--/;
/** Written as a comment, and yet it says what is built and how. */
const DIRECTIVE = /^\s*(?:\/\/(?:go:|export\s|\s*(?:\+build\s|#cgo\s|swift-tools-version\b|@ts-\w)|\/\s*<(?:reference|amd-)\b)|#\s*(?:frozen_string_literal:|(?:-\*-\s*)?(?:en)?coding[:=]|cython:))/;
/** A line as in the middle or at the end of a block comment, with no code behind it. A product that was wrapped begins so too. */
const STARRED = /^(?!.*\*\/\s*\S)\s*\*(?:[\s/]|$)/;
/** What no program has behind its `*`: nothing, the comment's end, a tag, three words in a row. */
const STARRED_TEXT = /^\s*\*(?:\s*$|\/|\s+@\w|\s+(?!\S+\s+as\s)(?:[\p{L}'’-]+[,.:;]?\s+){2}[\p{L}'’-]+(?:[\s,.:;!?)]|$))/u;

function isComment(line: string, language: Language): boolean {
  if (DIRECTIVE.test(line)) return false;
  if (SLASHES.has(language) && SLASH_COMMENT.test(line)) return true;
  if (HASHES.has(language)) return HASH_COMMENT.test(line);
  if (DASHES.has(language)) return DASH_COMMENT.test(line);
  return language === 'markup' && MARKUP_COMMENT.test(line);
}

/**
 * For each of these lines that stand together, without their signs, whether the whole of it is a comment. The inside of a block comment counts
 * where its lines start with a `*` and its beginning is seen, or one of several such lines is no code.
 */
export function commentLines(lines: string[], language: Language): boolean[] {
  const comments = lines.map((line) => isComment(line, language));
  if (!SLASHES.has(language)) return comments;
  let inside = false;
  for (const [index, line] of lines.entries()) {
    if (inside && STARRED.test(line)) comments[index] = true;
    if (/^\s*\/\*/.test(line)) inside = true;
    if (line.includes('*/')) inside = false;
  }
  // `* { margin: 0; }` is a rule of CSS.
  if (language === 'css') return comments;
  for (let from = 0, to = 0; from < lines.length; from = to + 1) {
    for (to = from; to < lines.length && STARRED.test(lines[to]!); ) to++;
    if (to - from > 1 && lines.slice(from, to).some((line) => STARRED_TEXT.test(line))) comments.fill(true, from, to);
  }
  return comments;
}

/** These lines that stand together without what is comment in them. */
export function withoutComments(lines: string[], language: Language): string[] {
  const comments = commentLines(lines, language);
  return lines.map((line, index) => (comments[index] ? '' : withoutLastComment(line, language)));
}

/** The line without the comment at its end, where that is safely one: after white space, and with no quote open before it. */
function withoutLastComment(line: string, language: Language): string {
  const mark = SLASHES.has(language) ? '//' : HASHES.has(language) ? '#' : undefined;
  const at = mark === undefined || DIRECTIVE.test(line) ? -1 : line.indexOf(` ${mark} `);
  if (at < 0) return line;
  const before = line.slice(0, at);
  return /["'`]/.test(before) && (before.split(/["'`]/).length - 1) % 2 === 1 ? line : before;
}
